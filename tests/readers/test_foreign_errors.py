"""Errors raised by the libraries themselves become our errors, which say what to do."""

import io
import struct
import warnings
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pdfplumber
import pypdfium2 as pdfium
import pytesseract
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from extractor.errors import (
    EncryptedDocumentError,
    ExtractorError,
    MissingDependencyError,
    NotAForm4Error,
    UnreadableDocumentError,
)
from extractor.readers.foreign_errors import ANY, FOREIGN, as_ours
from extractor.readers.pdfium_files import opened_file, opened_text
from samples import make

FORM = (make.FOLDER / "pdf" / "qualys-2014-01-06.edgar.pdf").read_bytes()


def locked() -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(FORM)))
    writer.encrypt(user_password="user", algorithm="AES-256")  # noqa: S106 - a test's
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def bomb() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, 10
        try:
            content = io.BytesIO()
            Image.new("L", (4, 4)).save(content, "PNG")
            Image.open(content)
        finally:
            Image.MAX_IMAGE_PIXELS = limit


def no_tesseract() -> None:
    before = pytesseract.pytesseract.tesseract_cmd
    pytesseract.pytesseract.tesseract_cmd = "no-such-program"
    try:
        pytesseract.get_tesseract_version.__wrapped__()
    finally:
        pytesseract.pytesseract.tesseract_cmd = before


def no_network() -> None:
    import onnxruntime  # noqa: PLC0415

    onnxruntime.InferenceSession(b"no network")


@pytest.mark.parametrize(
    ("raising", "ours", "said"),
    [
        pytest.param(lambda: pdfium.PdfDocument(locked()), EncryptedDocumentError, "password", id="pdfium-locked"),
        pytest.param(lambda: pdfium.PdfDocument(b"%PDF-1.7"), UnreadableDocumentError, "cut short", id="pdfium-cut"),
        pytest.param(
            lambda: pdfplumber.open(io.BytesIO(locked())).pages, EncryptedDocumentError, "password", id="plumber"
        ),
        pytest.param(lambda: pdfplumber.open(io.BytesIO(b"no")).pages, UnreadableDocumentError, "damaged", id="no-pdf"),
        pytest.param(bomb, UnreadableDocumentError, "300 dpi", id="bomb"),
        pytest.param(lambda: Image.open(io.BytesIO(b"no")), UnreadableDocumentError, "nor an image", id="no-image"),
        pytest.param(
            lambda: cv2.warpAffine(np.zeros((0, 0), np.uint8), np.eye(2, 3), (5, 5)),
            UnreadableDocumentError,
            "straightened",
            id="opencv",
        ),
        pytest.param(no_tesseract, MissingDependencyError, "form4 doctor", id="tesseract"),
        pytest.param(no_network, MissingDependencyError, "form4 doctor", id="onnxruntime"),
    ],
)
def test_a_librarys_error_becomes_ours(raising: Callable[[], object], ours: type[ExtractorError], said: str) -> None:
    with pytest.raises(ours, match=said) as caught, as_ours("form.pdf"):
        raising()
    assert str(caught.value).startswith("form.pdf: ")
    assert "\n" not in str(caught.value)
    assert type(caught.value) is ours
    assert caught.value.__cause__ is not None


@pytest.mark.parametrize("error", [NotAForm4Error("no form"), ZeroDivisionError(), struct.error(), MemoryError()])
def test_our_own_errors_and_mistakes_pass_as_they_are(error: BaseException) -> None:
    with pytest.raises(type(error)) as caught, as_ours("form.pdf"):
        raise error
    assert caught.value is error


def test_the_most_special_stands_first() -> None:
    for place, kind in enumerate(FOREIGN):
        hiding = [
            earlier
            for earlier in FOREIGN[:place]
            if earlier.package == kind.package
            and earlier.name in (kind.name, ANY)
            and earlier.holding in ("", kind.holding)
        ]
        assert hiding == [], kind


def test_a_file_closes_what_it_owns_and_the_child_goes_first() -> None:
    with opened_file(FORM, "form.pdf") as document:
        page = document[0]
        with opened_text(page) as text:
            assert text.count_chars() > 0
        assert not text.raw
    assert not page.raw
    assert not document.raw


def test_a_file_is_closed_when_reading_it_fails(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(FORM)
    held: list[pdfium.PdfDocument] = []
    with pytest.raises(UnreadableDocumentError, match=r"form\.pdf: a page is damaged"):
        fail_inside(path, held)
    assert not held[0].raw


def fail_inside(path: Path, held: list[pdfium.PdfDocument]) -> None:
    with opened_file(path, path.name) as document:
        held.append(document)
        raise pdfium.PdfiumError("Failed to load page.")
