"""EDGAR's state and country codes: the printed name of a place → its two-character code."""

import csv
from importlib.resources import files


def _codes(kind: str) -> dict[str, str]:
    table = files("extractor.model").joinpath("places.csv").read_text(encoding="utf-8")
    return {row["name"]: row["code"] for row in csv.DictReader(table.splitlines()) if row["kind"] == kind}


STATES = _codes("state")
"""Upper-case name → code, as EDGAR's filer manual lists them."""
COUNTRIES = _codes("country")
"""Likewise. Before schema X0609, the state field also held codes of places outside the United States."""


_CODES = frozenset(COUNTRIES.values())
_STATE_FIELD = _CODES.union(STATES.values())
"""What EDGAR's state field holds."""


def state_code(printed: str) -> str:
    """The code of a state that is printed by name or code, or of a country by its code; anything else as printed."""
    name = printed.upper()
    return STATES.get(name, name if name in _STATE_FIELD else printed)


def country_code(printed: str) -> str:
    """The code of a country that is printed by name; anything else, such as a code, stays as printed."""
    return COUNTRIES.get(printed.upper(), printed)


def is_country(printed: str) -> bool:
    """Whether this is the name of a country, or its code."""
    return printed.upper() in COUNTRIES or printed in _CODES


def is_state(printed: str) -> bool:
    """Whether this is the name or code of a state, or the code of a country, which the state field may hold, too."""
    return state_code(printed) in _STATE_FIELD
