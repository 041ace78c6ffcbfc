"""Small drawn boxes: ticked, empty, dusty, and a letter that is no box."""

import cv2
import numpy as np
import pytest

from extractor.model.doubts import Doubt
from extractor.model.page import BoundingBox, Reading, Word
from extractor.readers.image.laying_out import POINT
from extractor.readers.scan.check_boxes.drawn_boxes import with_drawn_ticks

LEFT, TOP, SIDE = 100, 200, 22
"""In pixels: the place and size of the square."""


def _word(text: str, x0: float, x1: float) -> Word:
    box = BoundingBox(x0 * POINT, (TOP - 2) * POINT, x1 * POINT, (TOP + SIDE + 4) * POINT)
    return Word(text, box, box.height, readings=(Reading("test", text, 0.99),))


TEXT = (
    _word("Check", LEFT + 40, LEFT + 120),
    _word("this", LEFT + 128, LEFT + 170),
    _word("box", LEFT + 178, LEFT + 220),
)


def _page(*, cross: bool = False, dust: int = 0, outline: bool = True) -> np.ndarray:
    page = np.full((400, 600), 255, np.uint8)
    if outline:
        cv2.rectangle(page, (LEFT, TOP), (LEFT + SIDE, TOP + SIDE), 0, 2)
    if cross:
        cv2.line(page, (LEFT, TOP), (LEFT + SIDE, TOP + SIDE), 0, 2)
        cv2.line(page, (LEFT + SIDE, TOP), (LEFT, TOP + SIDE), 0, 2)
    middle = TOP + SIDE // 2
    page[middle : middle + 2, LEFT + 7 : LEFT + 7 + dust] = 0
    return page


def _ticks(page: np.ndarray, words: tuple[Word, ...] = TEXT) -> list[Word]:
    return [word for word in with_drawn_ticks(page, words, "test") if word.text == "X"]


def test_a_crossed_square_is_ticked() -> None:
    (tick,) = _ticks(_page(cross=True))
    assert (tick.readings, tick.doubts) == ((Reading("test", "X"),), {Doubt.TICK_BY_INK}), "no engine read it"
    assert tick.box.holds((LEFT + SIDE / 2) * POINT, (TOP + SIDE / 2) * POINT)


@pytest.mark.parametrize("page", [_page(), _page(dust=2), _page(cross=True, outline=False), _page(outline=False)])
def test_an_empty_square_and_what_is_no_square_are_not(page: np.ndarray) -> None:
    assert not _ticks(page)


def test_a_little_ink_inside_is_for_a_person_to_see() -> None:
    (tick,) = _ticks(_page(dust=9))
    assert tick.doubts == {Doubt.TICK_BY_LITTLE_INK}
    assert tick.sureness == Doubt.TICK_BY_LITTLE_INK.most < Doubt.TICK_BY_INK.most


@pytest.mark.parametrize("cross", [False, True])
def test_a_thick_ragged_outline_is_no_ink_inside(*, cross: bool) -> None:
    page = _page()
    cv2.rectangle(page, (LEFT + 2, TOP + 2), (LEFT + SIDE - 2, TOP + SIDE - 2), 0, 4)
    page[TOP + 5 : TOP + 14, LEFT + 4 : LEFT + 7] = 0
    if cross:
        cv2.line(page, (LEFT, TOP), (LEFT + SIDE, TOP + SIDE), 0, 2)
        cv2.line(page, (LEFT + SIDE, TOP), (LEFT, TOP + SIDE), 0, 2)
    assert [tick.doubts for tick in _ticks(page)] == ([{Doubt.TICK_BY_INK}] if cross else [])


def test_a_tick_that_was_read_is_not_read_twice() -> None:
    read = _word("X", LEFT, LEFT + SIDE)
    assert _ticks(_page(cross=True), (*TEXT, read)) == [read]


def test_a_square_taken_for_its_texts_first_letter_is_cut_off() -> None:
    check, *others = TEXT
    swallowed = check._replace(box=check.box._replace(x0=LEFT * POINT))
    words = with_drawn_ticks(_page(cross=True), (swallowed, *others), "test")
    tick = next(word for word in words if word.text == "X")
    assert next(word for word in words if word.text == "Check").box.x0 == tick.box.x1


def test_other_texts_have_no_square() -> None:
    assert not _ticks(_page(cross=True), tuple(word._replace(text="Chuck") for word in TEXT))


def _cell_page(seed: int, *, cross: bool) -> tuple[np.ndarray, tuple[Word, ...]]:
    """A text of some lines with a cell left of its middle, higher than wide, with a double grey outline."""
    rng = np.random.default_rng(seed)
    lines, step, left = int(rng.integers(3, 9)), 19, 160
    page = np.full((600, 600), 255, np.uint8)
    wide, high = int(rng.integers(20, 28)), int(rng.integers(30, 42))
    middle, right = 200 + lines * step // 2, left - int(rng.integers(8, 22))
    box = (right - wide, middle - high // 2, right, middle + high // 2)
    cv2.rectangle(page, box[:2], box[2:], int(rng.integers(60, 120)), 1)
    cv2.rectangle(page, (box[0] + 3, box[1] + 3), (box[2] - 3, box[3] - 3), int(rng.integers(60, 120)), 1)
    if cross:
        x, y = (box[0] + box[2]) // 2, middle
        cv2.line(page, (x - 5, y - 7), (x + 5, y + 7), (40,), 2)
        cv2.line(page, (x + 5, y - 7), (x - 5, y + 7), (40,), 2)
    texts = ["Check this box to", *("Section 16 applies",) * (lines - 1)]
    words = []
    for number, text in enumerate(texts):
        at = left
        for part in text.split():
            corners = (at, 200 + number * step, at + 9 * len(part), 214 + number * step)
            sides = BoundingBox(*(side * POINT for side in corners))
            words.append(Word(part, sides, sides.height, readings=(Reading("test", part, 0.99),)))
            at += 9 * len(part) + 8
    return page, tuple(words)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("cross", [True, False])
def test_a_cell_higher_than_wide_beside_a_text_of_several_lines_is_a_check_box(seed: int, *, cross: bool) -> None:
    page, words = _cell_page(seed, cross=cross)
    ticks = _ticks(page, words)
    assert len(ticks) == cross
    assert all(tick.doubts == {Doubt.TICK_BY_INK} for tick in ticks)
