"""Opens pdfium's documents and texts so that they are always closed, and in the right order.

pdfium's memory is freed by hand. A document owns its pages and a page its text, and the child must be closed first. An
object used after its owner was closed crashes the process, and one that is never closed stays in memory until the
process ends. So they are opened here, in a `with`, and must not be kept beyond it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium

from extractor.readers.foreign_errors import as_ours


@contextmanager
def opened_file(source: bytes | Path, name: str) -> Iterator[pdfium.PdfDocument]:
    """The opened PDF, called `name` in messages.

    Raises EncryptedDocumentError or UnreadableDocumentError, also for errors of pdfium inside the `with`. A PDF with
    only an owner password can be read, as that restricts not who may read it but what may be done with it.
    """
    with as_ours(name):
        document = pdfium.PdfDocument(source)
        try:
            yield document
        finally:
            document.close()  # this also closes pages and texts that are still open


@contextmanager
def opened_text(page: pdfium.PdfPage) -> Iterator[pdfium.PdfTextPage]:
    """The characters of a page that is open."""
    text = page.get_textpage()
    try:
        yield text
    finally:
        text.close()
