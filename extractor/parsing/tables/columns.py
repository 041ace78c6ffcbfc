"""Finds the heads of Tables I and II among the cells, and names their columns by the words of their headings.

A row of cells is compared with the headings of each table, both in their order, and the best pairing is taken. So a
misread heading, a cell cut in two by a stray line, or one cell too many lowers the likeness a little but shifts no
column.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from extractor.model.form import TABLES, Column, Heading, PrintedTable
from extractor.model.likeness import TABLE_HEAD_SHARE, TABLE_ROW_SHARE
from extractor.model.page import BoundingBox
from extractor.model.strip import Cell
from extractor.model.texts import plain

SAME_TOP = 2.5
"""Points: the tops of the cells of one row differ by no more."""
HEADINGS_MIN = 5
"""A row of fewer cells is no head: Table I has 8 headings, Table II 12."""
LETTERS_MIN = 120
"""Characters in the upper row of a head, at least; the layout with the shortest headings has 230."""
UNREAD = 0.9
"""Factor on the likeness of an upper heading, for a column under it whose own heading was not read."""
COLUMN_MIN = 4.0
"""Points: no column is narrower. The narrowest of any layout, V, is 9 wide."""
ROW_GAP = 0.2
"""Likeness, 0 to 1: a row that is less like one table's headings than the other's by more than this is not its head."""
CELLS_PER_HEADING = 2
"""Neighbouring cells that may be one heading, at most: a stray line may cut a heading's cell."""


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column of the form, and its left and right edge on the strip in points."""

    column: Column
    x0: float
    x1: float
    likeness: float
    """How well its heading was recognised, 0 to 1."""
    is_part: bool = False
    """Whether the visible letters of its heading are all letters of its wording, in order: a part of it is hidden."""


@dataclass(frozen=True, slots=True)
class TableHead:
    """One printed head of a table: its columns from left to right; the rows begin below `box`."""

    table: PrintedTable
    box: BoundingBox
    columns: tuple[MappedColumn, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    """The cells (start, stop) for each heading, None where it has none, and the mean likeness over all headings."""

    likeness: float
    spans: tuple[tuple[int, int] | None, ...]

    def agreement(self, cells: int) -> float:
        """The likeness over all headings and the row's `cells`, 0 to 1.

        The first headings of Table II, if the paper cuts off the others, are nearly all of Table I's headings. But
        then more cells than Table I has headings for are left over.
        """
        return 2 * self.likeness * len(self.spans) / (len(self.spans) + cells)


def map_columns(cells: Sequence[Cell], vertical: npt.NDArray[np.float64]) -> tuple[TableHead, ...]:
    """The heads of Tables I and II among `cells`, from the top; `vertical` lines are rows of x, top, bottom."""
    heads = (_head(row, cells, vertical) for row in _rows(cells) if len(row) >= HEADINGS_MIN)
    return tuple(sorted((head for head in heads if head), key=lambda head: head.box.top))


def _rows(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Rows of cells whose tops are at the same height, each from the left."""
    row: list[Cell] = []
    for cell in sorted(cells, key=lambda cell: cell.box.top):
        if row and cell.box.top - row[0].box.top > SAME_TOP:
            yield sorted(row, key=lambda cell: cell.box.x0)
            row = []
        row.append(cell)
    yield sorted(row, key=lambda cell: cell.box.x0)


def _head(row: list[Cell], cells: Sequence[Cell], vertical: npt.NDArray[np.float64]) -> TableHead | None:
    if sum(len(word.text) for cell in row for word in cell.words) < LETTERS_MIN:
        return None
    texts = [cell.text for cell in row]
    likely = sorted(((_row_likeness(texts, table), table) for table in TABLES), key=lambda option: -option[0])
    # Pairing takes most of the time here, so it is skipped for a table that is clearly unlike the row.
    tables = [t for score, t in likely if score >= max(TABLE_ROW_SHARE, likely[0][0] - ROW_GAP)]
    options = [(pair(texts, [heading.wordings for heading in table.headings]), table) for table in tables]
    pairing, table = max(options, key=lambda option: option[0].agreement(len(row)), default=(Pairing(0, ()), TABLES[0]))
    if pairing.likeness < TABLE_HEAD_SHARE:
        return None
    columns: list[MappedColumn] = []
    bottoms: list[float] = []
    for heading, span in zip(table.headings, pairing.spans, strict=True):
        if span is not None:
            for column, bottom in _leaf_columns(heading, row[slice(*span)], cells, vertical):
                columns.append(column)
                bottoms.append(bottom)
    top = min(cell.box.top for cell in row)
    return TableHead(table, BoundingBox(columns[0].x0, top, columns[-1].x1, median(bottoms)), tuple(columns))


def _row_likeness(texts: Sequence[str], table: PrintedTable) -> float:
    """How like the whole row is to all headings together, 0 to 1: a quick test before the slow pairing."""
    headings = "".join(plain(heading.wordings[0]) for heading in table.headings)
    return fuzz.ratio(plain("".join(texts)), headings) / 100


def _leaf_columns(
    heading: Heading, span: list[Cell], cells: Sequence[Cell], vertical: npt.NDArray[np.float64]
) -> Iterator[tuple[MappedColumn, float]]:
    """The columns under the heading in the cells `span`, each with the bottom of its heading's cell."""
    x0, x1, low = span[0].box.x0, span[-1].box.x1, min(cell.box.bottom for cell in span)
    text = " ".join(cell.text for cell in span)
    likeness, is_part = likeness_of(text, heading.wordings), _is_part(text, heading.wordings)
    if len(heading.columns) == 1:
        yield MappedColumn(heading.columns[0], x0, x1, likeness, is_part), low
        return
    below = _cells_below(cells, x0, x1, low)
    bottom = median(cell.box.bottom for cell in below) if below else low
    pairing = pair([cell.text for cell in below], [column.wordings for column in heading.columns])
    edges = _edges_below(vertical, x0, x1, bottom) if None in pairing.spans else []
    if len(edges) == len(heading.columns) + 1:
        # A lower heading could not be read, but as many columns are ruled as the upper heading has.
        for column, left, right in zip(heading.columns, edges, edges[1:], strict=False):
            own = " ".join(cell.text for cell in below if left <= cell.words[0].box.x_center < right)
            yield MappedColumn(column, left, right, max(UNREAD * likeness, likeness_of(own, column.wordings))), bottom
        return
    for column, leaf in zip(heading.columns, pairing.spans, strict=True):
        if leaf is not None:
            parts = below[slice(*leaf)]
            own = " ".join(cell.text for cell in parts)
            alike = min(likeness, likeness_of(own, column.wordings))
            is_leaf_part = is_part and _is_part(own, column.wordings)
            mapped = MappedColumn(column, parts[0].box.x0, parts[-1].box.x1, alike, is_leaf_part)
            yield mapped, min(cell.box.bottom for cell in parts)


def _cells_below(cells: Sequence[Cell], x0: float, x1: float, low: float) -> list[Cell]:
    """The cells of the lower headings between `x0` and `x1`, from the left; `low` is the y of their top.

    A lower cell is assigned by the place of its words, as its own edges may be wrong if a line is broken.
    """
    return sorted(
        (
            replace(cell, box=cell.box._replace(x0=max(cell.box.x0, x0), x1=min(cell.box.x1, x1)))
            for cell in cells
            if abs(cell.box.top - low) <= SAME_TOP and all(x0 <= word.box.x_center <= x1 for word in cell.words)
        ),
        key=lambda cell: cell.words[0].box.x0,
    )


def _edges_below(vertical: npt.NDArray[np.float64], x0: float, x1: float, height: float) -> list[float]:
    """The x of the column edges from `x0` to `x1`, both included, at the height where the rows begin."""
    passing = vertical[(vertical[:, 1] <= height - SAME_TOP) & (height <= vertical[:, 2] + SAME_TOP)]
    inside = passing[(passing[:, 0] > x0 + COLUMN_MIN) & (passing[:, 0] < x1 - COLUMN_MIN), 0]
    return [x0, *sorted(set(inside.tolist())), x1]


def pair(texts: Sequence[str], headings: Sequence[tuple[str, ...]]) -> Pairing:
    """The pairing of `texts` with `headings`, both in order, that has the largest sum of likenesses."""
    alike = _likenesses(texts, headings)
    best: list[list[tuple[float, tuple[tuple[int, int] | None, ...]]]] = [
        [(0.0, (None,) * count) for count in range(len(headings) + 1)]
    ]
    for stop in range(1, len(texts) + 1):
        row: list[tuple[float, tuple[tuple[int, int] | None, ...]]] = [(0.0, ())]
        for index in range(len(headings)):
            total, spans = best[stop - 1][index + 1]
            if row[index][0] > total:
                total, spans = row[index][0], (*row[index][1], None)
            for start in range(max(stop - CELLS_PER_HEADING, 0), stop):
                before = best[start][index]
                if before[0] + alike[start, stop][index] > total:
                    total, spans = before[0] + alike[start, stop][index], (*before[1], (start, stop))
            row.append((total, spans))
        best.append(row)
    total, spans = best[-1][-1]
    return Pairing(total / len(headings), spans)


def _likenesses(texts: Sequence[str], headings: Sequence[tuple[str, ...]]) -> dict[tuple[int, int], list[float]]:
    """For each run (start, stop) of neighbouring texts that may be one heading, its likeness to each heading."""
    words = [plain(text) for text in texts]
    runs = [
        (start, start + count) for count in range(1, CELLS_PER_HEADING + 1) for start in range(len(texts) - count + 1)
    ]
    if not runs:
        return {}
    wordings = [plain(wording) for heading in headings for wording in heading]
    scores = process.cdist(
        ["".join(words[start:stop]) for start, stop in runs], wordings, scorer=fuzz.ratio, dtype=np.float64
    )
    firsts = np.cumsum([0] + [len(heading) for heading in headings[:-1]])
    return dict(zip(runs, (np.maximum.reduceat(scores, firsts, axis=1) / 100).tolist(), strict=True))


def likeness_of(text: str, wordings: tuple[str, ...]) -> float:
    """Likeness (0 to 1) of a printed heading to the most similar of `wordings`, ignoring spaces and dots."""
    words = plain(text)
    return max(fuzz.ratio(words, plain(wording)) for wording in wordings) / 100


def _is_part(text: str, wordings: Sequence[str]) -> bool:
    """Whether all letters of `text` occur, in the same order, in one of the wordings."""
    for wording in wordings:
        left = iter(plain(wording))
        if all(letter in left for letter in plain(text)):
            return True
    return False
