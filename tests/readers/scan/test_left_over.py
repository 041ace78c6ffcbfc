"""Ink that was left over is read again, and taken where it can stand: a mark, a lone code, an explanation's number."""

import io

import numpy as np
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractor.model.doubts import Doubt
from extractor.model.page import BoundingBox, Word
from extractor.readers.image.pixels import Pixels
from extractor.readers.recognition.ppocr_engine import PpOcrEngine
from extractor.readers.scan.left_over import left_over_words
from extractor.readers.scan.segmentation.text_runs import Run
from extractor.readers.wording.alphabets import DATE

pytestmark = pytest.mark.ocr

HEIGHT = 200.0
BESIDE = Word("The", BoundingBox(112, 96, 130, 106), 9.0)
LOWER = Word("10,000", BoundingBox(60, 100, 94, 111), 9.0)


def page(text: str, x: float, size: float) -> Pixels:
    """A page of 200 dots an inch that shows `text` in pale letters, its baseline 100 points below the top."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(300, HEIGHT))
    canvas.setFont("Times-Roman", size)
    canvas.setFillGray(0.55)
    canvas.drawString(x, HEIGHT - 104, text)
    canvas.save()
    with pypdfium2.PdfDocument(held.getvalue()) as document:
        return (
            np.asarray(document[0].render(scale=200 / 72, grayscale=True).to_numpy()).reshape(-1, 834)[:, :833].copy()
        )


def read(
    text: str, words: list[Word], column: tuple[bool, str | None], *, x: float = 100, size: float = 8
) -> list[Word]:
    flat = page(text, x, size)
    rows, columns = np.where(flat < 205)
    point = 72 / 200
    place = BoundingBox(columns.min() * point, rows.min() * point, columns.max() * point, rows.max() * point)

    def column_of(run: Run) -> tuple[bool, str | None]:
        assert run.letters
        return column

    return left_over_words(flat, [place], words, column_of, PpOcrEngine())


@pytest.mark.parametrize(
    ("text", "words", "column"),
    [
        ("(3)", [], (True, DATE)),
        ("(12)", [], (True, None)),
        ("D", [], (True, "DI")),
        ("2.", [BESIDE], (False, None)),
    ],
)
def test_what_can_stand_there_is_taken_and_doubted(
    text: str, words: list[Word], column: tuple[bool, str | None]
) -> None:
    (found,) = read(text, words, column)
    assert found.text == text
    assert Doubt.HARDLY_SEEN in found.doubts


@pytest.mark.parametrize(
    ("text", "words", "column"),
    [
        ("25", [], (True, "0123456789.,$")),  # an amount may be a part of one
        ("D", [BESIDE], (True, "DI")),
        ("2.", [], (False, None)),
        ("stock", [BESIDE], (False, None)),
    ],
)
def test_what_may_be_a_part_of_something_is_left(text: str, words: list[Word], column: tuple[bool, str | None]) -> None:
    assert read(text, words, column) == []


def test_a_mark_behind_a_value_and_higher_is_raised() -> None:
    (found,) = read("(1)", [LOWER], (True, "0123456789.,$"), x=97, size=6)
    assert found.raised
