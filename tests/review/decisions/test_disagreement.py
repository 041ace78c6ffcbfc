"""Two readings that differ in one known, random way: the text says which way it is."""

import random

import pytest

from extractor.model.page import Reading
from extractor.review.decisions.disagreement import MOST, disagreement


def said(one: str, other: str, **beside: str) -> str:
    return disagreement([Reading("first", one), Reading("second", other)], beside)


@pytest.fixture(params=range(12))
def chance(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(request.param)  # noqa: S311


def number(chance: random.Random) -> str:
    """Six digits, of which no two neighbours are the same."""
    digits = chance.sample("123456789", 6)
    return "".join(digits)


def test_what_one_alone_saw(chance: random.Random) -> None:
    text = number(chance)
    assert said(text, "") == "Only first read anything here: it is not there, or the other missed it."
    assert said("", text) == "Only second read anything here: it is not there, or the other missed it."


def test_what_one_left_out(chance: random.Random) -> None:
    text = number(chance)
    at = chance.randrange(len(text))
    assert said(text[:at] + text[at + 1 :], text) == f"first left out “{text[at]}”, or second invented it."
    assert said(text, text[:at] + text[at + 1 :]) == f"second left out “{text[at]}”, or first invented it."


def test_what_is_swapped_or_misread(chance: random.Random) -> None:
    text = number(chance)
    at = chance.randrange(len(text) - 1)
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    assert said(text, swapped) == "Two neighbouring characters are swapped."
    assert said(text, text[:at] + "0" + text[at + 1 :]) == f"They differ in one character: “{text[at]}” or “0”."


def test_what_is_shifted_by_a_cell(chance: random.Random) -> None:
    text, other = number(chance), f"{chance.randint(1, 9)}.5"
    assert said(text, other, Price=other) == "second read the value of Price here: it may be shifted by one cell."
    assert said("", other, Price=other) == "second read the value of Price here: it may be shifted by one cell."
    assert "shifted" not in said(text, other, Price="", Amount=text[::-1] + "7")
    assert "shifted" not in said(text, text[1:], Price=text[1:])  # the readings are alike; the neighbour is chance


def test_words_parted_otherwise_capitals_and_texts_of_another_place() -> None:
    assert said("Common Stock", "CommonStock") == "They divide the words differently."
    assert said("Common Stock", "COMMON STOCK") == "They differ only in capital letters."
    assert said("Common Stock", "03/04/2026") == "They have little in common: one of them may be from another place."
    assert said("10", "10") == ""


def test_the_longest_text_is_compared_at_once() -> None:
    assert said("ab" * MOST, "ba" * MOST).startswith(("They", "first", "second"))
