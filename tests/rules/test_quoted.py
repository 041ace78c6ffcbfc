"""Numbers in explanations, slips between numbers, and the days on which EDGAR is open."""

from datetime import date
from decimal import Decimal

import pytest

from extractor.rules.business_days import business_day_after, is_business_day, is_trading_day
from extractor.rules.digits import is_slip
from extractor.rules.quoted import counts, numbers, price_range


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("at prices ranging from $66.52 to $67.40, inclusive.", "66.52", "67.40"),
        ("ranging from $25.00 to $25.15 per share.", "25.00", "25.15"),
        ("The highest price at which shares were sold was $262.47 and the lowest was $261.52.", "261.52", "262.47"),
        ("The lowest price was $261.52 and the highest price was $262.47.", "261.52", "262.47"),
        ("at prices between $2,556.63 and $2,557.63", "2556.63", "2557.63"),
        ("sold in a range of $10.10 - $10.40", "10.10", "10.40"),
        ("500 at prices from $17.28 to $18.27, and 20 from $18.28 to $19.25", "17.28", "19.25"),
    ],
)
def test_price_range(text: str, low: str, high: str) -> None:
    assert price_range(text) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    "text", ["", "These shares were bought at $1.95.", "between 2021 and 2024", "from May 4 to May 9"]
)
def test_no_price_range(text: str) -> None:
    assert price_range(text) is None


def test_numbers_and_counts() -> None:
    text = "Includes 3,142 shares and 4,942 shares bought at $1,234.50 on May 20, 2022."
    assert {Decimal(3142), Decimal(8084), Decimal("1234.50")} <= numbers(text)
    assert counts(text) == {Decimal(3142), Decimal(4942)}


@pytest.mark.parametrize(
    ("one", "two", "slip"),
    [
        ("10000", "10008", True),
        ("757756", "757576", True),
        ("25.0338", "25.0383", True),
        ("10000", "1000", False),
        ("10000", "10000", False),
        ("12345", "54321", False),
    ],
)
def test_is_slip(one: str, two: str, *, slip: bool) -> None:
    assert is_slip(Decimal(one), Decimal(two)) is slip


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2024, 1, 8), date(2024, 1, 10)),  # Monday
        (date(2024, 1, 11), date(2024, 1, 16)),  # over a weekend and Martin Luther King's birthday
        (date(2025, 12, 24), date(2025, 12, 29)),  # over Christmas and a weekend
        (date(2022, 6, 16), date(2022, 6, 21)),  # Juneteenth, kept on the Monday after
    ],
)
def test_second_business_day(day: date, due: date) -> None:
    assert business_day_after(day, 2) == due


def test_the_exchange_and_the_government_keep_different_holidays() -> None:
    columbus_day, good_friday = date(2024, 10, 14), date(2024, 3, 29)
    assert is_trading_day(columbus_day)
    assert not is_business_day(columbus_day)
    assert is_business_day(good_friday)
    assert not is_trading_day(good_friday)


def test_the_last_day_there_is() -> None:
    assert business_day_after(date.max, 2) == date.max
