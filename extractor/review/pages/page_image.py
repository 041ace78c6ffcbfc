"""A page of an original file → a picture to look at, in the same upright points as every field's box."""

import hashlib
import io
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from extractor.errors import UnreadableDocumentError
from extractor.model.geometry import Geometry
from extractor.readers.picture import is_pdf, pictures

DPI = 200
"""Every page is drawn so, that the browser can turn a box in points into a place in the picture."""
LARGEST_SIDE = 2_000
"""Points; a form is printed on a sheet of at most 1,008, and a poster would fill the memory."""


class OriginalGoneError(Exception):
    """The file is no longer where it was, is no longer the file that was read, or has no such page."""


def draw_page(path: Path, sha256: str, number: int, geometry: Geometry | None) -> bytes:
    """One page of a PDF or of an image file, upright and straight as its words' boxes are."""
    try:
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise OriginalGoneError(f"{path.name} has changed since it was read")
        if geometry is None and is_pdf(content):
            return _jpeg(_pdf_page(content, number))
        return _jpeg(_picture(path, number, geometry))
    except (pdfium.PdfiumError, IndexError, UnreadableDocumentError) as error:
        raise OriginalGoneError(f"page {number} of {path.name} cannot be drawn") from error
    except OSError as error:
        raise OriginalGoneError(f"{path.name} is no longer where it was read") from error


def _pdf_page(content: bytes, number: int) -> Image.Image:
    pdf = pdfium.PdfDocument(content)
    try:
        page = pdf[number - 1]
        scale = DPI / 72 * min(1.0, LARGEST_SIDE / max(page.get_size()))
        picture: Image.Image = page.render(scale=scale).to_pil()
        return picture
    finally:
        pdf.close()


def _picture(path: Path, number: int, geometry: Geometry | None) -> Image.Image:
    """The page as its picture shows it, laid out as it was read: boxes of its words are boxes on this."""
    from extractor.readers.image.laying_out import drawn_upright  # noqa: PLC0415 - OpenCV takes longer to load than a page

    page = next(pictures(path, [number]), None)
    if page is None:
        raise IndexError(number)
    return Image.fromarray(page.pixels if geometry is None else drawn_upright(page.pixels, geometry, DPI))


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    # A twelfth of a PNG's time, and at this quality small print stays clean.
    image.convert("RGB").save(buffer, "JPEG", quality=88)
    return buffer.getvalue()
