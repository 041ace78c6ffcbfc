"""Turns dithered pictures, whose greys and colours are patterns of black dots, into shades of grey.

A printer driver, or a fax of a screen, draws blue or green letters as a chequered pattern in which no two dots touch.
Such letters would be taken for dust. A scanner that makes a page black and white by a threshold makes no such patterns.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

INK = 128
"""Grey level below which a pixel is ink."""
CHEQUERED = 0.01
"""Share of the ink in dots that touch others only at corners, from which a picture is dithered. Dithered pictures have
0.04 and more, scans and faxes up to 0.002."""
BESIDE = ((0, 1), (1, 0), (1, 2), (2, 1))
AT_CORNERS = ((0, 0), (0, 2), (2, 0), (2, 2))
"""Row and column of a pixel's neighbours in the 3 × 3 square around it."""
SPREAD = 0.5
"""Pixels: the standard deviation of the Gaussian blur, enough to join dots that touch at corners."""


def without_dither(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """`grey` itself, or `grey` smoothed if much of its ink is chequered."""
    ink = grey < INK
    lone = ink & (_neighbours(ink, BESIDE) == 0) & (_neighbours(ink, AT_CORNERS) >= 2)  # noqa: PLR2004
    if float(lone.sum()) < CHEQUERED * max(float(ink.sum()), 1.0):
        return grey
    import cv2  # noqa: PLC0415 - takes long to load, and few pictures need it

    return np.asarray(cv2.GaussianBlur(grey, (0, 0), SPREAD), dtype=np.uint8)


def _neighbours(ink: NDArray[np.bool_], places: Sequence[tuple[int, int]]) -> NDArray[np.uint8]:
    """For each pixel how many of its neighbours at `places` are ink."""
    height, width = ink.shape
    around = np.pad(ink, 1).view(np.uint8)
    found = np.zeros(ink.shape, np.uint8)
    for row, column in places:
        found += around[row : row + height, column : column + width]
    return found
