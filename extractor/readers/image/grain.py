"""Finds pieces of ink that are clumps of grain from a copier or scanner, and no letters.

The edge of a copied sheet, a fold or a grey background breaks up into specks when it is made black and white. Where
specks lie dense some touch and become as large as a letter, but no part of such a clump is as thick as a stroke.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.readers.image.pixels import Pixels

SQUARE = 8
"""Pixels: the side of the squares in which specks are counted."""
AROUND = 5
"""Squares: the neighbourhood of a piece is so many wide and high (0.2 inch)."""
MANY = 8
"""Specks in a neighbourhood from which it is dense; the even dust of a fax has up to 6."""
SPECK = 3
"""Pixels of ink: a piece with no more is a speck."""
GRAINY = 3000
"""Specks on a page from which it is grainy: made black and white from a grey background. A grey scan has 300."""
SOLID = 0.4
"""Share of a piece's pixels that are part of a 2 × 2 square of ink. Letters on grainy pages have more than 0.45, clumps
less than 0.3."""


def is_grainy(stats: NDArray[np.int32]) -> bool:
    """Whether the page is strewn with specks, so that a small piece of ink means nothing."""
    return int(np.count_nonzero(stats[:, cv2.CC_STAT_AREA] <= SPECK)) >= GRAINY


def clumps(ink: Pixels, labels: NDArray[np.int32], stats: NDArray[np.int32]) -> NDArray[np.bool_]:
    """For each connected piece of `ink`, by label, whether it is a clump of grain; only a grainy page has any.

    On any other page dense specks are a letter drawn as a pattern of dots.
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
    """The number of specks in the neighbourhood of each piece."""
    column = (stats[:, cv2.CC_STAT_LEFT] + stats[:, cv2.CC_STAT_WIDTH] // 2) // SQUARE
    row = (stats[:, cv2.CC_STAT_TOP] + stats[:, cv2.CC_STAT_HEIGHT] // 2) // SQUARE
    is_speck = stats[:, cv2.CC_STAT_AREA] <= SPECK
    counts = np.zeros((shape[0] // SQUARE + 1, shape[1] // SQUARE + 1), np.float32)
    np.add.at(counts, (row[is_speck], column[is_speck]), 1)
    around = cv2.boxFilter(counts, -1, (AROUND, AROUND), normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(around[row, column], dtype=np.float32)
