"""Pages one after the other → how far each lies beside the page before, told by the table both of them show.

A feeder moves every sheet a little to the left or the right, a gutter or another size of paper moves every other page,
and a print at 95 % has narrower columns. A table's columns go on over a page break, so the lines they end with on one
page are the lines they begin with on the next.
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import NamedTuple

from extractor.model.page import Page

FURTHEST = 22.0
"""Points that a sheet may lie beside the one before: an eighth of an inch more than A4 in the middle of Letter."""
SAME_EDGE = 1.6
"""Points between a column's line on the one page and on the other, once these are in line."""
FEWEST_EDGES, EDGES_SHARE = 6, 0.7
"""So many lines must agree, and so great a share of the page's: other tables have other columns."""
PRINTED = "pdfium"
"""The reader of text layers, which have no play of their own."""
LEAST_SHIFT = 1.0
"""Points: a page with a text layer that lies aside by less is in line."""
SCALES = (0.55, 1.8)
"""Of a page's width to that of the page before: prints at 60 % and 130 % of each other's are among these."""
TABLE_REACH = 20.0
"""Points within which the lines of one table begin or end."""


class Fit(NamedTuple):
    """What brings a page in line: times as wide, and then so many points to the right."""

    scale: float
    shift: float


def in_line(pages: Sequence[Page]) -> tuple[Page, ...]:
    """`pages` with the shift and scale of each one that does not lie as the page before it."""
    placed: list[Page] = []
    for page in pages:
        fit = _fit(placed[-1], page) if placed else None
        placed.append(_placed(page, fit) if fit else page)
    return tuple(placed)


def _placed(page: Page, fit: Fit) -> Page:
    return replace(page, scale=fit.scale * page.scale, shift=fit.scale * page.shift + fit.shift)


def _fit(before: Page, page: Page) -> Fit | None:
    """What brings the columns of `page` in line with those of `before`; None if none agree, or all do already."""
    ended, begun = _ended(before), _begun(page)
    shift = _shift(ended, begun)
    if shift is not None:
        is_in_line = page.read_by == PRINTED and abs(shift) < LEAST_SHIFT
        return None if is_in_line else Fit(1.0, shift)
    if page.read_by != PRINTED or min(len(ended), len(begun)) < FEWEST_EDGES:
        return None  # a scanner makes a sheet no narrower
    scale = (ended[-1] - ended[0]) / (begun[-1] - begun[0])
    moved = _shift(ended, [scale * x for x in begun], furthest=float("inf")) if SCALES[0] < scale < SCALES[1] else None
    return None if moved is None else Fit(scale, moved)


def _shift(ended: Sequence[float], begun: Sequence[float], furthest: float = FURTHEST) -> float | None:
    """Points to the right that bring the lines `begun` over those that `ended`; None if too few agree."""
    pairs = [(one - other, other) for one in ended for other in begun if abs(one - other) <= furthest]
    best: dict[float, float] = {}
    for wanted, _ in pairs:
        agreeing = {other: difference for difference, other in pairs if abs(difference - wanted) <= SAME_EDGE}
        if (len(agreeing), -abs(wanted)) > (len(best), -abs(median(best.values())) if best else 0.0):
            best = agreeing
    return median(best.values()) if len(best) >= max(FEWEST_EDGES, EDGES_SHARE * len(begun)) else None


def _ended(page: Page) -> list[float]:
    """Where the columns of the last table stand, in line with the page before."""
    upright = [ruling for ruling in page.rulings if not ruling.is_horizontal]
    lowest = max((ruling.bottom for ruling in upright), default=0.0)
    return _edges(page, [ruling.x0 + ruling.x1 for ruling in upright if ruling.bottom >= lowest - TABLE_REACH])


def _begun(page: Page) -> list[float]:
    """Where the columns of the first table stand."""
    upright = [ruling for ruling in page.rulings if not ruling.is_horizontal]
    highest = min((ruling.top for ruling in upright), default=0.0)
    return _edges(page, [ruling.x0 + ruling.x1 for ruling in upright if ruling.top <= highest + TABLE_REACH])


def _edges(page: Page, doubled: Sequence[float]) -> list[float]:
    """Each line once, from the left: a border is drawn with two edges, and cell by cell."""
    edges: list[float] = []
    for x in sorted(page.scale * double / 2 + page.shift for double in doubled):
        if not edges or x - edges[-1] > SAME_EDGE:
            edges.append(x)
    return edges
