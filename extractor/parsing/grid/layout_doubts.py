"""Words of a cell → doubts that the way they are set gives: letters below letters, words that lines break anywhere."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.model.page import Doubt, Word
from extractor.parsing.grid.text_lines import text_lines

FEWEST_LETTERS = 4
"""Single letters below each other that make a turned text."""
LEAST_BROKEN = 2
"""Breaks that must all be as full: one line is by chance."""


def layout_doubts(words: Sequence[Word], *, is_text: bool) -> Iterator[Doubt]:
    """What speaks against the value of a cell's words, for how they are set; `is_text` says that it is a text."""
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
    """Whether not even the next line's first letter would have fitted, and a word may have been broken there."""
    before, behind = line[-1].text[-1], after[0].text[0]
    goes_on = before.isalpha() and behind.isalpha() and before.isupper() == behind.isupper()
    return goes_on and line[-1].box.x1 + _letter(after) > right


def _letter(line: Sequence[Word]) -> float:
    """How wide a letter of the line's first word is, in points."""
    return line[0].box.width / len(line[0].text)
