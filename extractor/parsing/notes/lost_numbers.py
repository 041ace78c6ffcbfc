"""Explanations of a scan → where within one of them a new paragraph begins, whose own number may be lost.

A text is set full: a line ends early only where the next word did not fit, or where the paragraph ends. So a line that
had room for the next line's first word ended one, and what follows is an explanation of its own.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.model.page import Origin, Word
from extractor.model.strip import Cell
from extractor.parsing.grid.text_lines import text_lines

SAME_COLUMN = 60.0
"""Points between the left edges of two explanations of one column of text; a number may stand before a first line."""
SPACE, SLACK = 0.5, 0.05
"""Of the type's height, and of the column's width: what a next word needs beside its own width, at least.

A text that is set even on the left alone fills its lines to within a word; so much more is left by words unread.
"""

Line = Sequence[Word]


def lost_numbers(
    explanations: Sequence[tuple[int, Cell]], page_tops: Sequence[float]
) -> Iterator[tuple[int, tuple[Word, ...]]]:
    """The number of each explanation that holds a second paragraph, and the first line of that.

    Only of what an engine read: a text layer has lost no number.
    """
    lines = {
        number: text_lines(cell.words)
        for number, cell in explanations
        if any(word.origin is Origin.RECOGNISED for word in cell.words)
    }
    for number, own in lines.items():
        left = min(line[0].box.x0 for line in own)
        beside = [line for other in lines.values() for line in other if abs(line[0].box.x0 - left) <= SAME_COLUMN]
        for line, below in pairwise(own):
            page = bisect_right(page_tops, line[0].box.top)
            edges = [each[-1].box.x1 for each in beside if bisect_right(page_tops, each[0].box.top) == page]
            if _begins_paragraph(line, below, max(edges), left):
                yield number, tuple(below)
                break


def _begins_paragraph(line: Line, below: Line, right: float, left: float) -> bool:
    """Whether the line had room for the first word of the line `below`, which begins as a sentence does."""
    first = below[0]
    needed = first.box.width + SPACE * first.box.height + SLACK * (right - left)
    is_beginning = not first.text.lstrip("([\"'“").strip()[:1].islower()
    return is_beginning and right - line[-1].box.x1 > needed
