"""For each way to compare texts, which texts count as the same; and that no module has a way of its own."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.model import likeness
from extractor.model.texts import (
    as_typeset_anyhow,
    plain,
    unspaced,
    unspaced_in_any_case,
    without_edges,
    without_punctuation,
)

PACKAGE = Path(__file__).parents[2] / "extractor"


@pytest.mark.parametrize(
    ("same", "one", "two", "other"),
    [
        pytest.param(unspaced, "By \n Trust", "ByTrust", "by Trust", id="unspaced"),
        pytest.param(unspaced_in_any_case, "COMMON Stock", "common stock", "common-stock", id="any-case"),
        pytest.param(as_typeset_anyhow, "ofﬁce co\u2011op", "office co-op", "Office co-op", id="typeset"),
        pytest.param(without_edges, "| 10,000 _", "10,000", "10.000", id="edges"),
        pytest.param(without_punctuation, "St. Mary's", "St Marys", "St Mary", id="punctuation"),
        pytest.param(plain, "(State)", "state.", "Statt", id="plain"),
    ],
)
def test_what_is_the_same_and_what_is_not(same: Callable[[str], str], one: str, two: str, other: str) -> None:
    assert same(one) == same(two)
    assert same(one) != same(other)
    assert same(same(one)) == same(one)


def test_texts_are_made_alike_and_likeness_is_weighed_in_one_place() -> None:
    own = {"model/texts.py", "model/likeness.py"}
    normalising = re.compile(r'""\.join\(\w+(?:\.casefold\(\))?\.split\(\)\)|str\.isalnum|unicodedata|\[\^a-z0-9\]')
    threshold = re.compile(r"^\w*LIKENESS\w* = ", re.MULTILINE)
    sources = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    elsewhere = {name for name, text in sources.items() if normalising.search(text) or threshold.search(text)}
    assert elsewhere <= own


def test_every_threshold_is_of_its_unit() -> None:
    values = {name: value for name, value in vars(likeness).items() if name.isupper()}
    assert len(values) > 15
    assert all((0 < value < 1) if name.endswith("SHARE") else (50 <= value < 100) for name, value in values.items())
