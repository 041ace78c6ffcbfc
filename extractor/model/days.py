"""Adding days to a printed date without leaving Python's calendar, 0001-01-01 to 9999-12-31."""

from datetime import date, timedelta


def days_from(day: date, count: int) -> date:
    """The day `count` days after `day` (before it, if negative), or the first or last day of the calendar.

    People print 12/31/9999, Python's last date, for a right that never expires, and a misread year may
    be 0001, its first: plain addition raises `OverflowError` on both.
    """
    ordinal = day.toordinal() + count
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


def another_day(day: date, apart: int) -> date:
    """A date that is `apart` days away from `day`: after it where the calendar goes on that far, else before it."""
    later = days_from(day, apart)
    return later if later - day == timedelta(days=apart) else days_from(day, -apart)
