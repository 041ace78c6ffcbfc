"""A table of headings and rows → ruled cells on paper, broken over pages as printing programs break them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from extractor.model.page import BoundingBox
from samples.printing.paper import Paper, aligned
from samples.printing.typesetting import Span, Spans, Style, longest_atom, wrap

SHRINKING = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58)


class Heading(NamedTuple):
    """A printed heading; with `parts` it spans one column for each of them."""

    text: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """How a layout draws its tables."""

    head: Style
    head_leading: float
    data_leading: float
    pad_x: float
    pad_y: float
    head_align: str = "left"
    part_align: str = "left"
    part_at_bottom: bool = False
    data_in_middle: bool = False

    def scaled(self, factor: float) -> "Look":
        """The same look in smaller type, for a table that is too wide."""
        return replace(
            self,
            head=self.head.scaled(factor),
            head_leading=self.head_leading * factor,
            data_leading=self.data_leading * factor,
            pad_x=self.pad_x * factor,
            pad_y=self.pad_y * factor,
        )


@dataclass(frozen=True, slots=True)
class Breaks:
    """What a page break does to a table: whether headings are repeated, and whether rows may be cut."""

    repeats_headings: bool = False
    cuts_rows: bool = False


class Cell(NamedTuple):
    """The content of one cell of a row."""

    spans: Spans
    align: str = "left"

    def scaled(self, factor: float) -> "Cell":
        """The same words in smaller type."""
        return self._replace(spans=tuple(span._replace(style=span.style.scaled(factor)) for span in self.spans))


Row = tuple[Cell, ...]


class Table(NamedTuple):
    """Headings and rows with the widths of their columns, ready to draw."""

    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    x: float
    look: Look


def minimum_widths(headings: Sequence[Heading], rows: Sequence[Row], look: Look) -> tuple[float, ...]:
    """The smallest width of each column that keeps every word whole, in points."""
    widths: list[float] = []
    for heading in headings:
        leaves = heading.parts or (heading.text,)
        columns = range(len(widths), len(widths) + len(leaves))
        parts = [
            max(longest_atom((Span(text, look.head),)), 4.0, *(longest_atom(row[column].spans) for row in rows))
            for text, column in zip(leaves, columns, strict=True)
        ]
        missing = longest_atom((Span(heading.text, look.head),)) - sum(parts) - 2 * look.pad_x * (len(parts) - 1)
        parts[0] += max(0.0, missing)
        widths.extend(part + 2 * look.pad_x for part in parts)
    return tuple(widths)


def fitted(wished: Sequence[float], minimums: Sequence[float], total: float) -> tuple[float, ...] | None:
    """Widths near the `wished` ones that keep every word whole and sum to `total`; None if the words are too wide."""
    if sum(minimums) > total:
        return None
    widths = [max(pair) for pair in zip(wished, minimums, strict=True)]
    surplus = sum(widths) - total
    slack = [width - least for width, least in zip(widths, minimums, strict=True)]
    if surplus > 0:
        return tuple(width - surplus * free / sum(slack) for width, free in zip(widths, slack, strict=True))
    return tuple(width * total / sum(widths) for width in widths)


def shrunk_to_fit(table: Table, total: float) -> Table:
    """The table in the largest type that keeps every word whole, like a browser that shrinks a page to its paper."""
    for factor in SHRINKING:
        rows = tuple(tuple(cell.scaled(factor) for cell in row) for row in table.rows)
        look = table.look.scaled(factor)
        widths = fitted(table.widths, minimum_widths(table.headings, rows, look), total)
        if widths:
            return table._replace(rows=rows, look=look, widths=widths)
    return table._replace(rows=rows, look=look)


def draw_table(paper: Paper, table: Table, breaks: Breaks) -> None:
    """Draw `table` from the paper's y on; when a page is full, it continues on the next."""
    if paper.room < _head_heights(table)[1] + table.look.data_leading:
        paper.next_page()
    _draw_head(paper, table)
    for row in table.rows:
        lines = tuple(wrap(cell.spans, table.widths[i] - 2 * table.look.pad_x) for i, cell in enumerate(row))
        _draw_row(paper, table, row, lines, breaks)


def _draw_row(paper: Paper, table: Table, row: Row, lines: tuple[tuple[Spans, ...], ...], breaks: Breaks) -> None:
    look = table.look
    top_edge = ""
    while True:
        count = max(len(cell) for cell in lines)
        height = count * look.data_leading + 2 * look.pad_y
        if height <= paper.room:
            _draw_cells(paper, table, row, lines, height=height, edges="lrb" + top_edge)
            return
        fitting = int((paper.room - look.pad_y) / look.data_leading) if breaks.cuts_rows else 0
        if fitting > 0:
            above = tuple(cell[:fitting] for cell in lines)
            _draw_cells(paper, table, row, above, height=paper.room, edges="lr" + top_edge)
            lines = tuple(cell[fitting:] for cell in lines)
        paper.next_page()
        # A row that moved as a whole needs its upper border again; the rest of a cut row stays open at the top.
        top_edge = "" if fitting > 0 else "t"
        if breaks.repeats_headings:
            _draw_head(paper, table)


def _draw_cells(
    paper: Paper, table: Table, row: Row, lines: tuple[tuple[Spans, ...], ...], *, height: float, edges: str
) -> None:
    look = table.look
    lefts = [table.x, *(table.x + offset for offset in accumulate(table.widths))]
    for column, cell_lines in enumerate(lines):
        left, right = lefts[column], lefts[column + 1]
        paper.frame(left, paper.y, right, paper.y + height, edges)
        spare = height - 2 * look.pad_y - len(cell_lines) * look.data_leading
        top = paper.y + look.pad_y + (spare / 2 if look.data_in_middle and "b" in edges else 0)
        for line in cell_lines:
            x = aligned(line, left + look.pad_x, right - left - 2 * look.pad_x, row[column].align)
            paper.line(line, x, top, look.data_leading)
            top += look.data_leading
    paper.y += height


def _head_heights(table: Table) -> tuple[float, float]:
    """The height of the upper row of headings, and of both rows together."""
    look = table.look

    def height(text: str, width: float) -> float:
        return len(wrap((Span(text, look.head),), width - 2 * look.pad_x)) * look.head_leading + 2 * look.pad_y

    upper = lower = whole = 0.0
    column = 0
    for heading in table.headings:
        widths = table.widths[column : column + max(1, len(heading.parts))]
        column += len(widths)
        if not heading.parts:
            whole = max(whole, height(heading.text, sum(widths)))
            continue
        upper = max(upper, height(heading.text, sum(widths)))
        lower = max(lower, *(height(part, width) for part, width in zip(heading.parts, widths, strict=True)))
    whole = max(whole, upper + lower)
    return upper, whole


def _draw_head(paper: Paper, table: Table) -> None:
    upper, whole = _head_heights(table)
    top, x, column = paper.y, table.x, 0
    for heading in table.headings:
        widths = table.widths[column : column + max(1, len(heading.parts))]
        column += len(widths)
        width = sum(widths)
        box = BoundingBox(x, top, x + width, top + (upper if heading.parts else whole))
        _draw_heading(paper, table.look, heading.text, box, is_part=False)
        part_x = x
        for part, part_width in zip(heading.parts, widths, strict=False):
            box = BoundingBox(part_x, top + upper, part_x + part_width, top + whole)
            _draw_heading(paper, table.look, part, box, is_part=True)
            part_x += part_width
        x += width
    paper.y = top + whole


def _draw_heading(paper: Paper, look: Look, text: str, box: BoundingBox, *, is_part: bool) -> None:
    paper.frame(*box)
    spans, inner = (Span(text, look.head),), box.width - 2 * look.pad_x
    used = len(wrap(spans, inner)) * look.head_leading
    align = look.part_align if is_part else look.head_align
    start = box.bottom - look.pad_y - used if is_part and look.part_at_bottom else box.top + look.pad_y
    paper.text(spans, box.x0 + look.pad_x, start, inner, look.head_leading, align=align)
