"""Tells how much of each character of a page can be seen.

The print (the pixels that text put on the page) is counted in each character's box. A box is as high as the line and as
wide as the character, so the shape of the letter does not matter. A character without any print is unseen, whatever
hides it.
"""

import re
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.readers.pdf.characters import BLANK, Boxes, Codes
from extractor.readers.pdf.page_drawing import PRINTED, Drawing, Mask

NARROWEST = 2
"""Pixels: a box is made at least this wide, or the print of a full stop could fall just outside."""
CUT = 0.5
"""Share of the print that the same character usually has in this size: with less, a part is covered or cut off."""
FEWEST_ALIKE = 3
"""The median print of a character counts as usual if the page has at least this many of the same kind and size."""
BRACKETS = tuple(map(ord, "()[]{}"))
"""Brackets are never reported as cut: a border that touches one hides half of it, and no part of a value."""
CUT_ANY = 0.15
"""Share of the median print of all letters and figures of the same height: none has less. An i has a third."""
LEAST_USUAL = 30
"""Pixels of print: a smaller median is not used. A full stop and 5-point type have less, and half of that may be lost
between two rows of pixels."""
SIZE_STEP = 0.25
"""Points: the sides of boxes are rounded to this before their sizes are compared."""

LETTER = np.zeros(0x3000, dtype=bool)
"""`LETTER[code]`: whether the character is a letter or a figure; up to U+2FFF."""
LETTER[[ord(letter) for letter in re.findall(r"[^\W_]", "".join(map(chr, range(len(LETTER)))))]] = True

WHITE = 255

Counts = npt.NDArray[np.int64]


class Seen(NamedTuple):
    """One entry for each character of the page; a blank is neither unseen nor cut."""

    unseen: Mask
    """The character has no print at all."""
    cut: Mask
    """The character has much less print than usual."""
    print_: Counts
    """Pixels of print in the character's box."""
    least: npt.NDArray[np.float64]
    """A character with fewer pixels of print is cut; 0 where too few alike tell what is usual."""


def look_at(codes: Codes, boxes: Boxes, print_: Mask, scale: float) -> Seen:
    """How much of each of the characters `codes` is seen; `boxes` are in points on the page.

    `print_` marks the pixels with print, at `scale` pixels per point.
    """
    shown = ~BLANK[np.minimum(codes, len(BLANK) - 1)]
    counts = _print_in(boxes, shown, print_, scale)
    unseen = shown & (counts == 0)
    least = np.maximum(CUT * _usual(codes, boxes, counts, by_width=True), _least(codes, boxes, counts))
    cut = shown & ~unseen & ~np.isin(codes, BRACKETS) & (counts < least)
    return Seen(unseen, cut, counts, least)


def is_whole_on_colour(drawing: Drawing, box: npt.NDArray[np.float64], least: float) -> bool:
    """Whether the character in `box` (points) stands on a coloured cell and has at least `least` pixels of print there.

    Ink on a coloured ground differs less from it than on white paper, so the threshold is lowered in proportion.
    """
    x0, y0 = np.rint(box[:2] * drawing.scale).astype(int).clip(0).tolist()
    x1, y1 = np.ceil(box[2:] * drawing.scale).astype(int).tolist()
    whole, ground = (part[y0 : y1 + 1, x0:x1].astype(np.int16) for part in (drawing.whole, drawing.ground))
    if not ground.size or ground.max() - ground.min() > PRINTED:
        return False
    paper, ink = int(np.median(ground)), int(whole.min())
    threshold = PRINTED * (paper - ink) / max(WHITE - ink, 1)
    return bool(np.count_nonzero(ground - whole > threshold) >= least)


def _least(codes: Codes, boxes: Boxes, counts: Counts) -> npt.NDArray[np.float64]:
    """The fewest pixels of print that any letter or figure of the same height has; 0 for other characters."""
    is_letter = LETTER[np.minimum(codes, len(LETTER) - 1)]
    kind = np.where(is_letter, ord("x"), 0)
    return np.where(is_letter, CUT_ANY * _usual(kind, boxes, counts, by_width=False), 0.0)


def _print_in(boxes: Boxes, shown: Mask, print_: Mask, scale: float) -> Counts:
    """How many pixels of print lie in each box; 0 where `shown` is false."""
    height, width = print_.shape
    # Rounded to the nearest pixel: the next column may hold the edge of a neighbouring character.
    x0 = np.rint(boxes[:, 0] * scale)
    x1 = np.maximum(np.rint(boxes[:, 2] * scale), x0 + NARROWEST)
    y0, y1 = np.floor(boxes[:, 1] * scale), np.ceil(boxes[:, 3] * scale) + 1
    corners = np.column_stack([x0.clip(0, width), x1.clip(0, width), y0.clip(0, height), y1.clip(0, height)])
    places = np.flatnonzero(shown)
    counts = np.zeros(len(boxes), dtype=np.int64)
    count = np.count_nonzero
    # A table of sums over the whole page, as is usual for this, would take five times as long as these slices.
    counts[places] = [
        count(print_[top:bottom, left:right]) for left, right, top, bottom in corners[places].astype(int).tolist()
    ]
    return counts


def _usual(codes: Codes, boxes: Boxes, counts: Counts, *, by_width: bool) -> npt.NDArray[np.float64]:
    """For each character the median print of those of the same code and height, and with `by_width` the same width.

    0 where fewer than `FEWEST_ALIKE` are alike, or the median is under `LEAST_USUAL` pixels.
    """
    sizes = np.rint((boxes[:, 2:] - boxes[:, :2]) / SIZE_STEP).astype(np.int64).clip(0, 4095)
    kind = codes << 24 | sizes[:, 0] * by_width << 12 | sizes[:, 1]
    order = np.lexsort((counts, kind))
    begins = np.flatnonzero(np.diff(kind[order], prepend=-1))
    alike = np.diff(begins, append=len(order))
    median = counts[order[begins + alike // 2]]
    median = np.where((alike >= FEWEST_ALIKE) & (median >= LEAST_USUAL), median, 0)
    usual = np.empty(len(codes))
    usual[order] = np.repeat(median, alike)
    return usual
