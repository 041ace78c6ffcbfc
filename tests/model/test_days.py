"""Counting days never leaves the calendar, whatever date a form prints."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.confidence.guarding import guarded_fields
from extractor.model.days import another_day, days_from
from extractor.rules import check
from extractor.rules.business_days import business_day_after
from tests.support.builders import document

ENDS = st.dates(date.min, date(1, 2, 1)) | st.dates() | st.dates(date(9999, 12, 1), date.max)


@given(ENDS, st.integers(-40, 40))
def test_days_are_counted_as_far_as_the_calendar_goes(day: date, count: int) -> None:
    found = days_from(day, count)
    assert found - day == timedelta(days=count) or found in {date.min, date.max}


@given(ENDS, st.integers(1, 40))
def test_another_day_is_always_that_far_away(day: date, apart: int) -> None:
    assert abs(another_day(day, apart) - day) == timedelta(days=apart)


@given(ENDS)
def test_a_business_day_is_found_or_the_last_day_there_is(day: date) -> None:
    assert day < business_day_after(day, 3) or business_day_after(day, 3) == date.max


DATES = (
    "period_of_report", "date_of_original_submission", "signature.1.signature_date", "I.1.transaction_date",
    "I.2.deemed_execution_date", "II.1.transaction_date", "II.1.exercise_date", "II.1.expiration_date",
)  # fmt: skip


@pytest.mark.parametrize("day", ["01/01/0001", "01/04/0001", "12/27/9999", "12/31/9999"])
@pytest.mark.parametrize("name", DATES)
def test_every_rule_answers_on_the_first_and_the_last_days(name: str, day: str) -> None:
    filing = document(f"document_type = 4/A; {name} = {day}")
    assert all(finding.message for finding in check(filing))
    assert guarded_fields(filing)
