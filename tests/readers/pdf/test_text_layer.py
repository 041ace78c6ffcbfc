"""The text layer as the eye sees it: invisible characters are left out, text typed over the page is read."""

import io
from pathlib import Path
from random import Random

import numpy as np
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extractor.model.strip import stack
from extractor.parsing.grid.lines import find_lines
from extractor.parsing.grid.margins import without_running_lines
from extractor.readers.pdf.characters import seen_characters
from extractor.readers.pdf.pdfplumber_page import read_pages
from extractor.readers.pdf.text_layer import BESIDE
from tests.support import damage
from tests.support.damage import pages_of


def seen(text: str) -> str:
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16).astype(np.int64)
    kept, places = seen_characters(units)
    assert len(kept) == len(places)
    return kept


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("10,000", "10,000", id="plain"),
        pytest.param("10\u200b,0\ufeff00", "10,000", id="without-width"),
        pytest.param("Com\u00admon", "Common", id="soft-hyphen"),
        pytest.param("\u200eStock\u200f", "Stock", id="marks-of-direction"),
        pytest.param("\uf0fe\uf0a8", "☒☐", id="boxes-of-a-symbol-font"),
        pytest.param("1\x010", "1\ufffd0", id="control"),
        pytest.param("\ue123", "\ufffd", id="private-code"),
        pytest.param("\U0001d7cf", "\U0001d7cf", id="pair"),
        pytest.param("\ud835x", "\ufffdx", id="half-a-pair"),
        pytest.param("\u00a0Stock", "\u00a0Stock", id="space-that-does-not-break"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_characters(text: str, shown: str) -> None:
    assert seen(text) == shown


@given(st.text(st.characters(), max_size=20))
def test_whatever_a_font_claims_can_be_written_to_any_file(text: str) -> None:
    kept = seen(text)
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert not any(ord(char) < 0x20 and char not in "\t\n\r\x00" for char in kept)


def page_of(draw: object) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(612, 792))
    draw(canvas)  # type: ignore[operator]
    canvas.showPage()
    canvas.save()
    return held.getvalue()


def texts(pdf: bytes) -> list[str]:
    return [word.text for page in pages_of(pdf) for word in page.words]


def test_a_field_that_was_filled_in_is_read_where_it_stands() -> None:
    pdf = page_of(
        lambda canvas: canvas.acroForm.textfield(value="10,000", x=100, y=600, width=80, height=20, fontSize=9)
    )
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    (word,) = (word for word in damage.page_of(document, 0).words if word.text == "10,000")
    assert 95 < word.box.x0 < 110
    assert 170 < word.box.y_center < 195


def test_text_drawn_letter_by_letter_is_words() -> None:
    def draw(canvas: Canvas) -> None:
        x = 100.0
        for letter in "Common Stock":
            canvas.setFont("Helvetica", 9)
            canvas.drawString(x, 600, letter)
            x += canvas.stringWidth(letter, "Helvetica", 9)

    assert texts(page_of(draw)) == ["Common", "Stock"]


def test_two_columns_that_touch_are_parted_by_the_line_between_them() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Courier", 10)
        canvas.drawString(100, 600, "10,000D")
        canvas.line(136, 590, 136, 615)

    assert texts(page_of(draw)) == ["10,000", "D"]


def test_text_beyond_the_edge_of_the_page_is_not_there() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 600, "here")
        canvas.drawString(700, 600, "outside")
        canvas.drawString(100, 900, "above")

    assert texts(page_of(draw)) == ["here"]


@pytest.mark.parametrize("height", [0.0, 1e-9, 0.005])
def test_type_without_a_height_is_not_seen(height: float, tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        for y in (780, 600, 20):
            canvas.drawString(100, y, "seen")
            canvas.saveState()
            canvas.transform(1, 0, 0, height, 200, y)
            canvas.drawString(0, 0, "flattened")
            canvas.restoreState()

    pdf = page_of(draw)
    assert texts(pdf) == ["seen"] * 3
    path = tmp_path / "flat.pdf"
    path.write_bytes(pdf)
    ((page, _),) = read_pages(path, [1])
    assert [word.text for word in page.words] == ["seen"] * 3
    strip = stack(pages_of(pdf))
    assert without_running_lines(strip, find_lines(strip.rulings)).words


def test_a_page_too_small_to_be_seen_is_blank() -> None:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(0.06, 0.08))
    canvas.scale(0.0001, 0.0001)
    canvas.drawString(100, 600, "tiny")
    canvas.showPage()
    canvas.save()
    assert texts(held.getvalue()) == []


@pytest.mark.parametrize("height", [8.0, 10.0])
@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_the_bars_of_a_drawn_figure_are_no_rulings(height: float, scale: float, tmp_path: Path) -> None:
    """An 8 of seven bars, as on a display, beside a real border; at half the size, it is still measured on paper."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(300, 100, "Form")
        canvas.beginForm("figure")
        canvas.setLineWidth(0.7)
        half = height / 2 / scale
        for level in range(3):
            canvas.line(0.5, level * half, half - 0.5, level * half)
        for x in (0, half):
            canvas.line(x, 0.5, x, half - 0.5)
            canvas.line(x, half + 0.5, x, 2 * half - 0.5)
        canvas.endForm()
        canvas.translate(100, 600)
        canvas.scale(scale, scale)
        canvas.doForm("figure")
        canvas.line(0, -10, 6.5 / scale, -10)

    pdf = page_of(draw)
    (page,) = pages_of(pdf)
    path = tmp_path / "bars.pdf"
    path.write_bytes(pdf)
    ((again, _),) = read_pages(path, [1])
    for found in (page, again):
        (border,) = found.rulings
        assert border.x1 - border.x0 > 6


@pytest.mark.parametrize("seed", range(10))
def test_text_beside_the_sheet_is_noticed_inside_forms(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test is no secret
    x = random.choice((random.uniform(-300, -120), random.uniform(640, 900)))
    y, depth = random.uniform(50, 700), random.randint(1, 3)
    shift = random.uniform(-40, 40)

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        for line in range(8):
            canvas.drawString(72, 700 - 20 * line, "a line on the sheet")
        for level in range(depth):
            canvas.beginForm(f"level{level}", -2000, -2000, 2000, 2000)
            if level:
                canvas.saveState()
                canvas.translate(shift, -shift)
                canvas.doForm(f"level{level - 1}")
                canvas.restoreState()
            else:
                canvas.setFont("Helvetica", 9)
                canvas.drawString(x, y, "beside")
            canvas.endForm()
        canvas.doForm(f"level{depth - 1}")

    (page,) = pages_of(page_of(draw))
    moved = shift * (depth - 1)
    (found,) = (unseen.box for unseen in page.unseen if unseen.text == BESIDE)
    assert found.x0 == pytest.approx(x + moved, abs=2), seed
    assert found.bottom == pytest.approx(792 - y + moved, abs=3), seed
