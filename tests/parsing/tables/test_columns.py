"""Columns are found by their headings in every layout, even if a heading is misread, lost, or cut by a stray line."""

import numpy as np
import pytest

from extractor.model.form import TABLE_I, TABLES, PrintedTable
from extractor.model.page import BoundingBox, Word
from extractor.model.strip import Cell
from extractor.parsing.tables.columns import TableHead, map_columns

NO_LINES = np.empty((0, 3))
TOP, MIDDLE, BOTTOM = 100.0, 140.0, 160.0


def cell(text: str, x0: float, x1: float, top: float, bottom: float) -> Cell:
    """A cell whose words are spread over its width."""
    parts = text.split()
    step = (x1 - x0) / (len(parts) + 1)
    found = [
        Word(part, BoundingBox(x0 + step * (i + 0.6), top + 2, x0 + step * (i + 1.4), top + 9), 7.0)
        for i, part in enumerate(parts)
    ]
    return Cell(BoundingBox(x0, top, x1, bottom), tuple(found))


def printed(table: PrintedTable, *, wording: int = 0, changed: dict[int, str] | None = None) -> list[Cell]:
    """The head of a table with columns fifty points wide; `changed` headings have another text."""
    cells: list[Cell] = []
    x = 20.0
    for index, heading in enumerate(table.headings):
        text = (changed or {}).get(index, heading.wordings[min(wording, len(heading.wordings) - 1)])
        right = x + 50 * len(heading.columns)
        split = len(heading.columns) > 1
        cells += [cell(text, x, right, TOP, MIDDLE if split else BOTTOM)] if text else []
        if split:
            cells += [
                cell(column.wordings[0], x + 50 * i, x + 50 * (i + 1), MIDDLE, BOTTOM)
                for i, column in enumerate(heading.columns)
            ]
        x = right
    return cells


def places(head: TableHead) -> list[tuple[str, float, float]]:
    return [(column.column.attribute, column.x0, column.x1) for column in head.columns]


def expected(table: PrintedTable) -> list[tuple[str, float, float]]:
    return [(column.attribute, 20 + 50.0 * i, 70 + 50.0 * i) for i, column in enumerate(table.columns)]


@pytest.mark.parametrize("wording", [0, 1])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.element)
def test_every_column_is_found_by_its_heading(table: PrintedTable, wording: int) -> None:
    (head,) = map_columns(printed(table, wording=wording), NO_LINES)
    assert (head.table, len(head.columns)) == (table, len(table.columns))
    assert places(head) == expected(table)
    assert head.box.bottom == BOTTOM


@pytest.mark.parametrize(
    ("index", "text"),
    [
        pytest.param(0, "l. Titie of Securlty (lnstr. 3)", id="misread"),
        pytest.param(5, "5. Amount of Securities Beneficially Owned", id="cut-short"),
        pytest.param(7, "7. Nature of Indirect Beneficial Ownership (Instr. 4) )", id="with-dirt"),
    ],
)
def test_a_heading_misread_is_still_the_same_column(index: int, text: str) -> None:
    (head,) = map_columns(printed(TABLE_I, changed={index: text}), NO_LINES)
    assert places(head) == expected(TABLE_I)


@pytest.mark.parametrize("lost", range(len(TABLE_I.headings)))
def test_a_heading_lost_moves_no_other_column(lost: int) -> None:
    gone = {column.attribute for column in TABLE_I.headings[lost].columns}
    (head,) = map_columns(printed(TABLE_I, changed={lost: ""}), NO_LINES)
    found = {place for place in places(head) if place[0] not in gone}
    assert found == {place for place in expected(TABLE_I) if place[0] not in gone}


def test_a_table_with_its_columns_moved_is_read_by_headings_not_by_place() -> None:
    moved = [each for each in printed(TABLE_I) if each.box.x0 != 120]
    (head,) = map_columns(moved, NO_LINES)
    assert places(head) == [place for place in expected(TABLE_I) if place[0] != "deemed_execution_date"]


def test_rows_of_data_are_no_head() -> None:
    texts = ("Common Stock", "01/06/2014", "M", "10,000", "A", "$4.8", "10,000", "D", "By Trust")
    row = [cell(text, 20 + 50 * i, 70 + 50 * i, TOP, BOTTOM) for i, text in enumerate(texts)]
    assert map_columns(row, NO_LINES) == ()


def test_nothing_is_no_head() -> None:
    assert map_columns([], NO_LINES) == ()
