"""Words and lines → cells: the box of lines around each word, and the words it holds."""

import numpy as np

from extractor.layout import BoundingBox, Cell, Strip, Word, reading_order
from extractor.tables.lines import Lines

ROUNDING = 0.5
"""Points: two words' boxes that differ by less are the same cell."""


def find_cells(strip: Strip, lines: Lines) -> tuple[Cell, ...]:
    """The cells that hold words, from top to bottom and left to right.

    From the middle of each word we look left, right, up and down to the first line; words that
    see the same four lines share a cell. Where a side has no line, the sheet's edge bounds it.
    """
    if not strip.words:
        return ()
    right, bottom = max(page.width for page in strip.pages), strip.tops[-1] + strip.pages[-1].height
    boxes = np.array([word.box for word in strip.words])
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    x0, x1 = _nearest(x, y, lines.vertical, right)
    top, low = _nearest(y, x, lines.horizontal, bottom)
    walls = np.column_stack([x0, top, x1, low])
    keys = np.round(walls / ROUNDING).astype(np.int64)
    _, first, inverse = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    held: list[list[Word]] = [[] for _ in first]
    for word, index in zip(strip.words, inverse.ravel().tolist(), strict=True):
        held[index].append(word)
    cells = [
        Cell(BoundingBox(*walls[start].tolist()), reading_order(words))
        for start, words in zip(first.tolist(), held, strict=True)
    ]
    return tuple(sorted(cells, key=lambda cell: (cell.box.top, cell.box.x0)))


def _nearest(
    position: np.ndarray, across: np.ndarray, lines: np.ndarray, limit: float
) -> tuple[np.ndarray, np.ndarray]:
    """For each point the nearest line before and after it, among the lines that pass it."""
    passing = (lines[:, 1] <= across[:, None]) & (across[:, None] <= lines[:, 2])
    before = np.where(passing & (lines[:, 0] <= position[:, None]), lines[:, 0], 0.0)
    after = np.where(passing & (lines[:, 0] > position[:, None]), lines[:, 0], limit)
    return before.max(axis=1, initial=0.0), after.min(axis=1, initial=limit)
