"""A picture in black and white whose greys and colours are patterns of dots → the same in shades of grey.

A printer's driver and a fax of a screen draw blue or green letters as a chequered pattern, of which no two dots touch:
taken for what they seem, they are dust. What a scanner makes black and white by a threshold has no such patterns.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

INK = 128
"""Grey level below which a pixel is ink."""
CHEQUERED = 0.01
"""Of the ink: dots that touch others at corners only. Patterns have 0.04 and more, scans and faxes up to 0.002."""
BESIDE = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], np.float32)
AT_CORNERS = np.array([[1, 0, 1], [0, 0, 0], [1, 0, 1]], np.float32)
SPREAD = 0.5
"""Pixels over which a dot is spread (the deviation of a Gaussian): enough to touch those at its corners."""


def without_dither(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """`grey` itself, or smoothed where much of its ink is chequered."""
    ink = (grey < INK).astype(np.float32)
    lone = (ink > 0) & (_neighbours(ink, BESIDE) == 0) & (_neighbours(ink, AT_CORNERS) >= 2)  # noqa: PLR2004
    if float(lone.sum()) < CHEQUERED * max(float(ink.sum()), 1.0):
        return grey
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), SPREAD), dtype=np.uint8)


def _neighbours(ink: NDArray[np.float32], kernel: NDArray[np.float32]) -> NDArray[np.float32]:
    """How many of a pixel's neighbours that `kernel` names are ink."""
    return np.asarray(cv2.filter2D(ink, -1, kernel, borderType=cv2.BORDER_CONSTANT), dtype=np.float32)
