"""The days on which the SEC takes filings and the exchange trades.

The library `holidays` knows them, but loading it takes a tenth of the time that reading a page takes. So its answers
for the years of electronic filings are kept in `closed_days.json` beside this file. If a newer library disagrees, a
test fails; then this command writes the table again:

    python -m extractor.rules.business_days > extractor/rules/closed_days.json
"""

import json
import sys
from datetime import date
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from extractor.model.days import days_from

EDGAR, EXCHANGE = "edgar", "exchange"
"""EDGAR is closed on federal holidays."""
CALENDARS = {
    EDGAR: ("countries/united_states.py", "UnitedStates"),
    EXCHANGE: ("financial/ny_stock_exchange.py", "NewYorkStockExchange"),
}
"""The library's file and class for each calendar."""
KEPT_YEARS = range(2003, 2041)
"""Forms 4 have been filed electronically since 2003."""
KEPT_FILE = Path(__file__).parent / "closed_days.json"
FIRST_WEEKEND_DAY = 5


def is_business_day(day: date) -> bool:
    """Whether EDGAR accepts filings on `day`: not on weekends and federal holidays."""
    return day.weekday() < FIRST_WEEKEND_DAY and day not in _closed_days(EDGAR, day.year)


def is_trading_day(day: date) -> bool:
    """Whether the New York Stock Exchange opens on `day`."""
    return day.weekday() < FIRST_WEEKEND_DAY and day not in _closed_days(EXCHANGE, day.year)


def business_day_after(day: date, count: int) -> date:
    """The `count`th business day after `day`, or the last day of the calendar."""
    while count and day < date.max:
        day = days_from(day, 1)
        count -= is_business_day(day)
    return day


@cache
def _closed_days(calendar: str, year: int) -> frozenset[date]:
    if year not in KEPT_YEARS:
        return by_library(calendar, year)
    return frozenset(date.fromisoformat(f"{year}-{day}") for day in _kept()[calendar][str(year)])


@cache
def _kept() -> dict[str, dict[str, list[str]]]:
    kept: dict[str, dict[str, list[str]]] = json.loads(KEPT_FILE.read_text())
    return kept


def by_library(calendar: str, year: int) -> frozenset[date]:
    """The weekdays of `year` on which `calendar` is closed, according to the installed library."""
    holidays = _library_calendar(calendar)
    days = map(date.fromordinal, range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1))
    return frozenset(day for day in days if day.weekday() < FIRST_WEEKEND_DAY and day in holidays)


@cache
def _library_calendar(calendar: str) -> Any:
    """The library's calendar, loaded from its own file only; raises `ModuleNotFoundError` if it is not there.

    An ordinary import would first load the calendars of all 250 countries (290 modules), because the packages around
    the file import them.
    """
    file, name = CALENDARS[calendar]
    library = find_spec("holidays")
    if library is None or library.origin is None:
        raise ModuleNotFoundError("the package holidays is not installed", name="holidays")
    spec = spec_from_file_location(f"only_{name}", Path(library.origin).parent / file)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"the package holidays has no {file}", name="holidays")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, name)()


def _table() -> str:
    rows = {
        calendar: {str(year): sorted(day.isoformat()[5:] for day in by_library(calendar, year)) for year in KEPT_YEARS}
        for calendar in CALENDARS
    }
    return ",\n".join(
        f'"{calendar}": {{\n' + ",\n".join(f'  "{year}": {json.dumps(days)}' for year, days in years.items()) + "\n}"
        for calendar, years in rows.items()
    )


if __name__ == "__main__":
    sys.stdout.write(f"{{\n{_table()}\n}}\n")
