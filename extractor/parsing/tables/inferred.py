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

from extractor.model.form import Column, Heading, Kind, PrintedTable
from extractor.model.page import BoundingBox, Origin, Word
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
    kinds_of,
    texts_of,
)
from extractor.parsing.grid.inferred_rows import LEAST_WHITE, row_edges
from extractor.parsing.grid.lines import Lines
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.grid.white import Span, around, joined, runs
from extractor.parsing.tables.columns import likeness_of, pair
from extractor.parsing.tables.inferred_heads import InferredHead, find_heads
from extractor.parsing.tables.recognised_cells import STROKES

BALANCE = "shares_owned_following_transaction"
ONE_LINE = 1.2
"""Heights of a line between the middles of two lines of one row, at most."""
_NUMBER = re.compile(r"(?:\d|1[01]|[23]A)\.", re.IGNORECASE)
"""The number with which a heading of the form begins, like "2A."."""


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


def infer_tables(strip: Strip, ends: Sequence[float]) -> tuple[InferredTable, ...]:
    """The lines of the tables on `strip`. At each y of `ends` something else begins, so that a table ends there."""
    heads = list(find_heads(text_lines(strip.words)))
    tops = sorted([*(head.top for head in heads), *ends, strip.tops[-1] + strip.pages[-1].height])
    tables = []
    for head in heads:
        until = next(top for top in tops if top > head.bottom)
        y = strip.y_centers
        tables.append(_infer(head, strip.words_where((y > head.bottom) & (y < until)), until, strip.tops[1:]))
    return tuple(table for table in tables if table)


def _columns(head: InferredHead) -> list[Span]:
    """The horizontal spans of the head's columns, from the left.

    A column begins at a heading's number, and at words that are flush with such a number.
    """
    lefts = [word.box.x0 for word in head.words if _NUMBER.match(word.text)]
    spans: list[Span] = []
    for run in (run for line in head.lines for run in runs(line)):
        cuts = [n for n, word in enumerate(run) if n and any(abs(word.box.x0 - x) <= SAME_LEFT for x in lefts)]
        spans += [(run[a].box.x0, run[b - 1].box.x1) for a, b in pairwise([0, *cuts, len(run)])]
    return joined(spans)


def _infer(head: InferredHead, data: Sequence[Word], until: float, page_tops: Sequence[float]) -> InferredTable | None:
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
    balance: Span = (left, left)
    for heading, span in zip(head.table.headings, spans, strict=True):
        if span is None:
            continue
        x0, x1 = walls[span[0]], walls[span[1]]
        if heading.columns[0].kind is Kind.DIRECT_INDIRECT:
            telling = (x0, x1)
        elif heading.columns[0].attribute == BALANCE:
            balance = (x0, x1)
        elif len(heading.columns) > 1:
            lower, height = _lower(_within(head, (x0, x1)), heading)
            level.append((height, x0, x1))
            inner = list(_inner_edges(lower, heading, printed))
            upright += [(edge.x, height, until) for edge in inner]
            sure = sure and all(edge.is_sure for edge in inner)
    anchors = _anchors(data, telling, balance)
    rows, rows_sure = row_edges(data, anchors, walls, (bottom, until), page_tops)
    level += [(y, left, right) for y in rows]
    return InferredTable(
        head.table, head.top, head.bottom, tuple(sorted(upright)), tuple(sorted(level)), sure and rows_sure
    )


def _anchors(data: Sequence[Word], telling: Span, balance: Span) -> list[BoundingBox]:
    """The places of D and I in the column `telling`, one for each row, from the top.

    A scan may have lost such a letter, or shows a stroke for an I; then the row's amount in the column `balance` tells.
    """
    codes, amounts = (
        text_lines([word for word in data if x0 <= word.box.x_center < x1]) for x0, x1 in (telling, balance)
    )
    anchors = [around(line) for line in codes if _is_code(line)]
    for line in amounts:
        box = around(line)
        far = all(abs(box.y_center - other.y_center) > ONE_LINE * box.height for other in anchors)
        if far and any(word.origin is not Origin.PRINTED and Kind.NUMBER in kinds_of(word.text) for word in line):
            anchors.append(box)
    return sorted(anchors, key=lambda box: box.y_center)


def _is_code(line: Sequence[Word]) -> bool:
    is_stroke = line[0].origin is not Origin.PRINTED and line[0].text in STROKES
    return is_stroke or plain(line[0].text)[:1] in ("d", "i")


def _edges(
    head: InferredHead, columns: Sequence[Span], spans: Sequence[tuple[int, int] | None], printed: Sequence[Text]
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


def _is_flush(head: InferredHead, column: Span) -> bool:
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


def _within(head: InferredHead, span: Span) -> list[tuple[Word, ...]]:
    """The head's lines between the two ends of `span`."""
    words = [word for word in head.words if span[0] <= word.box.x_center <= span[1]]
    return list(text_lines(words))


def _whole(heading: Heading) -> str:
    """The wording of a heading and of the column headings under it."""
    return " ".join([heading.wordings[0], *(text for column in heading.columns for text in column.wordings[:1])])


def _lower(lines: Sequence[tuple[Word, ...]], heading: Heading) -> tuple[Sequence[tuple[Word, ...]], float]:
    """The lines with the column headings under a heading, and the y where they begin."""
    own = (" ".join(text for column in heading.columns for text in column.wordings[:1]),)
    best, cut = 0.0, len(lines) - 1
    for index in range(1, len(lines)):
        upper = " ".join(word.text for line in lines[:index] for word in line)
        lower = _side_by_side(lines[index:])
        weights = len(plain(upper)), len(plain(lower))  # so that "(A)", which a scan may show as "()", tells little
        shares = likeness_of(upper, heading.wordings) * weights[0], likeness_of(lower, own) * weights[1]
        likeness = sum(shares) / max(sum(weights), 1)
        if likeness >= best:  # if two cuts fit equally well, the longer heading
            best, cut = likeness, index
    return lines[cut:], (around(lines[cut - 1]).bottom + around(lines[cut]).top) / 2 if cut else around(lines[0]).top


def _side_by_side(lines: Sequence[Sequence[Word]]) -> str:
    """The text of the lines, column by column; words that stand one below the other are in one column."""
    columns = joined((word.box.x0, word.box.x1) for line in lines for word in line)
    return " ".join(word.text for x0, x1 in columns for line in lines for word in line if x0 <= word.box.x_center <= x1)


Segments = list[tuple[float, float, float]]


def lines_of(tables: Sequence[InferredTable], boxes: tuple[Segments, Segments]) -> Lines:
    """The lines of the tables and of `boxes` (upright, level), in the form that later stages use."""
    upright = [line for table in tables for line in table.upright] + boxes[0]
    level = [line for table in tables for line in table.level] + boxes[1]
    return Lines(_array(level), _array(upright))


def _array(lines: Segments) -> np.ndarray:
    return np.array(sorted(lines), dtype=np.float64).reshape(-1, 3)
