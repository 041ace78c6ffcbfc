"""Words in the order in which a file paints them → in the order in which they are read, where that is another.

Nearly all programs write line by line. Some paint a page's words in an order of their own, and nothing that follows a
label word by word would find one.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from extractor.model.page import Word
from extractor.readers.pdf.characters import Boxes

FOLLOWING = 0.4
"""Share of the words that stand right of the one before them, on its line; on a page of a form these are two thirds."""
FEWEST = 20
"""Words of which less say nothing about their order."""
ON_LINE = 0.5
"""Of the type's height between the middles of two words of one line, at most."""
TOUCHING = 0.1
"""Of the type size between two letters of one word; a space is twice as wide."""
SAME_TYPE = 0.06
"""Of the type size by which two letters of one word differ in size, or in the line that they stand on."""


def in_reading_order(words: Sequence[Word], lines: Boxes) -> list[Word]:
    """The words from the top, and on each line from the left, if they are painted in no such order; else as they are.

    Letters that are painted apart are joined to words, but not over one of the page's `lines`.
    """
    if len(words) < FEWEST:
        return list(words)
    boxes = np.array([word.box for word in words])
    middle, height = (boxes[:, 1] + boxes[:, 3]) / 2, boxes[:, 3] - boxes[:, 1]
    on_line = np.abs(np.diff(middle)) <= ON_LINE * np.minimum(height[1:], height[:-1])
    follows = on_line & (boxes[1:, 0] >= boxes[:-1, 2] - height[:-1])
    if follows.mean() >= FOLLOWING:
        return list(words)
    upright = lines[lines[:, 3] - lines[:, 1] > lines[:, 2] - lines[:, 0]]
    rows: list[list[Word]] = []
    last: Word | None = None
    for word in sorted(words, key=lambda word: word.box.y_center):
        if last and word.box.y_center - last.box.y_center <= ON_LINE * min(word.box.height, last.box.height):
            rows[-1].append(word)
        else:
            rows.append([word])
            last = word
    return [word for row in rows for word in _joined(sorted(row, key=lambda word: word.box.x0), upright)]


def _joined(line: Sequence[Word], upright: Boxes) -> Iterator[Word]:
    """The words of a line, those that touch made one: they were painted apart. None is over one of the lines."""
    whole: Word | None = None
    for word in line:
        if whole and _touch(whole, word) and not _is_parted(whole, word, upright):
            whole = whole.joined_to(word)
            continue
        if whole:
            yield whole
        whole = word
    if whole:
        yield whole


def _touch(before: Word, word: Word) -> bool:
    return (
        abs(word.box.x0 - before.box.x1) <= TOUCHING * word.size
        and abs(word.box.bottom - before.box.bottom) <= SAME_TYPE * word.size
        and abs(word.size - before.size) <= SAME_TYPE * word.size
    )


def _is_parted(before: Word, word: Word, upright: Boxes) -> bool:
    """Whether an upright line stands between the two."""
    x, y = (before.box.x1 + word.box.x0) / 2, word.box.y_center
    reach = TOUCHING * word.size
    near = (np.abs((upright[:, 0] + upright[:, 2]) / 2 - x) <= reach) & (upright[:, 1] <= y) & (y <= upright[:, 3])
    return bool(near.any())
