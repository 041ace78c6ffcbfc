"""Pages of originals are drawn so that a box in points is at its place in the picture."""

import hashlib
import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image

from extractor.model.geometry import Geometry
from extractor.model.page import BoundingBox
from extractor.readers.documents import read_document
from extractor.readers.image.straighten import straighten
from extractor.readers.picture import pictures
from extractor.review.pages.page_image import DPI, OriginalGoneError, draw_page
from tests.review.filings import QUALYS, SAMPLES

SCANS = SAMPLES.parent / "scans"


def drawn(path: Path, number: int = 1, geometry: Geometry | None = None) -> Image.Image:
    content = draw_page(path, hashlib.sha256(path.read_bytes()).hexdigest(), number, geometry)
    return Image.open(io.BytesIO(content))


def test_a_pdf_page_has_two_hundred_dots_an_inch() -> None:
    assert drawn(QUALYS).size == (8.5 * DPI, 11 * DPI)


@pytest.mark.parametrize("scan", sorted(SCANS.glob("*.*")), ids=lambda path: path.name)
def test_a_scan_is_drawn_straight_and_at_the_same_scale(scan: Path) -> None:
    (picture,) = pictures(scan, [1])
    width, height = drawn(scan, geometry=straighten(picture).geometry).size
    assert min(width, height) == pytest.approx(8.5 * DPI, rel=0.05)
    assert max(width, height) == pytest.approx(11 * DPI, rel=0.05)


def test_a_printed_page_that_lies_on_its_side_is_drawn_as_it_is_read(tmp_path: Path) -> None:
    lying = tmp_path / "lying.pdf"
    with pypdfium2.PdfDocument(QUALYS) as pdf:
        pdf[0].set_rotation(90)
        pdf.save(lying)
    (page,) = read_document(lying).pages
    assert (page.width, page.height) == (612, 792)
    ink = np.asarray(drawn(lying, geometry=page.geometry).convert("L")) < 128
    assert ink.shape == (2200, 1700)
    assert np.mean([share_of_ink(ink, word.box) > 0 for word in page.words]) > 0.99


def share_of_ink(ink: NDArray[np.bool_], box: BoundingBox) -> float:
    left, top, right, bottom = (round(edge * DPI / 72) for edge in box)
    return float(ink[top:bottom, left:right].mean())


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_page_that_is_not_there(number: int) -> None:
    with pytest.raises(OriginalGoneError):
        drawn(QUALYS, number)


def test_a_file_that_moved_or_changed(tmp_path: Path) -> None:
    with pytest.raises(OriginalGoneError, match="no longer where it was read"):
        draw_page(tmp_path / "gone.pdf", "0" * 64, 1, None)
    with pytest.raises(OriginalGoneError, match="has changed"):
        draw_page(QUALYS, "0" * 64, 1, None)
