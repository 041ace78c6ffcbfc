"""A value that is hidden, partly visible, struck out or shown as a picture is never wrong and sure.

This runs a small part of `benchmarks/attacked_prints.py`; docs/attacked.md has the rates of the whole.
"""

import pytest

from benchmarks.attacked_prints import ATTACKS, HARMLESS, asked, tried

SEED = 4


@pytest.mark.parametrize("name", ATTACKS)
def test_no_attacked_value_is_wrong_and_sure(name: str) -> None:
    counts = tried(name, tries=10, seed=SEED)
    assert (counts["silent"], SEED) == (0, SEED)


@pytest.mark.parametrize("name", [name for name in HARMLESS if name in {"watermark", "envelope-and-frame"}])
def test_what_is_harmless_asks_nothing(name: str) -> None:
    assert asked(name)["asked"] == 0


@pytest.mark.parametrize("name", ["white", "a-picture", "off-the-page"])
def test_a_row_of_which_all_numbers_are_hidden_stays_a_row(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.attacked_prints.FORMS", ("foreign-issuer-with-plan-box.edgar",))
    assert tried(name, tries=30, seed=0)["silent"] == 0
