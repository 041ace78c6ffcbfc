"""Doubts about a cell's value because of its layout: letters set below each other, or lines broken inside words."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.model.doubts import Doubt
from extractor.model.page import Word
from extractor.parsing.grid.text_lines import text_lines

FEWEST_LETTERS = 4
"""Single letters below each other, from which they are a text turned on its side."""
LEAST_BROKEN = 2
"""Line breaks, at least, that must all be after a full line; a single one may be by chance."""


def layout_doubts(words: Sequence[Word], *, is_text: bool) -> Iterator[Doubt]:
    """The doubts that the layout of a cell's words gives; `is_text` if the column holds text."""
    lines = text_lines(words)
    if len(lines) < 2:  # noqa: PLR2004 - most values are set on one line
        return
    if not is_text:
        if any(line[-1].text.endswith(",") for line in lines[:-1]):
            yield Doubt.TWO_LINES
        return
    if len(lines) >= FEWEST_LETTERS and all(len(word.text) == 1 for word in words):
        yield Doubt.TURNED
        return
    right = max(line[-1].box.x1 for line in lines)
    if len(lines) > LEAST_BROKEN and all(_may_break(line, after, right) for line, after in pairwise(lines)):
        yield Doubt.MAY_GO_ON


def _may_break(line: Sequence[Word], after: Sequence[Word], right: float) -> bool:
    """Whether a word may have been broken between two lines.

    Both sides must be letters of the same case, and not even the next letter would have fitted on the line.
    """
    before, behind = line[-1].text[-1], after[0].text[0]
    goes_on = before.isalpha() and behind.isalpha() and before.isupper() == behind.isupper()
    return goes_on and line[-1].box.x1 + _letter(after) > right


def _letter(line: Sequence[Word]) -> float:
    """The mean width, in points, of a letter of the line's first word."""
    return line[0].box.width / len(line[0].text)
