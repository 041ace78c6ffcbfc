"""Fitted rulings and the page → the same rulings, where the page shows them: between one crossing and the next.

A ruled form is drawn from crossing to crossing. So each such stretch stands or falls by itself: letters in line with
a ruling must not carry it through a title, and letters that touch it must not end it.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.readers.image.images import Pixels
from extractor.readers.scan.rulings.fit import SAME_LINE
from extractor.readers.scan.rulings.pixels import FAINT_INK, Piece

HALF = 2
"""Pixels either side of a line's middle that are taken out with a stretch that was missing."""
DRIFT = 6
"""Pixels a line may lie beside its mean place: what straightening leaves over a page."""
LEAST_SEEN = 0.4
"""Share of a stretch that must be dark for a line said to run there; two lines of a title reach 0.35."""
LEAST_INK = 0.85
"""The same where nothing says so but the line's other stretches; letters beside one another reach 0.6."""
CLEAR = 6
"""Pixels from a crossing's middle to where its line has ended."""
SHORTEST, LONGEST = 12.0, 700.0
"""Pixels: the lowest row there is, and the highest cell."""
COMMON_END = 16.0
"""Pixels within which lines end together where the page's edge cuts a table off."""
FEWEST_OPEN = 3
"""Lines of a table that go on beyond its last crossing together; one alone runs into print."""


def as_drawn(
    flat: Pixels, mask: Pixels, across: Sequence[Piece], down: Sequence[Piece]
) -> tuple[list[Piece], list[Piece], Pixels]:
    """Horizontals and verticals as the page shows them, and `mask` with the pixels of stretches that were missing."""
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
    """Whether the vertical is only implied, by lines that all end there: the page's edge cut the border off."""
    near = [other for other in across if line.start - HALF <= other.at <= line.stop + HALF]
    ending = [other for other in near if min(abs(other.start - line.at), abs(other.stop - line.at)) <= HALF]
    passing = [other for other in near if other.start + HALF < line.at < other.stop - HALF]
    return not line.fill and len(ending) > FEWEST_OPEN and not passing


def _take_out(flat: Pixels, mask: Pixels, line: Piece, others: Sequence[Piece]) -> None:
    """Into `mask` what the page shows of an implied line after all: letters that touch it kept it from being found."""
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
    """What of the horizontal `line` is drawn: as one piece or, where stretches are not, as several."""
    crossing = sorted({other.at for other in others if other.start - HALF <= line.at <= other.stop + HALF})
    if not crossing:
        yield line
        return
    kept = list(_open_ends(mask, line, (crossing[0], crossing[-1]), beside))
    for start, stop in pairwise(crossing):
        said = line.start <= start + HALF and line.stop >= stop - HALF
        if not said and any(other != line and _covers(other, line.at, start, stop) for other in beside):
            continue  # what is seen there is another line
        seen = _darkness(flat, line.at, start, stop) if SHORTEST <= stop - start <= LONGEST else float(said)
        if seen >= (LEAST_SEEN if said or not line.fill else LEAST_INK):
            kept.append((start, stop))
            if not said:
                mask[max(round(line.at) - HALF + 1, 0) : round(line.at) + HALF, int(start) : int(stop)] = np.uint8(255)
    yield from _joined(line, sorted(kept))


def _open_ends(
    mask: Pixels, line: Piece, crossing: tuple[float, float], beside: Sequence[Piece]
) -> Iterator[tuple[float, float]]:
    """The stretches before a line's first crossing and behind its last, where the lines beside it go on too."""
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
    """Out of `mask` what lies beyond a line's last crossing: figures below one another that seemed to go on with it."""
    mask[max(round(line.at) - DRIFT, 0) : round(line.at) + DRIFT + 1, max(int(start), 0) : max(int(stop), 0) + 1] = 0


def _is_open(ends: Sequence[float], end: float) -> bool:
    """Whether enough lines end there together."""
    return sum(abs(other - end) <= COMMON_END for other in ends) >= FEWEST_OPEN


def _covers(other: Piece, at: float, start: float, stop: float) -> bool:
    """Whether `other` runs so close to the stretch that it is the one seen."""
    return abs(other.at - at) <= SAME_LINE + DRIFT and other.start < stop - HALF and other.stop > start + HALF


def _darkness(flat: Pixels, y: float, start: float, stop: float) -> float:
    """The share of a stretch, 0 to 1, that is dark on the darkest row close to `y`."""
    _, shares = _shares(flat, y, start, stop)
    return float(shares.max(initial=0.0))


def _shares(flat: Pixels, y: float, start: float, stop: float) -> tuple[int, npt.NDArray[np.float64]]:
    """The first row close to `y`, and what share of the stretch is dark on each three rows from there on."""
    top = max(round(y) - DRIFT, 0)
    dark = flat[top : round(y) + DRIFT + 1, int(start) + HALF : int(stop) - HALF] < FAINT_INK
    if dark.shape[0] <= HALF or not dark.shape[1]:
        return top, np.zeros(0)
    return top, (dark[:-2] | dark[1:-1] | dark[2:]).mean(axis=1)


def _joined(line: Piece, stretches: Sequence[tuple[float, float]]) -> Iterator[Piece]:
    """`line` over each run of stretches that follow on one another."""
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
