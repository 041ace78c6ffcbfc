"""Any text is parsed as a value or raises a typed error, and printed values can be parsed again."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model.form import TRANSACTION_CODES
from extractor.model.ownership import AnyField, BoolField, DateField, DecimalField, StrField
from extractor.model.values import (
    UnparsableTextError,
    is_money,
    parse_acquired_disposed,
    parse_code,
    parse_date,
    parse_direct_indirect,
    parse_early,
    parse_marks,
    parse_number,
    print_date,
    print_marks,
    print_number,
    print_number_as_sec,
    print_number_briefly,
    print_value,
    split_trailing_marks,
)

PARSERS: dict[Callable[[str], object], Callable[[object], bool]] = {
    parse_date: lambda value: type(value) is date,
    parse_number: lambda value: type(value) is Decimal and value.is_finite() and value >= 0,
    parse_code: lambda value: isinstance(value, tuple) and value[0] in TRANSACTION_CODES and isinstance(value[1], bool),
    parse_early: lambda value: value == "E",
    parse_acquired_disposed: lambda value: value in ("A", "D"),
    parse_direct_indirect: lambda value: value in ("D", "I"),
    parse_marks: lambda value: isinstance(value, tuple) and all(str(mark).startswith("F") for mark in value),
}
"""Each parser, with a check of the values that it may return."""

NEAR_MISSES = st.text(alphabet="0123456789/-.,$() \nVADIKSx٣²½", max_size=14)
"""Texts that resemble those of cells, with digits of other scripts among them."""


def outcome(parse: Callable[[str], object], text: str) -> object:
    try:
        return parse(text)
    except UnparsableTextError as error:
        return error


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
@given(text=st.one_of(st.text(), NEAR_MISSES))
def test_any_text_is_a_value_or_a_typed_failure(parse: Callable[[str], object], text: str) -> None:
    value = outcome(parse, text)
    assert isinstance(value, UnparsableTextError) or PARSERS[parse](value)


@given(st.dates())
def test_a_printed_date_is_read_back(day: date) -> None:
    assert parse_date(print_date(day)) == parse_date(day.isoformat()) == day


@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31)))
def test_a_date_is_read_in_every_way_the_form_prints_it(day: date) -> None:
    short = f"{day.month}/{day.day}"
    assert parse_date(f"{short}/{day.year}") == parse_date(f"{short}/{day.year % 100:02d}") == day


@given(st.decimals(min_value=0, max_value=Decimal(10) ** 15, allow_nan=False, allow_infinity=False, places=6))
def test_a_printed_number_is_read_back_digit_by_digit(number: Decimal) -> None:
    for printed in (print_number(number), f"{number:f}", f"${print_number(number)}", f"$ {number:f}"):
        assert str(parse_number(printed)) == f"{number:f}"


@given(st.lists(st.integers(1, 99), min_size=1, unique=True).map(lambda numbers: tuple(f"F{n}" for n in numbers)))
def test_printed_marks_are_read_back(marks: tuple[str, ...]) -> None:
    assert parse_marks(print_marks(marks)) == marks


@given(st.text(alphabet="ab ,.(1)", max_size=12), st.lists(st.integers(1, 99), max_size=3))
def test_marks_at_the_end_leave_the_text_whole(text: str, numbers: list[int]) -> None:
    marks = "".join(f"({number})" for number in numbers)
    value, found = split_trailing_marks(text + marks)
    assert (value + found).replace(" ", "") == (text + marks).replace(" ", "")
    assert split_trailing_marks(value)[1] == ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01/06/2014", date(2014, 1, 6)),
        ("1/6/2014", date(2014, 1, 6)),
        ("1/6/14", date(2014, 1, 6)),
        (" 12/31/99 ", date(1999, 12, 31)),
        ("02/29/2024", date(2024, 2, 29)),
        ("2014-01-06", date(2014, 1, 6)),
        ("01 / 06 / 2014", date(2014, 1, 6)),
    ],
)
def test_a_date(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "13/01/2014",
        "02/29/2023",
        "00/10/2014",
        "1/6/014",
        "1/6",
        "1/6/20145",
        "01-06-2014",
        "l/6/2014",
        "٠١/٠٦/٢٠١٤",
    ],
)
def test_no_date(text: str) -> None:
    with pytest.raises(UnparsableTextError, match=r"date|day of the calendar"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10,000", "10000"),
        ("10000", "10000"),
        ("$4.80", "4.80"),
        ("$0.00", "0.00"),
        ("0", "0"),
        (".5", "0.5"),
        ("1,204,418.2271", "1204418.2271"),
        ("$ 25.0338", "25.0338"),
    ],
)
def test_a_number(text: str, number: str) -> None:
    assert str(parse_number(text)) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "$",
        ".",
        "1.",
        "1,00",
        "10,00,000",
        "1,0000",
        "1.2.3",
        "-5",
        "(5)",
        "1 000",
        "1O0",
        "5%",
        "1e3",
        "NaN",
        "²",
        "١٢",
    ],
)
def test_no_number(text: str) -> None:
    with pytest.raises(UnparsableTextError, match="number"):
        parse_number(text)


@pytest.mark.parametrize("code", sorted(TRANSACTION_CODES))
def test_every_code_with_and_without_an_equity_swap(code: str) -> None:
    assert parse_code(code) == (code, False)
    assert parse_code(f"{code}/K") == parse_code(f" {code} / K") == (code, True)


@pytest.mark.parametrize("text", ["", "K", "V", "B", "s", "SK", "S/", "S/V", "S/K/K", "/K", "SS", "$"])
def test_no_code(text: str) -> None:
    with pytest.raises(UnparsableTextError, match="transaction code"):
        parse_code(text)


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (parse_early, "v"),
        (parse_early, "VV"),
        (parse_early, ""),
        (parse_acquired_disposed, "I"),
        (parse_acquired_disposed, "AD"),
        (parse_acquired_disposed, ""),
        (parse_direct_indirect, "A"),
        (parse_direct_indirect, "l"),
        (parse_marks, "1"),
        (parse_marks, "(100)"),
        (parse_marks, "(1"),
        (parse_marks, ""),
    ],
)
def test_a_letter_too_many_or_of_another_column_is_refused(parse: Callable[[str], object], text: str) -> None:
    with pytest.raises(UnparsableTextError):
        parse(text)


@pytest.mark.parametrize(("text", "marks"), [("(1)(2)", ("F1", "F2")), ("(1), (2)", ("F1", "F2")), ("(3)(3)", ("F3",))])
def test_marks_as_typed(text: str, marks: tuple[str, ...]) -> None:
    assert parse_marks(text) == marks


@pytest.mark.parametrize(("text", "money"), [("$5", True), (" $5", True), ("5", False), ("", False)])
def test_what_is_printed_as_dollars(text: str, money: bool) -> None:  # noqa: FBT001
    assert is_money(text) is money


NUMBERS = st.decimals(min_value=0, max_value=10**12, places=4)


@given(NUMBERS)
def test_a_number_printed_in_any_of_three_ways_is_read_back(number: Decimal) -> None:
    for printed in (print_number(number), print_number_as_sec(number), print_number_briefly(number)):
        assert parse_number(printed) == number


@pytest.mark.parametrize(
    ("number", "plain", "as_sec", "briefly"),
    [("33.5", "33.5", "33.50", "33.5"), ("1000.00", "1,000.00", "1,000", "1,000"), ("4.8125", *["4.8125"] * 3)],
)
def test_the_three_ways_a_number_is_printed(number: str, plain: str, as_sec: str, briefly: str) -> None:
    value = Decimal(number)
    assert (print_number(value), print_number_as_sec(value), print_number_briefly(value)) == (plain, as_sec, briefly)


@pytest.mark.parametrize(
    ("xpath", "field", "printed"),
    [
        ("periodOfReport", DateField(value=date(204, 1, 6)), "01/06/0204"),  # a year misread
        ("a/transactionPricePerShare", DecimalField(value=Decimal("4.8")), "$4.80"),
        ("a/transactionShares", DecimalField(value=Decimal(10000), footnotes=("F1",)), "10,000"),
        ("a/transactionTimeliness", StrField(value="E", text="V"), "V"),
        ("aff10b5One", BoolField(value=True), "X"),
        ("periodOfReport", DateField(text="0l/06/2014"), "0l/06/2014"),
        ("a/transactionShares", DecimalField(text="(1)", footnotes=("F1",)), ""),
    ],
)
def test_a_value_is_printed_as_edgar_does(xpath: str, field: AnyField, printed: str) -> None:
    assert print_value(xpath, field) == printed
