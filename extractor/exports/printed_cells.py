"""A row's fields by printed column: which field fills a column, and what the column is called."""

from extractor.model.form import ACQUIRED, DISPOSED, VALUE_ATTRIBUTES, PrintedTable
from extractor.model.ownership import AnyField, DerivativeRow, NonDerivativeRow, StrField


def cell_of(row: NonDerivativeRow | DerivativeRow, column: str) -> tuple[str, AnyField]:
    """The attribute that fills the printed column in this row, and its field.

    The shares fill one half of column 5 of Table II, (A) or (D). A column of shares holds the row's dollar value
    instead, if there is one.
    """
    if column in (ACQUIRED, DISPOSED):
        side = "A" if column == ACQUIRED else "D"
        if row.transaction_acquired_disposed_code.value != side:
            return "transaction_shares", StrField()
        column = "transaction_shares"
    value = VALUE_ATTRIBUTES.get(column, column)
    if value != column and getattr(row, value, StrField()).value is not None:
        return value, getattr(row, value)
    return column, getattr(row, column)


def headings_of(table: PrintedTable) -> list[str]:
    """The heading of each column, with the numbered heading above it."""
    return [
        " – ".join((*heading.wordings[:1], *column.wordings[:1]))
        for heading in table.headings
        for column in heading.columns
    ]
