"""A line under a head that a scan thinned to light grey still ends the head: a row below it is no print of the head."""

from itertools import accumulate

import numpy as np
import pytest

from extractor.model.form import TABLES, PrintedTable
from extractor.readers.image.pixels import PageImage, Pixels
from extractor.readers.image.straighten import straighten
from extractor.readers.scan.page_from_picture import segmented
from extractor.readers.scan.rulings.pale import pale_lines

LEFT, RIGHT, TOP, MIDDLE, BOTTOM, FOOT = 100, 1620, 300, 440, 540, 600
NEAR = 3.0
"""Pixels between a line as drawn and as found, at most."""


def table(kind: PrintedTable, rng: np.random.Generator, grey: int) -> Pixels:
    """A page with a head and one row under it; the line between them is `grey` (0 is black, 255 white) and slants."""
    page = np.full((2200, 1700), 255, np.uint8)
    widths = rng.uniform(0.8, 1.3, len(kind.columns))
    edges = [LEFT, *(LEFT + np.cumsum(widths) / widths.sum() * (RIGHT - LEFT)).astype(int).tolist()]
    starts = [0, *accumulate(len(heading.columns) for heading in kind.headings)]
    for place, x in enumerate(edges):
        page[TOP if place in starts else MIDDLE : FOOT, x : x + 2] = 0
    shared = [place for place in range(len(edges)) if place not in starts]
    page[MIDDLE : MIDDLE + 2, edges[shared[0] - 1] : edges[shared[-1] + 1]] = 0
    for y in (TOP, FOOT):
        page[y : y + 2, LEFT : RIGHT + 2] = 0
    for x in range(LEFT, RIGHT):
        y = BOTTOM + round(2 * (x - LEFT) / (RIGHT - LEFT))
        page[y, x] = min(page[y, x], grey)
    for x in edges[:-1]:  # letters in the row's cells
        for step in range(8, int(rng.integers(20, 50)), 7):
            page[565:585, x + step : x + step + 3] = 0
    return page


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.element)
def test_a_pale_line_ends_the_head(kind: PrintedTable, seed: int) -> None:
    rng = np.random.default_rng(seed)
    page = table(kind, rng, int(rng.integers(176, 215)))
    (head,) = segmented(straighten(PageImage(1, page, (200, 200)))).heads
    assert head.table is kind
    assert abs(head.bottom - BOTTOM) <= NEAR


@pytest.mark.parametrize("seed", range(6))
def test_rows_of_print_and_grain_are_no_pale_lines(seed: int) -> None:
    rng = np.random.default_rng(seed)
    page = rng.normal(248, 6, (600, 1700)).clip(0, 255).astype(np.uint8)
    for x in range(LEFT, RIGHT, 9):  # letters side by side over the whole width, as in a line of an explanation
        page[200:214, x : x + int(rng.integers(1, 5))] = 40
    assert list(pale_lines(page, (LEFT, RIGHT), (100.0, 500.0), ())) == []
    page[400, LEFT:RIGHT] = 190
    assert [round(line.at) for line in pale_lines(page, (LEFT, RIGHT), (100.0, 500.0), ())] == [400]
