"""Finds lines across a whole table that are too pale to count as ink: hairlines that a scan thinned to light grey.

Such a line ends a head or a row as any other does. Without the line under it, a head would seem to reach down to the
table's end, and the row between would be taken for print of the head.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from extractor.readers.image.pixels import Pixels
from extractor.readers.scan.rulings.fit import REACH, SAME_LINE
from extractor.readers.scan.rulings.pixels import Piece

PALE = 25
"""Grey levels by which the line is darker than the paper above and below it, at least."""
STRETCHES, LEAST_SHARE = 16, 0.85
"""Into so many stretches the width is divided, and the line must show in this share of them: no row of print fills even
half of the columns of most stretches."""
AWAY = 6
"""Pixels above and below a line where paper shows again."""
SLANT = 2
"""Pixels by which the line may be higher or lower in a stretch: what straightening leaves."""


def pale_lines(
    flat: Pixels, sides: tuple[float, float], heights: tuple[float, float], known: Sequence[Piece]
) -> Iterator[Piece]:
    """The pale lines that run from side to side (x, pixels) of a table between two heights (y, pixels) of it.

    Lines of which the `known` ones show more than pieces are left out.
    """
    x0, x1 = (round(x) for x in sides)
    top, bottom = (round(y) for y in heights)
    if x1 - x0 < STRETCHES or bottom - top <= 2 * AWAY:
        return
    dips = np.stack([_dips(stretch) for stretch in np.array_split(flat[top:bottom, x0:x1], STRETCHES, axis=1)])
    near = np.stack([np.roll(dips, step, axis=1) for step in range(-SLANT, SLANT + 1)]).max(axis=0)
    share = (near >= PALE).mean(axis=0)
    depth = dips.mean(axis=0)
    while (share >= LEAST_SHARE).any():
        place = int(np.where(share >= LEAST_SHARE, depth, -1.0).argmax())
        share[max(place - AWAY, 0) : place + AWAY + 1] = 0.0
        at = float(top + place)
        pale = Piece(at, sides[0], sides[1], 1.0)
        if not any(_is_same(line, pale) and line.length >= pale.length - 2 * REACH for line in known):
            yield pale


def without_pieces_of(pale: Sequence[Piece], across: Sequence[Piece]) -> list[Piece]:
    """The horizontal lines, with the whole `pale` ones in place of the pieces that were found of them."""
    return [*(line for line in across if not any(_is_same(line, whole) for whole in pale)), *pale]


def _is_same(line: Piece, whole: Piece) -> bool:
    return abs(line.at - whole.at) <= SAME_LINE and line.start < whole.stop and line.stop > whole.start


def _dips(stretch: Pixels) -> NDArray[np.float64]:
    """For each row of pixels, by how many grey levels most of it is darker than the rows above and below it."""
    level = np.median(stretch, axis=1)
    above, below = np.roll(level, AWAY), np.roll(level, -AWAY)
    dips = np.minimum(above, below) - level
    dips[:AWAY] = dips[-AWAY:] = 0.0
    return np.asarray(dips, dtype=np.float64)
