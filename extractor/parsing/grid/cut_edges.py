"""Adds the right edge of a table that the paper cuts off: the edge is not drawn, but all level lines end there.

If a table is wider than the paper, a browser prints only a part of it. The printed part of the last column is then
treated as a cell like any other.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Segments = npt.NDArray[np.float64]
"""Rows of (position, start, end), as in `lines`."""

SAME_END = 1.6
"""Points: the ends of lines that are cut by the same edge differ by no more."""
TOUCH = 3.5
"""Points: the end of a line may be this far from the line it meets."""
FEWEST = 3
"""Level lines that a table has at least: above its head, below it, and below a row."""


def cut_edges(horizontal: Segments, vertical: Segments) -> Segments:
    """The right edges that are missing because the paper cuts them off, as rows like those of `vertical`.

    A level line shows such an edge if it begins at an upright line and there is no upright line at or behind its end.
    """
    loose = np.array([line for line in horizontal.tolist() if _is_cut(line, vertical)]).reshape(-1, 3)
    edges: list[tuple[float, float, float]] = []
    while len(loose):
        x = loose[:, 2].max()
        at_edge = x - loose[:, 2] <= SAME_END
        edges += ((x, top, bottom) for top, bottom in _stretches(np.sort(loose[at_edge, 0]), vertical))
        loose = loose[~at_edge]
    return np.array(edges, dtype=np.float64).reshape(-1, 3)


def _is_cut(line: list[float], vertical: Segments) -> bool:
    y, start, end = line
    beside = vertical[(vertical[:, 1] - TOUCH <= y) & (y <= vertical[:, 2] + TOUCH), 0]
    return bool((np.abs(beside - start) <= TOUCH).any() and not (beside >= end - TOUCH).any())


def _stretches(heights: npt.NDArray[np.float64], vertical: Segments) -> Iterator[tuple[float, float]]:
    """The top and bottom of each group of at least `FEWEST` heights between which upright lines run."""
    begins = [0, *(n for n, pair in enumerate(pairwise(heights), 1) if not _run_between(*pair, vertical)), len(heights)]
    for first, after in pairwise(begins):
        if after - first >= FEWEST:
            yield float(heights[first]), float(heights[after - 1])


def _run_between(top: float, bottom: float, vertical: Segments) -> bool:
    return bool(((vertical[:, 1] - TOUCH <= top) & (bottom <= vertical[:, 2] + TOUCH)).any())
