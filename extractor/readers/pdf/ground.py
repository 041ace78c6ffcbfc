"""Divides a page's ground, its picture without the text, into squares, and marks those that are not of one shade.

Nearly all of a page is of one shade, white or the colour of a cell. Code that looks for ink on the ground asks here
first where it is uneven: that costs a hundredth of looking at every pixel.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.readers.pdf.page_drawing import Grey, Mask

TILE = 8
"""Pixels: the side of a square, 2.9 points at 200 dots an inch."""
INK = 48
"""Grey levels, of 255, by which ink differs from the paper around it; a watermark differs by less."""
FAINT = 32
"""Grey levels, of 255, by which a thin pale stroke differs: its edge pixels are half paper."""

Boxes = npt.NDArray[np.float64]
"""Rows of x0, top, x1, bottom."""


class Ground(NamedTuple):
    """The picture of a page without its text, and which of its squares hold ink or the border of two shades."""

    pixels: Grey
    scale: float
    """Pixels per point."""
    uneven: Mask
    """One entry for each square of `TILE` pixels; pixels left over at the right and the bottom belong to none."""


def ground_of(pixels: Grey, scale: float) -> Ground:
    """The ground with its uneven squares marked.

    Each square is examined together with the first row and column of the next ones, or an edge that lies exactly
    between two squares would be missed.
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
    """For each square of each band `most` (maximum or minimum) of its columns and the next square's first column."""
    found = bands[:, ::TILE].copy()
    for column in range(1, TILE):
        most(found, bands[:, column::TILE], out=found)
    most(found[:, :-1], bands[:, TILE::TILE], out=found[:, :-1])
    return found


def share_uneven(ground: Ground, boxes: Boxes) -> npt.NDArray[np.float64]:
    """For each box (points on the page) the share of its width, 0 to 1 or more, that uneven squares take up.

    The shares of the rows of squares in a box are added up: a stroke may pass from one row to the next.
    """
    if not ground.uneven.any():
        return np.zeros(len(boxes))
    rows, columns = ground.uneven.shape
    tiles = boxes * (ground.scale / TILE)
    x0, x1 = tiles[:, 0].astype(int).clip(0, columns - 1), tiles[:, 2].astype(int).clip(0, columns - 1)
    y0, y1 = tiles[:, 1].astype(int).clip(0, rows - 1), tiles[:, 3].astype(int).clip(0, rows - 1)
    until = np.zeros((rows, columns + 1), dtype=np.int32)
    np.cumsum(ground.uneven, axis=1, out=until[:, 1:])
    shares: npt.NDArray[np.float64] = np.zeros(len(boxes))
    # Type is a few squares high, and a slanted stroke may lie in several rows of them.
    for step in range(int((y1 - y0).max(initial=0)) + 1):
        row = np.minimum(y0 + step, y1)
        shares += np.where(y0 + step <= y1, until[row, x1 + 1] - until[row, x0], 0)
    shares /= x1 + 1 - x0
    return shares
