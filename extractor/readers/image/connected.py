"""Finds the connected pieces of a black and white picture."""

from typing import NamedTuple, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.readers.image.pixels import Pixels

BAND = 128
"""Rows of pixels that are drawn at a time."""
Value = TypeVar("Value", bound=np.generic)


class Connected(NamedTuple):
    """The connected pieces of a picture; number 0 is the background."""

    labels: NDArray[np.int32]
    """For each pixel the number of its piece."""
    stats: NDArray[np.int32]
    """One row for each piece: its box and its area in pixels. cv2.CC_STAT_LEFT, CC_STAT_AREA etc. name the columns."""
    centers: NDArray[np.float64]
    """x and y of the middle of each piece."""

    def drawn(self, values: NDArray[Value]) -> NDArray[Value]:
        """The picture in which each pixel has the value of its piece; `values` has one for each piece.

        It is drawn in bands: numpy first makes the numbers that it looks up twice as large, which would take most of
        the memory that a page needs.
        """
        drawn = np.empty(self.labels.shape, values.dtype)
        for top in range(0, len(drawn), BAND):
            drawn[top : top + BAND] = values[self.labels[top : top + BAND]]
        return drawn


def connected(mask: Pixels) -> Connected:
    """The connected pieces of the pixels of `mask` that are not 0; pixels that touch at a corner are connected.

    The algorithm chosen here takes a third of the time of OpenCV's default, and finds the same pieces.
    """
    _, labels, stats, centers = cv2.connectedComponentsWithStatsWithAlgorithm(mask, 8, cv2.CV_32S, cv2.CCL_BBDT)
    return Connected(np.asarray(labels, np.int32), np.asarray(stats, np.int32), np.asarray(centers, np.float64))
