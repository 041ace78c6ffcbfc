"""The committed scans, read by the real engine: the tables have the printed values."""

import re
from collections import Counter

import cv2
import numpy as np
import pypdfium2
import pytest

from extractor.model.page import Page
from extractor.readers.image.pixels import PageImage
from extractor.readers.picture import page_image
from extractor.readers.recognition.ppocr_engine import PpOcrEngine
from extractor.readers.scan.page_from_picture import read_page_image
from samples import make
from tests.support.readings import filings_in

pytestmark = pytest.mark.ocr
TABLE_1_ENDS = 0.42
"""The share of the height of the first scan that ends below Table I."""
FIGURES = re.compile(r"\$?[\d,]*\d(?:\.\d+)?|\d{1,2}/\d{1,2}/\d{4}")


@pytest.fixture(scope="module")
def image() -> PageImage:
    """The upper part of a scanned form, down to the end of Table I, above white paper."""
    with pypdfium2.PdfDocument(make.SCANS[0].path) as document:
        whole = page_image(document[0], 1)
    pixels = whole.pixels.copy()
    pixels[round(TABLE_1_ENDS * len(pixels)) :] = np.median(pixels)
    return PageImage(1, pixels, whole.dpi)


@pytest.fixture(scope="module")
def as_scanned(image: PageImage) -> Counter[str]:
    found = figures(read_page_image(image, PpOcrEngine()))
    assert found.total() >= 9, "the table's figures are on the picture"
    return found


def figures(page: Page) -> Counter[str]:
    """The numbers and dates on the page, without marks."""
    return Counter(word.text for word in page.words if FIGURES.fullmatch(word.text) and not word.raised)


@pytest.mark.parametrize("scan", make.SCANS, ids=lambda scan: scan.path.stem)
def test_a_scan_has_the_rows_that_were_printed(scan: make.Scan) -> None:
    (read,) = filings_in(scan.path)
    (printed,) = filings_in(scan.of.path)
    kinds = [[row.kind.value for _, row in each.document.rows()] for each in (read, printed)]
    assert kinds[0] == kinds[1]


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_turning_a_scan_changes_no_figure(image: PageImage, as_scanned: Counter[str], turns: int) -> None:
    turned = PageImage(1, np.ascontiguousarray(np.rot90(image.pixels, turns)), image.dpi)
    assert figures(read_page_image(turned, PpOcrEngine())) == as_scanned


@pytest.mark.parametrize("angle", [-3, 3])
def test_skewing_a_scan_changes_no_figure_of_the_form(image: PageImage, as_scanned: Counter[str], angle: int) -> None:
    height, width = image.pixels.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    skewed = cv2.warpAffine(image.pixels, matrix, (width, height), borderValue=(240,), flags=cv2.INTER_CUBIC)
    found = figures(read_page_image(PageImage(1, np.asarray(skewed, dtype=np.uint8), image.dpi), PpOcrEngine()))
    assert sum((as_scanned - found).values()) <= 1
