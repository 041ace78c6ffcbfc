"""A page of an original file → a picture to look at, in the same upright points as every field's box.

Nothing is stored: a page is drawn when somebody looks at it, and the last few are kept in memory.
"""

import hashlib
import io
from collections import OrderedDict
from pathlib import Path
from threading import Lock

import pypdfium2 as pdfium
from PIL import Image

PIXELS_PER_POINT = 200 / 72
"""Every page is drawn at 200 dpi, so that the browser can turn a box in points into a place in the picture."""
LARGEST_SIDE = 2_000
"""Points; a form is printed on a sheet of at most 1,008, and a poster would fill the memory."""
KEPT = 24
"""Pages kept in memory, about half a megabyte each."""


class OriginalGoneError(Exception):
    """The file is no longer where it was, or is no longer the file that was read."""


class PageImages:
    """Draws pages of originals, one at a time because pdfium is not made for threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._lock = Lock()

    def page(self, path: Path, sha256: str, number: int) -> bytes:
        """Page `number`, counted from 1, of the file with this content; raises OriginalGoneError."""
        key = (sha256, number)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = draw_page(read_original(path, sha256), number)
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]


def read_original(path: Path, sha256: str) -> bytes:
    """The file's bytes, if they are still those that were read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OriginalGoneError(f"{path.name} is no longer where it was read") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise OriginalGoneError(f"{path.name} has changed since it was read")
    return content


def draw_page(content: bytes, number: int) -> bytes:
    """One page of a PDF or of an image file, upright, as a JPEG; raises OriginalGoneError if there is none."""
    try:
        if content[:1024].lstrip().startswith(b"%PDF"):
            return _jpeg(_pdf_page(content, number))
        with Image.open(io.BytesIO(content)) as image:
            image.seek(number - 1)
            return _jpeg(image)
    except (pdfium.PdfiumError, IndexError, EOFError, OSError) as error:
        raise OriginalGoneError(f"page {number} cannot be drawn") from error


def _pdf_page(content: bytes, number: int) -> Image.Image:
    pdf = pdfium.PdfDocument(content)
    try:
        page = pdf[number - 1]
        scale = PIXELS_PER_POINT * min(1.0, LARGEST_SIDE / max(page.get_size()))
        picture: Image.Image = page.render(scale=scale).to_pil()
        return picture
    finally:
        pdf.close()


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    # A twelfth of a PNG's time, and at this quality small print stays clean.
    image.convert("RGB").save(buffer, "JPEG", quality=88)
    return buffer.getvalue()
