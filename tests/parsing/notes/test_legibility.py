"""A long text that is partly misread, or lacks a line, is asked about; a well-read one is not."""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import pytest

from extractor.confidence.assessment import assess
from extractor.model.doubts import TEXT_DOUBTS
from extractor.model.ownership import Footnote
from extractor.model.page import Reading, Word
from extractor.model.strip import Strip
from extractor.parsing.filing import read_filing
from extractor.parsing.grid.text_lines import text_lines
from tests.support.as_scanned import as_scanned, found_filing

Rng = np.random.Generator
Change = Callable[[Sequence[Word], Rng], list[Word]]
LONG = 260
"""The length in characters of an explanation that takes three lines in every layout."""
LOOKALIKE = str.maketrans("hsnrueoaci", "bauvueecol")
HARDLY = 0.4
"""The score of a letter that an engine guesses."""
SEEDS = pytest.mark.parametrize("seed", range(3))


def _is_long(note: Footnote) -> bool:
    return len(note.text.value or "") >= LONG


@cache
def _scanned(number: int) -> tuple[Strip, str, frozenset[int]]:
    """The pages of an invented filing as an engine reads them, a long explanation's id, and its words' sources."""
    filing = found_filing(70 + number, lambda filing: any(map(_is_long, filing.footnotes)))
    strip = as_scanned(filing, number)
    name = next(filter(_is_long, filing.footnotes)).id
    note = next(note for note in read_filing(strip, "scan").document.footnotes if note.id == name)
    return strip, name, frozenset(note.text.sources)


def _asked(number: int, change: Change) -> tuple[bool, str]:
    """Whether a filing's long explanation is asked about after a change to its words, and its text then."""
    strip, name, sources = _scanned(number)
    own = [word for word in strip.words if not sources.isdisjoint(word.sources)]
    kept = {word.sources: word for word in change(own, np.random.default_rng(number))}
    gone = {word.sources for word in own} - kept.keys()
    words = tuple(kept.get(word.sources, word) for word in strip.words if word.sources not in gone)
    document = read_filing(strip.with_words(words), "scan").document
    text = next(note.text for note in document.footnotes if note.id == name)
    entry = next(entry for entry in assess(document, ()).fields if f"'{name}'" in entry.xpath)
    assert entry.review == bool(text.doubts & TEXT_DOUBTS)
    return entry.review, text.text


def _misread(share: float) -> Change:
    """A change that misreads this share of the letters, with the score of a guess."""

    def change(words: Sequence[Word], rng: Rng) -> list[Word]:
        letters = sum(len(word.text) for word in words)
        misread = set(rng.choice(len(words), round(share * letters), replace=False).tolist())
        return [
            word._replace(
                text=word.text.translate(LOOKALIKE),
                readings=(Reading("ppocr", word.text.translate(LOOKALIKE), HARDLY),),
            )
            if place in misread
            else word
            for place, word in enumerate(words)
        ]

    return change


def _figure_misread(words: Sequence[Word], rng: Rng) -> list[Word]:
    figures = [place for place, word in enumerate(words) if any(map(str.isdigit, word.text))]
    place = rng.choice(figures)
    guessed = words[place]._replace(readings=(Reading("ppocr", words[place].text, HARDLY),))
    return [guessed if at == place else word for at, word in enumerate(words)]


def _line_lost(*, is_last: bool) -> Change:
    def change(words: Sequence[Word], rng: Rng) -> list[Word]:
        lines = text_lines(words)
        lost = len(lines) - 1 if is_last else int(rng.integers(1, len(lines) - 1))
        return [word for place, line in enumerate(lines) if place != lost for word in line]

    return change


@SEEDS
def test_a_text_that_was_read_whole_is_not_asked(seed: int) -> None:
    asked, _ = _asked(seed, lambda words, _: list(words))
    assert not asked


@SEEDS
def test_a_text_of_which_much_was_guessed_is_asked(seed: int) -> None:
    asked, text = _asked(seed, _misread(0.03))
    assert asked, text


@SEEDS
def test_a_text_of_which_one_letter_was_guessed_says_the_same(seed: int) -> None:
    asked, text = _asked(seed, _misread(1 / 400))
    assert not asked or any(map(str.isdigit, text))


@SEEDS
def test_a_figure_that_was_guessed_is_asked(seed: int) -> None:
    asked, text = _asked(seed, _figure_misread)
    assert asked, text


@SEEDS
@pytest.mark.parametrize("is_last", [True, False])
def test_a_text_that_lost_a_line_is_asked(seed: int, *, is_last: bool) -> None:
    asked, text = _asked(seed, _line_lost(is_last=is_last))
    assert asked, text
