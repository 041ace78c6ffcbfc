"""Puts accents that are drawn by themselves over a letter together with that letter: u and ¨ in one place are ü.

Older converters have no glyph ü. They draw the u, and the accent above it right behind or at the end of the line.
"""

import numpy as np

from extractor.model.texts import accented
from extractor.readers.pdf.characters import Boxes, Codes

COMBINING = {
    0x00A8: "\u0308", 0x00B4: "\u0301", 0x0060: "\u0300", 0x02C6: "\u0302", 0x02DC: "\u0303",
    0x00B8: "\u0327", 0x02D9: "\u0307", 0x02DA: "\u030a", 0x02C7: "\u030c",
}  # fmt: skip
"""Accents that take up a place of their own, and their forms that go with the letter before."""
NOTHING = 0x200B
"""A space without a width, which belongs to no word, stands where an accent was."""
AMID = 0.25
"""Share of the letter's width: the middle of an accent that is drawn over a letter is no further from the letter's."""
MOST = 500
"""Accents of a page, at most, that are looked at; a page with more is no form, and would take long."""
SAME_LINE = 0.1
"""Share of the type size: top and bottom of an accent's box differ by no more from those of its letter."""


def with_accents(codes: Codes, boxes: Boxes) -> Codes:
    """The characters, with each accent that lies over exactly one letter made part of it, if there is such a letter.

    `boxes` are on the upright page, as high as the type. All other accents stay as they are, and so do
    all on a page that has more than `MOST`.
    """
    places = np.flatnonzero(np.isin(codes, list(COMBINING)))
    if not 0 < len(places) <= MOST:
        return codes
    codes = codes.copy()
    middles, heights = (boxes[:, 0] + boxes[:, 2]) / 2, boxes[:, 3] - boxes[:, 1]
    for place in places.tolist():
        near = np.abs(middles - middles[place]) <= AMID * (boxes[:, 2] - boxes[:, 0])
        near &= np.abs(boxes[:, [1, 3]] - boxes[place, [1, 3]]).max(axis=1) <= SAME_LINE * heights[place]
        near[place] = False
        letters = [other for other in np.flatnonzero(near).tolist() if chr(codes[other]).isalpha()]
        if len(letters) != 1:
            continue
        whole = accented(chr(codes[letters[0]]), COMBINING[int(codes[place])])
        if len(whole) == 1:
            codes[letters[0]], codes[place] = ord(whole), NOTHING
            if _is_gap_put_in(place + 1, letters[0], codes, boxes):
                codes[place + 1] = NOTHING
    return codes


def _is_gap_put_in(place: int, letter: int, codes: Codes, boxes: Boxes) -> bool:
    """Whether pdfium put in a space at `place`, behind an accent, although the next character touches the `letter`.

    It sees a gap there because an accent is narrower than a capital. Spaces that it puts in have no width.
    """
    if place + 1 >= len(codes) or codes[place] != ord(" ") or boxes[place, 0] != boxes[place, 2]:
        return False
    gap = boxes[place + 1, 0] - boxes[letter, 2]
    return bool(abs(gap) <= SAME_LINE * (boxes[letter, 3] - boxes[letter, 1]))
