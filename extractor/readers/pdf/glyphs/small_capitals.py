"""Finds small letters that may be drawn as small capitals: "Common Stock" as a large C, S and smaller OMMON, TOCK.

Browsers and word processors draw a small capital as the capital in a smaller size of the same font. The text stays as
it was written, so a small letter that looks like its own capital is then no lie of the file.
"""

import numpy as np

from extractor.readers.pdf.characters import Codes
from extractor.readers.pdf.glyphs.lettering import Lettering
from extractor.readers.pdf.page_drawing import Mask

SMALLER = (0.6, 0.9)
"""The size of small capitals as a share of the capitals beside them: browsers draw them at 0.7, Word and LibreOffice at
0.8."""


def may_be_small_capitals(codes: Codes, letters: Lettering) -> Mask:
    """Which characters are small letters in a font and size that stands directly behind a larger capital of this font.

    One such place on the page is enough for all letters of that font and size: words without a capital are set like
    the others.
    """
    small = (codes >= ord("a")) & (codes <= ord("z"))
    capital = (codes >= ord("A")) & (codes <= ord("Z"))
    share = letters.ems[1:] / np.maximum(letters.ems[:-1], 1e-6)
    begun = small[1:] & capital[:-1] & (letters.fonts[1:] == letters.fonts[:-1]) & (letters.fonts[1:] != 0)
    begun &= (share >= SMALLER[0]) & (share <= SMALLER[1])
    if not begun.any():
        return np.zeros(len(codes), dtype=bool)
    kinds = np.column_stack([letters.fonts, np.rint(letters.ems * 10).astype(np.int64)])
    known = set(map(tuple, kinds[1:][begun].tolist()))
    return np.asarray(small & np.array([tuple(kind) in known for kind in kinds.tolist()]))
