"""A page of an original file → a picture to look at, in the same upright points as every field's box."""

import hashlib
import io
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from extractor.errors import UnreadableDocumentError
from extractor.model.geometry import Geometry
from extractor.model.page import BoundingBox
from extractor.readers.picture import is_pdf, pictures

DPI = 200
"""Every page is drawn so, that the browser can turn a box in points into a place in the picture."""
LARGEST_SIDE = 2_000
"""Points; a form is printed on a sheet of at most 1,008, and a poster would fill the memory."""


AROUND = (30, 12)
"""Points beside a field, and above and below it, that are shown with it."""


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


def around(page: bytes, box: BoundingBox) -> bytes:
    """The part of a drawn page around `box`, which is in points; the whole page where the box does not lie on it."""
    with Image.open(io.BytesIO(page), formats=("JPEG",)) as drawn:
        scale, (aside, above) = DPI / 72, AROUND
        place = (box.x0 - aside, box.top - above, box.x1 + aside, box.bottom + above)
        x0, y0, x1, y1 = (round(side * scale) for side in place)
        part = (max(0, x0), max(0, y0), min(drawn.width, x1), min(drawn.height, y1))
        is_on_page = part[0] < part[2] and part[1] < part[3]
        return _jpeg(drawn.crop(part) if is_on_page else drawn)


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
