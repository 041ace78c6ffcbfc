"""What a column can hold decides how sure a reading of its cell is, and what the alternatives are."""

import numpy as np
import pytest

from extractor.readers.recognition.ctc import MOST_ALTERNATIVES, SAME_SHAPES, decoded, within
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.wording.alphabets import PRICE


def _one(text: str, score: float, *others: tuple[str, float]) -> LineReading:
    return LineReading((Character(text, score, 0, 1, others),))


@pytest.mark.parametrize(
    ("allowed", "reading", "score", "others"),
    [
        ("ADFMPS", _one("S", 0.6, ("s", 0.35)), 0.95, ()),
        ("ADFMPS", _one("S", 0.6, ("s", 0.2), ("F", 0.1)), 0.8, (("F", 0.1),)),
        (PRICE, _one("5", 0.5, ("S", 0.3), ("$", 0.15)), 0.5, (("$", 0.45),)),
        ("AD", _one("é", 0.6, ("A", 0.3)), 0.6, (("A", 0.3),)),
    ],
    ids=["the-same-letter-small", "another-code", "a-dollar-in-two-shapes", "nothing-that-can-stand-there"],
)
def test_what_cannot_stand_there_speaks_for_its_shape(
    allowed: str, reading: LineReading, score: float, others: tuple[tuple[str, float], ...]
) -> None:
    (character,) = within(reading, allowed).characters
    assert character.score == pytest.approx(score)
    assert [text for text, _ in character.others] == [text for text, _ in others]
    assert [chance for _, chance in character.others] == pytest.approx([chance for _, chance in others])


@pytest.mark.parametrize("printed", "0123456789")
def test_letters_of_a_figures_shape_raise_no_doubt_where_only_figures_can_stand(printed: str) -> None:
    """A lone 0 was read as 0, O and o with a share each, and asked."""
    figures = "0123456789.,"
    alike = [text for text, shapes in SAME_SHAPES.items() if next((s for s in shapes if s in figures), "") == printed]
    alike = alike[:MOST_ALTERNATIVES]  # a step tells no more
    alphabet = ("", *figures, *(text for text in SAME_SHAPES if text not in figures))
    steps = np.full((5, len(alphabet)), 1e-6, np.float32)
    steps[:, 0] = 1
    share = 0.5 / len(alike) if alike else 0.0
    steps[2, [0, alphabet.index(printed), *map(alphabet.index, alike)]] = [
        0.0,
        1 - share * len(alike),
        *[share] * len(alike),
    ]
    reading = decoded(steps, alphabet, 1.0, figures)
    assert reading.text == printed
    assert reading.score == pytest.approx(1.0, abs=1e-3)
    assert reading.characters[0].others == ()
    assert decoded(steps, alphabet, 1.0).score < 0.9 or not alike
