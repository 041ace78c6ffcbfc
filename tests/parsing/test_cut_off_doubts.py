"""A table that the paper cuts off, and of which no row was read, is always reported."""

import pytest

from extractor.model.form import TABLE_II
from extractor.model.page import BoundingBox, Page
from extractor.model.strip import stack
from extractor.parsing.cut_off_doubts import cut_off_doubts
from extractor.parsing.tables.columns import MappedColumn, TableHead
from tests.support.builders import document

WIDE = 40.0


@pytest.mark.parametrize(("changes", "code"), [("drop II.1", "PAG102"), ("", "PAG105")], ids=["no-row", "a-row"])
def test_columns_beyond_the_paper_are_asked_by_row_or_with_their_table(changes: str, code: str) -> None:
    columns = tuple(
        MappedColumn(column, WIDE * place, WIDE * (place + 1), 1.0)
        for place, column in enumerate(TABLE_II.columns[:-1])
    )
    right = columns[-1].x1
    head = TableHead(TABLE_II, BoundingBox(0.0, 10.0, right, 40.0), columns)
    strip = stack((Page(number=1, width=right, height=792.0, words=(), rulings=()),))
    (found,) = cut_off_doubts(strip, (head,), document(changes))
    assert found.rule == code
    assert all(xpath.startswith("derivativeTable") for xpath in found.xpaths)
