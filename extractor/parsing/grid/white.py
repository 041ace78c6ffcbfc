"""Boxes along one axis → the white between them: what stands for rulings where none is drawn."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractor.model.page import BoundingBox, Word

WORD_GAP = 0.5
"""Of the type size: wider white does not lie between two words of one text."""

Span = tuple[float, float]
"""The two ends of something along one axis, in points."""


class White(NamedTuple):
    """A stretch that nothing is printed on, in points along one axis."""

    start: float
    end: float

    @property
    def width(self) -> float:
        return self.end - self.start

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def joined(spans: Iterable[Span], least: float = 0.0) -> list[Span]:
    """Spans that overlap, or have no more than `least` points of white between them, made one, in order."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start - found[-1][1] <= least:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def white_between(spans: Iterable[Span], start: float, end: float) -> list[White]:
    """What `spans` leave white between `start` and `end`, in order."""
    left: list[White] = []
    for first, last in joined(span for span in spans if span[1] > start and span[0] < end):
        if first > start:
            left.append(White(start, first))
        start = max(start, last)
    return [*left, White(start, end)] if start < end else left


def runs(line: Sequence[Word]) -> list[list[Word]]:
    """A line's words, from the left, cut where the white is wider than between two words of one text."""
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
