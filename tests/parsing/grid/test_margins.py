"""Headers and footers are removed; a list in an explanation over several pages stays, whatever its lines look like."""

from collections.abc import Callable

import numpy as np
import pytest

from extractor.model.page import Page
from extractor.model.strip import stack
from extractor.parsing.grid.lines import Lines
from extractor.parsing.grid.margins import without_running_lines
from tests.support.random_notes import seeded, sentence
from tests.support.typed_words import TypedLine, words

SEEDS = range(30)
HEIGHT = 792.0
NO_LINES = Lines(np.empty((0, 3)), np.empty((0, 3)))
LISTS: dict[str, Callable[[int, int], str]] = {
    "lots": lambda number, chance: f"{100 + 7 * number} shares at ${30 + chance / 100:.2f}",
    "same-lots": lambda _, chance: f"100 shares at ${31 + chance % 2:.2f}",
    "bare-numbers": lambda number, _: f"{100 + number}",
    "moments": lambda number, chance: f"03/{1 + number % 28:02d}/2025 10:{chance % 60:02d} {100 + chance} shares",
    "explanations": lambda number, chance: f"{number}. {chance} shares.",
}
FURNITURE: dict[str, Callable[[int, int], str]] = {
    "browser": lambda page, pages: f"3/14/2025, 10:22 AM SEC FORM 4 {page}/{pages}",
    "page-of": lambda page, pages: f"Page {page} of {pages}",
    "court": lambda page, pages: f"Case 1:24-cv-01234 Document 17-2 Filed 05/20/24 Page {page + 3} of {pages + 9}",
    "confidential": lambda _, __: "CONFIDENTIAL - KITE-ALDER LLP",
}


def read(*pages: list[TypedLine]) -> str:
    """The text that remains of pages with these lines."""
    numbered = [Page(number, 612, HEIGHT, words(*lines)) for number, lines in enumerate(pages, 1)]
    return " ".join(word.text for word in without_running_lines(stack(tuple(numbered)), NO_LINES).words)


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_that_runs_over_pages_stays_whole(kind: str) -> None:
    for seed in SEEDS:
        random = seeded(kind, seed)
        leading, left, top = random.uniform(10, 18), random.uniform(28, 60), random.uniform(28, 40)
        items = [LISTS[kind](number, random.randint(1, 900)) for number in range(1, random.randint(120, 200))]
        on_page = int((HEIGHT - 30 - top) / leading)
        pages = [items[start : start + on_page] for start in range(0, len(items), on_page)]
        placed = [[(left, top + leading * row, item) for row, item in enumerate(page)] for page in pages]
        assert read(*placed) == " ".join(items), f"seed {seed}"


@pytest.mark.parametrize("kind", FURNITURE)
def test_headers_and_footers_go(kind: str) -> None:
    for seed in SEEDS:
        random = seeded(kind, seed)
        count = random.randint(2, 5)
        x, y = random.uniform(20, 300), random.choice([16.0, 768.0])
        texts = [[sentence(random, 3, 8) for _ in range(random.randint(4, 40))] for _ in range(count)]
        pages = [
            [(x, y, FURNITURE[kind](number, count)), *((40.0, 60 + 14.0 * row, line) for row, line in enumerate(text))]
            for number, text in enumerate(texts, 1)
        ]
        assert read(*pages) == " ".join(line for text in texts for line in text), f"seed {seed}"
