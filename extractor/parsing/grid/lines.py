"""Turns rulings into the lines of the form: joins pieces, merges double lines, drops strays."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from extractor.model.page import Ruling
from extractor.model.strip import corners, every_pair
from extractor.parsing.grid.cut_edges import cut_edges

Segments = npt.NDArray[np.float64]
"""Rows of (position, start, end): x, top, bottom of a vertical line; y, left, right of a horizontal one."""

SAME_LINE = 1.6
"""Points: rulings no further apart are one line. They are the two edges of a drawn border, or differ by rounding."""
JOIN_GAP = 3.0
"""Points: a gap in a line may be this long; corners are often left out where borders meet."""
TOUCH = 3.5
"""Points: the end of a line may be this far from the line it meets."""
NEIGHBOURS = 40
"""The number of pieces after each piece, sorted by height and left end, that are searched for its continuation."""
SHORTEST = 5.0
"""Points: a shorter line bounds no cell; it belongs to a check box or is a dash."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines that bound cells, sorted by position."""

    horizontal: Segments
    vertical: Segments


def find_lines(rulings: Iterable[Ruling]) -> Lines:
    """The lines of a page or strip that can bound a cell.

    Two kinds are dropped, as they would cut a cell in two. The first is a horizontal line with an end that meets no
    other line: the underline of a link, a line to write on. The second is a vertical line neither end of which meets
    another line: a streak, a fold, a line printed on the paper.
    """
    array = corners(rulings)
    width, height = array[:, 2] - array[:, 0], array[:, 3] - array[:, 1]
    flat = array[width >= height]
    tall = array[width < height]
    level = np.column_stack([(flat[:, 1] + flat[:, 3]) / 2, flat[:, 0], flat[:, 2]])
    upright = np.column_stack([(tall[:, 0] + tall[:, 2]) / 2, tall[:, 1], tall[:, 3]])
    # Strays are dropped before pieces are joined: a streak beside a border would make the border as long as itself.
    horizontal = _joined(level[_ends_meet(level, upright).any(axis=1) | _go_on(level)])
    vertical = _joined(upright[_bound_cells(upright, horizontal)])
    vertical = np.vstack([vertical, cut_edges(horizontal, vertical)])
    vertical = vertical[np.argsort(vertical[:, 0], kind="stable")]
    for _ in range(2):  # twice: another line may have ended at a stray that was dropped
        horizontal = horizontal[_ends_meet(horizontal, vertical).all(axis=1)]
    return Lines(horizontal, vertical)


def _joined(segments: Segments) -> Segments:
    """The segments, with those joined that lie on one line and touch or overlap."""
    if not len(segments):
        return segments
    segments = segments[np.argsort(segments[:, 0], kind="stable")]
    group = _groups(segments[:, 0])
    order = np.lexsort((segments[:, 1], group))
    segments, group = segments[order], group[order]
    # The groups are moved far apart along one axis, so that a single pass joins the segments of all groups.
    shift = group * (segments[:, 2].max() - segments[:, 1].min() + 2 * JOIN_GAP)
    reach = np.maximum.accumulate(segments[:, 2] + shift)
    starts = np.concatenate([[0], np.flatnonzero(segments[1:, 1] + shift[1:] > reach[:-1] + JOIN_GAP) + 1])
    ends = np.append(starts[1:], len(segments)) - 1
    # All segments of a group get the same position, or the pieces of one edge would end at different corners.
    position = np.bincount(group, segments[:, 0]) / np.bincount(group)
    joined = np.column_stack([position[group[starts]], segments[starts, 1], reach[ends] - shift[ends]])
    long: Segments = joined[joined[:, 2] - joined[:, 1] >= SHORTEST]
    return long


def _groups(positions: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """For each of the ascending `positions` the number of the line that it belongs to."""
    group = np.concatenate([[0], np.cumsum(np.diff(positions) > SAME_LINE)])
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    wide = positions[np.append(starts[1:], len(group)) - 1] - positions[starts] > 1.5 * SAME_LINE
    if not wide.any():
        return group
    # The column edges of two tables may lie so close to each other that no gap between neighbours is wide. Such a group
    # is divided wherever it gets wider than one line.
    begins, first = np.zeros(len(group), dtype=np.intp), positions[0]
    for index in range(1, len(group)):
        too_far = wide[group[index]] and positions[index] - first > SAME_LINE
        if too_far or group[index] != group[index - 1]:
            begins[index], first = 1, positions[index]
    return np.cumsum(begins)


def _ends_meet(lines: Segments, others: Segments) -> npt.NDArray[np.bool_]:
    """For each of `lines` (rows) whether its start and whether its end (columns) touches one of `others`."""
    others = others[np.argsort(others[:, 0])]
    meets = np.zeros((len(lines), 2), dtype=bool)
    for side, end in enumerate((lines[:, 1], lines[:, 2])):
        first, last = np.searchsorted(others[:, 0], end - TOUCH), np.searchsorted(others[:, 0], end + TOUCH, "right")
        line, other = every_pair(first, last)
        beside = (others[other, 1] - TOUCH <= lines[line, 0]) & (lines[line, 0] <= others[other, 2] + TOUCH)
        meets[line[beside], side] = True
    return meets


def _go_on(pieces: Segments) -> npt.NDArray[np.bool_]:
    """A mask of the pieces that continue, or are continued by, another piece of the same line."""
    going_on = np.zeros(len(pieces), dtype=bool)
    if not len(pieces):
        return going_on
    order = np.lexsort((pieces[:, 1], pieces[:, 0]))
    position, start, end = pieces[order].T
    # Each row holds the neighbours of one piece; pieces at infinity are added behind the last one.
    beyond = np.full(NEIGHBOURS, np.inf)
    position_of, start_of, end_of = (
        sliding_window_view(np.append(column, beyond), NEIGHBOURS + 1)[:, 1:] for column in (position, start, end)
    )
    meets = np.minimum(np.abs(start_of - end[:, None]), np.abs(start[:, None] - end_of)) <= JOIN_GAP
    meets &= np.abs(position_of - position[:, None]) <= SAME_LINE
    first, step = np.nonzero(meets)
    going_on[order[first]] = True
    going_on[order[first + step + 1]] = True
    return going_on


def _bound_cells(vertical: Segments, horizontal: Segments) -> npt.NDArray[np.bool_]:
    """A mask of the vertical pieces that may bound cells: they, or pieces they continue, end at a horizontal line."""
    bounding = np.asarray(_ends_meet(vertical, horizontal).any(axis=1), dtype=bool)
    loose = np.flatnonzero(~bounding & (vertical[:, 2] - vertical[:, 1] >= SHORTEST))
    # If a table fills a page, with rows cut at the top and bottom, a column edge there may meet no line. But it
    # continues an edge of the page before, and beside it are others that begin or end at the same height.
    for index in loose.tolist():
        position, start, end = vertical[index]
        continued = np.abs(vertical[bounding, 0] - position) <= SAME_LINE
        alike = np.minimum(np.abs(vertical[:, 1] - start), np.abs(vertical[:, 2] - end)) <= TOUCH
        alike &= np.abs(vertical[:, 0] - position) > SAME_LINE
        bounding[index] = continued.any() and alike.any()
    return bounding
