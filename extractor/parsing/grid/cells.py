"""Finds the cells: the boxes that the lines form around the words, and the words in each box."""

import numpy as np

from extractor.model.doubts import Doubt
from extractor.model.page import BoundingBox, Word
from extractor.model.strip import Cell, Mask, Strip, corners
from extractor.parsing.grid.lines import Lines
from extractor.parsing.grid.text_lines import cut_at, order_by_lines

ROUNDING = 0.5
"""Points: the lines around two words are rounded to this before it is decided that both are in the same cell."""
PART_GAP = 0.1
"""Share of the type size: the parts of a word cut in two are no further apart; a space is at least 0.2 wide."""


def whole_words(strip: Strip, lines: Lines) -> Strip:
    """The strip with words rejoined that a reader cut at a stray ruling, which bounds no cell and is not in `lines`.

    A reader cuts words at every vertical ruling, as the texts of two columns may touch. Only here is it known which
    rulings bound cells and which are strays.
    """
    may_be_rest = _may_be_rests(strip)
    if not may_be_rest.any():
        return strip
    rulings = corners(strip.rulings)
    upright = rulings[rulings[:, 2] - rulings[:, 0] < rulings[:, 3] - rulings[:, 1]]
    strays = np.column_stack([(upright[:, 0] + upright[:, 2]) / 2, upright[:, 1], upright[:, 3]])
    whole: list[Word] = []
    is_joined = False
    for word, is_near in zip(strip.words, may_be_rest.tolist(), strict=True):
        is_joined = (
            (is_near or is_joined)
            and _is_rest(whole[-1], word)
            and _between(whole[-1], word, strays)
            and not _between(whole[-1], word, lines.vertical)
        )
        if is_joined:
            word = whole.pop().joined_to(word)  # noqa: PLW2901
            word = word._replace(doubts=word.doubts - {Doubt.OVER_BORDER})  # noqa: PLW2901
        whole.append(word)
    return strip.with_words(tuple(whole)) if len(whole) < len(strip.words) else strip


def _may_be_rests(strip: Strip) -> Mask:
    """A mask of the words that touch the end of the word before them, on its line.

    Hardly any word does, so this fast array operation saves examining each one.
    """
    sizes = np.array([word.size for word in strip.words])
    left, top, _, bottom = strip.boxes[1:].T
    before = strip.y_centers[:-1]
    touches = np.abs(left - strip.boxes[:-1, 2]) <= PART_GAP * sizes[:-1]
    return np.append(np.zeros(min(len(sizes), 1), dtype=bool), touches & (top < before) & (before < bottom))


def _is_rest(before: Word, word: Word) -> bool:
    """Whether `word` touches the end of `before`, on its line."""
    touches = abs(word.box.x0 - before.box.x1) <= PART_GAP * before.size
    return touches and word.box.top < before.box.y_center < word.box.bottom


def _between(before: Word, word: Word, lines: np.ndarray) -> bool:
    """Whether one of the vertical `lines` runs through the last character of `before` or the first of `word`."""
    left = before.box.x1 - before.box.width / len(before.text)
    right = word.box.x0 + word.box.width / len(word.text)
    y = before.box.y_center
    x = lines[:, 0]
    return bool(((left <= x) & (x <= right) & (lines[:, 1] <= y) & (y <= lines[:, 2])).any())


def find_cells(strip: Strip, lines: Lines) -> tuple[Cell, ...]:
    """The cells that hold words, from top to bottom and left to right.

    For the middle of each word the nearest lines at the left, right, top and bottom are found. Words with the same four
    lines share a cell. If there is no line on a side, the edge of the sheet bounds the cell.
    """
    if not strip.words:
        return ()
    right, bottom = max(page.width for page in strip.pages), strip.tops[-1] + strip.pages[-1].height
    x, y = strip.x_centers, strip.y_centers
    x0, x1 = _nearest(x, y, lines.vertical, right)
    top, low = _nearest(y, x, lines.horizontal, bottom)
    walls = np.column_stack([x0, top, x1, low])
    order, begins_cell, _ = order_by_lines(strip.boxes, np.round(walls / ROUNDING))
    held = cut_at([strip.words[place] for place in order.tolist()], begins_cell)
    # Of words whose rounded walls are equal, the unrounded walls of the first word are the cell's.
    first = np.minimum.reduceat(order, np.flatnonzero(begins_cell))
    cells = map(Cell, map(BoundingBox._make, walls[first].tolist()), held)
    return tuple(sorted(cells, key=lambda cell: (cell.box.top, cell.box.x0)))


def _nearest(
    position: np.ndarray, across: np.ndarray, lines: np.ndarray, limit: float
) -> tuple[np.ndarray, np.ndarray]:
    """For each point the positions of the nearest lines before and after it, among the lines that run beside it."""
    endless = np.array([[-np.inf, -np.inf, np.inf], [np.inf, -np.inf, np.inf]])
    walls = np.vstack([endless[:1], lines, endless[1:]])
    passing = (walls[:, 1] <= across[:, None]) & (across[:, None] <= walls[:, 2])
    is_before = walls[:, 0] <= position[:, None]
    # The lines are sorted by position, so these are the last line before the point and the first one after it.
    last = len(walls) - 1 - (passing & is_before)[:, ::-1].argmax(axis=1)
    first = (passing & ~is_before).argmax(axis=1)
    return np.maximum(walls[last, 0], 0.0), np.minimum(walls[first, 0], limit)
