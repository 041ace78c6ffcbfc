"""A page's characters and its print → how much of each character can be seen.

Each character is looked for in its own box: all of its row's height and its own width, so that no shape of a letter
matters. One without any print cannot be seen, whatever hides it.
"""

import re
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.readers.pdf.characters import BLANK, Boxes, Codes
from extractor.readers.pdf.page_drawing import PRINTED, Drawing, Mask

NARROWEST = 2
"""Pixels: a box is looked at in at least this width, or a full stop could fall between two pixels."""
CUT = 0.5
"""Of the print that a character usually has in its type: with less, a part of it is covered or cut off."""
FEWEST_ALIKE = 3
"""Characters of one kind and size on the page that tell how much print it usually has."""
BRACKETS = tuple(map(ord, "()[]{}"))
"""A border that touches a bracket hides half of it and nothing that matters."""
CUT_ANY = 0.15
"""Of the print of the usual character of the same height: no letter or figure has less, an i has a third."""
LEAST_USUAL = 30
"""Pixels of print: a full stop and type of 5 points have less, and half of it may fall between two rows of pixels."""
SIZE_STEP = 0.25
"""Points: boxes whose sides differ by less are of one size."""

LETTER = np.zeros(0x3000, dtype=bool)
"""For every character up to U+2FFF whether it is a letter or a figure."""
LETTER[[ord(letter) for letter in re.findall(r"[^\W_]", "".join(map(chr, range(len(LETTER)))))]] = True

WHITE = 255

Counts = npt.NDArray[np.int64]


class Seen(NamedTuple):
    """For each character of a page whether it is seen; blanks are neither."""

    unseen: Mask
    """It has no print at all."""
    cut: Mask
    """It has much less print than usual."""
    print_: Counts
    """Pixels of its print."""
    least: npt.NDArray[np.float64]
    """With fewer pixels of print it is cut; 0 where nothing tells how many it usually has."""


def look_at(codes: Codes, boxes: Boxes, print_: Mask, scale: float) -> Seen:
    """How much of each of the characters `codes` is seen; `boxes` are in points on the page that `print_` shows."""
    shown = ~BLANK[np.minimum(codes, len(BLANK) - 1)]
    counts = _print_in(boxes, shown, print_, scale)
    unseen = shown & (counts == 0)
    least = np.maximum(CUT * _usual(codes, boxes, counts, by_width=True), _least(codes, boxes, counts))
    cut = shown & ~unseen & ~np.isin(codes, BRACKETS) & (counts < least)
    return Seen(unseen, cut, counts, least)


def is_whole_on_colour(drawing: Drawing, box: npt.NDArray[np.float64], least: float) -> bool:
    """Whether the character in `box` stands on a coloured cell, and has its print when that is reckoned in.

    On such a ground the fine edges of small type differ too little to be counted.
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
    """The least print that a letter or figure of the same height has, whichever it is; 0 for other characters."""
    is_letter = LETTER[np.minimum(codes, len(LETTER) - 1)]
    kind = np.where(is_letter, ord("x"), 0)
    return np.where(is_letter, CUT_ANY * _usual(kind, boxes, counts, by_width=False), 0.0)


def _print_in(boxes: Boxes, shown: Mask, print_: Mask, scale: float) -> Counts:
    """How many pixels of print lie in each box; 0 for those not asked for."""
    height, width = print_.shape
    # To the nearest pixel: what a neighbour's edge leaves in the next column is no print of this character.
    x0 = np.rint(boxes[:, 0] * scale)
    x1 = np.maximum(np.rint(boxes[:, 2] * scale), x0 + NARROWEST)
    y0, y1 = np.floor(boxes[:, 1] * scale), np.ceil(boxes[:, 3] * scale) + 1
    corners = np.column_stack([x0.clip(0, width), x1.clip(0, width), y0.clip(0, height), y1.clip(0, height)])
    places = np.flatnonzero(shown)
    counts = np.zeros(len(boxes), dtype=np.int64)
    count = np.count_nonzero
    # Sums over the whole page, to be looked up for any box, would cost five times as much as these slices.
    counts[places] = [
        count(print_[top:bottom, left:right]) for left, right, top, bottom in corners[places].astype(int).tolist()
    ]
    return counts


def _usual(codes: Codes, boxes: Boxes, counts: Counts, *, by_width: bool) -> npt.NDArray[np.float64]:
    """The median print of all characters of the same kind and height, and width; 0 where too few are alike to tell."""
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
