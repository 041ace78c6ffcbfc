"""Who owns pdfium's things, and in which order they die: a file holds its pages, a page its text; the child goes first.

pdfium frees memory by hand. What is used after its owner was closed ends the process, and what is never closed is held
until the process ends. So every one is opened here, in a `with`, and nothing that is opened here is kept.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium

from extractor.readers.foreign_errors import as_ours


@contextmanager
def opened_file(source: bytes | Path, name: str) -> Iterator[pdfium.PdfDocument]:
    """The PDF, called `name` in messages; an owner password restricts what may be done with it, not who may read it.

    Raises EncryptedDocumentError or UnreadableDocumentError, here and for whatever pdfium raises inside.
    """
    with as_ours(name):
        document = pdfium.PdfDocument(source)
        try:
            yield document
        finally:
            document.close()  # with the pages and texts that are still open


@contextmanager
def opened_text(page: pdfium.PdfPage) -> Iterator[pdfium.PdfTextPage]:
    """The characters of a page that is open."""
    text = page.get_textpage()
    try:
        yield text
    finally:
        text.close()
