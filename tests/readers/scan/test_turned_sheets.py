"""Sheets scanned sideways or upside down are read, read again and shown as if they had lain upright."""

import hashlib
import io
from typing import NamedTuple

import numpy as np
import pytest
from PIL import Image

from extractor.model.field_paths import fields
from extractor.model.page import BoundingBox, Origin, Page
from extractor.model.results import Extraction
from extractor.readers.image.laying_out import POINT, WORK_DPI
from extractor.readers.scan.scanned_again import read_values_again
from extractor.review.pages.page_image import DPI, draw_page
from extractor.verification.mode import Verify
from samples import make
from tests.support.readings import filings_in, pages_of

pytestmark = pytest.mark.ocr
TURNED = [scan for scan in make.SCANS if scan.quarter_turns]
FIGURES = ("transactionShares", "sharesOwnedFollowingTransaction", "transactionPricePerShare", "transactionDate")


class Read(NamedTuple):
    """A turned scan: what was read from it, and what was read from the print of the same filing."""

    scan: make.Scan
    page: Page
    filing: Extraction
    printed: Extraction


@pytest.fixture(scope="module", params=TURNED, ids=lambda scan: f"turned-{90 * scan.quarter_turns}")
def read(request: pytest.FixtureRequest) -> Read:
    scan: make.Scan = request.param
    (filing,) = filings_in(scan.path, Verify.NEVER)
    (printed,) = filings_in(scan.of.path)
    return Read(scan, pages_of(scan.path).pages[0], filing, printed)


def figures(filing: Extraction) -> dict[str, str | None]:
    return {xpath: field.as_xml for xpath, field in fields(filing.document) if xpath.endswith(FIGURES)}


def test_it_is_read(read: Read) -> None:
    assert figures(read.filing) == figures(read.printed)


def test_its_geometry_says_how_it_lay(read: Read) -> None:
    geometry = read.filing.source.geometry[1]
    assert geometry.quarter_turns == (4 - read.scan.quarter_turns) % 4
    assert geometry.page == pytest.approx((612, 792), abs=1)


def test_it_is_asked_again_where_it_was_read(read: Read) -> None:
    asked = {
        xpath: field.box
        for xpath, field in fields(read.filing.document)
        if xpath.endswith(FIGURES) and field.page == 1 and field.box is not None and not field.footnotes
    }
    known = dict(fields(read.filing.document))
    answers = read_values_again(read.scan.path, [read.page], [(1, box) for box in asked.values()])
    agreeing = [answer.text == known[xpath].text for answer, xpath in zip(answers, asked, strict=True)]
    assert len(agreeing) >= 3
    assert np.mean(agreeing) > 0.7


def test_it_is_shown_upright_with_its_boxes_on_the_words(read: Read) -> None:
    sha256 = hashlib.sha256(read.scan.path.read_bytes()).hexdigest()
    picture = draw_page(read.scan.path, sha256, 1, read.filing.source.geometry[1])
    ink = np.asarray(Image.open(io.BytesIO(picture)).convert("L")) < 128
    assert DPI == WORK_DPI
    words = [word for word in read.page.words if word.origin is Origin.RECOGNISED and len(word.text) > 2]
    filled = [share_of_ink(ink, word.box) for word in words]
    assert np.mean(np.array(filled) > 0.05) > 0.95
    turned = ink[::-1, ::-1]
    assert np.mean([share_of_ink(turned, word.box) for word in words]) < 0.7 * np.mean(filled)


def share_of_ink(ink: np.ndarray, box: BoundingBox) -> float:
    left, top, right, bottom = (round(edge / POINT) for edge in box)
    return float(ink[top:bottom, left:right].mean())
