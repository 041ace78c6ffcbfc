"""Heads of Tables I and II among fitted rulings: whole, with print taken for a line, or cut by the page's end."""

from itertools import pairwise

import numpy as np
import pytest

from extractor.model.form import TABLES, PrintedTable
from extractor.model.page import Origin
from extractor.readers.scan.form_print.known_headings import known_heads
from extractor.readers.scan.rulings.pixels import Piece

TOP, MIDDLE, BOTTOM, FOOT = 300.0, 400.0, 500.0, 700.0
"""In pixels: the top of the head, the line between its two rows, its bottom, and the bottom of the table."""
LEFT, WIDE = 80.0, 60.0
"""In pixels: the first border, and the width of every column."""
TABLE = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.element)
Rulings = tuple[list[Piece], list[Piece]]


def _heading_starts(table: PrintedTable) -> list[int]:
    """The column with which each heading begins."""
    starts = [0]
    for heading in table.headings:
        starts.append(starts[-1] + len(heading.columns))
    return starts


def _drawn(table: PrintedTable) -> Rulings:
    """The head with three rows below it; the lower row's lines are under the headings that have several columns."""
    right, starts = LEFT + WIDE * len(table.columns), _heading_starts(table)
    across = [Piece(y, LEFT, right) for y in (TOP, BOTTOM, 560.0, 620.0, FOOT)]
    shared = [start for start, stop in pairwise(starts) if stop - start > 1]
    stops = [stop for start, stop in pairwise(starts) if stop - start > 1]
    across.append(Piece(MIDDLE, LEFT + WIDE * shared[0], LEFT + WIDE * stops[-1]))
    down = [
        Piece(LEFT + WIDE * place, TOP if place in starts else MIDDLE, FOOT) for place in range(len(table.columns) + 1)
    ]
    return across, down


def _below(y: float, rulings: Rulings) -> Rulings:
    """The part of the lines on a page that begins at height `y`."""
    across, down = rulings
    return [line for line in across if line.at > y], [line._replace(start=max(line.start, y)) for line in down]


@TABLE
def test_a_head_is_known_by_its_rulings(table: PrintedTable) -> None:
    (head,) = known_heads(*_drawn(table))
    assert (head.table, head.top, head.middle, head.bottom, head.foot) == (table, TOP, MIDDLE, BOTTOM, FOOT)
    assert [column for _, _, column in head.columns] == list(table.columns)
    assert {word.origin for word in head.words} == {Origin.FORM}


@TABLE
@pytest.mark.parametrize("y", [350.0, 450.0])
def test_a_line_through_the_headings_is_print(table: PrintedTable, y: float) -> None:
    across, down = _drawn(table)
    false = Piece(y, LEFT + 5 * WIDE, LEFT + 6 * WIDE)
    (head,) = known_heads([*across, false], down)
    assert [line for line in (*across, false) if head.is_crossed_by(line)] == [false]


@TABLE
def test_a_table_goes_on_without_its_head(table: PrintedTable) -> None:
    (head,) = known_heads(*_below(530.0, _drawn(table)))
    assert (head.table, head.top, head.bottom, head.words) == (table, 530.0, 530.0, ())


@TABLE
def test_a_head_that_the_pages_end_cut_in_two_has_its_lower_storey_on_the_next(table: PrintedTable) -> None:
    across, down = _below(450.0, _drawn(table))
    starts = _heading_starts(table)
    shared = [(start, stop) for start, stop in pairwise(starts) if stop - start > 1]
    # The other headings ended on the page before, so there the first row begins at once.
    across = [line for line in across if line.at != BOTTOM]
    across.append(Piece(BOTTOM, LEFT + WIDE * shared[0][0], LEFT + WIDE * shared[-1][1]))
    (head,) = known_heads(across, down)
    assert (head.table, head.top, head.bottom) == (table, 450.0, BOTTOM)
    own = [wording for column in table.columns for wording in column.wordings[:1]]
    assert " ".join(word.text for word in head.words) == " ".join(own)


def _erased(line: Piece, top: float, foot: float) -> list[Piece]:
    """The pieces of a vertical line after the stretch from `top` to `foot` was erased."""
    rest = (line._replace(stop=min(line.stop, top)), line._replace(start=max(line.start, foot)))
    return [piece for piece in rest if piece.length > 0]


@TABLE
@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("part", [(TOP, BOTTOM), (MIDDLE, BOTTOM), (BOTTOM, FOOT), (BOTTOM, 560.0)], ids=str)
def test_a_border_that_is_missing_from_the_head_or_from_the_rows_is_put_in(
    table: PrintedTable, part: tuple[float, float], seed: int
) -> None:
    across, down = _drawn(table)
    gone = down[np.random.default_rng(seed).integers(1, len(down) - 1)]
    seen = [piece for line in down for piece in (_erased(line, *part) if line is gone else [line])]
    (head,) = known_heads(across, seen)
    assert [left for left, _, _ in head.columns] == [line.at for line in down[:-1]]
    assert [border[:3] for border in head.missing_borders(seen)] == [gone[:3]]


@TABLE
@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("part", [(TOP, MIDDLE), (MIDDLE, BOTTOM), (TOP, BOTTOM), (BOTTOM, 560.0)], ids=str)
def test_print_that_is_taken_for_a_border_moves_no_column(
    table: PrintedTable, part: tuple[float, float], seed: int
) -> None:
    across, down = _drawn(table)
    false = Piece(LEFT + WIDE * (np.random.default_rng(seed).integers(len(table.columns)) + 0.5), *part)
    (head,) = known_heads(across, [*down, false])
    assert [left for left, _, _ in head.columns] == [line.at for line in down[:-1]]
    assert not [*head.missing_borders([*down, false])]


@TABLE
def test_two_borders_that_are_gone_altogether_leave_no_known_head(table: PrintedTable) -> None:
    across, down = _drawn(table)
    assert not known_heads(across, [line for line in down if line not in (down[3], down[6])])
