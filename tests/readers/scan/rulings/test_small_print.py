"""Rows of small print are no rulings, however long they are, and rulings beside them are found."""

import cv2
import numpy as np
import pytest

from extractor.readers.scan.rulings.pixels import SIDE, ruling_pieces

OVER = 8
"""Pixels by which a border may reach beyond the lines at its ends."""
LOW, HIGH = 8, 9
"""Pixels: the height of small letters at 60 to 70 % of the form's size."""


def _row_of_print(rng: np.random.Generator, page: np.ndarray, y: int, stop: int) -> None:
    """Draws words as black and white makes them of small, thick type: arches and stems that run into each other."""
    x = 100
    while x < stop:
        for _ in range(int(rng.integers(3, 10))):
            height, width = int(rng.integers(LOW, HIGH + 1)), int(rng.integers(38, 42))
            top = y - height // 2
            page[top : top + height, x : x + 3] = 0
            page[top : top + height, x + width - 3 : x + width] = 0
            full = top + height - 2 if rng.random() < 0.8 else top
            page[full : full + 2, x : x + width] = 0
            x += width + int(rng.integers(38, 42))
        x += int(rng.integers(38, 42))


@pytest.mark.parametrize("seed", range(5))
def test_long_rows_of_small_print_are_not_taken_out_as_rulings(seed: int) -> None:
    rng = np.random.default_rng(seed)
    page = np.full((600, 1656), 255, np.uint8)
    places = [100 + 25 * row for row in range(12)]
    for y in places:
        _row_of_print(rng, page, y, int(rng.integers(500, 1500)))
    found = ruling_pieces(page)
    assert not found.across, f"seed {seed}"
    assert not found.mask.any(), f"seed {seed}"


@pytest.mark.parametrize("seed", range(5))
def test_broken_doubled_and_touched_rulings_are_still_found(seed: int) -> None:
    rng = np.random.default_rng(seed)
    page = np.full((600, 1656), 255, np.uint8)
    cv2.line(page, (100, 100), (1500, 103), 0, 3)
    page[98:106, np.flatnonzero(rng.random(1656) < 0.2)] = 255
    page[200:202, 100:1500] = page[204:206, 100:1500] = 0
    page[300:303, 100:1500] = 0
    for x in rng.integers(110, 1400, 40).tolist():
        page[300 - SIDE : 300, x : x + 4] = 0
    seen = {round(piece.at, -1) for piece in ruling_pieces(page).across}
    assert seen == {100, 200, 300}, f"seed {seed}"


@pytest.mark.parametrize("seed", range(5))
def test_a_short_border_that_thick_lines_cross_is_found(seed: int) -> None:
    """As between "(A) or (D)" and the price of a table with one row, on a small form that was drawn larger."""
    rng = np.random.default_rng(seed)
    page = np.full((600, 1656), 255, np.uint8)
    top, row = int(rng.integers(100, 200)), int(rng.integers(38, 42))
    borders = sorted(rng.choice(np.arange(200, 1400, 70), 6, replace=False).tolist())
    for x in borders:
        page[top - OVER : top + 2 * row + OVER, x : x + 4] = 0
        gaps = top + np.flatnonzero(rng.random(2 * row) < 0.06)
        page[gaps, x : x + 4] = 255
    for y in (top, top + row, top + 2 * row):
        page[y - 3 : y + 4, 100:1500] = 0
    assert sorted(round(piece.at, -1) for piece in ruling_pieces(page).down) == borders, f"seed {seed}"
