"""The calendars of federal holidays and trading days equal the library's, without loading 250 other countries."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from holidays.countries.united_states import UnitedStates
from holidays.financial.ny_stock_exchange import NewYorkStockExchange
from holidays.holiday_base import HolidayBase

from extractor.rules import business_days
from extractor.rules.business_days import CALENDARS, KEPT_YEARS, by_library, is_business_day, is_trading_day

DAYS = [date(1990, 1, 1) + timedelta(days=number) for number in range(60 * 365)]


@pytest.mark.parametrize(
    ("is_open", "library"), [(is_business_day, UnitedStates()), (is_trading_day, NewYorkStockExchange())]
)
def test_both_calendars_are_those_of_the_library(is_open: Callable[[date], bool], library: HolidayBase) -> None:
    assert [day for day in DAYS if is_open(day)] == [day for day in DAYS if day.weekday() < 5 and day not in library]


@pytest.mark.parametrize("calendar", CALENDARS)
def test_the_kept_table_says_what_the_library_says(calendar: str) -> None:
    changed = [year for year in KEPT_YEARS if business_days._closed_days(calendar, year) != by_library(calendar, year)]
    assert not changed, "python -m extractor.rules.business_days > extractor/rules/closed_days.json"
