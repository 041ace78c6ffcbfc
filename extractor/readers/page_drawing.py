"""A page of a file as a picture with boxes on it; a picture of a page laid out upright and straight, as it was read."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from extractor.errors import UnreadableDocumentError
from extractor.model.geometry import Geometry
from extractor.model.page import BoundingBox
from extractor.readers.picture import is_pdf, pictures
from extractor.readers.suffixes import suffix_of

DPI = 144
POINTS_AN_INCH = 72
LARGEST_SIDE = 2_000
"""Points; a form is printed on a sheet of at most 1,008, and a poster would fill the memory."""
Box = tuple[BoundingBox, tuple[int, int, int]]
"""A rectangle in points, and its colour."""


def drawn_page(source: Path | bytes, number: int, boxes: Sequence[Box], geometry: Geometry | None) -> Image.Image:
    """Page `number`, counted from 1, of a PDF or an image file; raises UnreadableDocumentError.

    `geometry` is how a picture of a page became the page that was read; None for a page with a text layer.
    """
    try:
        content = source.read_bytes() if isinstance(source, Path) else source
        if geometry is None and is_pdf(content):
            picture, dpi = _text_page(content, number)
        else:
            picture, dpi = _picture(content, number, geometry), float(DPI)
    except (pdfium.PdfiumError, IndexError, OSError) as error:
        raise UnreadableDocumentError(f"page {number} cannot be drawn: {error}") from error
    picture = picture.convert("RGB")
    drawing = ImageDraw.Draw(picture)
    for box, colour in boxes:
        drawing.rectangle([edge * dpi / POINTS_AN_INCH for edge in box], outline=colour, width=2)
    return picture


def _text_page(content: bytes, number: int) -> tuple[Image.Image, float]:
    """The page, and its dots an inch."""
    pdf = pdfium.PdfDocument(content)
    try:
        page = pdf[number - 1]
        dpi = DPI * min(1.0, LARGEST_SIDE / max(page.get_size()))
        picture: Image.Image = page.render(scale=dpi / POINTS_AN_INCH).to_pil()
        return picture, dpi
    finally:
        pdf.close()


def _picture(content: bytes, number: int, geometry: Geometry | None) -> Image.Image:
    """The page as its picture shows it, laid out as it was read: boxes of its words are boxes on this."""
    from extractor.readers.image.laying_out import drawn_upright  # noqa: PLC0415 - OpenCV takes longer to load than a page

    with TemporaryDirectory(prefix="form4-") as folder:
        path = Path(folder) / f"form{suffix_of(content)}"
        path.write_bytes(content)
        page = next(pictures(path, [number]), None)
        if page is None:
            raise IndexError(number)
        return Image.fromarray(page.pixels if geometry is None else drawn_upright(page.pixels, geometry, DPI))
