"""A text as read → the same with the letters that look alike in both cases told by their height and their feet.

A network sees a picture blown up to one height and hesitates between y and Y, x and X: of a y the ink reaches below
the line, and an x is lower than the letters beside it.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from statistics import median

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
ALIKE = "cosvwxz"
"""Letters whose capitals differ from them in nothing but their height."""
CAPITALS = "ABDEFGHIKLMNPRTCOSUVWXZ"
FEWEST_CAPITALS = 2
"""Of a word, that tell how high its others are; one alone may be broken."""
OPENING = "[("
OF_BRACKET = 0.52
"""Of a bracket's height: capitals have 0.74, of smaller type than the bracket's 0.57, and small letters up to 0.5."""
NEAR, WIDEST = 0.2, 1.3
"""Of the type's height: how far off its ink a network places a letter, and how wide one letter is."""
MOST = 0.95
"""Score of a letter whose case its ink told, at most."""


def in_case(reading: LineReading, run: Run, x0: float, x1: float) -> LineReading:
    """`reading` of pixel columns `x0` to `x1`, which show `run`, with the cases its ink shows."""
    places = [x0 + (char.x0 + char.x1) / 2 * (x1 - x0) for char in reading.characters]
    told = [
        _in_case(char, reading.characters, run, place) for char, place in zip(reading.characters, places, strict=True)
    ]
    letters = [_ink_at(place, run) for place in places]
    alone = [
        letter if letters.count(letter) == 1 else None for letter in letters
    ]  # letters that touch are as high as all
    return LineReading(tuple(_among_capitals(told, alone)))


def _among_capitals(line: Sequence[Character], inks: Sequence[Letter | None]) -> Iterator[Character]:
    """The characters, of which those are capitals that are as high as their own word's, or as their brackets say."""
    ends = [place for place, char in enumerate(line) if char.text.isspace()]
    for start, stop in pairwise([-1, *ends, len(line)]):
        word = list(zip(line[start + 1 : stop], inks[start + 1 : stop], strict=True))
        least = _least_capital(word, _bracket(line[: max(start, 0)], inks)) if word else 0.0
        for char, ink in word:
            yield _capitalised(char) if char.text in ALIKE and ink and ink.height >= least else char
        yield from line[stop : stop + 1]


def _least_capital(word: Sequence[tuple[Character, Letter | None]], bracket: Letter | None) -> float:
    """How high a capital of the word is at least, in pixels; no ink is as high if nothing tells.

    `bracket` is the ink of the bracket that stands before the word with a space between.
    """
    sure = [(char.text, ink.height) for char, ink in word if ink is not None and char.sureness >= SURE]
    capitals = [height for text, height in sure if text in CAPITALS]
    brackets = [height for text, height in sure if text in OPENING] + ([bracket.height] if bracket else [])
    if len(capitals) >= FEWEST_CAPITALS:
        return AS_HIGH * median(capitals)
    return OF_BRACKET * brackets[0] if brackets else inf


def _bracket(before: Sequence[Character], inks: Sequence[Letter | None]) -> Letter | None:
    """The ink of the bracket that `before` ends with."""
    return inks[len(before) - 1] if before and before[-1].text in OPENING else None


def _capitalised(char: Character) -> Character:
    other = char.text.upper()
    score = min(char.score + dict(char.others).get(other, 0.0), MOST)
    others = tuple((text, chance) for text, chance in char.others if text != other)
    return char._replace(text=other, score=round(score, 4), others=others)


def _ink_at(place: float, run: Run) -> Letter | None:
    """The one letter whose ink is at the place; None where several touch, or none is."""
    kind = run_type(run)
    inks = [ink for ink in glyphs(run.letters) if ink.x0 <= place <= ink.x1]
    return inks[0] if len(inks) == 1 and inks[0].width <= WIDEST * kind.height else None


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
