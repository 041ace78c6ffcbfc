"""How rules walk through the tables: each row, the XPaths of its values, and its name for a reviewer."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain, count
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar

from extractor.model.field_paths import ROW_ELEMENTS, row_path
from extractor.model.ownership import AnyField, DerivativeRow, NonDerivativeRow, OwnershipDocument
from extractor.model.values import print_number_briefly

Row_co = TypeVar("Row_co", bound=NonDerivativeRow | DerivativeRow, covariant=True)

# The printed cells of a row, left to right. V and the swap's K are printed in the cells of the code and have no
# footnotes of their own.
TABLE_ONE_CELLS = (
    "security_title",
    "transaction_date",
    "deemed_execution_date",
    "transaction_code",
    "transaction_shares",
    "transaction_acquired_disposed_code",
    "transaction_price_per_share",
    "shares_owned_following_transaction",
    "value_owned_following_transaction",
    "direct_or_indirect_ownership",
    "nature_of_ownership",
)
TABLE_TWO_CELLS = (
    "security_title",
    "conversion_or_exercise_price",
    "transaction_date",
    "deemed_execution_date",
    "transaction_code",
    "transaction_shares",
    "transaction_total_value",
    "transaction_acquired_disposed_code",
    "exercise_date",
    "expiration_date",
    "underlying_security_title",
    "underlying_security_shares",
    "underlying_security_value",
    "transaction_price_per_share",
    "shares_owned_following_transaction",
    "value_owned_following_transaction",
    "direct_or_indirect_ownership",
    "nature_of_ownership",
)
# Most rules walk over every cell; attrgetter is four times as fast as asking for them by name.
_table_one_fields = attrgetter(*TABLE_ONE_CELLS)
_table_two_fields = attrgetter(*TABLE_TWO_CELLS)


class Placed(NamedTuple, Generic[Row_co]):
    """A row and its number in its table, counted from 1 over transactions and holdings."""

    number: int
    row: Row_co

    @property
    def path(self) -> str:
        """The row's XPath."""
        table = "nonDerivativeTable" if isinstance(self.row, NonDerivativeRow) else "derivativeTable"
        return row_path(table, self.number)

    def xpath(self, attribute: str) -> str:
        return f"{self.path}/{ROW_ELEMENTS[attribute]}"

    def xpaths(self, *attributes: str) -> tuple[str, ...]:
        return tuple(map(self.xpath, attributes))

    @property
    def name(self) -> str:
        return f"Table {'I' if isinstance(self.row, NonDerivativeRow) else 'II'} row {self.number}"

    def cells(self) -> Iterator[tuple[str, AnyField]]:
        """Every printed cell of the row, left to right, with its attribute."""
        if isinstance(self.row, NonDerivativeRow):
            return zip(TABLE_ONE_CELLS, _table_one_fields(self.row), strict=True)
        return zip(TABLE_TWO_CELLS, _table_two_fields(self.row), strict=True)

    def cells_of(self, attributes: tuple[str, ...]) -> Iterator[tuple[str, AnyField]]:
        """Those of `attributes` that this row's table has a column for, with their fields."""
        columns = TABLE_ONE_CELLS if isinstance(self.row, NonDerivativeRow) else TABLE_TWO_CELLS
        return ((attribute, getattr(self.row, attribute)) for attribute in attributes if attribute in columns)


PlacedRow = Placed[NonDerivativeRow | DerivativeRow]


def table_one(document: OwnershipDocument) -> Iterator[Placed[NonDerivativeRow]]:
    """The rows of Table I, transactions and holdings."""
    return map(Placed, count(1), document.non_derivative_table)


def table_two(document: OwnershipDocument) -> Iterator[Placed[DerivativeRow]]:
    """The rows of Table II, transactions and holdings."""
    return map(Placed, count(1), document.derivative_table)


def both_tables(document: OwnershipDocument) -> Iterator[PlacedRow]:
    """Every row, Table I first."""
    return chain(table_one(document), table_two(document))


def transactions(rows: Iterable[Placed[Row_co]]) -> Iterator[Placed[Row_co]]:
    """The rows that report a transaction."""
    return (placed for placed in rows if not placed.row.is_holding)


def printed(value: Decimal) -> str:
    """The number as a filing prints it: grouped, without trailing zeros."""
    return print_number_briefly(value)


def is_empty(field: AnyField) -> bool:
    """Whether there is neither a value nor a footnote that replaces one."""
    return field.value is None and not field.footnotes
