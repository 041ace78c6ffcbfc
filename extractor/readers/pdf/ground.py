"""A page's ground, its picture without the text → where something is drawn: the squares that are not of one shade.

Nearly all of a page is of one shade, white or the colour of a cell. To know where it is not costs a hundredth of
looking at every pixel there, so whoever looks for ink on the ground asks here first.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.readers.pdf.page_drawing import Grey, Mask

TILE = 8
"""Pixels: the side of a square, 2.9 points at 200 dots an inch."""
INK = 48
"""Grey levels of 255 by which ink differs from the paper around it; a watermark differs by less."""
FAINT = 32
"""The same of a thin pale stroke, whose edge is half paper."""

Boxes = npt.NDArray[np.float64]
"""Rows of x0, top, x1, bottom."""


class Ground(NamedTuple):
    """The picture of a page without its text, and which of its squares hold ink or the edge of a shade."""

    pixels: Grey
    scale: float
    """Pixels a point."""
    uneven: Mask
    """Rows of squares of `TILE` pixels; what is left at the right and at the bottom is in none."""


def ground_of(pixels: Grey, scale: float) -> Ground:
    """The ground with its squares; a square is looked at with the first row and column of the next ones.

    So an edge between two squares shows.
    """
    rows, columns = (side // TILE for side in pixels.shape)
    if not rows or not columns:
        return Ground(pixels, scale, np.zeros((rows, columns), dtype=bool))
    bands = pixels[: rows * TILE, : columns * TILE].reshape(rows, TILE, columns * TILE)
    high, low = bands.max(axis=1), bands.min(axis=1)
    np.maximum(high[:-1], bands[1:, 0], out=high[:-1])
    np.minimum(low[:-1], bands[1:, 0], out=low[:-1])
    return Ground(pixels, scale, _across(high, np.maximum) - _across(low, np.minimum) > FAINT)


def _across(bands: Grey, most: np.ufunc) -> Grey:
    """Each band's squares: `most` of their columns and the first column of the next square."""
    found = bands[:, ::TILE].copy()
    for column in range(1, TILE):
        most(found, bands[:, column::TILE], out=found)
    most(found[:, :-1], bands[:, TILE::TILE], out=found[:, :-1])
    return found


def share_uneven(ground: Ground, boxes: Boxes) -> npt.NDArray[np.float64]:
    """Of each box's width, in points on the page, the share in which a square at any of its heights is uneven."""
    if not ground.uneven.any():
        return np.zeros(len(boxes))
    rows, columns = ground.uneven.shape
    tiles = boxes * (ground.scale / TILE)
    x0, x1 = tiles[:, 0].astype(int).clip(0, columns - 1), tiles[:, 2].astype(int).clip(0, columns - 1)
    y0, y1 = tiles[:, 1].astype(int).clip(0, rows - 1), tiles[:, 3].astype(int).clip(0, rows - 1)
    until = np.zeros((rows, columns + 1), dtype=np.int32)
    np.cumsum(ground.uneven, axis=1, out=until[:, 1:])
    shares: npt.NDArray[np.float64] = np.zeros(len(boxes))
    # Type is a few squares high. More than one row of them may hold parts of one stroke: their sum is no less than it.
    for step in range(int((y1 - y0).max(initial=0)) + 1):
        row = np.minimum(y0 + step, y1)
        shares += np.where(y0 + step <= y1, until[row, x1 + 1] - until[row, x0], 0)
    shares /= x1 + 1 - x0
    return shares
