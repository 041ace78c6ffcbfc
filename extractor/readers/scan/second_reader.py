"""Scanned pages again, by an engine of another make: the second key of `--verify`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium

from extractor.layout import Page
from extractor.readers.scan.images import PageImage, image_pages
from extractor.readers.scan.pdf import page_image
from extractor.readers.scan.reader import read_page_image
from extractor.readers.scan.tesseract_engine import TesseractEngine


def read_scans_again(path: Path, pages: Sequence[Page]) -> Iterator[Page]:
    """Those `pages` of the file at `path`, read by Tesseract; raises MissingDependencyError without it."""
    engine = TesseractEngine()
    for image in _images(path, [page.number for page in pages]):
        yield read_page_image(image, engine)


def _images(path: Path, numbers: Sequence[int]) -> Iterator[PageImage]:
    with path.open("rb") as file:
        is_pdf = b"%PDF-" in file.read(1024)
    if not is_pdf:
        yield from (image for image in image_pages(path) if image.number in numbers)
        return
    document = pdfium.PdfDocument(path)
    try:
        for number in numbers:
            page = document[number - 1]
            yield page_image(page, number)
            page.close()
    finally:
        document.close()
