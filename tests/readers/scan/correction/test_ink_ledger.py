"""Ink that is neither a ruling nor read is reported with its place; rulings, read ink and specks are not."""

import cv2
import numpy as np
import pytest

from extractor.model.page import BoundingBox
from extractor.readers.image.laying_out import POINT
from extractor.readers.image.pixels import Pixels
from extractor.readers.scan.correction.ink_ledger import unread_places
from extractor.readers.scan.rulings.pixels import Piece

CELL = ((Piece(100, 100, 400), Piece(200, 100, 400)), False), ((Piece(100, 100, 200), Piece(400, 100, 200)), True)
VALUE = BoundingBox(150 * POINT, 140 * POINT, 210 * POINT, 156 * POINT)


def _cell(shade: int, place: tuple[int, int] | None) -> Pixels:
    """A cell with a value, and a mark of `shade` at `place`."""
    page = np.full((300, 500), 255, np.uint8)
    cv2.rectangle(page, (100, 100), (400, 200), 0, 3)
    cv2.rectangle(page, (150, 140), (209, 155), 0, -1)
    if place:
        for x in (0, 5, 11):
            cv2.rectangle(page, (place[0] + x, place[1]), (place[0] + x + 2, place[1] + 9), shade, -1)
    return page


@pytest.mark.parametrize("shade", [0, 120, 190])
@pytest.mark.parametrize("place", [(214, 136), (300, 150)], ids=["behind-the-value", "alone"])
def test_a_mark_that_was_not_read_is_one_place(shade: int, place: tuple[int, int]) -> None:
    (found,) = unread_places(_cell(shade, place), CELL, [VALUE])
    assert found.holds((place[0] + 6) * POINT, (place[1] + 5) * POINT)


def test_rulings_and_what_was_read_are_none() -> None:
    assert not list(unread_places(_cell(0, None), CELL, [VALUE]))
    assert len(list(unread_places(_cell(0, None), CELL, []))) == 1


def test_a_page_strewn_with_specks_has_none() -> None:
    page = _cell(0, (300, 150))
    page[2:290:4, 2:490:3] = 0
    assert not list(unread_places(page, CELL, [VALUE]))


@pytest.mark.parametrize("seed", range(3))
def test_a_whole_line_of_print_that_was_not_read_is_one_place_but_an_underline_or_bar_is_none(seed: int) -> None:
    rng = np.random.default_rng(seed)
    page = np.full((600, 900), 255, np.uint8)
    for x in range(100, 800, 10):
        height = int(rng.integers(8, 13))
        page[312 - height : 312, x : x + 3] = page[308:311, x : x + int(rng.integers(5, 9))] = 0
        page[312 - height : 314 - height, x : x + 7] = 0
    cv2.line(page, (100, 400), (800, 402), 0, 3)
    cv2.rectangle(page, (100, 500), (800, 512), 0, -1)
    (found,) = unread_places(page, (), [])
    assert found.holds(450 * POINT, 306 * POINT), f"seed {seed}"
    assert found.width > 690 * POINT, f"seed {seed}"
