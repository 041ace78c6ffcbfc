"""Two commas side by side, of which an engine reads only one."""

import pytest

from extractor.model.doubts import DOUBTED
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.scan.correction.doubled_commas import with_doubled_commas
from extractor.readers.scan.segmentation.letter_lines import Letter
from extractor.readers.scan.segmentation.text_runs import Run, run_of

STEP = 12
"""In pixels: the distance from one character to the next."""
SHAPES = {",": (34, 42, 4), ".": (36, 40, 4), "_": (40, 43, 4), "'": (20, 27, 3), " ": None}
"""Top, bottom and width of signs, in pixels; letters reach from 20 to 40 and are 9 wide."""


def _printed(text: str) -> Run:
    letters = []
    for place, sign in enumerate(text):
        shape = SHAPES.get(sign, (20, 40, 9))
        if shape:
            top, bottom, width = shape
            left = STEP * place + (0 if sign not in ",." else 2)
            letters.append(Letter(left, top, left + width, bottom))
    return run_of(letters)


def _read(text: str, printed: str) -> LineReading:
    """`text` as an engine reads it where `printed` stands: each character at its place, a doubled one at the first."""
    places = iter(range(len(printed)))
    found = []
    for sign in text:
        place = next(place for place in places if printed[place] == sign)
        found.append(Character(sign, 0.99, place * STEP / 1200, (place * STEP + 9) / 1200))
    return LineReading(tuple(found))


@pytest.mark.parametrize(
    ("printed", "read", "seen"),
    [
        ("LONDON,, X0", "LONDON, X0", "LONDON,, X0"),
        ("LONDON,, X0", "LONDON,, X0", "LONDON,, X0"),
        ("LONDON, X0", "LONDON, X0", "LONDON, X0"),
        ("INC., X0", "INC., X0", "INC., X0"),
        ("A, B,", "A, B,", "A, B,"),
        ("INC,_ X0", "INC, X0", "INC, X0"),
    ],
)
def test_a_comma_stands_as_often_as_its_ink(printed: str, read: str, seen: str) -> None:
    reading = with_doubled_commas(_read(read, printed), _printed(printed), 0, 1200)
    assert reading.text == seen
    assert (reading.sureness <= DOUBTED) == (seen != read), "what was put in is looked at"
