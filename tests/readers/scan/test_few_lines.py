"""A page with a single hardly legible line is not turned, because so little cannot show which way is up."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from extractor.readers.image.pixels import PageImage, Pixels
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.scan.page_from_picture import read_page_image


class Guesser:
    """An engine that gives set scores for lines that are upright and for lines that are upside down."""

    name = "guesser"

    def __init__(self, upright: float, over: float) -> None:
        self._scores = {False: upright, True: over}

    def read(self, lines: Sequence[Pixels], _: Sequence[str | None] = ()) -> list[LineReading]:
        return [self._reading(line) for line in lines]

    def _reading(self, line: Pixels) -> LineReading:
        """A line of the letter L, whose foot shows which way is up."""
        half = line.shape[0] // 2
        is_over = int((line[:half] < 128).sum()) > int((line[half:] < 128).sum())
        characters = [Character("L", self._scores[is_over], place / 20, (place + 1) / 20) for place in range(20)]
        return LineReading(tuple(characters))


def _sheet(lines: int) -> Pixels:
    """Lines of L's at uneven distances, so that no column of them looks like a line."""
    page = np.full((2200, 1700), 255, np.uint8)
    rng = np.random.default_rng(lines)
    for number in range(lines):
        y, places = 200 + 50 * number, 200 + np.cumsum(rng.integers(16, 40, 20))
        for x in places.tolist():
            cv2.line(page, (x, y), (x, y + 18), (0,), 3)
            cv2.line(page, (x, y + 18), (x + 10, y + 18), (0,), 3)
    return page


@pytest.mark.parametrize(("lines", "over", "is_turned"), [(1, 0.6, False), (1, 0.95, True), (30, 0.6, True)])
def test_a_line_or_two_are_turned_only_if_they_are_read_surely_so(lines: int, over: float, *, is_turned: bool) -> None:
    page = read_page_image(PageImage(1, _sheet(lines), (200, 200)), Guesser(0.5, over))
    assert page.geometry is not None
    assert page.geometry.quarter_turns == (2 if is_turned else 0)
