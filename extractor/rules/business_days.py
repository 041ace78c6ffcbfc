"""The days on which the SEC takes filings and the exchange trades."""

from datetime import date

from holidays.countries.united_states import UnitedStates
from holidays.financial.ny_stock_exchange import NewYorkStockExchange

from extractor.days import days_from

# EDGAR is closed on federal holidays. Both calendars work out a year when it is first asked for.
_FEDERAL_HOLIDAYS = UnitedStates()  # type: ignore[no-untyped-call]
_EXCHANGE_HOLIDAYS = NewYorkStockExchange()  # type: ignore[no-untyped-call]
FIRST_WEEKEND_DAY = 5


def is_business_day(day: date) -> bool:
    """Whether EDGAR takes filings on `day`: no weekend, no federal holiday."""
    return day.weekday() < FIRST_WEEKEND_DAY and day not in _FEDERAL_HOLIDAYS


def is_trading_day(day: date) -> bool:
    """Whether the New York Stock Exchange opens on `day`."""
    return day.weekday() < FIRST_WEEKEND_DAY and day not in _EXCHANGE_HOLIDAYS


def business_day_after(day: date, count: int) -> date:
    """The `count`th business day after `day`, or the last day there is."""
    while count and day < date.max:
        day = days_from(day, 1)
        count -= is_business_day(day)
    return day
