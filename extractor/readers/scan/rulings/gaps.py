"""Compares fitted rulings with the page and keeps, adds or drops each stretch between two crossings.

The lines of a form run from crossing to crossing, so each stretch is judged by itself. Otherwise letters in line with a
ruling would lengthen it through a title, and letters that touch it would end it.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.readers.image.pixels import Pixels
from extractor.readers.scan.rulings.fit import SAME_LINE
from extractor.readers.scan.rulings.pixels import FAINT_INK, Piece

HALF = 2
"""Pixels: half the thickness of a line, and the tolerance with which ends and crossings are compared."""
DRIFT = 6
"""Pixels: after straightening, a line may still lie so far beside its mean place somewhere on the page."""
LEAST_SEEN = 0.4
"""Share of a stretch that must be dark where a line was found; two lines of a title reach 0.35."""
LEAST_INK = 0.85
"""Share of a stretch that must be dark where only the line's other stretches were found; letters side by side reach
0.6."""
CLEAR = 6
"""Pixels from the middle of a crossing line to its edge, and a little more."""
SHORTEST, LONGEST = 12.0, 700.0
"""Pixels: the height of the lowest row, and that of the highest cell. Longer and shorter stretches are not examined."""
COMMON_END = 16.0
"""Pixels: lines that the page's edge cuts off end no further apart."""
FEWEST_OPEN = 3
"""Lines that must go on together beyond the last crossing to be a table cut off by the page's edge. One line alone has
only run into print."""


def as_drawn(
    flat: Pixels, mask: Pixels, across: Sequence[Piece], down: Sequence[Piece]
) -> tuple[list[Piece], list[Piece], Pixels]:
    """The horizontal and the vertical lines as the page shows them, and the mask of their pixels.

    `flat` is the evenly lit page, `mask` is 255 at the pixels of rulings found so far.
    """
    whole = mask.copy()
    sideways = np.ascontiguousarray(flat.T)
    lines = [
        piece
        for line in down
        for piece in ([line] if _is_implied(line, across) else _stretches(sideways, whole.T, line, across, down))
    ]
    for line in lines:
        if not line.fill:
            _take_out(sideways, whole.T, line, across)
    return [piece for line in across for piece in _stretches(flat, whole, line, lines, across)], lines, whole


def _is_implied(line: Piece, across: Sequence[Piece]) -> bool:
    """Whether the vertical line was not seen, but lines end there and none passes: the page's edge cut it off."""
    near = [other for other in across if line.start - HALF <= other.at <= line.stop + HALF]
    ending = [other for other in near if min(abs(other.start - line.at), abs(other.stop - line.at)) <= HALF]
    passing = [other for other in near if other.start + HALF < line.at < other.stop - HALF]
    return not line.fill and len(ending) > FEWEST_OPEN and not passing


def _take_out(flat: Pixels, mask: Pixels, line: Piece, others: Sequence[Piece]) -> None:
    """Adds to `mask` what the page shows of an implied line, which was not found because letters touch it."""
    crossing = {other.at for other in others if other.start - HALF <= line.at <= other.stop + HALF}
    inside = {at for at in crossing if line.start < at < line.stop}
    for start, stop in pairwise(sorted({line.start, line.stop, *inside})):
        top, shares = _shares(flat, line.at, start, stop)
        drawn = np.flatnonzero(shares >= LEAST_INK)
        if drawn.size:
            mask[top + drawn[0] : top + drawn[-1] + HALF + 1, int(start) : int(stop)] = np.uint8(255)


def _stretches(
    flat: Pixels, mask: Pixels, line: Piece, others: Sequence[Piece], beside: Sequence[Piece]
) -> Iterator[Piece]:
    """The drawn parts of the horizontal `line`: one piece, or several if stretches between them are not drawn.

    For a vertical line `flat` and `mask` are transposed. `others` are the crossing lines, `beside` the parallel ones.
    """
    crossing = sorted({other.at for other in others if other.start - HALF <= line.at <= other.stop + HALF})
    if not crossing:
        yield line
        return
    kept = list(_open_ends(mask, line, (crossing[0], crossing[-1]), beside))
    for start, stop in pairwise(crossing):
        said = line.start <= start + HALF and line.stop >= stop - HALF
        if not said and any(other != line and _covers(other, line.at, start, stop) for other in beside):
            continue  # the ink there belongs to another line
        seen = _darkness(flat, line.at, start, stop) if SHORTEST <= stop - start <= LONGEST else float(said)
        if seen >= (LEAST_SEEN if said or not line.fill else LEAST_INK):
            kept.append((start, stop))
            if not said:
                mask[max(round(line.at) - HALF + 1, 0) : round(line.at) + HALF, int(start) : int(stop)] = np.uint8(255)
    yield from _joined(line, sorted(kept))


def _open_ends(
    mask: Pixels, line: Piece, crossing: tuple[float, float], beside: Sequence[Piece]
) -> Iterator[tuple[float, float]]:
    """The stretches before a line's first crossing and behind its last, if the lines beside it go on there, too."""
    first, last = crossing
    if line.start < first and _is_open([piece.start for piece in beside], line.start):
        yield line.start, first
    elif line.start < first:
        _put_back(mask, line, line.start, first - CLEAR)
    if line.stop > last and _is_open([piece.stop for piece in beside], line.stop):
        yield last, line.stop
    elif line.stop > last:
        _put_back(mask, line, last + CLEAR, line.stop)


def _put_back(mask: Pixels, line: Piece, start: float, stop: float) -> None:
    """Removes from `mask` what lies beyond a line's last crossing: print, like a column of figures, in line with it."""
    mask[max(round(line.at) - DRIFT, 0) : round(line.at) + DRIFT + 1, max(int(start), 0) : max(int(stop), 0) + 1] = 0


def _is_open(ends: Sequence[float], end: float) -> bool:
    """Whether at least `FEWEST_OPEN` of the lines end at `end`."""
    return sum(abs(other - end) <= COMMON_END for other in ends) >= FEWEST_OPEN


def _covers(other: Piece, at: float, start: float, stop: float) -> bool:
    """Whether `other` runs so close to the stretch that the ink seen there is its own."""
    return abs(other.at - at) <= SAME_LINE + DRIFT and other.start < stop - HALF and other.stop > start + HALF


def _darkness(flat: Pixels, y: float, start: float, stop: float) -> float:
    """The share (0 to 1) of the stretch that is dark, taken at the darkest place within `DRIFT` of `y`."""
    _, shares = _shares(flat, y, start, stop)
    return float(shares.max(initial=0.0))


def _shares(flat: Pixels, y: float, start: float, stop: float) -> tuple[int, npt.NDArray[np.float64]]:
    """The first pixel row within `DRIFT` of `y`, and for each three rows from there on the share of dark columns."""
    top = max(round(y) - DRIFT, 0)
    dark = flat[top : round(y) + DRIFT + 1, int(start) + HALF : int(stop) - HALF] < FAINT_INK
    if dark.shape[0] <= HALF or not dark.shape[1]:
        return top, np.zeros(0)
    return top, (dark[:-2] | dark[1:-1] | dark[2:]).mean(axis=1)


def _joined(line: Piece, stretches: Sequence[tuple[float, float]]) -> Iterator[Piece]:
    """`line` cut to each series of stretches without a gap."""
    begun: tuple[float, float] | None = None
    for start, stop in stretches:
        if begun and begun[1] == start:
            begun = begun[0], stop
            continue
        if begun:
            yield line._replace(start=begun[0], stop=begun[1])
        begun = start, stop
    if begun:
        yield line._replace(start=begun[0], stop=begun[1])
