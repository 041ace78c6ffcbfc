"""Puts the words of a page into reading order if the file paints them in another order.

Nearly all programs write a page line by line. For the few that do not, the words are sorted here; else no label of more
than one word would be found.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from extractor.model.page import Word
from extractor.readers.pdf.characters import Boxes

FOLLOWING = 0.4
"""Share of the words that stand on one line with the word before and right of it: from this on the page is in order. On
a page of a form two thirds of the words do."""
FEWEST = 20
"""With fewer words the order cannot be judged, and they are left as they are."""
ON_LINE = 0.5
"""Share of the lower word's height: two words are on one line if their middles differ by no more."""
TOUCHING = 0.1
"""Share of the type size: two pieces with no wider gap are one word; a space is twice as wide."""
SAME_TYPE = 0.06
"""Share of the type size: the pieces of one word differ by no more in size and in the place of their bottom."""


def in_reading_order(words: Sequence[Word], lines: Boxes) -> list[Word]:
    """The words sorted from top to bottom and from left to right; unchanged if the file paints them so already.

    When they are sorted, pieces of a word that were painted apart are joined, except across one of the page's `lines`.
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
    """The words of a line, with words that touch joined into one, except across an upright line."""
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
    """Whether an upright line stands between the two words."""
    x, y = (before.box.x1 + word.box.x0) / 2, word.box.y_center
    reach = TOUCHING * word.size
    near = (np.abs((upright[:, 0] + upright[:, 2]) / 2 - x) <= reach) & (upright[:, 1] <= y) & (y <= upright[:, 3])
    return bool(near.any())
