"""Reads a file of any supported kind into a `SourceDocument`, or raises an error that says why it cannot."""

import hashlib
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.errors import UnreadableDocumentError
from extractor.model.page import Page, SourceDocument
from extractor.readers.foreign_errors import as_ours
from extractor.readers.page_objects import has_images
from extractor.readers.page_shifts import in_line
from extractor.readers.pdf.drawing_apart import is_costly
from extractor.readers.pdf.text_layer import OpenedPage, opened_page, read_text_page
from extractor.readers.pdfium_calls import address
from extractor.readers.pdfium_files import opened_file
from extractor.readers.picture import (
    holds_form,
    is_pdf,
    is_plainly_printed,
    is_without_unicode,
    names_other_letters,
    shows_pictures,
    words_beside_pictures,
)
from extractor.readers.sheets import pages_of
from extractor.readers.suffixes import BYTES_MAX
from extractor.readers.typed_over import typed_over

PAGES_MAX = 300
"""No bundle of filings seen so far has as many pages. A longer file is something else, and would take minutes."""


def read_document(path: Path) -> SourceDocument:
    """Every page of the file at `path`; raises UnreadableDocumentError."""
    content = _content(path)
    pages = _pdf_pages(content, path.name) if is_pdf(content) else _image_pages(path)
    return SourceDocument(
        str(path), hashlib.sha256(content).hexdigest(), in_line([page for sheet in pages for page in pages_of(sheet)])
    )


def _image_pages(path: Path) -> tuple[Page, ...]:
    from extractor.readers.scan.scanned_pages import read_image_file  # noqa: PLC0415 - engines that most runs never need

    with as_ours(path.name):
        return read_image_file(path)


def _page(document: pdfium.PdfDocument, index: int, name: str) -> Page:
    """The page from its text layer, from its picture if the layer's letters are unknown or others, or from both."""
    with opened_page(document, index) as opened:
        printed = read_text_page(opened)
        # A page that takes minutes to draw is no scan, and would not be drawn in time.
        if is_costly(address(opened.page.raw)):
            return printed
        nameless = not is_plainly_printed(printed) and is_without_unicode(opened.page)
        if nameless or names_other_letters(printed):
            from extractor.readers.scan.scanned_pages import read_scanned_page  # noqa: PLC0415 - as above

            return read_scanned_page(opened.page, opened.number, name)
        if has_images(address(opened.page.raw)) and shows_pictures(opened.page):
            return _with_pictures(opened, printed, name)
        return printed


def _with_pictures(opened: OpenedPage, printed: Page, name: str) -> Page:
    """The page read from its pictures, with the text typed over them; `printed` if the form is only in the text."""
    from extractor.readers.scan.scanned_pages import read_bare_page  # noqa: PLC0415 - as above

    scanned = read_bare_page(opened.page, opened.number, name)
    if not holds_form(scanned.words) and holds_form(words_beside_pictures(opened.page, printed)):
        return printed
    return typed_over(scanned, printed)


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableDocumentError(f"{path}: this folder cannot be opened; check its permissions")
        if not path.is_file():
            raise UnreadableDocumentError(f"{path}: no such file; check the path")
        if path.stat().st_size > BYTES_MAX:
            raise UnreadableDocumentError(f"{path.name}: larger than {BYTES_MAX >> 20} MB; split it")
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableDocumentError(f"{path}: cannot be opened ({error.strerror}); check its permissions") from error
    if not content:
        raise UnreadableDocumentError(f"{path.name}: the file is empty; fetch or copy it again")
    return content


def _pdf_pages(content: bytes, name: str) -> tuple[Page, ...]:
    with opened_file(content, name) as document:
        count = len(document)
        if not count:
            raise UnreadableDocumentError(f"{name}: the PDF has no pages; fetch or print it again")
        if count > PAGES_MAX:
            raise UnreadableDocumentError(f"{name}: {count} pages; split the file into parts of {PAGES_MAX} or fewer")
        if document.get_formtype() != pdfium_c.FORMTYPE_NONE:
            document.init_forms()  # so that pdfium draws the values of fields that have no appearance of their own
        return tuple(_page(document, index, name) for index in range(count))
