"""States and countries are told by name or by EDGAR's code, in letters of any case."""

import pytest

from extractor.model.places import COUNTRIES, STATES, state_code


@pytest.mark.parametrize("code", sorted({*STATES.values(), *COUNTRIES.values()}))
def test_a_code_in_the_state_field_is_written_in_capitals(code: str) -> None:
    assert state_code(code.lower()) == state_code(code) == code


@pytest.mark.parametrize("printed", ["Sdate", "Q7Z", ""])
def test_anything_else_stays_as_printed(printed: str) -> None:
    assert state_code(printed) == printed
