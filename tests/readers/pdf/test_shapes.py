"""The characters that a file names are compared with those that its page shows."""

import random
from collections.abc import Iterator

import pytest

from benchmarks.false_text import LIES
from extractor.model.doubts import Doubt
from extractor.model.page import Page, Word
from samples.print_form import LAYOUTS, print_form
from samples.random_filing import random_filing
from tests.support.damage import pages_of

SEEDS = 1
LIES_MAX = 6
"""How often a lie is tried: it may concern a character that the filing does not use; then another lie is told."""


def lies(honest: tuple[Page, ...], told: tuple[Page, ...]) -> Iterator[Word]:
    """Words that the file names and its page does not show."""
    for page, other in zip(honest, told, strict=True):
        drawn = {word.text for word in page.words}
        yield from (word for word in other.words if word.text not in drawn)


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_drawn_otherwise_is_doubted(layout: str, lie: str) -> None:
    pdf = print_form(random_filing(0), layout)
    honest, told = pages_of(pdf), list[Word]()
    for number in range(LIES_MAX):
        told += lies(honest, pages_of(LIES[lie](pdf, random.Random(number))))  # noqa: S311
        if told:
            break
    assert told
    assert [word.text for word in told if not word.doubts & {Doubt.UNLIKE, Doubt.CUT}] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_honest_print_is_not_doubted(layout: str) -> None:
    for seed in range(SEEDS):
        words = [word for page in pages_of(print_form(random_filing(seed), layout)) for word in page.words]
        assert [word.text for word in words if Doubt.UNLIKE in word.doubts] == [], f"seed {seed}"
