"""Pieces of ink → which of them are clumps of a copier's grain, and no letters.

The edge of a copied sheet, a fold or a grey ground breaks up into specks when it is made black and white. Where
they lie dense, some touch and are as large as a letter; but nothing in them is as thick as a stroke.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.readers.image.images import Pixels

SQUARE = 8
"""Pixels: specks are counted in squares of this side."""
AROUND = 5
"""Squares (0.2 inch) across the neighbourhood of a piece in which specks are counted."""
MANY = 8
"""Specks in a neighbourhood: the even dust of a fax has up to 6."""
SPECK = 3
"""Pixels: so small a piece is a speck."""
GRAINY = 3000
"""Specks on a page made black and white from a grey ground, at least; a grey scan has 300."""
SOLID = 0.4
"""Of a piece's pixels: what lies in 2 × 2 of ink. Letters on such pages have more than 0.45, clumps less than 0.3."""


def is_grainy(stats: NDArray[np.int32]) -> bool:
    """Whether the page is strewn with specks, so that a small piece of ink says nothing."""
    return int(np.count_nonzero(stats[:, cv2.CC_STAT_AREA] <= SPECK)) >= GRAINY


def clumps(ink: Pixels, labels: NDArray[np.int32], stats: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which of the connected pieces of `ink` are clumps of grain, by label; a page that is not strewn with it has none.

    What is dense on any other page is a letter drawn as a pattern of dots.
    """
    area = stats[:, cv2.CC_STAT_AREA]
    if not is_grainy(stats):
        return np.zeros(len(stats), dtype=np.bool_)
    dense = _specks_around(ink.shape, stats) >= MANY
    dense[0] = False
    if not dense.any():
        return dense
    thick = labels[cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)) > 0]
    solid = np.bincount(thick, minlength=len(stats)) / area
    return np.asarray(dense & (solid < SOLID))


def _specks_around(shape: tuple[int, ...], stats: NDArray[np.int32]) -> NDArray[np.float32]:
    """How many specks lie in the neighbourhood of each piece."""
    column = (stats[:, cv2.CC_STAT_LEFT] + stats[:, cv2.CC_STAT_WIDTH] // 2) // SQUARE
    row = (stats[:, cv2.CC_STAT_TOP] + stats[:, cv2.CC_STAT_HEIGHT] // 2) // SQUARE
    is_speck = stats[:, cv2.CC_STAT_AREA] <= SPECK
    counts = np.zeros((shape[0] // SQUARE + 1, shape[1] // SQUARE + 1), np.float32)
    np.add.at(counts, (row[is_speck], column[is_speck]), 1)
    around = cv2.boxFilter(counts, -1, (AROUND, AROUND), normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(around[row, column], dtype=np.float32)
