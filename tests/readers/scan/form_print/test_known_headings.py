"""The heads of Tables I and II among fitted rulings: whole, with print taken for a line, and cut by the page's end."""

from itertools import pairwise

import pytest

from extractor.model.form import TABLES, PrintedTable
from extractor.model.page import Origin
from extractor.readers.scan.form_print.known_headings import known_heads
from extractor.readers.scan.rulings.pixels import Piece

TOP, MIDDLE, BOTTOM, FOOT = 300.0, 400.0, 500.0, 700.0
"""Pixels: where the head begins, where its storeys meet, where it ends, and where the table ends."""
LEFT, WIDE = 80.0, 60.0
"""Pixels: the first border, and the width of every column."""
TABLE = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.element)
Rulings = tuple[list[Piece], list[Piece]]


def _heading_starts(table: PrintedTable) -> list[int]:
    """The column each heading begins with."""
    starts = [0]
    for heading in table.headings:
        starts.append(starts[-1] + len(heading.columns))
    return starts


def _drawn(table: PrintedTable) -> Rulings:
    """The head with three rows below it; the lower storey's lines stand under the headings that share columns."""
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
    """What a page that begins at `y` has of the lines."""
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
    # The other headings ended on the page before: there the first row begins at once.
    across = [line for line in across if line.at != BOTTOM]
    across.append(Piece(BOTTOM, LEFT + WIDE * shared[0][0], LEFT + WIDE * shared[-1][1]))
    (head,) = known_heads(across, down)
    assert (head.table, head.top, head.bottom) == (table, 450.0, BOTTOM)
    own = [wording for column in table.columns for wording in column.wordings[:1]]
    assert " ".join(word.text for word in head.words) == " ".join(own)
