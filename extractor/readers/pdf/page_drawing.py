"""A PDF's page → its pictures with and without its text, as a viewer shows them.

What the first two differ in is exactly the print: the ink that text put on the paper and one can see.
Text that is white on white, covered, clipped, transparent or on a hidden layer leaves no difference.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.readers.page_objects import switched_off
from extractor.readers.pdfium_calls import Address

SCALE = 200 / 72
"""Pixels a point. At 200 dots an inch no character of 115,929 was missed; at 150 there were 37."""
PIXELS_MAX = 16_000_000
"""Four sheets of letter paper; a larger page is drawn coarser."""
PRINTED = 24
"""Grey levels of 255 by which the two pictures must differ where there is print."""

Grey = npt.NDArray[np.uint8]
"""Rows of grey pixels, 255 is white."""
Mask = npt.NDArray[np.bool_]


class Drawing(NamedTuple):
    """A page's pictures, upright: all of it, without what was written on it, and without any text."""

    whole: Grey
    """All that a viewer shows."""
    ground: Grey
    """The same without the text; a watermark, which is part of the paper, is still there."""
    bare: Grey
    """Without watermarks, too: what is drawn on the page beside text."""
    scale: float
    """Pixels a point."""

    @property
    def print_(self) -> Mask:
        """Where text is seen."""
        return self.ink > PRINTED

    @property
    def ink(self) -> Grey:
        """How much of it, 0 to 255."""
        # Unsigned numbers have no negative difference: the larger less the smaller.
        return np.asarray(np.maximum(self.whole, self.ground) - np.minimum(self.whole, self.ground))


class Frame(NamedTuple):
    """How a page is laid on its picture: turned anticlockwise by so many quarters, and so large in pixels."""

    turns: int
    width: int
    height: int
    scale: float


def frame_of(width: float, height: float, turns: int) -> Frame:
    """The frame of a page that is `width` × `height` points once it is upright."""
    scale = min(SCALE, (PIXELS_MAX / max(width * height, 1.0)) ** 0.5)
    return Frame(turns, max(int(np.ceil(width * scale)), 1), max(int(np.ceil(height * scale)), 1), scale)


def draw(page: pdfium.PdfPage, frame: Frame, texts: list[Address], watermarks: list[Address]) -> Drawing:
    """The page, the page without `texts`, and without `watermarks`, too; all are shown again afterwards."""
    whole = picture(page, frame)
    with switched_off(texts):
        ground = picture(page, frame)
        if not watermarks:
            return Drawing(whole, ground, ground, frame.scale)
        with switched_off(watermarks):
            return Drawing(whole, ground, picture(page, frame), frame.scale)


def picture(page: pdfium.PdfPage, frame: Frame) -> Grey:
    """The page as it is shown."""
    bitmap = pdfium.PdfBitmap.new_native(frame.width, frame.height, pdfium_c.FPDFBitmap_Gray)
    try:
        pdfium_c.FPDFBitmap_FillRect(bitmap.raw, 0, 0, frame.width, frame.height, 0xFFFFFFFF)
        clockwise = -frame.turns % 4
        pdfium_c.FPDF_RenderPageBitmap(bitmap.raw, page.raw, 0, 0, frame.width, frame.height, clockwise, 0)
        pixels: Grey = bitmap.to_numpy().reshape(frame.height, -1)[:, : frame.width].copy()
        return pixels
    finally:
        bitmap.close()
