"""Finds the heads of Tables I and II by their rulings, and fills in the column headings without reading them.

The heads of a Form 4's two tables are ruled in a way of their own: 8 headings over 11 columns, 12 over 16, each heading
over its own number of columns. No other form of the SEC is ruled so. The text of these cells is therefore known, which
saves reading seventy small lines. One border may be missing from the head or from the rows, or be print that was taken
for a border; a head that differs more is read like any other print.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise, product
from statistics import median
from typing import NamedTuple

from extractor.model.form import TABLES, Column, PrintedTable
from extractor.model.page import BoundingBox, Origin, Word
from extractor.readers.image.laying_out import POINT
from extractor.readers.scan.rulings.fit import REACH
from extractor.readers.scan.rulings.pixels import Piece

LOWEST_HEAD = 60.0
"""Pixels at 200 dpi (0.3 inch): a head is at least this high, as it holds two rows of print."""
SAME_PLACE = 4.0
"""Pixels: after fitting, the end of a line and the line it meets are no further apart."""
LOWEST_ROW = 20.0
"""Pixels: any row of a table is higher. A border that goes on this far below the head is a border of the rows, too."""
MOST_WRONG = 1
"""Borders that may be missing from a head, or be print taken for one, if the rows below it have a table's columns."""
SIZE = 6.0
"""Points: about the type size of the form's headings."""


class TableHead(NamedTuple):
    """A recognised head of a table: its box in pixels, and its words with boxes in points."""

    table: PrintedTable
    x0: float
    top: float
    x1: float
    bottom: float
    words: tuple[Word, ...]
    columns: tuple[tuple[float, float, Column], ...]
    """Each column of the table's body with the x of its left and right border, in pixels."""
    foot: float
    """The y where the columns end, in pixels."""
    middle: float | None = None
    """The y of the line between the head's two storeys, if both are on this page."""

    def column_at(self, x: float, y: float) -> Column | None:
        """The column at the pixel, if the pixel lies in the table's body, else None."""
        if not self.bottom < y < self.foot:
            return None
        return next((column for left, right, column in self.columns if left <= x < right), None)

    def is_crossed_by(self, line: Piece) -> bool:
        """Whether a horizontal line runs through the headings; it is then print that was taken for a ruling."""
        if self.middle is None:
            return False
        inside = all(abs(line.at - at) > SAME_PLACE for at in (self.top, self.middle, self.bottom))
        return inside and self.top < line.at < self.bottom and line.start < self.x1 and line.stop > self.x0

    def missing_borders(self, down: Sequence[Piece]) -> Iterator[Piece]:
        """The borders between the columns that the form draws but that are not among the vertical lines `down`."""
        if self.middle is None:
            return
        starts = {self.columns[place][0] for place in _heading_starts(self.table)[:-1]}
        for left, _, _ in self.columns[1:]:
            top = self.top if left in starts else self.middle
            if not any(
                line.at == left and line.start <= top + SAME_PLACE and line.stop >= self.foot - SAME_PLACE
                for line in down
            ):
                yield Piece(left, top, self.foot, 0.0)

    def holds(self, x: float, y: float) -> bool:
        """Whether the pixel lies on the head."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


def known_heads(across: Sequence[Piece], down: Sequence[Piece]) -> tuple[TableHead, ...]:
    """The heads of the form's tables that the fitted rulings show, from the top of the page."""
    fits: dict[float, tuple[int, TableHead]] = {}
    for rows in _double_rows(across):
        # Print that looks like a line also divides a head in two. If two divisions fit as well, the higher one counts.
        for wrong, head in _fits(*rows, down):
            if head.top not in fits or wrong < fits[head.top][0]:
                fits[head.top] = wrong, head
    heads = {top: head for top, (_, head) in fits.items()}
    continued = _continued(across, down)
    if continued and all(continued.top < top for top in heads):
        return continued, *heads.values()
    return tuple(heads.values())


def _continued(across: Sequence[Piece], down: Sequence[Piece]) -> TableHead | None:
    """The table that goes on at the top of the page without a head, known by its number of columns; None if none does.

    If the end of the last page cut through the head, the lower storey of the head is at the top of this page.
    """
    top = min((line.start for line in down), default=0.0)
    lines = [line for line in down if line.start <= top + REACH]
    edges = sorted({line.at for line in lines})
    table = next((table for table in TABLES if len(edges) == len(table.columns) + 1), None)
    if table is None:
        return None
    foot = float(median(line.stop for line in lines))
    columns = _columns(table, edges)
    bottom = _lower_storey(table, columns, across, top)
    # The first row may begin higher beside it. The words are put above all lines, so that they are in no row.
    first = min((line.at for line in across if line.at > top + SAME_PLACE), default=top)
    words = () if bottom is None else tuple(_lower_words(columns, top, first))
    return TableHead(table, edges[0], top, edges[-1], top if bottom is None else bottom, words, columns, foot)


def _lower_storey(
    table: PrintedTable, columns: Sequence[tuple[float, float, Column]], across: Sequence[Piece], top: float
) -> float | None:
    """The y where the head's lower storey ends: the first line that runs under just the columns sharing a heading."""
    shared = {column for heading in table.headings for column in heading.columns if len(heading.columns) > 1}
    left, right = min(x for x, _, column in columns if column in shared), max(x for _, x, c in columns if c in shared)
    below = sorted(line for line in across if line.at > top + SAME_PLACE)
    ends = (line for line in below if abs(line.start - left) <= REACH and abs(line.stop - right) <= REACH)
    end = next(ends, None)
    if end is None or any(line.start < left - REACH and line.stop > right + REACH for line in below if line < end):
        return None
    return end.at


def _lower_words(columns: Sequence[tuple[float, float, Column]], top: float, bottom: float) -> Iterator[Word]:
    for left, right, column in columns:
        if column.wordings:
            yield from _laid_out(column.wordings[0], left, top, right, bottom)


def _columns(table: PrintedTable, edges: Sequence[float]) -> tuple[tuple[float, float, Column], ...]:
    return tuple((*pair, column) for pair, column in zip(pairwise(edges), table.columns, strict=True))


def _double_rows(across: Sequence[Piece]) -> Iterator[tuple[Piece, Piece, Piece]]:
    """Triples of lines that may be the top, middle and bottom of a head with two storeys.

    Top and bottom are equally wide, with no line as wide between them; the middle line is shorter.
    """
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


def _fits(top: Piece, middle: Piece, bottom: Piece, down: Sequence[Piece]) -> Iterator[tuple[int, TableHead]]:
    """The heads that the three lines may belong to, each with the number of its wrong borders.

    A border is wrong if it is missing from the head or is print that was taken for one. So four sets of borders are
    tried as the columns: those of the lower storey, those of the rows below it, and what both or either of them have.
    If the upper storey does not agree with the columns, only the borders of the rows are trusted.
    """
    own = [line for line in down if top.start - SAME_PLACE <= line.at <= top.stop + SAME_PLACE]
    upper = _crossing(own, top.at, middle.at)
    lower = _crossing(own, middle.at, bottom.at)
    below = _crossing(own, bottom.at, bottom.at + LOWEST_ROW)
    both, either = sorted({*lower} & {*below}), sorted({*lower, *below})
    for columns, table in product((lower, below, both, either), TABLES):
        if len(columns) != len(table.columns) + 1:
            continue
        edges = [columns[place] for place in _heading_starts(table)]
        above = {*edges} ^ {*upper}
        wrong = above | ({*columns} ^ {*lower})
        if not above or (columns == below and len(wrong) <= MOST_WRONG):
            words = tuple(_words(table, edges, columns, (top.at, middle.at, bottom.at)))
            found, foot = _columns(table, columns), _foot(columns, middle, bottom, own)
            yield len(wrong), TableHead(table, edges[0], top.at, edges[-1], bottom.at, words, found, foot, middle.at)


def _heading_starts(table: PrintedTable) -> list[int]:
    """The number of the first column under each heading of the upper storey, then the number of all columns."""
    return [0, *accumulate(len(heading.columns) for heading in table.headings)]


def _crossing(down: Sequence[Piece], top: float, bottom: float) -> list[float]:
    """The x of each vertical line that runs all the way from `top` to `bottom`, from the left."""
    return sorted({line.at for line in down if line.start <= top + SAME_PLACE and line.stop >= bottom - SAME_PLACE})


def _foot(columns: Sequence[float], middle: Piece, bottom: Piece, down: Sequence[Piece]) -> float:
    """The median y where the borders that go through the head end; the head's bottom if there are none."""
    stops = [line.stop for line in down if line.at in columns and line.start <= middle.at + SAME_PLACE <= line.stop]
    return float(median(stops or [bottom.at]))


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
    """The words of `text`, one below the other in the cell (pixels): only their order and cell matter."""
    texts = text.split()
    step = (bottom - top) / len(texts)
    for index, word in enumerate(texts):
        low = top + index * step
        box = BoundingBox((x0 + 2) * POINT, (low + step * 0.1) * POINT, (x1 - 2) * POINT, (low + step * 0.9) * POINT)
        yield Word(word, box, SIZE, origin=Origin.FORM)
