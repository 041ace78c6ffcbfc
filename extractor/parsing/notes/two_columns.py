"""Puts explanations that are set in two columns into reading order: first the left column, then the right."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import chain, groupby
from typing import NamedTuple

from extractor.parsing.notes.numbers import Line, find_numbers

GUTTER = 9.0
"""Points of white between two columns, at least."""
SAME_LEFT = 3.0
"""Points: the left ends of the lines of one column differ by no more."""
NARROWEST = 72.0
"""Points: a narrower column holds numbers or signs, and no text."""
FEWEST_LINES = 2
"""Lines that each of the two columns has, at least."""


class Ordered(NamedTuple):
    """Lines in reading order, and the x of the left edges of their columns."""

    lines: list[Line]
    edges: tuple[float, ...]


def in_reading_order(lines: Sequence[Line], page_tops: Sequence[float]) -> Ordered:
    """The lines from the top, or column by column on pages where the explanations are set in two columns."""
    if not lines:
        return Ordered([], ())
    left = min(line[0].box.x0 for line in lines)
    edges = [left]
    found: list[Line] = []
    for _, part in groupby(lines, lambda line: bisect_right(page_tops, line[0].box.y_center)):
        page = list(part)
        edge = _second_column(page, left)
        if edge is None:
            found += page
        else:
            found += chain.from_iterable(_cut(page, edge))
            edges.append(edge)
    return Ordered(found, tuple(sorted(edges)))


def _second_column(lines: Sequence[Line], left: float) -> float | None:
    """The x of a second column, or None: there is white before it, and the numbers of the explanations go on in it."""
    starts = sorted(
        word.box.x0
        for line in lines
        for before, word in zip((None, *line), line, strict=False)
        if word.box.x0 - left > NARROWEST and (before is None or word.box.x0 - before.box.x1 >= GUTTER)
    )
    for edge in dict.fromkeys(starts):
        count = bisect_right(starts, edge + SAME_LEFT) - bisect_left(starts, edge)
        if count < FEWEST_LINES or not _is_white(lines, edge):
            continue
        first, second = _cut(lines, edge)
        rows = [head.row for head in find_numbers([*first, *second], (left, edge))]
        # There must be numbers in both parts: if a single column is cut in two, its numbers do not count up like that.
        if min(len(first), len(second)) >= FEWEST_LINES and 0 in rows and any(row >= len(first) for row in rows):
            return edge
    return None


def _is_white(lines: Sequence[Line], edge: float) -> bool:
    return not any(word.box.x0 < edge and word.box.x1 > edge - GUTTER for line in lines for word in line)


def _cut(lines: Sequence[Line], edge: float) -> tuple[list[Line], list[Line]]:
    """The parts of the lines left of `edge`, and the parts right of it."""
    first = [tuple(word for word in line if word.box.x0 < edge) for line in lines]
    second = [tuple(word for word in line if word.box.x0 >= edge) for line in lines]
    return [line for line in first if line], [line for line in second if line]
