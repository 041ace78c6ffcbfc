"""Which parts of a long text are read again: whole words, cut between words and put back at their places."""

import numpy as np
import pytest

from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.recognition.stretches import Stretch, doubtful_stretches, put_in, reading_of

LINE = "shares were sold in multiple transactions"
STEP = 10
"""In pixels: the width of a character in the picture."""


def _line(text: str = LINE) -> np.ndarray:
    """Black bars for letters, white for spaces; a space begins 3 pixels late, as an engine may report it."""
    line = np.full((24, STEP * len(text)), 255, np.uint8)
    for place, char in enumerate(text):
        if char != " ":
            line[4:20, place * STEP : place * STEP + 7] = 0
    return line


def _reading(doubted: str = "", text: str = LINE, score: float = 0.5) -> LineReading:
    """A reading in which every character is sure, except those of the word `doubted`."""
    start = text.index(doubted) if doubted else len(text)
    return LineReading(
        tuple(
            Character(
                char,
                score if doubted and start <= place < start + len(doubted) else 0.99,
                place / len(text),
                (place + 1) / len(text),
            )
            for place, char in enumerate(text)
        )
    )


def test_a_doubtful_word_is_cut_out_in_the_white_beside_it() -> None:
    line = _line()
    (stretch,) = doubtful_stretches(line, _reading("multiple"), 0.9)
    assert LINE[stretch.first : stretch.last] == "multiple"
    assert not (line[:, [stretch.x0, stretch.x1]] == 0).any()
    inside = (line[:, stretch.x0 : stretch.x1] == 0).any(axis=0).sum()
    assert inside == 7 * len("multiple")


def test_a_short_word_is_looked_at_with_its_neighbours() -> None:
    (stretch,) = doubtful_stretches(_line(), _reading("in"), 0.9)
    assert LINE[stretch.first : stretch.last] == "sold in multiple"


def test_words_apart_are_stretches_of_their_own() -> None:
    reading = LineReading(
        tuple(
            char._replace(score=0.5) if place in (2, 30) else char for place, char in enumerate(_reading().characters)
        )
    )
    assert [LINE[s.first : s.last] for s in doubtful_stretches(_line(), reading, 0.9)] == ["shares", "transactions"]


def test_a_word_that_is_nearly_a_known_one_is_doubtful_however_sure() -> None:
    text = LINE + " Attomey today as before"
    (stretch,) = doubtful_stretches(_line(text), _reading(text=text), 0.9)
    assert text[stretch.first : stretch.last] == "Attomey"


@pytest.mark.parametrize(("text", "doubted"), [("Common Stock", "Common Stock"), (LINE, LINE)])
def test_most_of_a_text_in_doubt_is_all_of_it(text: str, doubted: str) -> None:
    assert doubtful_stretches(_line(text), _reading(doubted, text), 0.9) == [Stretch(0, len(text), 0, STEP * len(text))]


def test_what_was_read_better_is_put_where_it_stands() -> None:
    width = STEP * len(LINE)
    reading = _reading("multiple")
    (stretch,) = doubtful_stretches(_line(), reading, 0.9)
    alone = reading_of(reading, stretch, width)
    assert alone.text == "multiple"
    assert 0 <= alone.characters[0].x0 < alone.characters[-1].x1 <= 1
    better = LineReading(tuple(char._replace(score=0.97) for char in alone.characters))
    whole = put_in(reading, [(stretch, better)], width)
    assert whole.text == LINE
    assert whole.score == 0.97
    for before, after in zip(reading.characters, whole.characters, strict=True):
        assert after.x0 == pytest.approx(before.x0, abs=0.01)


def test_a_reading_of_another_length_leaves_the_rest_in_place() -> None:
    width = STEP * len(LINE)
    (stretch,) = doubtful_stretches(_line(), _reading("multiple"), 0.9)
    better = LineReading((Character("m", 0.9, 0.0, 1.0),))
    whole = put_in(_reading("multiple"), [(stretch, better)], width)
    assert whole.text == LINE.replace("multiple", "m")
    assert whole.characters[-1] == _reading("multiple").characters[-1]
