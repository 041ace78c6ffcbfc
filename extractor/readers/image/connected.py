"""A black and white picture → its connected pieces."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.readers.image.images import Pixels


class Connected(NamedTuple):
    """The pieces of a picture; piece 0 is all that is not one."""

    labels: NDArray[np.int32]
    """The piece that each pixel belongs to."""
    stats: NDArray[np.int32]
    """A row a piece: its box and its area in pixels, in the columns that cv2.CC_STAT_LEFT and its kin name."""
    centers: NDArray[np.float64]
    """x and y of each piece's middle."""


def connected(mask: Pixels) -> Connected:
    """The pieces of `mask`'s pixels that are not 0; pixels that touch at a corner are connected.

    Of OpenCV's ways this one takes a third of the time of the one it takes by itself, and finds the same.
    """
    _, labels, stats, centers = cv2.connectedComponentsWithStatsWithAlgorithm(mask, 8, cv2.CV_32S, cv2.CCL_BBDT)
    return Connected(np.asarray(labels, np.int32), np.asarray(stats, np.int32), np.asarray(centers, np.float64))
