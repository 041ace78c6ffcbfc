"""Rulings → the lines of the form: pieces joined, doubles merged, strays dropped."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractor.layout import Ruling

Segments = npt.NDArray[np.float64]
"""Rows of (position, start, end): x, top, bottom of a vertical line; y, left, right of a horizontal one."""

SAME_LINE = 1.6
"""Points between two rulings of one line: the two edges of a drawn border, or a rounding."""
JOIN_GAP = 3.0
"""Points of white within one line: corners are often left out where borders meet."""
TOUCH = 3.5
"""Points from a line's end to the line it should meet."""
SHORTEST = 5.0
"""Points: a shorter line bounds nothing (a check box, a dash)."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines that bound cells, sorted by position."""

    horizontal: Segments
    vertical: Segments


def find_lines(rulings: Iterable[Ruling]) -> Lines:
    """The lines of a page or strip that can bound a cell.

    A line that meets no other line at one of its ends (the underline of a link, a rule to write
    on) bounds nothing and would only cut a cell in two.
    """
    array = np.array(list(rulings), dtype=np.float64).reshape(-1, 4)
    width, height = array[:, 2] - array[:, 0], array[:, 3] - array[:, 1]
    flat = array[width >= height]
    tall = array[width < height]
    horizontal = _joined(np.column_stack([(flat[:, 1] + flat[:, 3]) / 2, flat[:, 0], flat[:, 2]]))
    vertical = _joined(np.column_stack([(tall[:, 0] + tall[:, 2]) / 2, tall[:, 1], tall[:, 3]]))
    for _ in range(2):  # dropping a stray may leave another line without its end
        horizontal = horizontal[_meets(horizontal, vertical)]
    return Lines(horizontal, vertical)


def _joined(segments: Segments) -> Segments:
    """Segments on one line that touch or overlap, made one."""
    if not len(segments):
        return segments
    segments = segments[np.argsort(segments[:, 0], kind="stable")]
    group = np.concatenate([[0], np.cumsum(np.diff(segments[:, 0]) > SAME_LINE)])
    order = np.lexsort((segments[:, 1], group))
    segments, group = segments[order], group[order]
    # Lines of one group are laid end to end, far from the next group's, and joined in one sweep.
    shift = group * (segments[:, 2].max() - segments[:, 1].min() + 2 * JOIN_GAP)
    reach = np.maximum.accumulate(segments[:, 2] + shift)
    starts = np.concatenate([[0], np.flatnonzero(segments[1:, 1] + shift[1:] > reach[:-1] + JOIN_GAP) + 1])
    ends = np.append(starts[1:], len(segments)) - 1
    # One height for a whole group, or the pieces of one edge would end at different corners.
    position = np.bincount(group, segments[:, 0]) / np.bincount(group)
    joined = np.column_stack([position[group[starts]], segments[starts, 1], reach[ends] - shift[ends]])
    return joined[joined[:, 2] - joined[:, 1] >= SHORTEST]


def _meets(lines: Segments, others: Segments) -> npt.NDArray[np.bool_]:
    """Which of `lines` have both ends on one of `others`."""
    if not len(others):
        return np.zeros(len(lines), dtype=bool)
    position = lines[:, 0, None]
    beside = (others[:, 1] - TOUCH <= position) & (position <= others[:, 2] + TOUCH)
    starts = (beside & (np.abs(others[:, 0] - lines[:, 1, None]) <= TOUCH)).any(axis=1)
    ends = (beside & (np.abs(others[:, 0] - lines[:, 2, None]) <= TOUCH)).any(axis=1)
    return np.asarray(starts & ends)
