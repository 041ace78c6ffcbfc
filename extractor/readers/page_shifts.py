"""Pages scanned one by one → how far each lies beside the page before, told by the table both of them show.

A feeder moves every sheet a little to the left or the right. A table's columns go on over a page break, so the
lines they end with on one page are the lines they begin with on the next.
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extractor.model.page import Page

FURTHEST = 18.0
"""Points (a quarter inch) that a sheet may lie beside the one before."""
SAME_EDGE = 1.6
"""Points between a column's line on the one page and on the other, once these are in line."""
FEWEST_EDGES, EDGES_SHARE = 6, 0.7
"""So many lines must agree, and so great a share of the page's: other tables have other columns."""
PRINTED = "pdfium"
"""The reader of text layers: their pages are in line as they are."""
TABLE_REACH = 20.0
"""Points within which the lines of one table begin or end."""


def in_line(pages: Sequence[Page]) -> tuple[Page, ...]:
    """`pages` with the shift of each one that was scanned."""
    placed: list[Page] = []
    for page in pages:
        shift = _shift(placed[-1], page) if placed and page.read_by != PRINTED else 0.0
        placed.append(replace(page, shift=shift) if shift else page)
    return tuple(placed)


def _shift(before: Page, page: Page) -> float:
    """Points to the right that bring the columns of `page` in line with those of `before`; 0 if none agree."""
    ended, begun = _ended(before), _begun(page)
    pairs = [(one - other, one, other) for one in ended for other in begun if abs(one - other) <= FURTHEST]
    best: list[float] = []
    for wanted, _, _ in pairs:
        agreeing = [difference for difference, _, _ in pairs if abs(difference - wanted) <= SAME_EDGE]
        if (len(agreeing), -abs(wanted)) > (len(best), -abs(median(best)) if best else 0.0):
            best = agreeing
    if len(best) < max(FEWEST_EDGES, EDGES_SHARE * len(begun)):
        return 0.0
    return before.shift + median(best)


def _ended(page: Page) -> list[float]:
    """Where the columns of the last table stand."""
    upright = [ruling for ruling in page.rulings if not ruling.is_horizontal]
    lowest = max((ruling.bottom for ruling in upright), default=0.0)
    return [(ruling.x0 + ruling.x1) / 2 for ruling in upright if ruling.bottom >= lowest - TABLE_REACH]


def _begun(page: Page) -> list[float]:
    """Where the columns of the first table stand."""
    upright = [ruling for ruling in page.rulings if not ruling.is_horizontal]
    highest = min((ruling.top for ruling in upright), default=0.0)
    return [(ruling.x0 + ruling.x1) / 2 for ruling in upright if ruling.top <= highest + TABLE_REACH]
