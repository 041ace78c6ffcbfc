"""Finds the white between boxes along one axis, which separates cells on a page without rulings."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractor.model.page import BoundingBox, Word

WORD_GAP = 0.5
"""Share of the type size: wider white is not between two words of one text."""

Span = tuple[float, float]
"""Start and end along one axis, in points."""


class White(NamedTuple):
    """A stretch without print, from `start` to `end` in points along one axis."""

    start: float
    end: float

    @property
    def width(self) -> float:
        return self.end - self.start

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def joined(spans: Iterable[Span], least: float = 0.0) -> list[Span]:
    """The spans in order; those that overlap, or have at most `least` points of white between them, are joined."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start - found[-1][1] <= least:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def white_between(spans: Iterable[Span], start: float, end: float) -> list[White]:
    """The stretches between `start` and `end` that no span covers, in order."""
    left: list[White] = []
    for first, last in joined(span for span in spans if span[1] > start and span[0] < end):
        if first > start:
            left.append(White(start, first))
        start = max(start, last)
    return [*left, White(start, end)] if start < end else left


def runs(line: Sequence[Word]) -> list[list[Word]]:
    """The line's words, divided where the white is wider than between two words of one text."""
    found: list[list[Word]] = []
    for word in line:
        if found and word.box.x0 - found[-1][-1].box.x1 <= WORD_GAP * max(word.size, found[-1][-1].size):
            found[-1].append(word)
        else:
            found.append([word])
    return found


def around(words: Sequence[Word]) -> BoundingBox:
    """The smallest rectangle around `words`; there must be at least one."""
    return BoundingBox.around(word.box for word in words)
