"""Finds the edge between two columns without a ruling, and whether the print shows clearly where it lies.

A text in the white between two headings belongs to the column that can hold it: a date is no amount, and A or D is no
price. If both columns can hold it, it belongs to the one whose middle is nearer.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.model.form import Kind
from extractor.model.page import Word
from extractor.model.values import (
    UnparsableTextError,
    parse_acquired_disposed,
    parse_code,
    parse_date,
    parse_direct_indirect,
    parse_early,
    parse_number,
)
from extractor.parsing.grid.white import Span, runs

SAME_LEFT = 0.7
"""Points: the left ends of lines that are set flush differ by no more."""
PADDING = 3.0
"""Points from a column's edge to its text, at most."""
SPACE = 0.3
"""Share of the type size: wider white beside a date or a number separates two cells and not two words."""

_MARKS = re.compile(r"(?:\(\d{1,2}\)\s*+)+", re.ASCII)
_PARSERS: Mapping[Kind, Callable[[str], object]] = {
    Kind.DATE: parse_date,
    Kind.NUMBER: parse_number,
    Kind.CODE: parse_code,
    Kind.EARLY: parse_early,
    Kind.ACQUIRED_DISPOSED: parse_acquired_disposed,
    Kind.DIRECT_INDIRECT: parse_direct_indirect,
}
ANY = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Text:
    """A run of print below a head: its left and right end in points, and the kinds of column that can hold it."""

    x0: float
    x1: float
    kinds: frozenset[Kind]


@dataclass(frozen=True, slots=True)
class Side:
    """A column beside an edge: the span of its heading, and the kinds of value it holds."""

    span: Span
    kinds: frozenset[Kind] = ANY

    @property
    def middle(self) -> float:
        return (self.span[0] + self.span[1]) / 2


@dataclass(frozen=True, slots=True)
class Edge:
    """The edge between two columns: its x in points, and whether the print shows it clearly."""

    x: float
    is_sure: bool


def texts_of(lines: Iterable[Sequence[Word]]) -> list[Text]:
    """The runs of print on `lines`, with the kinds of column that can hold each."""
    parts = (part for line in lines for run in runs(line) for part in _cells(run))
    texts = [Text(part[0].box.x0, part[-1].box.x1, kinds_of(" ".join(word.text for word in part))) for part in parts]
    return [replace(text, kinds=_of_same_column(text, texts)) if text.kinds == ANY else text for text in texts]


def _of_same_column(mark: Text, texts: Sequence[Text]) -> frozenset[Kind]:
    """The kinds of a mark that stands alone: those of the texts that begin at its x, or are above or below it."""
    alike = (
        text.kinds
        for text in texts
        if abs(text.x0 - mark.x0) <= SAME_LEFT or (text.x0 < mark.x0 and mark.x1 <= text.x1 + SAME_LEFT)
    )
    return frozenset.intersection(ANY, *alike) or ANY


def kinds_of(text: str) -> frozenset[Kind]:
    """The kinds of column that can hold `text` without its marks; a mark alone may stand in any."""
    bare = _MARKS.sub(" ", text).strip()
    if not bare:
        return ANY
    return frozenset({Kind.TEXT, *(kind for kind, parse in _PARSERS.items() if _parses(parse, bare))})


def _parses(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except UnparsableTextError:
        return False
    return True


def _cells(run: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The run, cut beside its dates and numbers where the white is wider than a space."""
    telling = [bool(kinds_of(word.text) & {Kind.DATE, Kind.NUMBER} and not _MARKS.fullmatch(word.text)) for word in run]
    cuts = [
        n
        for n in range(1, len(run))
        if (telling[n - 1] or telling[n])
        and not _MARKS.fullmatch(run[n].text)
        and run[n].box.x0 - run[n - 1].box.x1 > SPACE * max(run[n - 1].size, run[n].size)
    ]
    return (run[a:b] for a, b in pairwise([0, *cuts, len(run)]))


def flush_edge(left: Span, right: Span, texts: Sequence[Text]) -> Edge:
    """The edge before the column `right`, whose heading is set flush left, so that the column begins where it does."""
    before = [text.x1 for text in texts if text.x0 < right[0] - SAME_LEFT and text.x1 < right[0]]
    x = max((max([left[1], *before]) + right[0]) / 2, right[0] - PADDING)
    crossed = any(text.x0 < x - SAME_LEFT and text.x1 > right[0] + SAME_LEFT for text in texts)
    return Edge(x, is_sure=not crossed)


def edge_between(left: Side, right: Side, texts: Sequence[Text]) -> Edge:
    """The edge between two columns with centred headings, in the white between their texts."""
    low, high, sure = left.span[1], right.span[0], True
    for text in texts:
        if text.x1 <= low or text.x0 >= high:
            continue
        is_left = _belongs_left(text, left, right)
        if is_left is None:
            off = [abs((text.x0 + text.x1) / 2 - side.middle) for side in (left, right)]
            meets = text.x0 <= left.span[1] or text.x1 >= right.span[0]
            sure = sure and min(off) < max(off) / (2 if meets else 3)
            is_left = off[0] < off[1]
        if is_left:
            low = max(low, min(text.x1, right.span[0]))
        else:
            high = min(high, max(text.x0, left.span[1]))
    return Edge((low + high) / 2, is_sure=sure and low < high)


def _belongs_left(text: Text, left: Side, right: Side) -> bool | None:
    """Whether the text belongs to the left column; None if it may belong to either.

    It does if only that column can hold it, or else if only that column's heading begins at the same x.
    """
    can = bool(text.kinds & left.kinds), bool(text.kinds & right.kinds)
    if can[0] != can[1]:
        return can[0]
    begins = [abs(text.x0 - side.span[0]) <= SAME_LEFT for side in (left, right)]
    return begins[0] if begins[0] != begins[1] else None
