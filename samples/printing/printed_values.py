"""A row of the filing → the text of each printed column, in the notation of one layout."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from extractor.model.ownership import (
    AnyField,
    DateField,
    DecimalField,
    DerivativeRow,
    NonDerivativeRow,
    OwnershipDocument,
    ReportingOwner,
    StrField,
)

NEW_STYLE_FROM = date(2023, 4, 1)
"""Since then the form has the 10b5-1 box, and EDGAR's page rounds decimals for display."""


class Printed(NamedTuple):
    """A value as printed, and the marks beside it."""

    text: str
    marks: tuple[str, ...] = ()


BLANK = Printed("")


@dataclass(frozen=True, slots=True)
class Notation:
    """How a layout writes dates and numbers."""

    date: Callable[[date], str]
    number: Callable[[Decimal], str]
    money: Callable[[Decimal], str]


def edgar_notation(period: date | None) -> Notation:
    """EDGAR's page: 01/06/2014, 10,000, $4.80; before April 2023 decimals as filed, $4.8."""
    number = rounded_for_the_eye if period and period >= NEW_STYLE_FROM else as_filed
    return Notation(date=us_date, number=number, money=lambda value: f"${number(value)}")


def issuer_notation(period: date | None) -> Notation:
    """An issuer's page: 1/6/2014; 10000, or 10,000 since August 2023; money with decimals as filed."""
    number = as_filed if period and period >= date(2023, 8, 1) else ungrouped
    return Notation(date=short_date, number=number, money=lambda value: f"${number(value)}")


def us_date(value: date) -> str:
    """A date such as 01/06/2014."""
    return f"{value:%m/%d/%Y}"


def short_date(value: date) -> str:
    """A date such as 1/6/2014."""
    return f"{value.month}/{value.day}/{value.year}"


def as_filed(value: Decimal) -> str:
    """A number such as 10,000 or 4.8: grouped, with all decimals."""
    return f"{value:,f}"


def ungrouped(value: Decimal) -> str:
    """A number such as 10000 or 4.8: not grouped, with all decimals."""
    return f"{value:f}"


def rounded_for_the_eye(value: Decimal) -> str:
    """A number such as 0, 33.50 or 25.0338: one decimal becomes two, at most four stay, trailing zeros go."""
    plain = f"{value:f}"
    decimals = len(plain.partition(".")[2])
    if value == 0:
        return "0"
    if decimals == 1:
        return f"{value:,.2f}"
    kept = f"{value:,.4f}" if decimals > 4 else f"{value:,f}"
    return kept.rstrip("0").rstrip(".") if "." in kept else kept


def is_ticked_10b5(document: OwnershipDocument) -> bool:
    """Whether the box about a Rule 10b5-1 plan is ticked."""
    return bool(document.aff10b5_one.value)


def has_10b5_box(document: OwnershipDocument) -> bool:
    """Whether the form is of a year that has the Rule 10b5-1 box."""
    period = document.period_of_report.value
    return is_ticked_10b5(document) or (period is not None and period >= NEW_STYLE_FROM)


def text_of(field: StrField) -> str:
    """The field's text, or an empty one."""
    return field.value or ""


def date_text(field: DateField, notation: Notation) -> str:
    """The date as the layout writes it, or an empty text."""
    return notation.date(field.value) if field.value else ""


def address_lines(owner: ReportingOwner) -> tuple[str, ...]:
    """The street lines of an address that are not blank."""
    return tuple(filter(None, (text_of(owner.rpt_owner_street1), text_of(owner.rpt_owner_street2))))


def non_derivative_cells(row: NonDerivativeRow, notation: Notation) -> tuple[Printed, ...]:
    """The texts of the eleven columns of Table I."""
    return (
        _words(row.security_title),
        _date(row.transaction_date, notation),
        _date(row.deemed_execution_date, notation),
        _code(row),
        _early(row),
        _amount(row.transaction_shares, notation),
        _words(row.transaction_acquired_disposed_code),
        _money(row.transaction_price_per_share, notation),
        _either(row.shares_owned_following_transaction, row.value_owned_following_transaction, notation),
        _words(row.direct_or_indirect_ownership),
        _words(row.nature_of_ownership),
    )


def derivative_cells(row: DerivativeRow, notation: Notation) -> tuple[Printed, ...]:
    """The texts of the sixteen columns of Table II."""
    amount = _either(row.transaction_shares, row.transaction_total_value, notation)
    amount = amount._replace(marks=amount.marks + row.transaction_acquired_disposed_code.footnotes)
    acquired = row.transaction_acquired_disposed_code.value == "A"
    return (
        _words(row.security_title),
        _money(row.conversion_or_exercise_price, notation),
        _date(row.transaction_date, notation),
        _date(row.deemed_execution_date, notation),
        _code(row),
        _early(row),
        amount if acquired else BLANK,
        BLANK if acquired else amount,
        _date(row.exercise_date, notation),
        _date(row.expiration_date, notation),
        _words(row.underlying_security_title),
        _either(row.underlying_security_shares, row.underlying_security_value, notation),
        _money(row.transaction_price_per_share, notation),
        _either(row.shares_owned_following_transaction, row.value_owned_following_transaction, notation),
        _words(row.direct_or_indirect_ownership),
        _words(row.nature_of_ownership),
    )


def mark_numbers(field: AnyField) -> tuple[str, ...]:
    """The field's marks as numbers: F1 is printed as 1."""
    return tuple(mark.removeprefix("F") for mark in field.footnotes)


def _words(field: StrField) -> Printed:
    return Printed(text_of(field), field.footnotes)


def _date(field: DateField, notation: Notation) -> Printed:
    return Printed(date_text(field, notation), field.footnotes)


def _amount(field: DecimalField, notation: Notation) -> Printed:
    return Printed("" if field.value is None else notation.number(field.value), field.footnotes)


def _money(field: DecimalField, notation: Notation) -> Printed:
    return Printed("" if field.value is None else notation.money(field.value), field.footnotes)


def _either(shares: DecimalField, worth: DecimalField, notation: Notation) -> Printed:
    """A number of shares, or a value in dollars, which share one cell of the form."""
    return _amount(shares, notation) if worth.is_blank else _money(worth, notation)


def _code(row: NonDerivativeRow | DerivativeRow) -> Printed:
    swap = "/K" if row.equity_swap_involved.value else ""
    return Printed(text_of(row.transaction_code) + swap, row.transaction_code.footnotes)


def _early(row: NonDerivativeRow | DerivativeRow) -> Printed:
    return Printed("V" if row.transaction_timeliness.value == "E" else "", row.transaction_timeliness.footnotes)
