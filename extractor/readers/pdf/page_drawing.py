"""Draws a PDF page with and without its text, as a viewer shows it.

The difference of the two pictures is exactly the print: the visible ink of the text. Text that is white on white,
covered, clipped, transparent or on a hidden layer makes no difference.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.readers.page_objects import switched_off
from extractor.readers.pdfium_calls import Address

SCALE = 200 / 72
"""Pixels per point. At 200 dpi none of 115,929 characters was missed; at 150 dpi 37 were."""
PIXELS_MAX = 16_000_000
"""Pixels of four letter pages at that scale; a larger page is drawn at a lower resolution."""
PRINTED = 24
"""Grey levels, of 255: where the two pictures differ by more, there is print."""

Grey = npt.NDArray[np.uint8]
"""Rows of grey pixels, 255 is white."""
Mask = npt.NDArray[np.bool_]


class Drawing(NamedTuple):
    """Three pictures of an upright page."""

    whole: Grey
    """All that a viewer shows."""
    ground: Grey
    """The page without its text, but with watermarks, which count as part of the paper."""
    bare: Grey
    """The page without text and watermarks: only what is drawn."""
    scale: float
    """Pixels per point."""

    @property
    def print_(self) -> Mask:
        """The pixels at which text is seen."""
        return self.ink > PRINTED

    @property
    def ink(self) -> Grey:
        """How much ink the text put on each pixel, 0 to 255."""
        # Unsigned numbers cannot be negative, so the smaller is subtracted from the larger.
        return np.asarray(np.maximum(self.whole, self.ground) - np.minimum(self.whole, self.ground))


class Frame(NamedTuple):
    """How a page is drawn: `turns` quarters anticlockwise, width and height in pixels, scale in pixels per point."""

    turns: int
    width: int
    height: int
    scale: float


def frame_of(width: float, height: float, turns: int) -> Frame:
    """The frame of a page that is `width` × `height` points once it is upright."""
    scale = min(SCALE, (PIXELS_MAX / max(width * height, 1.0)) ** 0.5)
    return Frame(turns, max(int(np.ceil(width * scale)), 1), max(int(np.ceil(height * scale)), 1), scale)


def draw(page: pdfium.PdfPage, frame: Frame, texts: list[Address], watermarks: list[Address]) -> Drawing:
    """Draws the page, the page without `texts`, and the page without `texts` and `watermarks`.

    The objects are switched off only for the drawing; afterwards the page is as before.
    """
    whole = picture(page, frame)
    with switched_off(texts):
        ground = picture(page, frame)
        if not watermarks:
            return Drawing(whole, ground, ground, frame.scale)
        with switched_off(watermarks):
            return Drawing(whole, ground, picture(page, frame), frame.scale)


def picture(page: pdfium.PdfPage, frame: Frame) -> Grey:
    """The page as a viewer shows it now, in shades of grey."""
    bitmap = pdfium.PdfBitmap.new_native(frame.width, frame.height, pdfium_c.FPDFBitmap_Gray)
    try:
        pdfium_c.FPDFBitmap_FillRect(bitmap.raw, 0, 0, frame.width, frame.height, 0xFFFFFFFF)
        clockwise = -frame.turns % 4
        pdfium_c.FPDF_RenderPageBitmap(bitmap.raw, page.raw, 0, 0, frame.width, frame.height, clockwise, 0)
        pixels: Grey = bitmap.to_numpy().reshape(frame.height, -1)[:, : frame.width].copy()
        return pixels
    finally:
        bitmap.close()
