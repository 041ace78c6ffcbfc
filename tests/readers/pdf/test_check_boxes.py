"""A small shape is a check box if it has an edge and holds no text; a filled area without an edge is a background."""

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.colors import Color, black, blue, grey, lightgrey, white, yellow
from reportlab.pdfgen.canvas import Canvas

from extractor.readers.pdf.pdfplumber_page import read_pages
from tests.support.damage import pages_of

X, Y = 100.0, 600.0
Draw = Callable[[Canvas], None]


@pytest.fixture
def shown(tmp_path: Path) -> Callable[[Draw], list[str]]:
    """The words of a page that a function draws; both readers of the text layer must read the same."""

    def read(draw: Draw) -> list[str]:
        held = io.BytesIO()
        canvas = Canvas(held, pagesize=(612, 792))
        canvas.drawString(300, 100, "Form")
        draw(canvas)
        canvas.showPage()
        canvas.save()
        path = tmp_path / "page.pdf"
        path.write_bytes(held.getvalue())
        (first,) = pages_of(held.getvalue())
        ((second, _),) = read_pages(path, [1])
        texts = sorted(word.text for word in first.words)
        assert texts == sorted(word.text for word in second.words)
        texts.remove("Form")
        return texts

    return read


def square(canvas: Canvas, size: float, fill: Color | None = None, outline: Color | None = None) -> None:
    canvas.setLineWidth(0.5)
    if fill:
        canvas.setFillColor(fill)
    if outline:
        canvas.setStrokeColor(outline)
    canvas.rect(X, Y, size, size, stroke=int(outline is not None), fill=int(fill is not None))


def text(canvas: Canvas, size: float, letters: str, colour: Color = black) -> None:
    canvas.setFillColor(colour)
    canvas.setFont("Helvetica", size)
    canvas.drawCentredString(X + size / 2, Y + 0.15 * size, letters)


SIZES = pytest.mark.parametrize("size", [4.6, 8.0, 12.0, 15.0])
COLOURS = pytest.mark.parametrize("fill", [white, yellow, blue, grey, lightgrey, black], ids=str)


@SIZES
@COLOURS
def test_a_bare_filling_is_no_box(shown: Callable[[Draw], list[str]], fill: Color, size: float) -> None:
    assert shown(lambda canvas: square(canvas, size, fill)) == []


@SIZES
@COLOURS
@pytest.mark.parametrize("outline", [None, black], ids=str)
@pytest.mark.parametrize("letters", ["D", "10"])
def test_what_lies_behind_a_text_is_no_box(
    shown: Callable[[Draw], list[str]], fill: Color, outline: Color | None, size: float, letters: str
) -> None:
    def draw(canvas: Canvas) -> None:
        square(canvas, size, fill, outline)
        text(canvas, size, letters, white if fill is black else black)

    assert shown(draw) == [letters]


@SIZES
@pytest.mark.parametrize("fill", [None, white, yellow, lightgrey], ids=str)
def test_an_outline_is_a_box_empty_or_with_an_x(
    shown: Callable[[Draw], list[str]], fill: Color | None, size: float
) -> None:
    def crossed(canvas: Canvas) -> None:
        square(canvas, size, fill, black)
        text(canvas, size, "X")

    assert shown(lambda canvas: square(canvas, size, fill, black)) == ["☐"]
    assert shown(crossed) == ["X", "☐"]


@SIZES
@pytest.mark.parametrize("ticked", [False, True])
@pytest.mark.parametrize(("edge", "ground"), [(black, white), (grey, white), (blue, yellow)], ids=str)
def test_a_darker_edge_around_a_paler_filling_is_a_box(
    shown: Callable[[Draw], list[str]], edge: Color, ground: Color, size: float, *, ticked: bool
) -> None:
    def draw(canvas: Canvas) -> None:
        square(canvas, size, edge)
        canvas.setFillColor(ground)
        canvas.rect(X + 0.6, Y + 0.6, size - 1.2, size - 1.2, stroke=0, fill=1)
        if ticked:
            canvas.setStrokeColor(black)
            canvas.lines([(X + 1, Y + 1, X + size - 1, Y + size - 1)])

    assert shown(draw) == ["☒" if ticked else "☐"]


def test_a_filled_box_with_a_tick_in_white_is_ticked(shown: Callable[[Draw], list[str]]) -> None:
    def draw(canvas: Canvas) -> None:
        square(canvas, 8.0, blue)
        canvas.setStrokeColor(white)
        canvas.line(X + 1.5, Y + 1.5, X + 6.5, Y + 6.5)

    assert shown(draw) == ["☒"]


def test_a_frame_filled_as_one_path_is_a_box() -> None:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(612, 792))
    path = canvas.beginPath()
    path.rect(X, Y, 9, 9)
    path.rect(X + 1, Y + 1, 7, 7)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
    canvas.showPage()
    canvas.save()
    (page,) = pages_of(held.getvalue())
    assert [word.text for word in page.words] == ["☐"]


def test_an_outline_in_the_colour_of_its_filling_is_none(shown: Callable[[Draw], list[str]]) -> None:
    assert shown(lambda canvas: square(canvas, 9.0, yellow, yellow)) == []


def test_thousands_of_boxes_take_no_longer_each_than_hundreds() -> None:
    def seconds(count: int) -> float:
        held = io.BytesIO()
        canvas = Canvas(held, pagesize=(3000, 3000))
        for number in range(count):
            canvas.rect(10 + 14 * (number % 200), 10 + 14 * (number // 200), 8, 8, stroke=1, fill=0)
        canvas.showPage()
        canvas.save()
        started = time.process_time()
        (page,) = pages_of(held.getvalue())
        assert len(page.words) == count
        return time.process_time() - started

    seconds(500)
    assert seconds(16_000) < 4 * 8 * seconds(2_000)
