"""An X before the label of a check box is found by its ink if no engine read it."""

import numpy as np
import pytest

from extractor.model.doubts import DOUBTED, Doubt
from extractor.model.page import BoundingBox, Reading, Word
from extractor.readers.image.laying_out import POINT
from extractor.readers.scan.check_boxes.unread_ticks import unread_ticks
from extractor.readers.scan.segmentation.text_runs import Print

TOP, HEIGHT, LEFT = 100, 20, 200
"""In pixels: the label's line, and where the label begins."""
Piece = tuple[int, int, int, int, int]
X: Piece = (LEFT - 40, TOP + 4, 12, 10, 50)


def _page(*pieces: Piece, is_grainy: bool = False) -> Print:
    blank = np.full((10, 10), 255, np.uint8)
    return Print(blank, blank, blank, np.array(pieces, np.int32).reshape(-1, 5), is_grainy)


def _words(*texts: str) -> tuple[Word, ...]:
    lefts = (LEFT + 60 * place for place in range(len(texts)))
    boxes = [BoundingBox(x * POINT, TOP * POINT, (x + 50) * POINT, (TOP + HEIGHT) * POINT) for x in lefts]
    return tuple(Word(text, box, 7.0) for text, box in zip(texts, boxes, strict=True))


@pytest.mark.parametrize("label", ["Director", "10% Owner", "Officer (give title", "Other (specify", "Form filed by"])
def test_ink_before_a_check_boxs_label_is_an_x_and_a_person_looks(label: str) -> None:
    (tick,) = unread_ticks(_page(X), _words(*label.split()), "ppocr")
    assert tick.text == "X"
    assert (tick.readings[0].score, tick.sureness) == (None, DOUBTED), "no engine read it"
    assert tick.doubts == {Doubt.TICK_UNREAD}
    assert tick.box.x1 < LEFT * POINT


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param(((LEFT - 40, TOP + 8, 4, 4, 12),), id="dust"),
        pytest.param(((LEFT - 40, TOP, 3, 20, 60),), id="the-end-of-a-ruling"),
        pytest.param(((LEFT - 40, TOP + 13, 60, 2, 100),), id="a-line"),
        pytest.param((X, (LEFT - 56, TOP + 2, 12, 14, 80)), id="a-letter-beside-another"),
        pytest.param(((LEFT - 120, TOP + 4, 12, 10, 50),), id="far-away"),
        pytest.param(((LEFT - 40, TOP + 40, 12, 10, 50),), id="on-another-line"),
    ],
)
def test_other_ink_is_none(pieces: tuple[Piece, ...]) -> None:
    assert not list(unread_ticks(_page(*pieces), _words("Director"), "ppocr"))


@pytest.mark.parametrize("label", ["Officer Other", "Form 4 or", "10% of"])
def test_other_words_have_no_check_box(label: str) -> None:
    assert not list(unread_ticks(_page(X), _words(*label.split()), "ppocr"))


def test_what_was_read_is_left_alone() -> None:
    box = BoundingBox((LEFT - 40) * POINT, (TOP + 4) * POINT, (LEFT - 28) * POINT, (TOP + 14) * POINT)
    read = Word("X", box, 7.0, readings=(Reading("ppocr", "X", 1.0),))
    assert not list(unread_ticks(_page(X), (*_words("Director"), read), "ppocr"))


def test_a_page_strewn_with_specks_says_nothing() -> None:
    assert not list(unread_ticks(_page(X, is_grainy=True), _words("Director"), "ppocr"))
