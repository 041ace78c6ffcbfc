"""Finds the rows below a table's head, and in each row the words under each column.

A word belongs to the table only if the lines between the columns run beside it. So the text after the last row, the
header and footer of a page, and the title of the next table are in no row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.model.doubts import Doubt
from extractor.model.page import BoundingBox, Word
from extractor.model.strip import Cell, Places, Strip
from extractor.parsing.grid.lines import Lines
from extractor.parsing.grid.text_lines import reading_order

EDGE = 2.5
"""Points: the edge of a column in the head and the line that continues it below differ by no more in x."""
EDGES_SHARE = 0.7
"""Share of the inner column edges that must run beside a word of the table; some lines may be broken, but not most."""
NOT_DRAWN_SHARE = 0.1
"""Share of a column's width: if a line covers less of it between two rows, their cells in that column are one."""
LEAST_ROW = 6.0
"""Points: no row is lower, as it holds a line of type. A character between two closer lines is a piece of a line."""
ROW_LINE_SHARE = 0.85
"""Share of the table's width that a line must cover to end a row; a shorter one is an underline."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a table, with a cell for every column, blank or not."""

    box: BoundingBox
    cells: tuple[Cell, ...]

    @property
    def cells_box(self) -> BoundingBox:
        """The box around the row's words. Unlike the row's own box it lies on the page on which they are printed."""
        return BoundingBox.around(word.box for cell in self.cells for word in cell.words)


def find_rows(
    strip: Strip, lines: Lines, *, head: BoundingBox, spans: Sequence[tuple[float, float]], until: float
) -> tuple[tuple[GridRow, ...], tuple[Word, ...]]:
    """The rows between `head` and the height `until`, and the words between them that are under no column.

    `spans` are the left and right edges of the columns, from the left.
    """
    places = _places_between_edges(strip, lines, head=head, spans=spans, until=until)
    heights = _row_lines(lines, head, until)
    lefts, rights = np.array([span[0] for span in spans]), np.array([span[1] for span in spans])
    x = strip.x_centers[places]
    columns = np.searchsorted(lefts, x, side="right") - 1
    under_none = (columns < 0) | (x > rights[columns])
    below = np.searchsorted(heights, strip.y_centers[places])
    rows: dict[int, dict[int, list[Word]]] = {}
    astray: list[Word] = []
    for place, row, column, is_astray in zip(
        places.tolist(), below.tolist(), columns.tolist(), under_none.tolist(), strict=True
    ):
        if _is_piece_of_line(strip.words[place], row, heights):
            continue
        if is_astray:
            astray.append(strip.words[place])
        else:
            rows.setdefault(row, {}).setdefault(column, []).append(strip.words[place])
    found = {index: _grid_row(index, rows[index], heights, spans) for index in sorted(rows)}
    for column, span in enumerate(spans):
        for group in _beside_several(sorted(found), heights, lines, span):
            found |= _with_shared_cell({index: found[index] for index in group}, column)
    return tuple(found.values()), tuple(astray)


def _beside_several(
    rows: Sequence[int], heights: npt.NDArray[np.float64], lines: Lines, span: tuple[float, float]
) -> Iterator[list[int]]:
    """Runs of rows with no line between them in the column `span`, so that one cell there belongs to all of them."""
    group = list(rows[:1])
    for before, row in pairwise(rows):
        if row == before + 1 and _covered(lines, float(heights[before]), span) < NOT_DRAWN_SHARE:
            group.append(row)
            continue
        if len(group) > 1:
            yield group
        group = [row]
    if len(group) > 1:
        yield group


def _covered(lines: Lines, height: float, span: tuple[float, float]) -> float:
    """The share of the column's width that the longest line at this height covers."""
    level = lines.horizontal[np.abs(lines.horizontal[:, 0] - height) <= EDGE]
    lengths = np.minimum(level[:, 2], span[1]) - np.maximum(level[:, 1], span[0])
    return float(np.maximum(lengths, 0).max(initial=0.0)) / (span[1] - span[0])


def _with_shared_cell(rows: dict[int, GridRow], column: int) -> dict[int, GridRow]:
    """The rows, each with all words of their shared cell in `column`, and `Doubt.SPANS_ROWS` on that cell."""
    words = tuple(word for row in rows.values() for word in row.cells[column].words)
    if not words:
        return rows
    shared: dict[int, GridRow] = {}
    for index, row in rows.items():
        cell = replace(row.cells[column], words=words, doubts=frozenset({Doubt.SPANS_ROWS}))
        shared[index] = replace(row, cells=(*row.cells[:column], cell, *row.cells[column + 1 :]))
    return shared


def _is_piece_of_line(word: Word, row: int, heights: npt.NDArray[np.float64]) -> bool:
    """Whether the word is one character between two lines so close that there is no room for print."""
    lines_around = 0 < row < len(heights)
    return lines_around and len(word.text) == 1 and float(heights[row] - heights[row - 1]) < LEAST_ROW


def join_cut_rows(
    rows: Sequence[GridRow],
    strip: Strip,
    *,
    telling: Sequence[int],
    text: Sequence[int],
    hidden: Sequence[BoundingBox] = (),
) -> tuple[GridRow, ...]:
    """The rows, with those joined that a page break, or a line of a typed form, has cut in two.

    Every row of the form has a value in one of the columns `telling` (numbers of columns). A part without one is joined
    to the row before if a page ends between the two, or if it only has values in the columns `text`, the only ones that
    wrap. If the part before a page break has none, it is joined to the row behind. But if one of the boxes `hidden`,
    where something was not read, lies in a telling column of a part, this part begins a row of its own.
    """
    joined: list[GridRow] = []
    for row in rows:
        is_row = any(box.holds(at.x_center, at.y_center) for box in _boxes(row, telling) for at in hidden)
        if joined and not is_row and _is_cut(joined[-1], row, strip, telling, text):
            joined[-1] = _join(joined[-1], row)
        else:
            joined.append(row)
    return tuple(joined)


def _boxes(row: GridRow, columns: Sequence[int]) -> list[BoundingBox]:
    return [row.cells[index].box for index in columns]


def _is_cut(before: GridRow, row: GridRow, strip: Strip, telling: Sequence[int], text: Sequence[int]) -> bool:
    filled = {index for index, cell in enumerate(row.cells) if cell.words}
    other_page = strip.locate(before.box)[0] != strip.locate(row.cells_box)[0]
    if not filled & set(telling):
        return other_page or filled <= set(text)
    return other_page and not any(before.cells[index].words for index in telling)


def _join(before: GridRow, row: GridRow) -> GridRow:
    cells = tuple(
        Cell(BoundingBox.around((first.box, second.box)), first.words + second.words, first.doubts | second.doubts)
        for first, second in zip(before.cells, row.cells, strict=True)
    )
    return GridRow(BoundingBox.around((before.box, row.box)), cells)


def _grid_row(
    index: int, held: dict[int, list[Word]], heights: npt.NDArray[np.float64], spans: Sequence[tuple[float, float]]
) -> GridRow:
    words = [word for column in held.values() for word in column]
    top = float(heights[index - 1]) if index else min(word.box.top for word in words)
    bottom = float(heights[index]) if index < len(heights) else max(word.box.bottom for word in words)
    cells = tuple(
        Cell(BoundingBox(x0, top, x1, bottom), reading_order(held.get(column, ())))
        for column, (x0, x1) in enumerate(spans)
    )
    return GridRow(BoundingBox(spans[0][0], top, spans[-1][1], bottom), cells)


def _places_between_edges(
    strip: Strip, lines: Lines, *, head: BoundingBox, spans: Sequence[tuple[float, float]], until: float
) -> Places:
    """The places of the strip's words between `head` and the height `until` that belong to the table.

    At least `EDGES_SHARE` of the lines between the columns must run at the height of such a word.
    """
    x, y = strip.x_centers, strip.y_centers
    inside = (head.bottom <= y) & (y < until) & (head.x0 - EDGE <= x) & (x <= head.x1 + EDGE)
    places: Places = np.flatnonzero(inside)
    if not len(places):
        return places
    edges, height = np.array([x1 for _, x1 in spans[:-1]]), y[places]
    on_edge = np.abs(lines.vertical[:, 0] - edges[:, None]) <= EDGE
    vertical, on_edge = lines.vertical[on_edge.any(axis=0)], on_edge[:, on_edge.any(axis=0)]
    beside = (vertical[:, 1] <= height[:, None]) & (height[:, None] <= vertical[:, 2])
    share: npt.NDArray[np.float64] = (beside.astype(np.uint8) @ on_edge.T.astype(np.uint8) > 0).mean(axis=1)
    return places[share >= EDGES_SHARE]


def _row_lines(lines: Lines, head: BoundingBox, until: float) -> npt.NDArray[np.float64]:
    """The y of the lines that run across the whole table; the head's bottom is the first."""
    horizontal = lines.horizontal
    horizontal = horizontal[(horizontal[:, 0] > head.bottom - EDGE) & (horizontal[:, 0] <= until + EDGE)]
    covered = np.minimum(horizontal[:, 2], head.x1) - np.maximum(horizontal[:, 1], head.x0)
    near = np.abs(horizontal[:, 0] - horizontal[:, 0, None]) <= EDGE
    whole = near @ np.maximum(covered, 0) >= ROW_LINE_SHARE * head.width
    return np.array(sorted({*horizontal[whole, 0].tolist(), head.bottom}))
