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

from extractor.errors import UnreadableDocumentError
from extractor.model.geometry import Geometry
from extractor.readers.picture import is_pdf, pictures

DPI = 200
"""Every page is drawn so, that the browser can turn a box in points into a place in the picture."""
LARGEST_SIDE = 2_000
"""Points; a form is printed on a sheet of at most 1,008, and a poster would fill the memory."""
KEPT = 24
"""Pages kept in memory, about half a megabyte each."""


class OriginalGoneError(Exception):
    """The file is no longer where it was, is no longer the file that was read, or has no such page."""


class PageImages:
    """Draws pages of originals, one at a time because pdfium is not made for threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int, Geometry | None], bytes] = OrderedDict()
        self._lock = Lock()

    def page(self, path: Path, sha256: str, number: int, geometry: Geometry | None) -> bytes:
        """Page `number`, counted from 1, of the file with this content, as a JPEG; raises OriginalGoneError.

        `geometry` is where the page lies in its picture; without one it is drawn as it stands in the file.
        """
        key = (sha256, number, geometry)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = draw_page(path, sha256, number, geometry)
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]


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
