"""Replaces by a space what is not a sign but the underline that runs on between two words."""

from collections.abc import Sequence
from itertools import pairwise

from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.scan.segmentation.letter_lines import Letter
from extractor.readers.scan.segmentation.marks import glyphs, run_type
from extractor.readers.scan.segmentation.text_runs import Run

LIKE_UNDERLINE = "_-~="
"""Characters that an underline between two words is read as."""
LEAST_GAP = 0.16
"""Share of the type's height: white at least this wide between two letters may part words."""
NEAR = 0.5
"""Share of the type's height: an engine places a sign no further from the middle of its true place."""
DASH = 0.35
"""Share of the type's height: a real dash is no higher."""


def with_gaps(reading: LineReading, run: Run, x0: float, x1: float, underlined: float) -> LineReading:
    """`reading` of pixel columns `x0` to `x1`, which show `run`, underlined from its beginning to column `underlined`.

    A line or dash becomes a space if there is a gap between two letters at its place, with no ink but the underline's.
    """
    if not set(LIKE_UNDERLINE) & set(reading.text):
        return reading
    kind = run_type(run)
    letters = [letter for letter in glyphs(run.letters) if letter.top < kind.baseline]  # the underline lies below it
    kept: list[Character] = []
    for char in reading.characters:
        place = x0 + (char.x0 + char.x1) / 2 * (x1 - x0)
        is_gap = char.text in LIKE_UNDERLINE and place <= underlined and _is_gap(place, letters, kind.height)
        kept.append(char._replace(text=" ", others=()) if is_gap else char)
    return LineReading(tuple(_once(kept)))


def _is_gap(place: float, letters: Sequence[Letter], height: float) -> bool:
    """Whether there is a gap between two letters at the pixel column `place`, and no dash."""
    near = NEAR * height
    if any(letter.height <= DASH * height and abs((letter.x0 + letter.x1) / 2 - place) <= near for letter in letters):
        return False
    return any(
        after.x0 - before.x1 >= LEAST_GAP * height and abs((after.x0 + before.x1) / 2 - place) <= near
        for before, after in pairwise(letters)
    )


def _once(characters: Sequence[Character]) -> list[Character]:
    """The characters, with a single space in place of several."""
    return [
        char
        for place, char in enumerate(characters)
        if not (char.text == " " and place and characters[place - 1].text == " ")
    ]
