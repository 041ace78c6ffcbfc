"""A page of a file as a picture with boxes on it, upright, and a scan straightened, as it was read."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from extractor.errors import UnreadableDocumentError
from extractor.model.page import BoundingBox
from extractor.readers.suffixes import suffix_of

DPI = 144
POINTS_AN_INCH = 72
LARGEST_SIDE = 2_000
"""Points; a form is printed on a sheet of at most 1,008, and a poster would fill the memory."""
Box = tuple[BoundingBox, tuple[int, int, int]]
"""A rectangle in points, and its colour."""


def drawn_page(source: Path | bytes, number: int, boxes: Sequence[Box], *, is_scan: bool) -> Image.Image:
    """Page `number`, counted from 1, of a PDF or an image file; raises UnreadableDocumentError."""
    try:
        content = source.read_bytes() if isinstance(source, Path) else source
        picture, dpi = _page(content, number, is_scan=is_scan)
    except (pdfium.PdfiumError, IndexError, OSError) as error:
        raise UnreadableDocumentError(f"page {number} cannot be drawn: {error}") from error
    picture = picture.convert("RGB")
    drawing = ImageDraw.Draw(picture)
    for box, colour in boxes:
        drawing.rectangle([edge * dpi / POINTS_AN_INCH for edge in box], outline=colour, width=2)
    return picture


def _page(content: bytes, number: int, *, is_scan: bool) -> tuple[Image.Image, float]:
    """The page, and its dots an inch."""
    if b"%PDF-" not in content[:1024]:
        return _straight_image(content, number)
    pdf = pdfium.PdfDocument(content)
    try:
        page = pdf[number - 1]
        dpi = (200 if is_scan else DPI) * min(1.0, LARGEST_SIDE / max(page.get_size()))
        picture: Image.Image = page.render(scale=dpi / POINTS_AN_INCH, grayscale=is_scan).to_pil()
    finally:
        pdf.close()
    return _straightened(picture, number) if is_scan else (picture, dpi)


def _straight_image(content: bytes, number: int) -> tuple[Image.Image, float]:
    from extractor.readers.image.images import image_pages  # noqa: PLC0415 - OpenCV takes longer to load than a page
    from extractor.readers.image.laying_out import WORK_DPI as STRAIGHT  # noqa: PLC0415
    from extractor.readers.image.straighten import straighten  # noqa: PLC0415

    with TemporaryDirectory(prefix="form4-") as folder:
        path = Path(folder) / f"form{suffix_of(content)}"
        path.write_bytes(content)
        page = next(islice(image_pages(path), number - 1, None), None)
        if page is None:
            raise IndexError(number)
        return Image.fromarray(straighten(page).flat), STRAIGHT


def _straightened(picture: Image.Image, number: int) -> tuple[Image.Image, float]:
    from extractor.readers.image.images import PageImage  # noqa: PLC0415 - OpenCV, as above
    from extractor.readers.image.laying_out import WORK_DPI as STRAIGHT  # noqa: PLC0415
    from extractor.readers.image.straighten import straighten  # noqa: PLC0415

    page = PageImage(number, np.asarray(picture.convert("L")), (200, 200))
    return Image.fromarray(straighten(page).flat), STRAIGHT
