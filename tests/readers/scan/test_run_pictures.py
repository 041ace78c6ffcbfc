"""The picture of a long line is narrowed, but not that of a line so low that its letters would be too narrow."""

import numpy as np
import pytest

from extractor.readers.scan.run_pictures import LEAST_HEIGHT, MARGIN, SQUEEZE, part_of
from extractor.readers.scan.segmentation.letter_lines import Letter
from extractor.readers.scan.segmentation.text_runs import run_of


@pytest.mark.parametrize(("height", "is_narrowed"), [(16, False), (LEAST_HEIGHT - 2 * MARGIN, True), (34, True)])
def test_a_long_line_of_small_print_keeps_its_width(height: int, *, is_narrowed: bool) -> None:
    page = np.full((200, 1700), 255, np.uint8)
    part = part_of(page, run_of([Letter(100, 100, 1600, 100 + height)]))
    shown = part.x1 - part.x0
    assert part.pixels.shape[1] == (round(shown * SQUEEZE) if is_narrowed else shown)


@pytest.mark.parametrize(("height", "width", "is_padded"), [(13, 300, False), (13, 60, True), (15, 200, True)])
def test_a_line_of_very_small_print_is_shown_enlarged_but_a_short_low_word_is_not(
    height: int, width: int, *, is_padded: bool
) -> None:
    page = np.full((200, 1700), 255, np.uint8)
    part = part_of(page, run_of([Letter(100, 100, 100 + width, 100 + height)]))
    assert (part.pixels.shape[0] == LEAST_HEIGHT) == is_padded
