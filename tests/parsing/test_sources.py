"""Every printed piece of a page is named by a word, and every value names the pieces that it was made of."""

from collections import Counter
from pathlib import Path

import pytest

from extractor.model.doubts import Doubt
from extractor.model.field_paths import fields
from extractor.model.ownership import AnyField
from extractor.model.page import BoundingBox, Origin, Page, Provenance, Word, numbered
from extractor.model.strip import Strip, stack
from extractor.parsing.filing import read_filing
from extractor.parsing.first_pages import filings_of
from extractor.parsing.grid.cells import whole_words
from extractor.parsing.grid.lines import find_lines
from samples import make
from samples.print_form import LAYOUTS
from tests.support.readings import invented_print, pages_of

SHARING = ("equitySwapInvolved", "transactionAcquiredDisposedCode", "documentType", "officerTitle", "otherText")
"""Ends of the XPaths of fields whose value follows from another field's words, so both may name the same pieces.

In the owners table, an officer's title is printed in place of the X.
"""
BOX = BoundingBox(10, 10, 20, 20)


def strips(path: Path) -> list[Strip]:
    return [stack(pages) for pages in filings_of(pages_of(path).pages)]


def overlapping(known: dict[str, AnyField]) -> set[str]:
    """The XPaths of fields that name a piece which another field names too."""
    own = {xpath: field for xpath, field in known.items() if not xpath.endswith(SHARING)}
    named = Counter(source for field in own.values() for source in field.sources)
    return {xpath for xpath, field in own.items() if any(named[source] > 1 for source in field.sources)}


def assert_sources_hold(path: Path) -> None:
    for strip in strips(path):
        pieces = set(range(sum(len(page.words) for page in strip.pages)))
        assert Counter(source for word in strip.words for source in word.sources) == Counter(pieces)
        joined = whole_words(strip, find_lines(strip.rulings))
        assert Counter(source for word in joined.words for source in word.sources) == Counter(pieces)
        document = read_filing(strip, path.name).document
        known = dict(fields(document))
        assert {source for field in known.values() for source in field.sources} <= pieces
        assert overlapping(known) == set()
        untold = {xpath for xpath, field in known.items() if field.text and not field.sources}
        assert {xpath for xpath in untold if not xpath.endswith(("Holding", "Transaction", "]", "Cik"))} == set()


@pytest.mark.parametrize("sample", make.PRINTS, ids=lambda sample: sample.path.stem)
def test_a_sample_names_its_pieces(sample: make.Print) -> None:
    assert_sources_hold(sample.path)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(4))
def test_an_invented_filing_names_its_pieces(seed: int, layout: str) -> None:
    assert_sources_hold(invented_print(seed, layout, all_owners=True))


def test_no_two_pieces_of_a_strip_have_one_number() -> None:
    words = numbered(Word(text, BOX, 10.0) for text in ("one", "two", "three"))
    apart = (words[0]._replace(sources=(0, 2)), words[1])  # the last piece is part of the first word
    pages = tuple(Page(number, 100, 100, held) for number, held in enumerate((apart, (), words), 1))
    assert [word.sources for word in stack(pages).words] == [(0, 2), (1,), (3,), (4,), (5,)]


def test_a_join_unites_all_that_is_known_of_its_words() -> None:
    first = Word("1,0", BOX, 10.0, sources=(4,))
    rest = Word("00", BOX, 9.0, origin=Origin.RECOGNISED, doubts=frozenset({Doubt.STREAK}), sources=(7, 4))
    joined = first.joined_to(rest)
    assert (joined.text, joined.size, joined.sources) == ("1,000", 10.0, (4, 7))
    assert (joined.origin, joined.doubts) == (Origin.RECOGNISED, {Doubt.STREAK})
    form = rest._replace(origin=Origin.FORM)
    assert Provenance.of((first, form)).origin is Origin.FORM
    assert Provenance.of((), otherwise=Origin.RECOGNISED) == (Origin.RECOGNISED, frozenset(), ())
