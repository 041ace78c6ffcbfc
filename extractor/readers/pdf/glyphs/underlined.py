"""The ink of letters that a line runs through: what the line hides of them is filled in.

The picture of a page's text is the difference between the page with its text and without, so where a line is already
dark, a letter drawn on it leaves no difference. Links are underlined through the tails of y, g, p and commas.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from extractor.readers.pdf.characters import Boxes, Codes
from extractor.readers.pdf.page_drawing import Drawing, Grey, Mask

THIN = 1.5
"""Points: a thicker level line is no underline; what it hides of a letter may be more than a tail."""

SLOPE = 2
"""Pixels by which a tail moves sideways under the line that hides it."""
_SIGNS = [ord(","), ord(".")]
_BLANKS = [ord(" "), ord("\n"), ord("\r"), 0xA0]


class Ink(NamedTuple):
    """The ink that the letters of a page have, 0 is paper; `scale` is in pixels per point."""

    pixels: Grey
    scale: float


def ink_of(drawing: Drawing, lines: Boxes) -> Ink:
    """The ink of the text, filled in where one of `lines` hides it and ink stands above the line and below it.

    `lines` are rectangles in points.
    """
    level = _level(lines)
    x0, top, x1, bottom = level.T * drawing.scale
    edges = np.column_stack([np.floor(x0), np.floor(top), np.ceil(x1), np.ceil(bottom)]).astype(int)
    ink = drawing.ink
    filled = ink.copy()
    for left, first, right, after in edges.clip(0).tolist():
        if first > 0 and after < len(ink) and left < min(right, ink.shape[1]):  # else it is off the sheet
            above, below = ink[first - 1, left:right], ink[after, left:right]
            if above.any() and below.any():  # most lines are rulings, which meet no letter
                part = filled[first:after, left:right]
                np.maximum(part, np.minimum(_spread(above), _spread(below)), out=part)
    return Ink(filled, drawing.scale)


def underlined_signs(codes: Codes, boxes: Boxes, lines: Boxes, drawing: Drawing) -> Mask:
    """Which characters are named as a comma or full stop behind a word, are drawn low, and stand on a level line.

    The line hides what tells a comma from a full stop. One between figures is compared all the same, as it decides an
    amount; and so is what is drawn as high as a letter or figure, whatever the file names it.
    """
    ends_word = np.append(np.isin(codes[1:], _BLANKS), True)
    places = np.flatnonzero(np.isin(codes, _SIGNS) & ends_word)
    level, print_ = _level(lines), drawing.print_
    underlined = np.zeros(len(codes), dtype=bool)
    for place, (x0, top, x1, bottom) in zip(places.tolist(), boxes[places].tolist(), strict=True):
        middle = (top + bottom) / 2
        meets = (level[:, 0] < x1) & (level[:, 2] > x0) & (level[:, 1] > middle) & (level[:, 1] < bottom + THIN)
        left, right, first, last = (max(round(side * drawing.scale), 0) for side in (x0, x1, top, middle))
        underlined[place] = meets.any() and not print_[first:last, left:right].any()
    return underlined


def _level(lines: Boxes) -> Boxes:
    """Those of the lines that are level, and thin enough for an underline."""
    return lines[(lines[:, 3] - lines[:, 1] <= THIN) & (lines[:, 2] - lines[:, 0] > lines[:, 3] - lines[:, 1])]


def _spread(row: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """A row of pixels, each as dark as the darkest within `SLOPE` of it: a tail runs aslant under the line."""
    return np.asarray(sliding_window_view(np.pad(row, SLOPE), 2 * SLOPE + 1).max(axis=1), dtype=np.uint8)
