"""A strip without rulings → the lines of its two tables, by the places of their heads and the white around them.

Converters drop a table's borders. What is left tells nearly as much: a heading stands over its column, all of a column
stands between the white on its two sides, and every row has one line that says D or I. So the lines that were there
are put back where the white is, and all later stages work as on any other page. Where the white does not tell, the
table is doubted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractor.model.form import TABLES, Heading, Kind, PrintedTable
from extractor.model.form_labels import TABLE_TITLES
from extractor.model.page import Word
from extractor.model.strip import Strip
from extractor.model.texts import plain
from extractor.parsing.grid.inferred_rows import LEAST_WHITE, row_edges
from extractor.parsing.grid.labels import label_length
from extractor.parsing.grid.lines import Lines
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.grid.white import Span, around, joined, runs
from extractor.parsing.tables.columns import likeness_of, pair

TITLE_LINES = 4
"""Lines from a table's title to its head, at most."""
HEAD_SHARE = 0.7
"""Of a line's words that the form's headings use: so many in a line of a head."""
SAME_LEFT = 0.7
"""Points between the beginnings of lines that are set flush."""
PADDING = 3.0
"""Points from a column's edge to its text, at most."""

_NUMBER = re.compile(r"(?:\d|1[01]|[23]A)\.", re.IGNORECASE)
"""How a heading of the form begins."""
_LAST_WORDS = {"nonDerivativeTable": ("v", "price"), "derivativeTable": ("v", "shares")}
"""Words that only the lowest line of a head has."""
_WORDS = frozenset(
    plain(word)
    for table in TABLES
    for heading in table.headings
    for wording in (*heading.wordings, *(text for column in heading.columns for text in column.wordings))
    for word in re.split(r"[\s/]+", wording)
) | {"monthdayyear", "mmddyyyy", "trans", "conv", "exp", ""}


@dataclass(frozen=True, slots=True)
class InferredTable:
    """One table's lines: upright and level ones, as rows of (position, start, end)."""

    table: PrintedTable
    top: float
    """The height where its title begins."""
    upright: tuple[tuple[float, float, float], ...]
    level: tuple[tuple[float, float, float], ...]
    is_sure: bool
    """Whether the white tells where each column and row ends."""


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a table as its words stand: the columns' texts from the left."""

    table: PrintedTable
    top: float
    lines: tuple[tuple[Word, ...], ...]

    @property
    def words(self) -> list[Word]:
        return [word for line in self.lines for word in line]

    @property
    def bottom(self) -> float:
        return max(word.box.bottom for word in self.words)


def infer_tables(strip: Strip, ends: Sequence[float]) -> tuple[InferredTable, ...]:
    """The lines of the tables on `strip`; something else begins at the heights `ends`."""
    heads = list(_heads(text_lines(strip.words)))
    tops = sorted([*(head.top for head in heads), *ends, strip.tops[-1] + strip.pages[-1].height])
    tables = []
    for head in heads:
        until = next(top for top in tops if top > head.bottom)
        y = strip.y_centers
        tables.append(_infer(head, strip.words_where((y > head.bottom) & (y < until)), until, strip.tops[1:]))
    return tuple(table for table in tables if table)


def _heads(lines: Sequence[tuple[Word, ...]]) -> Iterator[_Head]:
    for index, line in enumerate(lines):
        if not any(
            label_length(line[start:], TABLE_TITLES) for start, word in enumerate(line) if plain(word.text) == "table"
        ):
            continue
        table = TABLES["nonderivative" not in plain("".join(word.text for word in line))]
        below = lines[index + 1 : index + 1 + TITLE_LINES]
        start = next((number for number, other in enumerate(below, index + 1) if _is_of_head(other)), None)
        if start is not None:
            yield _Head(table, line[0].box.top, tuple(_head_lines(lines[start:], table)))


def _head_lines(lines: Sequence[tuple[Word, ...]], table: PrintedTable) -> Iterator[tuple[Word, ...]]:
    """The lines of a head: those that use its words, up to the one under which the rows begin."""
    missing = set(_LAST_WORDS[table.element])
    low = float("inf")
    for line in lines:
        if not _is_of_head(line):
            return
        if not missing and around(line).top > low + around(line).height / 2:
            return
        yield line
        missing -= {plain(word.text) for word in line}
        low = around(line).bottom


def _is_of_head(line: Sequence[Word]) -> bool:
    return sum(plain(word.text) in _WORDS for word in line) >= HEAD_SHARE * len(line)


def _columns(head: _Head) -> list[Span]:
    """What the head's columns cover, from the left: a heading's number begins one, and lines flush with it."""
    lefts = [word.box.x0 for word in head.words if _NUMBER.match(word.text)]
    spans: list[Span] = []
    for run in (run for line in head.lines for run in runs(line)):
        cuts = [n for n, word in enumerate(run) if n and any(abs(word.box.x0 - x) <= SAME_LEFT for x in lefts)]
        spans += [(run[a].box.x0, run[b - 1].box.x1) for a, b in pairwise([0, *cuts, len(run)])]
    return joined(spans)


def _infer(head: _Head, data: Sequence[Word], until: float, page_tops: Sequence[float]) -> InferredTable | None:
    columns = _columns(head)
    if len(columns) < len(head.table.headings) / 2:
        return None
    texts = [_within(head, span) for span in columns]
    wordings = [(_whole(heading),) for heading in head.table.headings]
    spans = pair([" ".join(word.text for line in text for word in line) for text in texts], wordings).spans
    printed = [run for line in text_lines(data) for run in runs(line)]
    edges = [_Edge.between(left, right, head, printed) for left, right in pairwise(columns)]
    left = min([columns[0][0], *(run[0].box.x0 for run in printed)]) - PADDING
    right = max([columns[-1][1], *(run[-1].box.x1 for run in printed)]) + PADDING
    bottom = head.bottom + LEAST_WHITE
    first = head.lines[0][0].box.top - 1
    upright = [(x, first, until) for x in (left, *(edge.x for edge in edges), right)]
    level = [(first, left, right), (bottom, left, right), (until, left, right)]
    walls = [left, *(edge.x for edge in edges), right]
    sure = all(edge.is_sure for edge in edges)
    telling: Span = (left, right)
    for heading, span in zip(head.table.headings, spans, strict=True):
        if span is None:
            continue
        x0, x1 = walls[span[0]], walls[span[1]]
        if heading.columns[0].kind is Kind.DIRECT_INDIRECT:
            telling = (x0, x1)
        elif len(heading.columns) > 1:
            lower, height = _lower(_within(head, (x0, x1)), heading)
            level.append((height, x0, x1))
            alone = {plain(text) for column in heading.columns for text in column.wordings if " " not in text}
            parts = (part for line in lower for run in runs(line) for part in _parted(run, alone))
            leaves = joined((part[0].box.x0, part[-1].box.x1) for part in parts)
            inner = [_Edge.between(a, b, None, printed) for a, b in pairwise(leaves)]
            upright += [(edge.x, height, until) for edge in inner]
            sure = sure and all(edge.is_sure for edge in inner)
    lines = text_lines([word for word in data if telling[0] <= word.box.x_center < telling[1]])
    anchors = [around(line) for line in lines if plain(line[0].text)[:1] in ("d", "i")]
    rows, rows_sure = row_edges(data, anchors, walls, (bottom, until), page_tops)
    level += [(y, left, right) for y in rows]
    return InferredTable(head.table, head.top, tuple(sorted(upright)), tuple(sorted(level)), sure and rows_sure)


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where a ruling stood between two columns."""

    x: float
    is_sure: bool

    @staticmethod
    def between(left: Span, right: Span, head: _Head | None, printed: Sequence[Sequence[Word]]) -> "_Edge":
        """The edge between two columns whose headings cover `left` and `right`.

        Headings set flush left begin where their column does. Between centred ones each text belongs to the column
        whose middle is nearer, and the edge lies in the white between the two.
        """
        spans = [(run[0].box.x0, run[-1].box.x1) for run in printed]
        if head and _is_flush(head, right):
            before = [x1 for x0, x1 in spans if x0 < right[0] - SAME_LEFT and x1 < right[0]]
            x = max((max([left[1], *before]) + right[0]) / 2, right[0] - PADDING)
            return _Edge(x, is_sure=not any(x0 < x - SAME_LEFT and x1 > right[0] + SAME_LEFT for x0, x1 in spans))
        middles = (left[0] + left[1]) / 2, (right[0] + right[1]) / 2
        low, high, sure = left[1], right[0], True
        for x0, x1 in spans:
            if x1 <= low or x0 >= high:
                continue
            off = [abs((x0 + x1) / 2 - middle) for middle in middles]
            sure = sure and min(off) < max(off) / 2 and (x0 <= left[1] or x1 >= right[0] or min(off) < max(off) / 3)
            if off[0] < off[1]:
                low = max(low, min(x1, right[0]))
            else:
                high = min(high, max(x0, left[1]))
        return _Edge((low + high) / 2, is_sure=sure and low < high)


def _is_flush(head: _Head, column: Span) -> bool:
    """Whether the lines of the heading in `column` begin at one place, or most headings' do if it has but one line."""
    starts = [line[0].box.x0 for line in _within(head, column)]
    if len(starts) == 1:
        firsts = [word.box.x0 for word in head.words]
        return sum(abs(x - starts[0]) <= SAME_LEFT for x in firsts) > 1
    return abs(starts[0] - column[0]) <= SAME_LEFT and abs(starts[1] - starts[0]) <= SAME_LEFT


def _parted(run: Sequence[Word], alone: set[str]) -> Iterator[Sequence[Word]]:
    """The run cut beside each word that is a heading `alone`: `Code V` are two."""
    cuts = [n for n in range(1, len(run)) if {plain(word.text) for word in run[n - 1 : n + 1]} & alone]
    return (run[a:b] for a, b in pairwise([0, *cuts, len(run)]))


def _within(head: _Head, span: Span) -> list[tuple[Word, ...]]:
    """The head's lines between the two ends of `span`."""
    words = [word for word in head.words if span[0] <= word.box.x_center <= span[1]]
    return list(text_lines(words))


def _whole(heading: Heading) -> str:
    """A heading with those under it."""
    return " ".join([heading.wordings[0], *(text for column in heading.columns for text in column.wordings[:1])])


def _lower(lines: Sequence[tuple[Word, ...]], heading: Heading) -> tuple[Sequence[tuple[Word, ...]], float]:
    """Of a heading's lines those of the headings under it, and the height where they begin."""
    best, cut = 0.0, len(lines) - 1
    for index in range(1, len(lines)):
        text = " ".join(word.text for line in lines[:index] for word in line)
        likeness = likeness_of(text, heading.wordings)
        if likeness >= best:  # of two wordings the longer
            best, cut = likeness, index
    return lines[cut:], (around(lines[cut - 1]).bottom + around(lines[cut]).top) / 2 if cut else around(lines[0]).top


Segments = list[tuple[float, float, float]]


def lines_of(tables: Sequence[InferredTable], boxes: tuple[Segments, Segments]) -> Lines:
    """All lines as the stages want them, sorted by place; `boxes` are further upright and level ones."""
    upright = [line for table in tables for line in table.upright] + boxes[0]
    level = [line for table in tables for line in table.level] + boxes[1]
    return Lines(_array(level), _array(upright))


def _array(lines: Segments) -> np.ndarray:
    return np.array(sorted(lines), dtype=np.float64).reshape(-1, 3)
