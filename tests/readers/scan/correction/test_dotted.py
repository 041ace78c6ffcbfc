"""The last full stop of an abbreviation, and the space that a lost full stop seems to be."""

import pytest

from extractor.model.doubts import Doubt
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.scan.correction.dotted import with_last_stops
from extractor.readers.scan.segmentation.letter_lines import Letter
from extractor.readers.scan.segmentation.text_runs import Run
from extractor.readers.scan.segmentation.words import run_words


def reading(text: str) -> LineReading:
    step = 1 / len(text)
    return LineReading(tuple(Character(sign, 0.9, place * step, (place + 1) * step) for place, sign in enumerate(text)))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Deer & Co. L.P, the", "Deer & Co. L.P., the"),
        ("Deer & Co. L.P", "Deer & Co. L.P."),
        ("Acme N.A and Acme L.L.C", "Acme N.A. and Acme L.L.C."),
    ],
)
def test_an_abbreviation_ends_in_a_full_stop_and_is_doubted(read: str, printed: str) -> None:
    found = with_last_stops(reading(read))
    assert found.text == printed
    assert Doubt.STOP_PUT_IN in found.doubts


@pytest.mark.parametrize(
    "text", ["Acme L.P.", "J.P. Morgan", "Acme Inc.A", "A. B. Smith", "3.A", "Plan B.", "U.S.A.", "X"]
)
def test_what_lacks_nothing_is_left_alone(text: str) -> None:
    assert with_last_stops(reading(text)).text == text


@pytest.mark.parametrize(("white", "words"), [(15, ["L.P"]), (24, ["L.", "P"])])
def test_a_gap_in_which_a_sign_was_read_parts_words_only_where_it_is_wider_by_it(white: int, words: list[str]) -> None:
    """An L and a P of 18 pixels, the full stop between them lost in the underline."""
    letters = (Letter(0, 0, 6, 18), Letter(6 + white, 0, 17 + white, 18))
    run = Run(0, 0, 17 + white, 18, letters)
    assert [word.text for word in run_words(run, 0, 17 + white, reading("L.P"), "engine")] == words
