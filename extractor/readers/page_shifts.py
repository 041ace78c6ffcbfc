"""Aligns consecutive pages: finds how far each is shifted, or scaled, against the page before.

A sheet feeder moves every sheet a little to the left or right, a gutter or another paper size moves every other page,
and a print at 95 % has narrower columns. When a table goes on over a page break, its column lines at the end of one
page are those at the beginning of the next. So the two pages are aligned by these lines.
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import NamedTuple

from extractor.model.page import Page

FURTHEST = 22.0
"""Points by which a sheet may be shifted against the one before. A letter sheet is 17 points wider than an A4 sheet, so
sheets of both that were aligned at different edges are shifted by 17; the rest is for sheets laid carelessly."""
SAME_EDGE = 1.6
"""Points: after alignment the same column line differs by no more on both pages."""
FEWEST_EDGES, EDGES_SHARE = 6, 0.7
"""The least number of lines that must agree, and the least share of the page's lines; another table has other
columns."""
PRINTED = "pdfium"
"""`read_by` of pages with a text layer, whose places are exact."""
LEAST_SHIFT = 1.0
"""Points: a page with a text layer that is shifted by less counts as aligned."""
SCALES = (0.55, 1.8)
"""The least and the greatest scale of a page against the page before, so that prints at 60 % and at 130 % are
included."""
TABLE_REACH = 20.0
"""Points: the lines of one table all begin, and all end, within this distance."""


class Fit(NamedTuple):
    """How a page is aligned: its x is multiplied by `scale`, then `shift` points are added."""

    scale: float
    shift: float


def in_line(pages: Sequence[Page]) -> tuple[Page, ...]:
    """`pages`, with shift and scale set on each one that is not aligned with the page before it."""
    placed: list[Page] = []
    for page in pages:
        fit = _fit(placed[-1], page) if placed else None
        placed.append(_placed(page, fit) if fit else page)
    return tuple(placed)


def _placed(page: Page, fit: Fit) -> Page:
    return replace(page, scale=fit.scale * page.scale, shift=fit.scale * page.shift + fit.shift)


def _fit(before: Page, page: Page) -> Fit | None:
    """How to align the columns of `page` with those of `before`; None if too few agree, or they are aligned already."""
    ended, begun = _ended(before), _begun(page)
    shift = _shift(ended, begun)
    if shift is not None:
        is_in_line = page.read_by == PRINTED and abs(shift) < LEAST_SHIFT
        return None if is_in_line else Fit(1.0, shift)
    if page.read_by != PRINTED or min(len(ended), len(begun)) < FEWEST_EDGES:
        return None  # only prints are scaled: a scanner does not make a sheet narrower
    scale = (ended[-1] - ended[0]) / (begun[-1] - begun[0])
    moved = _shift(ended, [scale * x for x in begun], furthest=float("inf")) if SCALES[0] < scale < SCALES[1] else None
    return None if moved is None else Fit(scale, moved)


def _shift(ended: Sequence[float], begun: Sequence[float], furthest: float = FURTHEST) -> float | None:
    """Points by which the lines `begun` must be moved right to lie on the lines `ended`; None if too few agree."""
    pairs = [(one - other, other) for one in ended for other in begun if abs(one - other) <= furthest]
    best: dict[float, float] = {}
    for wanted, _ in pairs:
        agreeing = {other: difference for difference, other in pairs if abs(difference - wanted) <= SAME_EDGE}
        if (len(agreeing), -abs(wanted)) > (len(best), -abs(median(best.values())) if best else 0.0):
            best = agreeing
    return median(best.values()) if len(best) >= max(FEWEST_EDGES, EDGES_SHARE * len(begun)) else None


def _ended(page: Page) -> list[float]:
    """The x of the column lines with which the page ends, with the page's own shift and scale applied."""
    upright = [ruling for ruling in page.rulings if not ruling.is_horizontal]
    lowest = max((ruling.bottom for ruling in upright), default=0.0)
    return _edges(page, [ruling.x0 + ruling.x1 for ruling in upright if ruling.bottom >= lowest - TABLE_REACH])


def _begun(page: Page) -> list[float]:
    """The x of the column lines with which the page begins, with the page's own shift and scale applied."""
    upright = [ruling for ruling in page.rulings if not ruling.is_horizontal]
    highest = min((ruling.top for ruling in upright), default=0.0)
    return _edges(page, [ruling.x0 + ruling.x1 for ruling in upright if ruling.top <= highest + TABLE_REACH])


def _edges(page: Page, doubled: Sequence[float]) -> list[float]:
    """The x of each line once, from the left, as a border may be drawn as two edges and cell by cell.

    `doubled` has the sums of the left and right side of each line, so twice its x.
    """
    edges: list[float] = []
    for x in sorted(page.scale * double / 2 + page.shift for double in doubled):
        if not edges or x - edges[-1] > SAME_EDGE:
            edges.append(x)
    return edges
