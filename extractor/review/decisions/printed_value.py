"""A field's value as EDGAR prints it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from extractor.model.ownership import AnyField

DOLLARS = frozenset(
    {
        "conversionOrExercisePrice",
        "transactionPricePerShare",
        "transactionTotalValue",
        "underlyingSecurityValue",
        "valueOwnedFollowingTransaction",
    }
)
"""Elements before whose number EDGAR prints a dollar sign."""


def printed_value(xpath: str, field: AnyField) -> str:
    """The value as EDGAR prints it, its footnote marks left out; what was seen, where that is no value."""
    match field.value:
        case None:
            return field.text if field.is_unreadable else ""
        case bool():
            return "X" if field.value else ""
        case Decimal():
            dollars = "$" if xpath.rpartition("/")[2] in DOLLARS else ""
            return dollars + printed_number(field.value)
        case date():
            return field.value.strftime("%m/%d/%Y")
        case _:
            return field.text if xpath.endswith("transactionTimeliness") else str(field.value)


def printed_number(number: Decimal) -> str:
    """Grouped, without idle zeros, and 33.5 as 33.50: the SEC's stylesheet prints numbers so."""
    whole, _, decimals = f"{number:,f}".partition(".")
    decimals = decimals.rstrip("0")
    if not decimals:
        return whole
    return f"{whole}.{decimals:0<2}"


def footnote_marks(footnotes: Iterable[str]) -> str:
    """F1 and F2 as the form prints them: (1)(2)."""
    return "".join(f"({footnote.removeprefix('F')})" for footnote in footnotes)
