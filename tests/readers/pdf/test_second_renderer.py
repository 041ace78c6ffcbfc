"""pdfium draws the samples like another renderer: poppler, if it is installed."""

import subprocess
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2
import pytest
from PIL import Image

from extractor.model.page import Page
from extractor.readers.page_objects import text_objects
from extractor.readers.pdf.page_drawing import draw, frame_of
from extractor.readers.pdf.text_layer import opened_page, read_text_page
from extractor.readers.pdfium_calls import address
from extractor.readers.self_check import tells_shown_from_hidden

SAMPLES = sorted((Path(__file__).parents[3] / "samples" / "pdf").glob("qualys*.pdf"))
DPI = 200
PAPER = 160
"""A shade of grey; everything darker is print."""
CELL = 20
"""In pixels: the side of the squares in which both pictures are compared."""

Picture = npt.NDArray[np.uint8]


def by_poppler(pdf: Path, folder: Path) -> Picture:
    command = ["pdftoppm", "-r", str(DPI), "-gray", "-f", "1", "-l", "1", "-singlefile", str(pdf), str(folder / "page")]
    subprocess.run(command, check=True)  # noqa: S603 - our own words and files
    return np.asarray(Image.open(folder / "page.pgm"))


def by_pdfium(pdf: Path) -> tuple[Picture, Page]:
    with pypdfium2.PdfDocument(pdf) as document, opened_page(document, 0) as opened:
        page = read_text_page(opened)
        texts = text_objects(address(opened.page.raw))
        return draw(opened.page, frame_of(page.width, page.height, 0), texts, []).whole, page


def darkness(picture: Picture) -> npt.NDArray[np.float64]:
    """The mean darkness of each square of the picture."""
    rows, columns = (side // CELL for side in picture.shape)
    squares = picture[: rows * CELL, : columns * CELL].reshape(rows, CELL, columns, CELL)
    return 255 - squares.mean(axis=(1, 3))


@pytest.mark.poppler
@pytest.mark.parametrize("pdf", SAMPLES, ids=lambda path: path.stem)
def test_another_renderer_draws_the_same(pdf: Path, tmp_path: Path) -> None:
    other, (picture, page) = by_poppler(pdf, tmp_path), by_pdfium(pdf)
    first, second = darkness(picture), darkness(other)
    rows, columns = (min(sides) for sides in zip(first.shape, second.shape, strict=True))
    assert np.corrcoef(first[:rows, :columns].ravel(), second[:rows, :columns].ravel())[0, 1] > 0.95
    scale = DPI / 72
    for word in (word for word in page.words if any(map(str.isalnum, word.text))):
        x0, y0, x1, y1 = (round(edge * scale) for edge in word.box)
        assert (other[y0 : y1 + 1, x0 : x1 + 1] < PAPER).any(), word.text


def test_the_installed_pdfium_tells_a_hidden_word() -> None:
    assert tells_shown_from_hidden()
