"""Draws a page of a file for a person to look at, upright, so that the boxes of its words fit on the picture."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from extractor.errors import UnreadableDocumentError
from extractor.model.geometry import Geometry
from extractor.model.page import BoundingBox
from extractor.readers.picture import HEADER_REACH, is_pdf, pictures
from extractor.readers.suffixes import suffix_of

DPI = 144
"""Dots an inch of a page that is shown in a notebook."""
POINTS_AN_INCH = 72
LARGEST_SIDE = 2_000
"""Points: a page with a longer side is drawn at a lower resolution. A form's sheet has at most 1,008; a poster would
fill the memory."""
Box = tuple[BoundingBox, tuple[int, int, int]]
"""A rectangle in points, and its colour."""


def page_picture(source: Path | bytes, number: int, geometry: Geometry | None, dpi: float) -> tuple[Image.Image, float]:
    """The picture of page `number` (from 1) of a PDF or an image file, and the dots an inch at which it is drawn.

    `geometry` is the page's place in its picture if it was read from one; the picture is then straightened in the same
    way. It is None for a page with a text layer. Raises UnreadableDocumentError, and OSError if the file is gone.
    """
    try:
        if geometry is None and is_pdf(_beginning(source)):
            return _text_page(source, number, dpi)
        return _scanned_page(source, number, geometry, dpi), dpi
    except (pdfium.PdfiumError, IndexError) as error:
        raise UnreadableDocumentError(f"page {number} cannot be drawn: {error}") from error


def boxed_page(source: Path | bytes, number: int, boxes: Sequence[Box], geometry: Geometry | None) -> Image.Image:
    """The picture of a page with rectangles drawn on it; raises UnreadableDocumentError."""
    try:
        picture, dpi = page_picture(source, number, geometry, DPI)
    except OSError as error:
        raise UnreadableDocumentError(f"page {number} cannot be drawn: {error}") from error
    picture = picture.convert("RGB")
    drawing = ImageDraw.Draw(picture)
    for box, colour in boxes:
        drawing.rectangle([edge * dpi / POINTS_AN_INCH for edge in box], outline=colour, width=2)
    return picture


def _beginning(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source[:HEADER_REACH]
    with source.open("rb") as file:
        return file.read(HEADER_REACH)


def _text_page(source: Path | bytes, number: int, dpi: float) -> tuple[Image.Image, float]:
    pdf = pdfium.PdfDocument(source)
    try:
        page = pdf[number - 1]
        drawn_at = dpi * min(1.0, LARGEST_SIDE / max(page.get_size()))
        picture: Image.Image = page.render(scale=drawn_at / POINTS_AN_INCH).to_pil()
        return picture, drawn_at
    finally:
        pdf.close()


def _scanned_page(source: Path | bytes, number: int, geometry: Geometry | None, dpi: float) -> Image.Image:
    from extractor.readers.image.laying_out import drawn_upright  # noqa: PLC0415 - OpenCV takes longer to load than a page

    with _as_file(source) as path:
        page = next(pictures(path, [number]), None)
    if page is None:
        raise IndexError(number)
    return Image.fromarray(page.pixels if geometry is None else drawn_upright(page.pixels, geometry, dpi))


@contextmanager
def _as_file(source: Path | bytes) -> Iterator[Path]:
    if isinstance(source, Path):
        yield source
        return
    with TemporaryDirectory(prefix="form4-") as folder:
        path = Path(folder) / f"form{suffix_of(source)}"
        path.write_bytes(source)
        yield path
