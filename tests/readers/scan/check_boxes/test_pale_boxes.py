"""Ticks in check boxes that are drawn too pale to count as ink."""

import numpy as np
import pytest

from extractor.model.doubts import Doubt
from extractor.model.page import BoundingBox, Word
from extractor.readers.image.laying_out import POINT
from extractor.readers.scan.check_boxes.pale_boxes import pale_ticks

LEFT, MIDDLE = 120, 100
"""In pixels: where the text begins, and the middle of its line."""


def _word(text: str, x0: int, x1: int) -> Word:
    return Word(text, BoundingBox(x0 * POINT, (MIDDLE - 9) * POINT, x1 * POINT, (MIDDLE + 9) * POINT), 7.0)


TEXT = (_word("Check", LEFT, LEFT + 50), _word("this", LEFT + 57, LEFT + 85), _word("box", LEFT + 92, LEFT + 120))


def _page() -> np.ndarray:
    return np.full((200, 400), 255, np.uint8)


def _shaded(level: int) -> np.ndarray:
    page = _page()
    page[MIDDLE - 10 : MIDDLE + 11, LEFT - 40 : LEFT - 19] = level
    return page


def test_a_shaded_box_is_ticked() -> None:
    (tick,) = pale_ticks(_shaded(230), TEXT, "ppocr")
    assert tick.text == "X"
    assert (tick.readings[0].score, tick.doubts) == (None, {Doubt.TICK_BY_SHADE}), "no engine read it: a person looks"
    assert tick.box.x1 <= TEXT[0].box.x0


@pytest.mark.parametrize("level", [255, 250])
def test_a_box_as_bright_as_its_ground_is_not(level: int) -> None:
    assert not list(pale_ticks(_shaded(level), TEXT, "ppocr"))


def _stippled(level: int) -> np.ndarray:
    """A box in a shade made of two colours: single dots, of which no two touch."""
    page = _page()
    page[MIDDLE - 10 : MIDDLE + 11 : 2, LEFT - 40 : LEFT - 19 : 2] = level
    return page


def test_dots_make_up_a_shade() -> None:
    (tick,) = pale_ticks(_stippled(120), TEXT, "ppocr")
    assert tick.text == "X"


def test_among_dots_only_the_darkest_box_is_ticked() -> None:
    below = [
        _word(word.text, 0, 1)._replace(box=word.box._replace(top=word.box.top + 14.4, bottom=word.box.bottom + 14.4))
        for word in TEXT
    ]
    page = np.minimum(_stippled(60), np.roll(_stippled(120), 40, axis=0))
    (tick,) = pale_ticks(page, (*TEXT, *below), "ppocr")
    assert abs(tick.box.y_center - TEXT[0].box.y_center) < 4 * POINT


def test_a_worn_bracket_is_no_shade_of_dots() -> None:
    page = _page()
    page[MIDDLE - 9 : MIDDLE + 10, LEFT - 38 : LEFT - 35] = 70
    page[MIDDLE - 9 : MIDDLE + 10, LEFT - 30 : LEFT - 27] = 70
    assert not list(pale_ticks(page, TEXT, "ppocr"))


def test_dirt_on_an_even_ground_is_no_shade() -> None:
    page = _page()
    page[MIDDLE - 1 : MIDDLE + 2, LEFT - 34 : LEFT - 24] = 190
    assert not list(pale_ticks(page, TEXT, "ppocr"))


def test_a_bracket_read_in_the_boxs_place_is_what_stands_there() -> None:
    read = _word("[", LEFT - 44, LEFT - 40)
    assert not list(pale_ticks(_shaded(230), (*TEXT, read), "ppocr"))


def test_an_outline_is_no_shade() -> None:
    page = _page()
    page[MIDDLE - 8 : MIDDLE + 9, LEFT - 38 : LEFT - 21] = 0
    page[MIDDLE - 6 : MIDDLE + 7, LEFT - 36 : LEFT - 23] = 255
    assert not list(pale_ticks(page, TEXT, "ppocr"))


def test_a_box_in_which_an_x_was_read_is_left_alone() -> None:
    read = _word("X", LEFT - 36, LEFT - 24)
    assert not list(pale_ticks(_shaded(230), (*TEXT, read), "ppocr"))


def test_other_text_has_no_box() -> None:
    assert not list(pale_ticks(_shaded(230), (_word("Check", LEFT, LEFT + 50),), "ppocr"))
