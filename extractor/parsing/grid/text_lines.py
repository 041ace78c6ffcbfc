"""Arranges words into lines of text, and so into reading order."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.model.page import Word
from extractor.model.strip import Corners, Mask, Places, corners

MANY_WORDS = 24
"""From this number of words on, finding lines with arrays is faster than word by word."""


def reading_order(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words line by line from the top, each line from the left; a raised mark belongs to its line."""
    return tuple(word for line in text_lines(words) for word in line)


def text_lines(words: Sequence[Word]) -> tuple[tuple[Word, ...], ...]:
    """The words in lines, from the top; words that overlap in height by more than half are on one line."""
    if len(words) < 2:  # noqa: PLR2004 - most cells of a table hold one word or none
        return (tuple(words),) if words else ()
    if len(words) >= MANY_WORDS:
        boxes = corners(word.box for word in words)
        order, _, begins_line = order_by_lines(boxes, np.zeros((len(words), 1)))
        return cut_at([words[place] for place in order.tolist()], begins_line)
    lines: list[list[Word]] = [[]]
    line_top = line_bottom = float("-inf")
    for word in sorted(words, key=_middle):
        _, top, _, bottom = word.box
        # Most words have the same top and bottom as the line so far, and need no comparison.
        if top != line_top or bottom != line_bottom or top >= bottom:
            if not lines[-1] or not _is_level(top, bottom, line_top, line_bottom):
                lines.append([])
                line_top, line_bottom = top, bottom
            elif bottom - top > line_bottom - line_top:
                line_top, line_bottom = top, bottom
        lines[-1].append(word)
    return tuple(tuple(sorted(line, key=_left)) for line in lines[1:])


def order_by_lines(boxes: Corners, groups: npt.NDArray[Any]) -> tuple[Places, Mask, Mask]:
    """Indices that sort `boxes` by group, then by line of text (as in `text_lines`), then from the left; and two masks.

    `groups` has one row of numbers for each box; boxes with equal rows form a group. The masks, in the sorted order,
    mark the boxes that are the first of their group, and the first of their line.
    """
    order = np.lexsort((boxes[:, 1] + boxes[:, 3], *groups.T[::-1]))
    left, top, _, bottom = boxes[order].T
    begins_group = np.append(True, (np.diff(groups[order], axis=0) != 0).any(axis=1))[: len(order)]
    begins_line = begins_group.copy()
    # A box with the same top and bottom as the box before is on its line; only the others are compared.
    differs = (np.diff(top, prepend=np.nan) != 0) | (np.diff(bottom, prepend=np.nan) != 0) | (top >= bottom)
    looked_at = np.flatnonzero(begins_group | differs)
    line_top = line_bottom = 0.0
    for place, first, y0, y1 in zip(
        looked_at.tolist(),
        begins_group[looked_at].tolist(),
        top[looked_at].tolist(),
        bottom[looked_at].tolist(),
        strict=True,
    ):
        if first or not _is_level(y0, y1, line_top, line_bottom):
            begins_line[place] = True
        elif y1 - y0 <= line_bottom - line_top:
            continue
        line_top, line_bottom = y0, y1
    by_line = np.lexsort((left, np.cumsum(begins_line)))
    return order[by_line], begins_group, begins_line


def cut_at(words: Sequence[Word], begins: Mask) -> tuple[tuple[Word, ...], ...]:
    """The words divided into runs; a new run begins where `begins` is true."""
    bounds = [*np.flatnonzero(begins).tolist(), len(words)]
    return tuple(tuple(words[start:stop]) for start, stop in pairwise(bounds))


def _is_level(top: float, bottom: float, line_top: float, line_bottom: float) -> bool:
    """Whether a word and a line overlap in height by more than half of the smaller height of the two."""
    return min(bottom, line_bottom) - max(top, line_top) > 0.5 * min(bottom - top, line_bottom - line_top)


def _middle(word: Word) -> float:
    return word.box[1] + word.box[3]


def _left(word: Word) -> float:
    return word.box[0]
