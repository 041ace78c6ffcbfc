"""A page of an original file → a picture to look at, in the same upright points as every field's box."""

import hashlib
import io
from itertools import islice
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from extractor.errors import UnreadableDocumentError

DPI = 200
"""Every page is drawn so, that the browser can turn a box in points into a place in the picture."""
LARGEST_SIDE = 2_000
"""Points; a form is printed on a sheet of at most 1,008, and a poster would fill the memory."""
TEXT_LAYER = "pdfium"
"""The reader that takes a page as it is; every other one looks at it straightened."""


class OriginalGoneError(Exception):
    """The file is no longer where it was, is no longer the file that was read, or has no such page."""


def draw_page(path: Path, sha256: str, number: int, *, is_scan: bool) -> bytes:
    """One page of a PDF or of an image file, upright, and straight where it was read so."""
    try:
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise OriginalGoneError(f"{path.name} has changed since it was read")
        if b"%PDF-" not in content[:1024]:
            return _jpeg(_straight_image(path, number))
        picture = _pdf_page(content, number)
        return _jpeg(_straightened(picture, number) if is_scan else picture)
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


def _straight_image(path: Path, number: int) -> Image.Image:
    from extractor.readers.image.images import image_pages  # noqa: PLC0415 - OpenCV takes longer to load than a page
    from extractor.readers.image.straighten import straighten  # noqa: PLC0415

    page = next(islice(image_pages(path), number - 1, None), None)
    if page is None:
        raise IndexError(number)
    return Image.fromarray(straighten(page).flat)


def _straightened(picture: Image.Image, number: int) -> Image.Image:
    """The picture as the scan's reader saw it: boxes of its words are boxes on this."""
    from extractor.readers.image.images import PageImage  # noqa: PLC0415 - OpenCV, as above
    from extractor.readers.image.straighten import straighten  # noqa: PLC0415

    return Image.fromarray(straighten(PageImage(number, np.asarray(picture.convert("L")), (DPI, DPI))).flat)


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    # A twelfth of a PNG's time, and at this quality small print stays clean.
    image.convert("RGB").save(buffer, "JPEG", quality=88)
    return buffer.getvalue()
