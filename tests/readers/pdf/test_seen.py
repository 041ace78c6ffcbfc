"""Which text of a page can be seen: every way to hide it is found by the same test of its print."""

import io
from collections.abc import Callable

import pypdfium2
import pytest
from reportlab.lib.colors import Color, black, white
from reportlab.pdfgen.canvas import Canvas

from extractor.model.doubts import Doubt
from extractor.model.page import Page
from extractor.readers.pdf.page_drawing import frame_of, picture
from tests.support.damage import page_of, pages_of

Draw = Callable[[Canvas], None]
X, Y, SIZE = 100.0, 600.0, 10.0


def page_with(draw: Draw, *, turned: int = 0) -> Page:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(612, 792))
    canvas.setPageRotation(turned)
    for line, words in enumerate(("Common Stock 10,000", "Preferred Stock 10,000", "10,000 shares of Stock")):
        canvas.setFont("Helvetica", SIZE)
        canvas.drawString(X, 500 - 20 * line, words)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    (page,) = pages_of(held.getvalue())
    return page


def written(canvas: Canvas, text: str = "secret", colour: Color = black) -> None:
    canvas.setFont("Helvetica", SIZE)
    canvas.setFillColor(colour)
    canvas.drawString(X, Y, text)


def in_white(canvas: Canvas) -> None:
    written(canvas, colour=white)


def almost_white(canvas: Canvas) -> None:
    written(canvas, colour=Color(0.95, 0.95, 0.95))


def transparent(canvas: Canvas) -> None:
    written(canvas, colour=Color(0, 0, 0, alpha=0))


def under_white(canvas: Canvas) -> None:
    written(canvas)
    canvas.setFillColor(white)
    canvas.rect(X - 5, Y - 5, 80, 20, stroke=0, fill=1)


def under_black(canvas: Canvas) -> None:
    written(canvas)
    canvas.rect(X - 5, Y - 5, 80, 20, stroke=0, fill=1)


def clipped(canvas: Canvas) -> None:
    clip = canvas.beginPath()
    clip.rect(300, 300, 50, 50)
    canvas.clipPath(clip, stroke=0, fill=0)
    written(canvas)


def in_mode(mode: int) -> Draw:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(X, Y)
        text.setFont("Helvetica", SIZE)
        text.setTextRenderMode(mode)
        text.textOut("secret")
        canvas.drawText(text)

    return draw


HIDDEN: dict[str, Draw] = {
    "white": in_white,
    "almost-white": almost_white,
    "transparent": transparent,
    "under-white": under_white,
    "under-black": under_black,
    "clipped": clipped,
    "render-mode-3": in_mode(3),
    "render-mode-7": in_mode(7),
}


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("name", HIDDEN)
def test_what_cannot_be_seen_is_no_word(name: str, turned: int) -> None:
    page = page_with(HIDDEN[name], turned=turned)
    assert [found.text for found in page.unseen] == ["secret"]
    assert "secret" not in [word.text for word in page.words]
    assert [word.text for word in page.words if "Stock" in word.text] == ["Stock"] * 3


def on_black(canvas: Canvas) -> None:
    canvas.rect(X - 5, Y - 5, 80, 20, stroke=0, fill=1)
    written(canvas, colour=white)


def on_yellow(canvas: Canvas) -> None:
    canvas.setFillColor(Color(1, 1, 0))
    canvas.rect(X - 5, Y - 5, 80, 20, stroke=0, fill=1)
    written(canvas)


def beside_a_line(canvas: Canvas) -> None:
    written(canvas)
    canvas.line(X - 1, Y - 5, X - 1, Y + 15)
    canvas.line(X, Y - 2, X + 40, Y - 2)


@pytest.mark.parametrize("draw", [written, on_black, on_yellow, beside_a_line], ids=lambda draw: draw.__name__)
def test_what_can_be_seen_is_a_word_without_doubt(draw: Draw) -> None:
    page = page_with(draw)
    (word,) = (word for word in page.words if word.text == "secret")
    assert word.doubts == frozenset()
    assert page.unseen == ()


def test_a_character_covered_by_half_makes_its_word_doubted() -> None:
    def draw(canvas: Canvas) -> None:
        written(canvas, "10,000")
        canvas.setFillColor(white)
        canvas.rect(X - 1, Y + 0.25 * SIZE, 60, SIZE, stroke=0, fill=1)

    page = page_with(draw)
    doubted = [word for word in page.words if Doubt.CUT in word.doubts]
    assert [word.text for word in doubted] == ["10,000"]
    assert doubted[0].box.y_center < 792 - 550


@pytest.mark.parametrize("place", range(5))
def test_one_covered_figure_is_noticed(place: int) -> None:
    def draw(canvas: Canvas) -> None:
        written(canvas, "12345")
        width = canvas.stringWidth("0", "Helvetica", SIZE)
        canvas.setFillColor(white)
        canvas.rect(X + place * width, Y - 2, width, SIZE + 2, stroke=0, fill=1)

    page = page_with(draw)
    doubted = [word.text for word in page.words if Doubt.CUT in word.doubts]
    assert [found.text for found in page.unseen] == ["12345"[place]] or doubted == ["12345"]


def test_a_soft_hyphen_that_is_drawn_is_a_hyphen() -> None:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(612, 792))
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(X, Y, "A\u00ad1 Stock")
    canvas.showPage()
    canvas.save()
    assert [word.text for word in pages_of(held.getvalue())[0].words] == ["A-1", "Stock"]


def test_a_page_is_drawn_as_before_when_it_was_looked_at() -> None:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(300, 200))
    written(canvas)
    canvas.drawString(20, 20, "shown")
    canvas.showPage()
    canvas.save()
    with pypdfium2.PdfDocument(held.getvalue()) as document:
        page_of(document, 0)
        page = document[0]
        frame = frame_of(*page.get_size(), 0)
        assert (picture(page, frame) < 128).any()


def test_text_printed_twice_to_look_bold_is_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.3, 0.6):
            canvas.setFont("Helvetica", SIZE)
            canvas.drawString(X + shift, Y, "10,000 balloon")

    page = page_with(draw)
    assert [word.text for word in page.words if word.box.y_center < 250] == ["10,000", "balloon"]
    assert page.unseen == ()


def test_text_covered_and_typed_anew_is_what_is_seen() -> None:
    def draw(canvas: Canvas) -> None:
        written(canvas, "82,394")
        canvas.setFillColor(white)
        canvas.rect(X - 1, Y - 2, 60, SIZE + 2, stroke=0, fill=1)
        written(canvas, "12,000")

    page = page_with(draw)
    seen = sorted((word for word in page.words if word.box.y_center < 250), key=lambda word: word.box.x0)
    assert "".join(word.text for word in seen) == "12,000"
    assert "".join(found.text for found in page.unseen)


def test_what_is_printed_and_not_shown_is_told() -> None:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(612, 792))
    canvas.drawString(20, 20, "shown")
    canvas.acroForm.textfield(value="10,000", x=X, y=Y, width=80, height=20, fontSize=9, annotationFlags="print noview")
    canvas.showPage()
    canvas.save()
    (page,) = pages_of(held.getvalue())
    assert [(found.text, round(found.box.x0)) for found in page.unseen] == [("(for printers only)", 100)]
