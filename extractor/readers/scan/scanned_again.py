"""Scanned pages again, by an engine of another make: the second key of `--verify`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from extractor.model.page import BoundingBox, Page, Reading
from extractor.readers.image.images import PageImage, Pixels, image_pages
from extractor.readers.image.straighten import POINT, straighten
from extractor.readers.pdfium_files import opened_file
from extractor.readers.picture import page_image
from extractor.readers.recognition.tesseract_engine import TesseractEngine
from extractor.readers.scan.page_from_picture import read_page_image

AROUND = 4
"""Pixels at a value's sides that are shown with it; its box has room above and below."""


def read_scans_again(path: Path, pages: Sequence[Page]) -> Iterator[Page]:
    """Those `pages` of the file at `path`, read by Tesseract; raises MissingDependencyError without it."""
    engine = TesseractEngine()
    for image in _images(path, [page.number for page in pages]):
        yield read_page_image(image, engine)


def read_values_again(path: Path, places: Sequence[tuple[int, BoundingBox]]) -> list[Reading]:
    """What Tesseract reads at each of `places`: a page's number and a box on it, in points of the upright page.

    Each is shown alone and larger than on the page, with no ruling taken out; blank if nothing is read there.
    """
    engine = TesseractEngine()
    pages = {image.number: straighten(image).flat for image in _images(path, sorted({number for number, _ in places}))}
    read = (engine.read_block(_cut_out(pages[number], box)) for number, box in places)
    return [Reading(engine.name, reading.text, reading.score if reading.characters else None) for reading in read]


def _cut_out(flat: Pixels, box: BoundingBox) -> Pixels:
    """The page's pixels in `box` and a little around it."""
    left, right = max(round(box.x0 / POINT) - AROUND, 0), round(box.x1 / POINT) + AROUND
    top, bottom = max(round(box.top / POINT), 0), round(box.bottom / POINT)
    cut = flat[top:bottom, left:right]
    return cut if cut.size else np.full((AROUND, AROUND), 255, dtype=np.uint8)


def _images(path: Path, numbers: Sequence[int]) -> Iterator[PageImage]:
    with path.open("rb") as file:
        is_pdf = b"%PDF-" in file.read(1024)
    if not is_pdf:
        yield from (image for image in image_pages(path) if image.number in numbers)
        return
    with opened_file(path, path.name) as document:
        for number in numbers:
            page = document[number - 1]
            yield page_image(page, number)
            page.close()
