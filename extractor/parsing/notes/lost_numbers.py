"""Finds paragraphs inside the explanations of a scan that may be explanations of their own, whose number was lost.

A line of text ends early only if the next word does not fit, or the paragraph ends. So if a line had room for the first
word of the next line, its paragraph ended, and another explanation may begin there.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.model.page import Origin, Word
from extractor.model.strip import Cell
from extractor.parsing.grid.text_lines import text_lines

SAME_COLUMN = 60.0
"""Points by which the left edges of two explanations in one column of text differ, at most; the first line may begin
with a number."""
SPACE, SLACK = 0.5, 0.05
"""A share of the type's height, and a share of the column's width: their sum is the room that the next word would have
needed besides its own width.

The second share is a margin: words at the end of a line may not have been read, which makes it look shorter.
"""

Line = Sequence[Word]


def lost_numbers(
    explanations: Sequence[tuple[int, Cell]], page_tops: Sequence[float]
) -> Iterator[tuple[int, tuple[Word, ...]]]:
    """The number of each explanation with a second paragraph, and the first line of that paragraph.

    Only for text that an engine read, as a text layer loses no number.
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
    """Whether the line had room for the first word of the line `below`, and that may begin a sentence."""
    first = below[0]
    needed = first.box.width + SPACE * first.box.height + SLACK * (right - left)
    is_beginning = not first.text.lstrip("([\"'“").strip()[:1].islower()
    return is_beginning and right - line[-1].box.x1 > needed
