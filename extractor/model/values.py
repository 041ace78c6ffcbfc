"""Text of a cell → its value, and a value → the text the form prints: dates, numbers, codes and footnote marks.

Every parser takes any text at all and either returns the one value it means or raises
`UnparsableTextError`; nothing is guessed, mended or left out.
"""

import re
import string
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from extractor.model.form import TRANSACTION_CODES
from extractor.model.ownership import AnyField, BoolField, DateField, DecimalField, Frozen, StrField
from extractor.model.places import country_code, state_code
from extractor.model.texts import unspaced

_DATE = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(\d{4}|\d{2})|(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_WORDED = re.compile(
    r"(?P<month>[A-Za-z]{3,9})\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year>\d{4})"
    r"|(?P<day_before>\d{1,2})\s(?P<month_after>[A-Za-z]{3,9})\.?,?\s(?P<year_after>\d{4})",
    re.ASCII,
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMBER = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?", re.ASCII)
_MARKS = re.compile(r"(?:\(\d{1,2}\)\s*+(?:,\s*+)?)+", re.ASCII)
"""The repetitions are possessive (`+` after them): backtracking would take years to refuse a long row of marks."""
_CENTURY_PIVOT = 70
"""Two-digit years below 70 are 20xx, others 19xx: section 16 forms with typed years begin in 1970."""


class UnparsableTextError(ValueError):
    """The text is not a value of the kind its cell holds."""

    def __init__(self, text: str, expected: str) -> None:
        super().__init__(f"“{text}” is not {expected}")


def parse_date(text: str) -> date:
    """A date as the form prints it (MM/DD/YYYY, M/D/YYYY, M/D/YY), with the month as a word, or as the XML holds it."""
    match = _DATE.fullmatch(text.strip())
    month, day, year = (match.group(1, 2, 3) if match.group(1) else match.group(5, 6, 4)) if match else _worded(text)
    century = 0 if len(year) == 4 else 2000 if int(year) < _CENTURY_PIVOT else 1900  # noqa: PLR2004
    try:
        return date(century + int(year), int(month), int(day))
    except ValueError as error:
        raise UnparsableTextError(text, "a day of the calendar") from error


def _worded(text: str) -> tuple[str, str, str]:
    """Month, day and year, as figures, of a date that names its month."""
    match = _WORDED.fullmatch(" ".join(text.split()))
    name = (match["month"] or match["month_after"]).lower() if match else ""
    number = next((place for place, month in enumerate(_MONTHS, 1) if month.startswith(name)), 0)
    if match is None or not number:
        raise UnparsableTextError(text, "a date (MM/DD/YYYY)")
    return str(number), match["day"] or match["day_before"], match["year"] or match["year_after"]


def parse_number(text: str) -> Decimal:
    """A number with or without $, thousands commas and decimals; digits are kept as printed."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None or not (match.group(1) or match.group(2)):
        raise UnparsableTextError(text, "a number")
    return Decimal((match.group(1) or "0").replace(",", "") + (match.group(2) or ""))


def is_money(text: str) -> bool:
    """Whether the number is printed as dollars."""
    return text.lstrip().startswith("$")


def parse_code(text: str) -> tuple[str, bool]:
    """A transaction code, and whether an equity swap (`/K`) is printed with it."""
    code, slash, swap = unspaced(text).partition("/")
    if code not in TRANSACTION_CODES or (slash and swap != "K"):
        raise UnparsableTextError(text, "a transaction code")
    return code, bool(slash)


def parse_early(text: str) -> str:
    """Column V as the value of `transactionTimeliness`: a V means reported earlier than required, which is E."""
    if text.strip() != "V":
        raise UnparsableTextError(text, "V")
    return "E"


def parse_acquired_disposed(text: str) -> str:
    """A (acquired) or D (disposed of)."""
    return _one_of(text, "AD", "A or D")


def parse_direct_indirect(text: str) -> str:
    """D (direct) or I (indirect)."""
    return _one_of(text, "DI", "D or I")


def parse_marks(text: str) -> tuple[str, ...]:
    """Footnote marks as typed, `(1)(2)` or `(1), (2)` → ("F1", "F2"), each once, in printed order."""
    if not _MARKS.fullmatch(text.strip()):
        raise UnparsableTextError(text, "a footnote mark")
    return tuple(dict.fromkeys(f"F{int(number)}" for number in re.findall(r"\d+", text)))


def split_trailing_marks(text: str) -> tuple[str, str]:
    """A text and the marks typed at its end: `10,000 (1)(2)` → (`10,000`, `(1)(2)`)."""
    runs = list(_MARKS.finditer(text))
    start = runs[-1].start() if runs and runs[-1].end() == len(text) else len(text)
    return text[:start].rstrip(string.whitespace), text[start:].strip()


def print_date(value: date) -> str:
    """A date as the form prints it, MM/DD/YYYY."""
    return value.strftime("%m/%d/") + f"{value.year:04d}"


def print_number(value: Decimal) -> str:
    """A number as the form prints it, with thousands commas and the decimals it has."""
    return f"{value:,f}"


def print_number_as_sec(value: Decimal) -> str:
    """A number as the SEC's stylesheet prints it: thousands commas, no trailing zeros, and 33.5 as 33.50."""
    whole, _, decimals = f"{value:,f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals:0<2}" if decimals else whole


def print_number_briefly(value: Decimal) -> str:
    """A number for use in a sentence: thousands commas and no trailing zeros."""
    text = print_number(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


DOLLARS = frozenset(
    {
        "conversionOrExercisePrice",
        "transactionPricePerShare",
        "transactionTotalValue",
        "underlyingSecurityValue",
        "valueOwnedFollowingTransaction",
    }
)
"""Elements whose numbers EDGAR prints with a dollar sign in front."""


def print_value(xpath: str, field: AnyField) -> str:
    """The field's value as EDGAR prints it, without footnote marks; for an unreadable field, the text that was read."""
    match field.value:
        case None:
            return field.text if field.is_unreadable else ""
        case bool():
            return "X" if field.value else ""
        case Decimal():
            dollars = "$" if xpath.rpartition("/")[2] in DOLLARS else ""
            return dollars + print_number_as_sec(field.value)
        case date():
            return print_date(field.value)
        case _:
            return field.text if xpath.endswith("transactionTimeliness") else str(field.value)


def print_marks(footnotes: tuple[str, ...]) -> str:
    """Footnote ids as the form prints them."""
    return "".join(f"({footnote[1:]})" for footnote in footnotes)


def _one_of(text: str, allowed: str, expected: str) -> str:
    value = text.strip()
    if len(value) != 1 or value not in allowed:
        raise UnparsableTextError(text, expected)
    return value


_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")  # no XML can hold these


_YES = frozenset({"1", "x", "yes", "true", "☒", "☑", "✓"})


_NO = frozenset({"0", "no", "false", "☐"})


def _parse_box(text: str) -> bool:
    answer = text.lower()
    if answer not in _YES | _NO:
        raise UnparsableTextError(text, "a box: X for marked, 0 for empty")
    return answer in _YES


def _parse_timeliness(text: str) -> str:
    return text if text in {"E", "L"} else parse_early(text)


_PARSERS: dict[type[AnyField], Callable[[str], str | date | Decimal | bool]] = {
    StrField: str,
    DateField: parse_date,
    DecimalField: parse_number,
    BoolField: _parse_box,
}


_CODED: dict[str, Callable[[str], str]] = {
    "transaction_code": lambda text: parse_code(text)[0],
    "transaction_timeliness": _parse_timeliness,
    "transaction_acquired_disposed_code": parse_acquired_disposed,
    "direct_or_indirect_ownership": parse_direct_indirect,
    "rpt_owner_state": state_code,
    "rpt_owner_country": country_code,
}
"""Parsers of the coded fields. A typed text means the same as a read one: a place may be given by name or by code."""


def typed_fields(
    model: Frozen, attribute: str, text: str | None, *, footnotes: tuple[str, ...] = ()
) -> dict[str, AnyField]:
    """The fields of `model` that change when `text` is typed into one of them; raises `UnparsableTextError`.

    That is one field, except for a transaction code: `S/K` also says that an equity swap is involved.
    """
    typed = " ".join((text or "").split())
    if _UNPRINTABLE.search(typed):
        raise UnparsableTextError(_UNPRINTABLE.sub("?", typed), "a text that a filing can hold")
    kind = type(model).model_fields[attribute].annotation
    parse = _CODED.get(attribute) or _PARSERS[kind]  # type: ignore[index]  # every field is of one of the four kinds
    read = getattr(model, attribute)
    place = {"page": read.page, "box": read.box, "origin": read.origin}  # where to look, and at what
    fields: dict[str, AnyField] = {
        attribute: kind(value=parse(typed) if typed else None, text=typed, footnotes=footnotes, **place)  # type: ignore[misc]
    }
    if attribute == "transaction_code" and typed and parse_code(typed)[1]:
        fields["equity_swap_involved"] = BoolField(value=True, text=typed, **place)
    return fields
