"""A text as read → the same with the letters that look alike in both cases told by their height and their feet.

A network sees a picture blown up to one height and hesitates between y and Y, x and X: of a y the ink reaches below
the line, and an x is lower than the letters beside it.
"""

from collections.abc import Sequence

from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.scan.segmentation.letter_lines import Letter
from extractor.readers.scan.segmentation.marks import glyphs, run_type
from extractor.readers.scan.segmentation.text_runs import Run, run_of

SURE = 0.9
"""Score from which the case was seen."""
HESITATED = 0.05
"""Score of the other case, at least: else the network did not hesitate between the two."""
WITH_FEET = "ypjqg"
"""Letters that reach below the line, where their capitals (a Q and a J aside) stand on it."""
LOW = "acemnorsuvwxz"
"""Letters lower than capitals."""
TALL = "bdfhkltABCDEFGHIKLMNOPRSTUVWXYZ0123456789"
"""Characters as high as capitals: beside one of these a letter's height says something."""
BELOW, STANDING = 0.15, 0.08
"""Of the type's height: what reaches so far below the baseline has a foot, what reaches no farther has none."""
AS_HIGH, LOWER = 0.88, 0.8
"""Of the type's height: a capital's least, a low letter's most."""
NEAR, WIDEST = 0.2, 1.3
"""Of the type's height: how far off its ink a network places a letter, and how wide one letter is."""
MOST = 0.95
"""Score of a letter whose case its ink told, at most."""


def in_case(reading: LineReading, run: Run, x0: float, x1: float) -> LineReading:
    """`reading` of pixel columns `x0` to `x1`, which show `run`, with the cases its ink shows."""
    return LineReading(
        tuple(
            _in_case(char, reading.characters, run, x0 + (char.x0 + char.x1) / 2 * (x1 - x0))
            for char in reading.characters
        )
    )


def _in_case(char: Character, line: Sequence[Character], run: Run, place: float) -> Character:
    """`char`, which stands at `place`, in the other case if it is the ink's."""
    other = char.text.swapcase()
    score = dict(char.others).get(other, 0.0)
    if char.sureness >= SURE or score < HESITATED or char.text.lower() not in WITH_FEET + LOW:
        return char
    reach = NEAR * run_type(run).height
    letters = glyphs(run.letters)
    inks = [ink for ink in letters if ink.x0 - reach <= place <= ink.x1 + reach]
    others = [ink for ink in letters if ink not in inks]
    if len(inks) != 1 or not others:
        return char
    kind = run_type(run_of(others))  # of two letters one may have a foot
    if inks[0].width > WIDEST * kind.height:
        return char
    has_measure = any(one is not char and one.text in TALL and one.sureness >= SURE for one in line)
    is_small = _is_small(char.text.lower(), inks[0], kind.baseline, kind.height, has_measure=has_measure)
    if is_small is None:
        return char
    told = char.text.lower() if is_small else char.text.upper()
    rest = tuple((text, chance) for text, chance in char.others if text != other)
    return char._replace(text=told, score=round(min(char.score + score, MOST), 4), others=rest)


def _is_small(letter: str, ink: Letter, baseline: float, height: float, *, has_measure: bool) -> bool | None:
    """Whether the ink is the small letter's; None if it does not tell."""
    high = ink.height / height
    if letter in WITH_FEET:  # an underline that was taken out may have taken the foot with it
        foot = (ink.bottom - baseline) / height
        return True if foot >= BELOW else False if foot <= STANDING and high >= AS_HIGH else None
    return None if not has_measure else True if high <= LOWER else False if high >= AS_HIGH else None
