"""Words and lines → cells: the box of lines around each word, and the words it holds."""

import numpy as np

from extractor.layout import BoundingBox, Cell, Strip, Word, reading_order
from extractor.tables.lines import Lines

ROUNDING = 0.5
"""Points: two words' boxes that differ by less are the same cell."""
PART_GAP = 0.1
"""Of the type size: parts of a word cut in two are no further apart; a space is 0.2 wide or more."""


def whole_words(strip: Strip, lines: Lines) -> tuple[Word, ...]:
    """The words, those made whole again that a ruling runs through which is none of `lines`.

    A reader cuts words at every ruling, because two columns' texts may touch; only here is it known
    which rulings bound cells and which are strays.
    """
    upright = np.array([ruling for ruling in strip.rulings if not ruling.is_horizontal]).reshape(-1, 4)
    strays = np.column_stack([(upright[:, 0] + upright[:, 2]) / 2, upright[:, 1], upright[:, 3]])
    whole: list[Word] = []
    for word in strip.words:
        before = whole[-1] if whole else None
        if (
            before
            and _is_rest(before, word)
            and _between(before, word, strays)
            and not _between(before, word, lines.vertical)
        ):
            whole[-1] = before._replace(
                text=before.text + word.text,
                box=BoundingBox.around((before.box, word.box)),
                size=max(before.size, word.size),
            )
        else:
            whole.append(word)
    return tuple(whole)


def _is_rest(before: Word, word: Word) -> bool:
    """Whether `word` touches the end of `before`, on its line and in its type."""
    touches = abs(word.box.x0 - before.box.x1) <= PART_GAP * before.size
    return touches and word.box.top < before.box.y_center < word.box.bottom


def _between(before: Word, word: Word, lines: np.ndarray) -> bool:
    """Whether one of `lines` runs through the last character of the one or the first of the other."""
    left = before.box.x1 - before.box.width / len(before.text)
    right = word.box.x0 + word.box.width / len(word.text)
    y = before.box.y_center
    x = lines[:, 0]
    return bool(((left <= x) & (x <= right) & (lines[:, 1] <= y) & (y <= lines[:, 2])).any())


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
