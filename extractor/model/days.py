"""Adding days to a printed date without leaving Python's calendar, 0001-01-01 to 9999-12-31."""

from datetime import date, timedelta


def days_from(day: date, count: int) -> date:
    """The day `count` days after `day` (before it, if negative), or the first or last day of the calendar.

    Plain addition raises `OverflowError` at both ends of the calendar. Both occur: people print 12/31/9999,
    Python's last date, for a right that never expires, and a misread year may be 0001, Python's first.
    """
    ordinal = day.toordinal() + count
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


def another_day(day: date, apart: int) -> date:
    """A date `apart` days after `day`, or, where that would be past the end of the calendar, `apart` days before it."""
    later = days_from(day, apart)
    return later if later - day == timedelta(days=apart) else days_from(day, -apart)
