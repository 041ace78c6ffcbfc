"""An explanation with a misread number keeps it; before the second stands the first; else no number is invented."""

from functools import cache

import pytest

from extractor.model.doubts import Doubt
from extractor.model.strip import Strip
from extractor.parsing.filing import ReadFiling, read_filing
from tests.support.as_scanned import as_scanned, found_filing

NUMBERS = pytest.mark.parametrize("number", range(3))
SHORT = "Shares withheld by the Issuer."
"""So short that its line has room for the next explanation's first word, in every layout."""


@cache
def _scanned(number: int) -> Strip:
    filing = found_filing(90 + number, lambda filing: len(filing.footnotes) > 1)
    first, *others = filing.footnotes
    short = first.model_copy(update={"text": first.text.model_copy(update={"value": SHORT, "text": SHORT})})
    return as_scanned(filing.model_copy(update={"footnotes": (short, *others)}), number)


def _read(strip: Strip, printed: int, read: str) -> ReadFiling:
    """The filing with the number of one explanation misread, or not read at all."""
    begin = _notes_begin(strip)
    numbers = {
        word.sources
        for word in strip.words
        if word.text.strip("().") == str(printed) and word.box.top > begin and not word.raised
    }
    kept = (word for word in strip.words if read or word.sources not in numbers)
    words = tuple(word._replace(text=read) if word.sources in numbers else word for word in kept)
    return read_filing(strip.with_words(words), "scan")


def _notes_begin(strip: Strip) -> float:
    return next(word.box.bottom for word in strip.words if word.text == "Explanation")


@NUMBERS
@pytest.mark.parametrize(("printed", "read"), [(1, "I."), (2, "2")])
def test_a_number_that_was_misread_begins_its_explanation(number: int, printed: int, read: str) -> None:
    strip = _scanned(number)
    whole = read_filing(strip, "scan").document.footnotes
    found = _read(strip, printed, read).document.footnotes
    assert [(note.id, note.text.text) for note in found] == [(note.id, note.text.text) for note in whole]


@pytest.mark.parametrize("number", [0, 2])  # in the other layout the numbers stand at the middle of their texts
def test_the_text_before_the_second_explanation_is_the_first_and_asked(number: int) -> None:
    strip = _scanned(number)
    whole = read_filing(strip, "scan").document.footnotes
    found = _read(strip, 1, "").document.footnotes
    assert [(note.id, note.text.text) for note in found] == [(note.id, note.text.text) for note in whole]
    assert [Doubt.NUMBER_LOST in note.text.doubts for note in found] == [True, *[False] * (len(found) - 1)]


@NUMBERS
def test_an_explanation_whose_number_is_gone_is_named(number: int) -> None:
    named = [finding for finding in _read(_scanned(number), 2, "").findings if finding.rule == "PAG301"]
    assert named
    assert named[0].xpaths == ("footnotes/footnote[@id='F1']", "footnotes")


@NUMBERS
def test_explanations_that_all_have_their_numbers_name_nothing(number: int) -> None:
    assert not [finding for finding in read_filing(_scanned(number), "scan").findings if finding.rule == "PAG301"]
