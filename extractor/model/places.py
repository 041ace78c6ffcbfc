"""EDGAR's state and country codes: the printed name of a place → its two-character code."""

import csv
from importlib.resources import files


def _codes(kind: str) -> dict[str, str]:
    table = files("extractor.model").joinpath("places.csv").read_text(encoding="utf-8")
    return {row["name"]: row["code"] for row in csv.DictReader(table.splitlines()) if row["kind"] == kind}


STATES = _codes("state")
"""Upper-case name → code, as EDGAR's filer manual lists them."""
COUNTRIES = _codes("country")
"""Likewise; codes outside the United States also stood in the state field until schema X0609."""


def state_code(printed: str) -> str:
    """The code of a state printed by name or code; what is no state of the list stays as printed."""
    name = printed.upper()
    return STATES.get(name, name if name in STATES.values() else printed)


def country_code(printed: str) -> str:
    """The code of a country printed by name or code; what is not in the list stays as printed."""
    return COUNTRIES.get(printed.upper(), printed)
