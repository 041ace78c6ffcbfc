"""Words of a watermark are not read, words of the page are not lost, and a slanted value is read."""

import random
from pathlib import Path

import pytest
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from extractor.model.page import Page
from tests.support.damage import Draw, drawn_over, pages_of

QUALYS = Path(__file__).parents[3] / "samples" / "pdf" / "qualys-2014-01-06.edgar.pdf"


def written(text: str, size: float, angle: float, shade: float, alpha: float = 1.0) -> Draw:
    """One large text through the middle of the page."""

    def draw(canvas: Canvas, page: Page) -> None:
        canvas.setFillColor(Color(shade, shade, shade, alpha=alpha))
        canvas.translate(page.width / 2, page.height / 2)
        canvas.rotate(angle)
        canvas.setFont("Helvetica-Bold", size)
        canvas.drawCentredString(0, 0, text)

    return draw


def tiled(text: str, angle: float, shade: float) -> Draw:
    """A small text all over the page."""

    def draw(canvas: Canvas, page: Page) -> None:
        canvas.setFillColor(Color(shade, shade, shade))
        canvas.setFont("Helvetica", 14)
        for across in range(60, int(page.width), 130):
            for down in range(40, int(page.height), 90):
                canvas.saveState()
                canvas.translate(across, down)
                canvas.rotate(angle)
                canvas.drawString(0, 0, text)
                canvas.restoreState()

    return draw


MARKS: dict[str, Draw] = {
    "slanted": written("CONFIDENTIAL", 70, 55, 0.85),
    "slanted-transparent": written("Unofficial Copy", 50, 30, 0.2, alpha=0.15),
    "level": written("DRAFT", 120, 0, 0.85),
    "tiled-slanted": tiled("SPECIMEN", 35, 0.85),
    "tiled-level": tiled("COPY FROM EDGAR", 0, 0.88),
}


@pytest.mark.parametrize("name", MARKS)
def test_a_watermark_below_the_page_changes_no_word(name: str) -> None:
    whole = QUALYS.read_bytes()
    (before, *_), (after, *_) = pages_of(whole), pages_of(drawn_over(whole, MARKS[name], below=True))
    assert sorted(word.text for word in after.words) == sorted(word.text for word in before.words)
    assert {word.text for word in after.words if word.doubts} == set()
    assert after.unseen == ()


@pytest.mark.parametrize("seed", range(3))
def test_a_slanted_value_is_read(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test
    value = f"{chance.randint(1000, 9999)}"

    def draw(canvas: Canvas, _page: Page) -> None:
        canvas.translate(300, 60 + chance.uniform(0, 30))
        canvas.rotate(chance.uniform(8, 25))
        canvas.setFont("Helvetica", 9)
        canvas.drawString(0, 0, value)

    (page, *_) = pages_of(drawn_over(QUALYS.read_bytes(), draw))
    read = "".join(word.text for word in page.words)
    assert all(read.count(figure) for figure in value)
    before = "".join(word.text for word in pages_of(QUALYS.read_bytes())[0].words)
    assert len(read) == len(before) + len(value)
