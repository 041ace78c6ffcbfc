"""The ways in which readers damage a filing, each applied at one place drawn at random.

A damage returns the damaged filing, or None if there is nothing to damage at the drawn place.
"""

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from extractor.model.ownership import (
    AnyField,
    DateField,
    DecimalField,
    DerivativeRow,
    NonDerivativeRow,
    OwnershipDocument,
)
from extractor.rules.rows import TABLE_ONE_CELLS, TABLE_TWO_CELLS, printed

TABLES = ("non_derivative_table", "derivative_table")
Row = NonDerivativeRow | DerivativeRow
Damage = Callable[[OwnershipDocument, random.Random], OwnershipDocument | None]
# These share a printed column with a number of shares, and are nearly always absent.
INSTEAD = ("transaction_total_value", "underlying_security_value", "value_owned_following_transaction")
# Letter → letters that it is misread as when it is worn or blurred.
CONFUSED = {
    "A": "4RH", "C": "GOE", "D": "O0P", "E": "FB", "F": "PE", "G": "C6O", "H": "MN", "I": "1L", "J": "I1U",
    "L": "I1", "M": "NHW", "O": "0DQ", "P": "FD", "S": "58B", "U": "VJ", "W": "MV", "X": "KY", "Z": "27",
}  # fmt: skip


def digit_of(*columns: str) -> Damage:
    """Changes one digit in a number of one of `columns`."""

    def damage(document: OwnershipDocument, chance: random.Random) -> OwnershipDocument | None:
        return _in_a_cell(document, chance, columns, lambda field: _read_as(field, _other_digit(field, chance)))

    return damage


def in_a_running_balance(damage: Damage) -> Damage:
    """The same damage, but only in filings whose Table I has several transactions of one single position."""

    def limited(document: OwnershipDocument, chance: random.Random) -> OwnershipDocument | None:
        rows = [row for row in document.non_derivative_table if not row.is_holding]
        positions = {(row.security_title, row.direct_or_indirect_ownership, row.nature_of_ownership) for row in rows}
        one_position = document.model_copy(update={"derivative_table": ()})
        if len(rows) <= 1 or len(positions) > 1 or len(rows) != len(document.non_derivative_table):
            return None
        damaged = damage(one_position, chance)
        return damaged and damaged.model_copy(update={"derivative_table": document.derivative_table})

    return limited


def digit_of_a_header_date(document: OwnershipDocument, chance: random.Random) -> OwnershipDocument | None:
    """Change one digit in box 3 or beside a signature."""
    if chance.random() < 0.5:  # noqa: PLR2004
        changed = _read_as(document.period_of_report, _other_digit(document.period_of_report, chance))
        return changed and document.model_copy(update={"period_of_report": changed})
    signatures = list(document.owner_signatures)
    at = chance.randrange(len(signatures))
    changed = _read_as(signatures[at].signature_date, _other_digit(signatures[at].signature_date, chance))
    if changed is None:
        return None
    signatures[at] = signatures[at].model_copy(update={"signature_date": changed})
    return document.model_copy(update={"owner_signatures": tuple(signatures)})


def digit_lost(document: OwnershipDocument, chance: random.Random) -> OwnershipDocument | None:
    """Lose a digit of an amount or a balance: 10,000 becomes 1,000 or 10,00."""

    def without(field: AnyField) -> AnyField | None:
        text = printed(field.value) if isinstance(field.value, Decimal) else ""
        at = chance.randrange(len(text)) if len(text) > 1 else 0
        return _read_as(field, text[:at] + text[at + 1 :] if text[at : at + 1].isdigit() else "")

    return _in_a_cell(document, chance, ("transaction_shares", "shares_owned_following_transaction"), without)


def decimal_point_lost(document: OwnershipDocument, chance: random.Random) -> OwnershipDocument | None:
    """Lose the point of a price: 25.0338 becomes 250338."""

    def without(field: AnyField) -> AnyField | None:
        text = field.as_xml or ""
        return _read_as(field, text.replace(".", "") if field.value and "." in text else "")

    return _in_a_cell(document, chance, ("transaction_price_per_share", "conversion_or_exercise_price"), without)


def letter_of_a_code(document: OwnershipDocument, chance: random.Random) -> OwnershipDocument | None:
    """Replace the letter of a transaction code by one that looks like it."""
    return _in_a_cell(document, chance, ("transaction_code",), lambda field: _confused(field, chance))


def other_letter(column: str, one: str, two: str) -> Damage:
    """Replaces letter `one` by `two`, or the other way round."""
    swap = {one: two, two: one}
    return lambda document, chance: _in_a_cell(
        document, chance, (column,), lambda field: _read_as(field, swap.get(field.text, ""))
    )


def cells_swapped(document: OwnershipDocument, chance: random.Random) -> OwnershipDocument | None:
    """Exchange two neighbouring cells, with their marks."""

    def swapped(cells: list[AnyField]) -> list[AnyField] | None:
        at = chance.randrange(len(cells) - 1)
        one, two = cells[at], cells[at + 1]
        if (one.text, one.footnotes) == (two.text, two.footnotes):
            return None
        return [*cells[:at], two, one, *cells[at + 2 :]]

    return _in_a_row(document, chance, swapped)


def columns_shifted(document: OwnershipDocument, chance: random.Random) -> OwnershipDocument | None:
    """Move all cells of a row, from some cell on, one column to the right."""

    def shifted(cells: list[AnyField]) -> list[AnyField] | None:
        at = chance.randrange(len(cells) - 1)
        return [*cells[:at], DecimalField(), *cells[at:-1]] if any(cell.text for cell in cells[at:]) else None

    return _in_a_row(document, chance, shifted)


def cells_merged(document: OwnershipDocument, chance: random.Random) -> OwnershipDocument | None:
    """Read two neighbouring cells as one: "10,000 D"."""

    def merged(cells: list[AnyField]) -> list[AnyField] | None:
        at = chance.randrange(len(cells) - 1)
        one, two = cells[at], cells[at + 1]
        if not one.text or not two.text:
            return None
        both = DecimalField(text=f"{one.text} {two.text}", footnotes=one.footnotes + two.footnotes)
        return [*cells[:at], both, DecimalField(), *cells[at + 2 :]]

    return _in_a_row(document, chance, merged)


def row_dropped(document: OwnershipDocument, chance: random.Random) -> OwnershipDocument | None:
    """Leave out a row; its footnotes stay."""
    table, at = _some_row(document, chance)
    rows = getattr(document, table)
    return document.model_copy(update={table: (*rows[:at], *rows[at + 1 :])})


def row_twice(document: OwnershipDocument, chance: random.Random) -> OwnershipDocument | None:
    """Read a row twice, as at a page break."""
    table, at = _some_row(document, chance)
    rows = getattr(document, table)
    return document.model_copy(update={table: (*rows[: at + 1], *rows[at:])})


def mark_moved(document: OwnershipDocument, chance: random.Random) -> OwnershipDocument | None:
    """Move a mark to the cell left or right of its own."""

    def moved(cells: list[AnyField]) -> list[AnyField] | None:
        at, to = chance.randrange(len(cells)), chance.choice((-1, 1))
        if not cells[at].footnotes or not 0 <= at + to < len(cells):
            return None
        *kept, mark = cells[at].footnotes
        cells[at] = cells[at].model_copy(update={"footnotes": tuple(kept)})
        cells[at + to] = cells[at + to].model_copy(update={"footnotes": (*cells[at + to].footnotes, mark)})
        return cells

    return _in_a_row(document, chance, moved)


def mark_dropped(document: OwnershipDocument, chance: random.Random) -> OwnershipDocument | None:
    """Lose a mark."""

    def dropped(cells: list[AnyField]) -> list[AnyField] | None:
        at = chance.randrange(len(cells))
        if not cells[at].footnotes:
            return None
        cells[at] = cells[at].model_copy(update={"footnotes": cells[at].footnotes[:-1]})
        return cells

    return _in_a_row(document, chance, dropped)


def mark_misread(document: OwnershipDocument, chance: random.Random) -> OwnershipDocument | None:
    """Misread a mark as another number from 1 to 9."""

    def misread(cells: list[AnyField]) -> list[AnyField] | None:
        at, mark = chance.randrange(len(cells)), f"F{chance.randint(1, 9)}"
        if not cells[at].footnotes or mark in cells[at].footnotes:
            return None
        cells[at] = cells[at].model_copy(update={"footnotes": (*cells[at].footnotes[:-1], mark)})
        return cells

    return _in_a_row(document, chance, misread)


def _some_row(document: OwnershipDocument, chance: random.Random) -> tuple[str, int]:
    places = [(table, at) for table in TABLES for at in range(len(getattr(document, table)))]
    return chance.choice(places)


def _in_a_row(
    document: OwnershipDocument, chance: random.Random, change: Callable[[list[AnyField]], list[AnyField] | None]
) -> OwnershipDocument | None:
    """The filing with the cells of one row changed; each changed cell is parsed as its column's kind."""
    table, at = _some_row(document, chance)
    row = getattr(document, table)[at]
    every = TABLE_ONE_CELLS if table == TABLES[0] else TABLE_TWO_CELLS
    columns = [name for name in every if name not in INSTEAD or getattr(row, name).text]
    cells = change([getattr(row, column) for column in columns])
    if cells is None:
        return None
    kinds = {column: type(row).model_fields[column].annotation for column in columns}
    changed = {column: _as_kind(kinds[column], cell) for column, cell in zip(columns, cells, strict=True)}
    return _with_row(document, table, at, row.model_copy(update=changed))


def _in_a_cell(
    document: OwnershipDocument,
    chance: random.Random,
    columns: tuple[str, ...],
    change: Callable[[AnyField], AnyField | None],
) -> OwnershipDocument | None:
    """The filing with one value in one of `columns` changed."""
    table, at = _some_row(document, chance)
    row = getattr(document, table)[at]
    column = chance.choice(columns)
    field = getattr(row, column, None)
    changed = change(field) if field is not None and field.value is not None else None
    return None if changed is None else _with_row(document, table, at, row.model_copy(update={column: changed}))


def _with_row(document: OwnershipDocument, table: str, at: int, row: Row) -> OwnershipDocument:
    rows = list(getattr(document, table))
    rows[at] = row
    return document.model_copy(update={table: tuple(rows)})


def _other_digit(field: AnyField, chance: random.Random) -> str:
    """The value's text with one digit changed; empty if it has no digit."""
    text = field.as_xml or ""
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    if not places:
        return ""
    at = chance.choice(places)
    return text[:at] + chance.choice([digit for digit in "0123456789" if digit != text[at]]) + text[at + 1 :]


def _confused(field: AnyField, chance: random.Random) -> AnyField | None:
    likenesses = CONFUSED.get(field.text)
    return _read_as(field, chance.choice(likenesses)) if likenesses else None


def _read_as(field: AnyField, text: str) -> Any:
    """`field` with another text; None if the text is no value of the field's kind."""
    changed = _as_kind(type(field), field.model_copy(update={"value": None, "text": text}))
    return changed if changed.value is not None else None


def _as_kind(kind: Any, cell: AnyField) -> Any:
    """The text of `cell`, parsed as a cell of another kind."""
    return kind(value=_parsed(kind, cell.text) if cell.text else None, text=cell.text, footnotes=cell.footnotes)


def _parsed(kind: Any, text: str) -> Decimal | date | str | None:
    try:
        if kind is DecimalField:
            return Decimal(text.replace(",", ""))
        if kind is DateField:
            return date.fromisoformat(text)
    except (ValueError, InvalidOperation):
        return None
    return text


DAMAGES: tuple[tuple[str, Damage], ...] = (
    ("one digit of an amount", digit_of("transaction_shares")),
    (
        "one digit of an amount, where several rows trade one position",
        in_a_running_balance(digit_of("transaction_shares")),
    ),
    ("one digit of a balance", digit_of("shares_owned_following_transaction")),
    (
        "one digit of a balance, where several rows trade one position",
        in_a_running_balance(digit_of("shares_owned_following_transaction")),
    ),
    ("one digit of a price", digit_of("transaction_price_per_share")),
    ("one digit of an exercise price", digit_of("conversion_or_exercise_price")),
    ("one digit of an underlying amount", digit_of("underlying_security_shares")),
    ("one digit of a transaction date", digit_of("transaction_date")),
    ("one digit of a date in column 6 of Table II", digit_of("exercise_date", "expiration_date")),
    ("one digit of box 3 or a signature date", digit_of_a_header_date),
    ("a digit lost from an amount or a balance", digit_lost),
    ("the decimal point of a price lost", decimal_point_lost),
    ("the letter of a transaction code confused", letter_of_a_code),
    ("(A) and (D) confused", other_letter("transaction_acquired_disposed_code", "A", "D")),
    ("D and I confused", other_letter("direct_or_indirect_ownership", "D", "I")),
    ("two neighbouring cells swapped", cells_swapped),
    ("the columns of a row shifted by one", columns_shifted),
    ("two neighbouring cells merged", cells_merged),
    ("a row dropped", row_dropped),
    ("a row read twice", row_twice),
    ("a footnote mark moved to the next cell", mark_moved),
    ("a footnote mark dropped", mark_dropped),
    ("a footnote mark misread", mark_misread),
)
