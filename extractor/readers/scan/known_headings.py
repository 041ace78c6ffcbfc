"""Rulings → the column headings of Tables I and II, filled in from the form instead of read.

A Form 4's two tables are recognised by how their headings are ruled: 8 headings over 11 columns, 12 over 16,
each heading over its own number of columns. No other form of the SEC's is ruled so. What is printed in those
cells is then known, and reading seventy small lines is spared. A head that is ruled in any other way is read.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractor.form import TABLES, Column, PrintedTable
from extractor.layout import BoundingBox, Word
from extractor.readers.scan.ruling_fit import REACH
from extractor.readers.scan.ruling_pixels import Piece
from extractor.readers.scan.words import POINT

LOWEST_HEAD = 60.0
"""Pixels at 200 dpi (0.3 inch): a head has two rows of print."""
SAME_PLACE = 4.0
"""Pixels between a line's end and the line it meets, once they are fitted."""
SIZE = 6.0
"""Points: the type the form's headings are printed in, or near it."""


class TableHead(NamedTuple):
    """A recognised head: its box in pixels, its table, and the heading cells in points with their words."""

    table: PrintedTable
    x0: float
    top: float
    x1: float
    bottom: float
    words: tuple[Word, ...]
    columns: tuple[tuple[float, float, Column], ...]
    """Each leaf column with its left and right line, in pixels."""
    foot: float
    """Where the columns end, in pixels from the top of the page."""

    def column_at(self, x: float, y: float) -> Column | None:
        """The column of the cell at the pixel, if it is a cell of the table's body."""
        if not self.bottom < y < self.foot:
            return None
        return next((column for left, right, column in self.columns if left <= x < right), None)

    def holds(self, x: float, y: float) -> bool:
        """Whether the pixel lies on the head."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


def known_heads(across: Sequence[Piece], down: Sequence[Piece]) -> tuple[TableHead, ...]:
    """The heads of the form's tables among fitted rulings, from the top."""
    heads = {head.top: head for rows in _double_rows(across) if (head := _head(*rows, down))}
    continued = _continued(down)
    if continued and all(continued.top < top for top in heads):
        return continued, *heads.values()
    return tuple(heads.values())


def _continued(down: Sequence[Piece]) -> TableHead | None:
    """The table that goes on at the top of the page without a head; its number of columns says which it is."""
    top = min((line.start for line in down), default=0.0)
    lines = [line for line in down if line.start <= top + REACH]
    edges = sorted({line.at for line in lines})
    table = next((table for table in TABLES if len(edges) == len(table.columns) + 1), None)
    if table is None:
        return None
    foot = float(median(line.stop for line in lines))
    return TableHead(table, edges[0], top, edges[-1], top, (), _columns(table, edges), foot)


def _columns(table: PrintedTable, edges: Sequence[float]) -> tuple[tuple[float, float, Column], ...]:
    return tuple((*pair, column) for pair, column in zip(pairwise(edges), table.columns, strict=True))


def _double_rows(across: Sequence[Piece]) -> Iterator[tuple[Piece, Piece, Piece]]:
    """Two lines of one width, none as wide between them, with each shorter one between: heads of two storeys."""
    ordered = sorted(across)
    for index, top in enumerate(ordered):
        bottom = next((line for line in ordered[index + 1 :] if _is_as_wide(top, line)), None)
        if bottom is None or bottom.at - top.at < LOWEST_HEAD:
            continue
        for middle in ordered[index + 1 : ordered.index(bottom)]:
            if middle.start > top.start + REACH and middle.stop < top.stop - REACH:
                yield top, middle, bottom


def _is_as_wide(one: Piece, other: Piece) -> bool:
    return abs(one.start - other.start) <= REACH and abs(one.stop - other.stop) <= REACH


def _head(top: Piece, middle: Piece, bottom: Piece, down: Sequence[Piece]) -> TableHead | None:
    own = [line for line in down if top.start - SAME_PLACE <= line.at <= top.stop + SAME_PLACE]
    upper = _crossing(own, top.at, middle.at)
    lower = _crossing(own, middle.at, bottom.at)
    spans = [sum(left <= x < right for x in lower) for left, right in pairwise(upper)]
    for table in TABLES:
        if spans == [len(heading.columns) for heading in table.headings]:
            words = tuple(_words(table, upper, lower, (top.at, middle.at, bottom.at)))
            columns = _columns(table, lower)
            return TableHead(table, upper[0], top.at, upper[-1], bottom.at, words, columns, _foot(lower, middle, own))
    return None


def _crossing(down: Sequence[Piece], top: float, bottom: float) -> list[float]:
    """Where verticals run from `top` to `bottom`, from the left."""
    return sorted({line.at for line in down if line.start <= top + SAME_PLACE and line.stop >= bottom - SAME_PLACE})


def _foot(columns: Sequence[float], head: Piece, down: Sequence[Piece]) -> float:
    """Where most of the columns' lines end that pass the head."""
    stops = [line.stop for line in down if line.at in columns and line.start <= head.at + SAME_PLACE <= line.stop]
    return float(median(stops))


def _words(
    table: PrintedTable, upper: Sequence[float], lower: Sequence[float], rows: tuple[float, float, float]
) -> Iterator[Word]:
    top, middle, bottom = rows
    for heading, (left, right) in zip(table.headings, pairwise(upper), strict=True):
        edges = [x for x in lower if left <= x < right] + [right]
        lone = len(heading.columns) == 1
        yield from _laid_out(heading.wordings[0], left, top, right, bottom if lone else middle)
        for column, (x0, x1) in zip(heading.columns, pairwise(edges), strict=True):
            if column.wordings:
                yield from _laid_out(column.wordings[0], x0, middle, x1, bottom)


def _laid_out(text: str, x0: float, top: float, x1: float, bottom: float) -> Iterator[Word]:
    """The words of `text` one below the other in a cell given in pixels: the order is what counts."""
    texts = text.split()
    step = (bottom - top) / len(texts)
    for index, word in enumerate(texts):
        low = top + index * step
        box = BoundingBox((x0 + 2) * POINT, (low + step * 0.1) * POINT, (x1 - 2) * POINT, (low + step * 0.9) * POINT)
        yield Word(word, box, SIZE)
