"""Reads scanned pages with the default engine. The file reader imports this module only when it meets a scan."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import cv2
import pypdfium2 as pdfium

from extractor.cores import cores_a_worker
from extractor.model.page import Page
from extractor.readers.image.images import checked, image_pages
from extractor.readers.picture import bare_image, page_image
from extractor.readers.recognition.engines import Engine
from extractor.readers.recognition.ppocr_engine import PpOcrEngine
from extractor.readers.scan.page_from_picture import read_page_image


def read_image_file(path: Path) -> tuple[Page, ...]:
    """Every page of an image file; raises UnreadableDocumentError."""
    return tuple(_pages(path))


def read_scanned_page(page: pdfium.PdfPage, number: int, name: str) -> Page:
    """Page `number` of the PDF called `name`, read from its picture."""
    return read_page_image(checked(name, page_image(page, number)), _engine())


def read_bare_page(page: pdfium.PdfPage, number: int, name: str) -> Page:
    """Page `number` of the PDF called `name`, read from what it shows without its text layer."""
    return read_page_image(checked(name, bare_image(page, number)), _engine())


def _pages(path: Path) -> Iterator[Page]:
    for image in image_pages(path):
        yield read_page_image(image, _engine())


@cache
def _engine() -> Engine:
    threads = cores_a_worker()
    cv2.setNumThreads(threads)
    return PpOcrEngine(threads)
