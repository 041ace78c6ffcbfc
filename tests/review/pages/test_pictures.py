"""Text that is in no field is shown as a picture beside its question."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from starlette.testclient import TestClient

from extractor.model.page import Page
from extractor.pipeline import extract_filings
from extractor.store import Store
from tests.review.filings import QUALYS, add
from tests.review.words import words
from tests.support.damage import drawn_over

WRITTEN = "seen by Mr. Ashby"


def written_on(canvas: Canvas, _page: Page) -> None:
    canvas.setFont("Helvetica", 9)
    canvas.drawString(300, 40, WRITTEN)


@pytest.fixture
def document(store: Store, tmp_path: Path) -> str:
    path = tmp_path / "written-on.pdf"
    path.write_bytes(drawn_over(QUALYS.read_bytes(), written_on))
    return add(store, path, *extract_filings(path))


def test_a_patch_that_is_in_no_field_is_shown_with_its_words(browser: TestClient, document: str) -> None:
    html = browser.get(f"/document/{document}").text
    assert f"“{WRITTEN}”, page 1" in words(html)
    assert f'src="/document/{document}/patch/1"' in html


def test_its_picture_is_the_page_around_it(browser: TestClient, document: str) -> None:
    answer = browser.get(f"/document/{document}/patch/1")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    picture = Image.open(io.BytesIO(answer.content))
    assert picture.height < picture.width < 400  # 17 letters and 30 points on each side, at 200 dots an inch
    middle = np.asarray(picture.convert("L"))[picture.height // 3 : -picture.height // 3]
    assert (middle < 128).any()


@pytest.mark.parametrize("number", ["0", "2", "9" * 5000, "x", "-1"])
def test_a_patch_that_is_not_there_is_said_to_be_missing(number: str, browser: TestClient, document: str) -> None:
    assert browser.get(f"/document/{document}/patch/{number}").status_code == 404
