"""Pages of originals, drawn so that a box in points is a place in the picture."""

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image

from extractor.review.pages.page_image import DPI, OriginalGoneError, draw_page
from tests.review.filings import QUALYS, SAMPLES

SCANS = SAMPLES.parent / "scans"


def drawn(path: Path, number: int = 1, *, is_scan: bool = False) -> Image.Image:
    content = draw_page(path, hashlib.sha256(path.read_bytes()).hexdigest(), number, is_scan=is_scan)
    return Image.open(io.BytesIO(content))


def test_a_pdf_page_has_two_hundred_dots_an_inch() -> None:
    assert drawn(QUALYS).size == (8.5 * DPI, 11 * DPI)


@pytest.mark.parametrize("scan", sorted(SCANS.glob("*.*")), ids=lambda path: path.name)
def test_a_scan_is_drawn_straight_and_at_the_same_scale(scan: Path) -> None:
    width, height = drawn(scan, is_scan=True).size
    assert min(width, height) == pytest.approx(8.5 * DPI, rel=0.05)
    assert max(width, height) == pytest.approx(11 * DPI, rel=0.05)


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_page_that_is_not_there(number: int) -> None:
    with pytest.raises(OriginalGoneError):
        drawn(QUALYS, number)


def test_a_file_that_moved_or_changed(tmp_path: Path) -> None:
    with pytest.raises(OriginalGoneError, match="no longer where it was read"):
        draw_page(tmp_path / "gone.pdf", "0" * 64, 1, is_scan=False)
    with pytest.raises(OriginalGoneError, match="has changed"):
        draw_page(QUALYS, "0" * 64, 1, is_scan=False)
