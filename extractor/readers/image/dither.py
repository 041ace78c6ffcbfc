"""A picture in black and white whose greys and colours are patterns of dots → the same in shades of grey.

A printer's driver and a fax of a screen draw blue or green letters as a chequered pattern, of which no two dots touch:
taken for what they seem, they are dust. What a scanner makes black and white by a threshold has no such patterns.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

INK = 128
"""Grey level below which a pixel is ink."""
CHEQUERED = 0.01
"""Of the ink: dots that touch others at corners only. Patterns have 0.04 and more, scans and faxes up to 0.002."""
BESIDE = ((0, 1), (1, 0), (1, 2), (2, 1))
AT_CORNERS = ((0, 0), (0, 2), (2, 0), (2, 2))
"""Row and column of a pixel's neighbours in the square of nine about it."""
SPREAD = 0.5
"""Pixels over which a dot is spread (the deviation of a Gaussian): enough to touch those at its corners."""


def without_dither(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """`grey` itself, or smoothed where much of its ink is chequered."""
    ink = grey < INK
    lone = ink & (_neighbours(ink, BESIDE) == 0) & (_neighbours(ink, AT_CORNERS) >= 2)  # noqa: PLR2004
    if float(lone.sum()) < CHEQUERED * max(float(ink.sum()), 1.0):
        return grey
    import cv2  # noqa: PLC0415 - takes long to load, and few pictures need it

    return np.asarray(cv2.GaussianBlur(grey, (0, 0), SPREAD), dtype=np.uint8)


def _neighbours(ink: NDArray[np.bool_], places: Sequence[tuple[int, int]]) -> NDArray[np.uint8]:
    """How many of a pixel's neighbours at `places` are ink."""
    height, width = ink.shape
    around = np.pad(ink, 1).view(np.uint8)
    found = np.zeros(ink.shape, np.uint8)
    for row, column in places:
        found += around[row : row + height, column : column + width]
    return found
