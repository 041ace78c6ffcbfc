"""The days on which the SEC takes filings and the exchange trades."""

from datetime import date
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from extractor.model.days import days_from


def _calendar(file: str, name: str) -> Any:
    """The calendar `name` of the package `holidays`, loaded from its `file` alone.

    A usual import would load the calendars of all 250 countries first, because the packages around that file import
    them: 290 modules, and some 0.07 seconds in every process that reads.
    """
    library = find_spec("holidays")
    if library is None or library.origin is None:
        raise ModuleNotFoundError("the package holidays is not installed", name="holidays")
    spec = spec_from_file_location(f"only_{name}", Path(library.origin).parent / file)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"the package holidays has no {file}", name="holidays")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, name)()


# EDGAR is closed on federal holidays. Both calendars work out a year when it is first asked for.
_FEDERAL_HOLIDAYS = _calendar("countries/united_states.py", "UnitedStates")
_EXCHANGE_HOLIDAYS = _calendar("financial/ny_stock_exchange.py", "NewYorkStockExchange")
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
