"""Counting days from a date as a form has it, which may be the first or the last that a calendar has."""

from datetime import date, timedelta


def days_from(day: date, count: int) -> date:
    """The day `count` days after `day` (before it, if negative), or the nearest there is to it.

    People print 12/31/9999, Python's last date, for a right that never expires, and a misread year may
    be 0001, its first: plain addition raises `OverflowError` on both.
    """
    ordinal = day.toordinal() + count
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


def another_day(day: date, apart: int) -> date:
    """A date that is `apart` days away from `day`: after it where the calendar goes on that far, else before it."""
    later = days_from(day, apart)
    return later if later - day == timedelta(days=apart) else days_from(day, -apart)
