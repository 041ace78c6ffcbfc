"""Tells the font, the type size and the baseline of each character of a page."""

import ctypes
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.readers.pdf.characters import Boxes
from extractor.readers.pdfium_calls import address, fonts_of, text_objects_of

HEIGHT_STEP = 0.05
"""Points: box heights are rounded to this; characters of one font and rounded height are taken to be of one size."""
SLANT_MAX = 0.05
"""Rise or fall of a line of text divided by its length: above this the line is not level."""

Numbers = npt.NDArray[np.float64]


class Lettering(NamedTuple):
    """How each character of a page is set; one entry per character."""

    fonts: npt.NDArray[np.int64]
    """A number for each font of the file; 0 for a character that pdfium added, like a space."""
    ems: Numbers
    """The type size in points; 0 if the line is not level."""
    drops: Numbers
    """Points from the baseline down to the bottom of the character's box."""


def lettering(textpage: pdfium.PdfTextPage, boxes: Boxes, to_page: Numbers) -> Lettering:
    """How the characters in `boxes` (points on the upright page) are set; `to_page` maps PDF space to that page."""
    count = len(boxes)
    texts, place_of = np.unique(text_objects_of(address(textpage.raw), count), return_inverse=True)
    fonts = np.array(fonts_of(texts.tolist()), dtype=np.int64)[place_of]
    heights = np.rint((boxes[:, 3] - boxes[:, 1]) / HEIGHT_STEP).astype(np.int64)
    # One character is asked for all of its font and size: asking each would take as long as drawing the page.
    _, first, kind = np.unique(np.column_stack([fonts, heights]), axis=0, return_index=True, return_inverse=True)
    asked = [_set(textpage, index, boxes[index], to_page) if fonts[index] else (0.0, 0.0) for index in first.tolist()]
    ems, drops = np.array(asked, dtype=np.float64).reshape(-1, 2)[kind.ravel()].T
    return Lettering(fonts, ems, drops)


def _set(textpage: pdfium.PdfTextPage, index: int, box: Numbers, to_page: Numbers) -> tuple[float, float]:
    """The type size and the drop of one character, in points; both 0 if its line is not level."""
    matrix, x, y = pdfium_c.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetMatrix(textpage.raw, index, matrix)
    pdfium_c.FPDFText_GetCharOrigin(textpage.raw, index, x, y)
    turned = to_page[:, :2]
    along, up = turned @ (matrix.a, matrix.b), turned @ (matrix.c, matrix.d)
    if along[0] <= 0 or abs(along[1]) > SLANT_MAX * along[0]:
        return 0.0, 0.0
    base = float((turned @ (x.value, y.value) + to_page[:, 2])[1])
    return pdfium_c.FPDFText_GetFontSize(textpage.raw, index) * float(np.hypot(*up)), float(box[3]) - base
