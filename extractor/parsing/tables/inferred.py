"""Infers the lines of the two tables on a page without rulings, from their headings and the white between the texts.

Some programs drop a table's borders when they convert a file. The rest tells nearly as much: a heading stands over its
column, there is white on both sides of a column, and every row has one line with D or I. So lines are put where the
white is, and all later stages work as on any other page. If the white does not show where a line belongs, the table is
doubted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractor.model.form import TABLES, Column, Heading, Kind, PrintedTable
from extractor.model.form_labels import TABLE_TITLES
from extractor.model.page import Word
from extractor.model.strip import Strip
from extractor.model.texts import plain
from extractor.parsing.grid.column_edges import (
    ANY,
    PADDING,
    SAME_LEFT,
    Edge,
    Side,
    Text,
    edge_between,
    flush_edge,
    texts_of,
)
from extractor.parsing.grid.inferred_rows import LEAST_WHITE, row_edges
from extractor.parsing.grid.labels import label_length
from extractor.parsing.grid.lines import Lines
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.grid.white import Span, around, joined, runs
from extractor.parsing.tables.columns import likeness_of, pair

TITLE_LINES = 4
"""A table's head begins at most this many lines below its title."""
HEAD_SHARE = 0.7
"""Share of the words of a line that must be words of the form's headings for the line to belong to a head."""
_NUMBER = re.compile(r"(?:\d|1[01]|[23]A)\.", re.IGNORECASE)
"""The number with which a heading of the form begins, like "2A."."""
_MARK = re.compile(r"\(\d{1,2}\)", re.ASCII)
_LAST_WORDS = {"nonDerivativeTable": ("v", "price"), "derivativeTable": ("v", "shares")}
"""Words that stand only in the lowest line of each table's head."""
_WORDS = frozenset(
    plain(word)
    for table in TABLES
    for heading in table.headings
    for wording in (*heading.wordings, *(text for column in heading.columns for text in column.wordings))
    for word in re.split(r"[\s/]+", wording)
) | {"monthdayyear", "mmddyyyy", "trans", "conv", "exp", ""}


@dataclass(frozen=True, slots=True)
class InferredTable:
    """The inferred lines of one table, each as (position, start, end) in points on the strip."""

    table: PrintedTable
    top: float
    """The y where the table's title begins."""
    bottom: float
    """The y where its head ends."""
    upright: tuple[tuple[float, float, float], ...]
    level: tuple[tuple[float, float, float], ...]
    is_sure: bool
    """Whether the white shows clearly where each column and row ends."""


@dataclass(frozen=True, slots=True)
class _Head:
    """The lines of words that make up a table's head."""

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
    """The lines of the tables on `strip`. At each y of `ends` something else begins, so that a table ends there."""
    heads = list(_heads(text_lines(strip.words)))
    tops = sorted([*(head.top for head in heads), *ends, strip.tops[-1] + strip.pages[-1].height])
    tables = []
    for head in heads:
        until = next(top for top in tops if top > head.bottom)
        y = strip.y_centers
        tables.append(_infer(head, strip.words_where((y > head.bottom) & (y < until)), until, strip.tops[1:]))
    return tuple(table for table in tables if table)


def _heads(lines: Sequence[tuple[Word, ...]]) -> Iterator[_Head]:
    """The heads under the tables' titles, and those that are repeated word for word on a next page, without a title."""
    known: dict[str, PrintedTable] = {}
    done = 0
    for index, line in enumerate(lines):
        if index < done:
            continue
        start, table = index, known.get(_text(line))
        if table is None and _is_title(line):
            below = lines[index + 1 : index + 1 + TITLE_LINES]
            start = next((number for number, other in enumerate(below, index + 1) if _is_of_head(other)), index)
            table = TABLES["nonderivative" not in _text(line)] if start > index else None
        if table is not None:
            head = tuple(_head_lines(lines[start:], table))
            known[_text(head[0])] = table
            done = start + len(head)
            yield _Head(table, line[0].box.top, head)


def _is_title(line: Sequence[Word]) -> bool:
    return any(
        label_length(line[start:], TABLE_TITLES) for start, word in enumerate(line) if plain(word.text) == "table"
    )


def _text(line: Sequence[Word]) -> str:
    return plain("".join(word.text for word in line))


def _head_lines(lines: Sequence[tuple[Word, ...]], table: PrintedTable) -> Iterator[tuple[Word, ...]]:
    """The lines of a head: those made of words of headings, down to the last before the rows."""
    missing = set(_LAST_WORDS[table.element])
    low = float("inf")
    for line in lines:
        if not _is_of_head(line):
            return
        # Below the last line of the head, a line with a gap above it, or with a mark, belongs to the first row. A
        # raised mark may be as close to the head as the head's own lines are to each other.
        if not missing and (around(line).top > low + around(line).height / 2 or any(map(_is_mark, line))):
            return
        yield line
        missing -= {plain(word.text) for word in line}
        low = around(line).bottom


def _is_mark(word: Word) -> bool:
    return _MARK.fullmatch(word.text) is not None


def _is_of_head(line: Sequence[Word]) -> bool:
    return sum(plain(word.text) in _WORDS for word in line) >= HEAD_SHARE * len(line)


def _columns(head: _Head) -> list[Span]:
    """The horizontal spans of the head's columns, from the left.

    A column begins at a heading's number, and at words that are flush with such a number.
    """
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
    printed = texts_of(text_lines(data))
    edges = list(_edges(head, columns, spans, printed))
    left = min([columns[0][0], *(text.x0 for text in printed)]) - PADDING
    right = max([columns[-1][1], *(text.x1 for text in printed)]) + PADDING
    bottom = head.bottom + LEAST_WHITE
    first = head.lines[0][0].box.top - 1
    walls = [left, *(edge.x for edge in edges), right]
    inside = {n for span in spans if span for n in range(span[0] + 1, span[1])}
    upright = [(x, first, until) for n, x in enumerate(walls) if n not in inside]
    level = [(first, left, right), (bottom, left, right), (until, left, right)]
    sure = all(edge.is_sure for n, edge in enumerate(edges, 1) if n not in inside)
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
            inner = list(_inner_edges(lower, heading, printed))
            upright += [(edge.x, height, until) for edge in inner]
            sure = sure and all(edge.is_sure for edge in inner)
    lines = text_lines([word for word in data if telling[0] <= word.box.x_center < telling[1]])
    anchors = [around(line) for line in lines if plain(line[0].text)[:1] in ("d", "i")]
    rows, rows_sure = row_edges(data, anchors, walls, (bottom, until), page_tops)
    level += [(y, left, right) for y in rows]
    return InferredTable(
        head.table, head.top, head.bottom, tuple(sorted(upright)), tuple(sorted(level)), sure and rows_sure
    )


def _edges(
    head: _Head, columns: Sequence[Span], spans: Sequence[tuple[int, int] | None], printed: Sequence[Text]
) -> Iterator[Edge]:
    """The edges between neighbouring `columns`; `spans` gives the columns (start, stop) that each heading covers."""
    held = dict.fromkeys(range(len(columns)), (ANY, ANY))
    for heading, span in zip(head.table.headings, spans, strict=True):
        if span:
            held |= dict.fromkeys(range(*span), (_kinds(heading.columns[:1]), _kinds(heading.columns[-1:])))
    for n, (left, right) in enumerate(pairwise(columns)):
        if _is_flush(head, right):
            yield flush_edge(left, right, printed)
        else:
            yield edge_between(Side(left, held[n][1]), Side(right, held[n + 1][0]), printed)


def _inner_edges(lower: Sequence[Sequence[Word]], heading: Heading, printed: Sequence[Text]) -> Iterator[Edge]:
    """The edges between the columns under one heading; the lines `lower` hold these columns' own headings."""
    alone = {plain(text) for column in heading.columns for text in column.wordings if " " not in text}
    parts = (part for line in lower for run in runs(line) for part in _parted(run, alone))
    leaves = joined((part[0].box.x0, part[-1].box.x1) for part in parts)
    kinds = [_kinds([column]) for column in heading.columns]
    if len(kinds) != len(leaves):
        kinds = [ANY] * len(leaves)
    sides = [Side(leaf, kind) for leaf, kind in zip(leaves, kinds, strict=True)]
    return (edge_between(left, right, printed) for left, right in pairwise(sides))


def _kinds(columns: Sequence[Column]) -> frozenset[Kind]:
    return frozenset(column.kind for column in columns)


def _is_flush(head: _Head, column: Span) -> bool:
    """Whether the heading in `column` is set flush left: its lines begin at the same x.

    A heading of one line counts as flush if another word of the head begins at its x.
    """
    starts = [line[0].box.x0 for line in _within(head, column)]
    if len(starts) == 1:
        firsts = [word.box.x0 for word in head.words]
        return sum(abs(x - starts[0]) <= SAME_LEFT for x in firsts) > 1
    return abs(starts[0] - column[0]) <= SAME_LEFT and abs(starts[1] - starts[0]) <= SAME_LEFT


def _parted(run: Sequence[Word], alone: set[str]) -> Iterator[Sequence[Word]]:
    """The run cut beside each word that is a heading by itself (one of `alone`): "Code V" are two headings."""
    cuts = [n for n in range(1, len(run)) if {plain(word.text) for word in run[n - 1 : n + 1]} & alone]
    return (run[a:b] for a, b in pairwise([0, *cuts, len(run)]))


def _within(head: _Head, span: Span) -> list[tuple[Word, ...]]:
    """The head's lines between the two ends of `span`."""
    words = [word for word in head.words if span[0] <= word.box.x_center <= span[1]]
    return list(text_lines(words))


def _whole(heading: Heading) -> str:
    """The wording of a heading and of the column headings under it."""
    return " ".join([heading.wordings[0], *(text for column in heading.columns for text in column.wordings[:1])])


def _lower(lines: Sequence[tuple[Word, ...]], heading: Heading) -> tuple[Sequence[tuple[Word, ...]], float]:
    """The lines with the column headings under a heading, and the y where they begin."""
    best, cut = 0.0, len(lines) - 1
    for index in range(1, len(lines)):
        text = " ".join(word.text for line in lines[:index] for word in line)
        likeness = likeness_of(text, heading.wordings)
        if likeness >= best:  # if two cuts fit equally well, the longer heading
            best, cut = likeness, index
    return lines[cut:], (around(lines[cut - 1]).bottom + around(lines[cut]).top) / 2 if cut else around(lines[0]).top


Segments = list[tuple[float, float, float]]


def lines_of(tables: Sequence[InferredTable], boxes: tuple[Segments, Segments]) -> Lines:
    """The lines of the tables and of `boxes` (upright, level), in the form that later stages use."""
    upright = [line for table in tables for line in table.upright] + boxes[0]
    level = [line for table in tables for line in table.level] + boxes[1]
    return Lines(_array(level), _array(upright))


def _array(lines: Segments) -> np.ndarray:
    return np.array(sorted(lines), dtype=np.float64).reshape(-1, 3)
