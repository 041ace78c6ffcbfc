"""An underline between two words that was read as a stroke or dash is dropped; a dash with ink stays."""

import pytest

from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.scan.correction.underlined_gaps import with_gaps
from extractor.readers.scan.segmentation.letter_lines import Letter
from extractor.readers.scan.segmentation.text_runs import Run, run_of

STEP, BASELINE = 12, 60
SHAPES = {"y": (48, 65), "p": (48, 65), "-": (53, 55), "_": (61, 63)}
"""Tops and bottoms in pixels; letters reach from 43 to 60."""


def _printed(text: str) -> Run:
    """The letters of `text`; `_` is a piece of underline between two descenders, a space is white."""
    letters = [
        Letter(
            STEP * place, *SHAPES.get(sign, (43, BASELINE))[:1], STEP * place + 9, SHAPES.get(sign, (43, BASELINE))[1]
        )
        for place, sign in enumerate(text)
        if sign != " "
    ]
    return run_of(letters)


@pytest.mark.parametrize(
    ("printed", "read", "told"),
    [
        ("by_power", "by_power", "by power"),
        ("by power", "by-power", "by power"),
        ("by-power", "by-power", "by-power"),
        ("by   power", "by _ power", "by power"),
        ("by power", "by power", "by power"),
    ],
    ids=["stub", "white", "a-dash", "with-spaces", "right-already"],
)
def test_what_is_no_ink_but_the_underlines_is_a_space(printed: str, read: str, told: str) -> None:
    run = _printed(printed)
    width = STEP * len(printed)
    places = [STEP * place for place in range(len(read))]
    reading = LineReading(
        tuple(Character(sign, 0.9, x / width, (x + 9) / width) for sign, x in zip(read, places, strict=True))
    )
    assert with_gaps(reading, run, 0, width, width).text == told
    assert with_gaps(reading, run, 0, width, 0).text == read, "what is not underlined is as it was read"
