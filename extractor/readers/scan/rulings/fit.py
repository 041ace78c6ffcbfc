"""Joins pieces of ruling into whole rulings, aligns them, and moves their ends to the lines they meet."""

from collections.abc import Iterable, Sequence
from statistics import median_high, median_low

import numpy as np

from extractor.readers.scan.rulings.pixels import Piece

SAME_LINE = 8.0
"""Pixels at 200 dpi: pieces no further apart across are one line, or one doubled line. Real lines are at least 12
apart."""
REACH = 16.0
"""Pixels (0.08 inch): the end of a line is moved up to this far, to the line that it was meant to meet."""
WIDE_REACH = 28.0
"""The same for horizontal lines: the first letters of a cell may hide the beginning of its line, and every column is
wider than this."""
MET = 5.0
"""Pixels: an end no further from a line ends at that line."""
OVERHANG = 500.0
"""Pixels by which a horizontal line may seem to go on beyond the last line it crosses, if print stands at its height.

This does not hold for a vertical line: the edge of the page may cut a table off in the middle of a row, so that the
line does go on."""
COMMON_ENDS = 3
"""If at least this many lines end at one place, there must be a line."""
GAP = 50.0
"""Pixels: a line with a gap no longer than this is still one line; the two tables are at least 60 apart."""
SURE_LENGTH = 100.0
"""Pixels (half an inch): a vertical line this long is a ruling wherever it ends, as no letter is so high."""


def fitted(horizontal: Iterable[Piece], vertical: Iterable[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The whole horizontal and vertical lines that the pieces belong to.

    A horizontal line whose ends do not both meet a vertical line is an underline, and left out.
    """
    seen = list(horizontal)
    across = _merged(_on_common_lines(seen))
    down = _merged(_on_common_lines(vertical))
    down = _merged([*down, *_implied(across, down)])
    for _ in range(2):  # twice: a line that the first round lengthened may be the one at which another line ends
        across = [_drawn_to(piece, down, WIDE_REACH, OVERHANG) for piece in across]
        down = [_drawn_to(piece, across) for piece in down]
    across = [piece for piece in across if _ends_met(piece, down) == 2]  # noqa: PLR2004  (both)
    down = [piece for piece in down if _ends_met(piece, across) or piece.length >= SURE_LENGTH]
    across = [line for line in _merged(across) if not _is_underline(line, seen)]
    return across, _merged(_drawn_to(piece, across) for piece in down)


def _is_underline(line: Piece, seen: Sequence[Piece]) -> bool:
    """Whether the line was only seen away from both its ends, and far from one: it then underlines a long name."""
    own = [
        piece
        for piece in seen
        if abs(piece.at - line.at) <= SAME_LINE and piece.start < line.stop - MET and piece.stop > line.start + MET
    ]
    if not own:
        return False
    short = sorted((min(piece.start for piece in own) - line.start, line.stop - max(piece.stop for piece in own)))
    return short[0] > MET and short[1] > REACH


def _on_common_lines(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces, with those of one line, or of a doubled line, moved to their mean place, weighted by length."""
    groups: list[list[Piece]] = []
    for piece in sorted(pieces):
        group = next((group for group in reversed(groups) if _is_one_line(group, piece)), None)
        if group is None:
            groups.append([piece])
        else:
            group.append(piece)
    return [piece._replace(at=_mean(group)) for group in groups for piece in group]


def _is_one_line(group: Sequence[Piece], piece: Piece) -> bool:
    """Whether `piece` is close enough to the line of `group`, and follows on one of its pieces or lies beside it."""
    if piece.at - group[0].at > SAME_LINE:
        return False
    return any(piece.start - GAP <= other.stop and other.start - GAP <= piece.stop for other in group)


def _mean(group: Sequence[Piece]) -> float:
    return float(np.average([piece.at for piece in group], weights=[piece.length for piece in group]))


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces, with those of one line joined if the gap between them is small enough."""
    whole: list[Piece] = []
    for piece in sorted(pieces):
        last = whole[-1] if whole else None
        if last and last.at == piece.at and _joinable(last, piece):
            whole[-1] = last._replace(stop=max(last.stop, piece.stop), fill=max(last.fill, piece.fill))
        else:
            whole.append(piece)
    return whole


def _joinable(first: Piece, second: Piece) -> bool:
    """Whether the gap is at most `GAP` and, if over `REACH`, no longer than either of the pieces."""
    gap = second.start - first.stop
    return gap <= GAP and gap <= max(REACH, min(first.length, second.length))


def _implied(lines: Sequence[Piece], there: Sequence[Piece]) -> list[Piece]:
    """The lines that print must have hidden: at least `COMMON_ENDS` of `lines` end there, but no line was found."""
    implied = []
    crossed = [line for line in lines if any(_cross(line, other) for other in there)]  # this leaves out underlines
    for side in (0, 1):
        ends = sorted(((line.start, line.stop)[side], line.at) for line in crossed)
        open_ends = [(end, place) for end, place in ends if not _is_met(end, place, there)]
        for group in _close_groups(open_ends):
            at = float(np.median([end for end, _ in group]))
            at = next((line.at for line in there if abs(line.at - at) <= SAME_LINE), at)
            tops = [place for _, place in group]
            if len(group) >= COMMON_ENDS:
                implied.append(_beside(there, Piece(at, min(tops), max(tops), 0.0)))
    return implied


def _beside(there: Sequence[Piece], line: Piece) -> Piece:
    """The implied line, lengthened as far as the lines beside it go on together, as where the page's edge cuts them."""
    starts = [other.start for other in there if other.start <= line.start + REACH <= other.stop]
    stops = [other.stop for other in there if other.start <= line.stop - REACH <= other.stop]
    return line._replace(
        start=min(line.start, median_high(starts)) if len(starts) >= COMMON_ENDS else line.start,
        stop=max(line.stop, median_low(stops)) if len(stops) >= COMMON_ENDS else line.stop,
    )


def _is_met(end: float, place: float, others: Sequence[Piece]) -> bool:
    """Whether one of `others` is close to the end (at `end`, along the line) of a line at `place`."""
    return any(abs(other.at - end) <= REACH and other.start - REACH <= place <= other.stop + REACH for other in others)


def _cross(line: Piece, other: Piece) -> bool:
    return other.start - REACH <= line.at <= other.stop + REACH and line.start <= other.at <= line.stop


def _close_groups(ends: Sequence[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """Sorted (end, place) pairs in groups whose ends are nearly the same."""
    groups: list[list[tuple[float, float]]] = []
    for end in ends:
        if groups and end[0] - groups[-1][0][0] <= REACH:
            groups[-1].append(end)
        else:
            groups.append([end])
    return groups


def _drawn_to(piece: Piece, others: Sequence[Piece], reach: float = REACH, overhang: float = REACH) -> Piece:
    """`piece` with each end moved to a crossing line: one within `reach`, or the outermost one it passes.

    Print in line with `piece` makes it look longer than it is, by up to `overhang` pixels.
    """
    crossing = sorted(other.at for other in others if other.start - REACH <= piece.at <= other.stop + REACH)
    passed = [at for at in crossing if piece.start - reach <= at <= piece.stop + reach]
    if len(passed) < 2:  # noqa: PLR2004  (one at each end)
        return _with_one_end(piece, passed[0], reach) if passed else piece
    return piece._replace(
        start=_end_at(piece.start, passed, -overhang), stop=_end_at(piece.stop, passed[::-1], overhang)
    )


def _end_at(end: float, passed: Sequence[float], overhang: float) -> float:
    """The place of the line at which the end stands.

    If there is none within `MET`, it is the outermost line that the piece passes, unless that is further inside than
    `overhang`. A line at which the end stands goes first because a frame around the page may run just outside a table.
    """
    met = min(passed, key=lambda at: abs(at - end))
    if abs(met - end) <= MET:
        return met
    return passed[0] if (end - passed[0]) * (1 if overhang > 0 else -1) <= abs(overhang) else end


def _with_one_end(piece: Piece, at: float, reach: float) -> Piece:
    """`piece` with the end that is within `reach` of `at` moved there; the other end stays."""
    if abs(piece.start - at) <= reach:
        return piece._replace(start=at)
    return piece._replace(stop=at) if abs(piece.stop - at) <= reach else piece


def _ends_met(piece: Piece, others: Sequence[Piece]) -> int:
    """How many ends of `piece` (0 to 2) stand on other lines."""
    crossing = [other.at for other in others if other.start - REACH <= piece.at <= other.stop + REACH]
    return sum(any(abs(at - end) <= 1 for at in crossing) for end in (piece.start, piece.stop))
