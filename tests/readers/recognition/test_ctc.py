"""What a column can hold decides how sure a reading of its cell is, and what the alternatives are."""

import pytest

from extractor.readers.recognition.ctc import within
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
