"""Decides between capital and small letters of the same shape by the height and the foot of their ink.

A network sees each picture scaled to one height, and hesitates between y and Y, or x and X. But the ink of a y reaches
below the baseline, and an x is lower than the capitals beside it.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from statistics import median

from extractor.model.doubts import Doubt
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.scan.segmentation.letter_lines import Letter
from extractor.readers.scan.segmentation.marks import glyphs, run_type
from extractor.readers.scan.segmentation.text_runs import Run, run_of

SURE = 0.9
"""Score from which the network's own choice of case is kept."""
HESITATED = 0.05
"""Score of the other case from which the network hesitated between the two."""
WITH_FEET = "ypjqg"
"""Letters that reach below the baseline (have a foot), while their capitals stand on it, except some Q and J."""
LOW = "acemnorsuvwxz"
"""Letters lower than capitals."""
TALL = "bdfhkltABCDEFGHIKLMNOPRSTUVWXYZ0123456789"
"""Characters as high as capitals: a low letter can be measured against one of these on its line."""
BELOW, STANDING = 0.15, 0.08
"""Shares of the type's height: ink that reaches at least the first below the baseline has a foot, ink that reaches at
most the second has none."""
AS_HIGH, LOWER = 0.88, 0.8
"""Shares of the type's height: a capital is at least the first high, a low letter at most the second."""
ALIKE = "cosvwxz"
"""Letters whose capitals differ from them only in height."""
CAPITALS = "ABDEFGHIKLMNPRTCOSUVWXZ"
FEWEST_CAPITALS = 2
"""Sure capitals of a word from which the height of its other capitals is known; a single one may be broken."""
OPENING = "[("
OF_BRACKET = 0.52
"""Share of the height of the bracket before a word: a capital is at least this high. Capitals have 0.74, in type
smaller than the bracket's 0.57, and small letters up to 0.5."""
NEAR, WIDEST = 0.2, 1.3
"""Shares of the type's height: a network places a letter up to the first beside its ink; one letter is at most the
second wide."""
MOST = 0.95
"""Highest score that a letter gets if its case was decided by its ink."""


def in_case(reading: LineReading, run: Run, x0: float, x1: float) -> LineReading:
    """`reading` of pixel columns `x0` to `x1`, which show `run`, with letters in the case that their ink shows."""
    places = [x0 + (char.x0 + char.x1) / 2 * (x1 - x0) for char in reading.characters]
    told = [
        _in_case(char, reading.characters, run, place) for char, place in zip(reading.characters, places, strict=True)
    ]
    pieces, widest = glyphs(run.letters), WIDEST * run_type(run).height
    letters = [_ink_at(place, pieces, widest) for place in places]
    alone = [
        letter if letters.count(letter) == 1 else None for letter in letters
    ]  # None for letters that touch: their ink has the height of the highest
    return LineReading(tuple(_among_capitals(told, alone)))


def _among_capitals(line: Sequence[Character], inks: Sequence[Letter | None]) -> Iterator[Character]:
    """The characters; a letter becomes a capital if it is as high as the word's capitals, or its bracket, require."""
    ends = [place for place, char in enumerate(line) if char.text.isspace()]
    for start, stop in pairwise([-1, *ends, len(line)]):
        word = list(zip(line[start + 1 : stop], inks[start + 1 : stop], strict=True))
        least = _least_capital(word, _bracket(line[: max(start, 0)], inks)) if word else 0.0
        for place, (char, ink) in enumerate(word):
            is_high = char.text in ALIKE and ink is not None and ink.height >= least
            is_amid = (
                0 < place < len(word) - 1 and word[place - 1][0].text.isalpha() and word[place + 1][0].text.islower()
            )
            if is_high and is_amid:  # McCoy has a capital before a small letter, and Fact on a blurred page seems to
                yield char if char.sureness >= SURE else _capitalised(char).doubted(Doubt.CAPITAL_AMID)
            else:
                yield _capitalised(char) if is_high else char
        yield from line[stop : stop + 1]


def _least_capital(word: Sequence[tuple[Character, Letter | None]], bracket: Letter | None) -> float:
    """The least height of a capital of the word, in pixels; infinite if nothing tells it.

    `bracket` is the ink of a bracket before the word, with a space between them.
    """
    sure = [(char.text, ink.height) for char, ink in word if ink is not None and char.sureness >= SURE]
    capitals = [height for text, height in sure if text in CAPITALS]
    brackets = [height for text, height in sure if text in OPENING] + ([bracket.height] if bracket else [])
    if len(capitals) >= FEWEST_CAPITALS:
        return AS_HIGH * median(capitals)
    return OF_BRACKET * brackets[0] if brackets else inf


def _bracket(before: Sequence[Character], inks: Sequence[Letter | None]) -> Letter | None:
    """The ink of the bracket with which `before` ends; None if it ends otherwise."""
    return inks[len(before) - 1] if before and before[-1].text in OPENING else None


def _capitalised(char: Character) -> Character:
    other = char.text.upper()
    score = min(char.score + dict(char.others).get(other, 0.0), MOST)
    others = tuple((text, chance) for text, chance in char.others if text != other)
    return char._replace(text=other, score=round(score, 4), others=others)


def _ink_at(place: float, letters: Sequence[Letter], widest: float) -> Letter | None:
    """The letter whose ink is at the pixel column `place`; None if there is none, or if several letters touch there."""
    inks = [ink for ink in letters if ink.x0 <= place <= ink.x1]
    return inks[0] if len(inks) == 1 and inks[0].width <= widest else None


def _in_case(char: Character, line: Sequence[Character], run: Run, place: float) -> Character:
    """`char`, which stands at the pixel column `place`, in the case that its ink shows."""
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
    kind = run_type(run_of(others))  # without the letter itself, which may have a foot
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
    """Whether the ink is that of the small letter; None if it may be either. Lengths are in pixels."""
    high = ink.height / height
    if letter in WITH_FEET:  # an underline that was taken out may have taken the foot with it
        foot = (ink.bottom - baseline) / height
        return True if foot >= BELOW else False if foot <= STANDING and high >= AS_HIGH else None
    return None if not has_measure else True if high <= LOWER else False if high >= AS_HIGH else None
