"""A page of an original file → a picture whose coordinates match the boxes of fields (points of the upright page)."""

import hashlib
import io
from pathlib import Path

from PIL import Image

from extractor.errors import UnreadableDocumentError
from extractor.model.geometry import Geometry
from extractor.model.page import BoundingBox
from extractor.readers.shown_page import page_picture

DPI = 200
"""Dots per inch of every drawn page; fixed, so that the browser can convert a box in points to pixels."""
AROUND = (30, 12)
"""Points shown around a field: left and right of it, and above and below."""


class OriginalGoneError(Exception):
    """The original is no longer there, has changed since it was read, or has no such page."""


def draw_page(path: Path, sha256: str, number: int, geometry: Geometry | None) -> bytes:
    """Page `number` of a PDF or image file as a JPEG, upright and straightened; raises OriginalGoneError."""
    try:
        if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            raise OriginalGoneError(f"{path.name} has changed since it was read")
        return _jpeg(page_picture(path, number, geometry, DPI)[0])
    except UnreadableDocumentError as error:
        raise OriginalGoneError(f"page {number} of {path.name} cannot be drawn") from error
    except OSError as error:
        raise OriginalGoneError(f"{path.name} is no longer where it was read") from error


def around(page: bytes, box: BoundingBox) -> bytes:
    """The part of a drawn page around `box`, in points; the whole page if the box does not lie on it."""
    with Image.open(io.BytesIO(page), formats=("JPEG",)) as drawn:
        scale, (aside, above) = DPI / 72, AROUND
        place = (box.x0 - aside, box.top - above, box.x1 + aside, box.bottom + above)
        x0, y0, x1, y1 = (round(side * scale) for side in place)
        part = (max(0, x0), max(0, y0), min(drawn.width, x1), min(drawn.height, y1))
        is_on_page = part[0] < part[2] and part[1] < part[3]
        return _jpeg(drawn.crop(part) if is_on_page else drawn)


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    # JPEG takes a twelfth of the time of PNG, and small print stays clean at this quality.
    image.convert("RGB").save(buffer, "JPEG", quality=88)
    return buffer.getvalue()
