"""Divides what an engine read of a run into words, at the gaps in the ink."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from extractor.model.doubts import Doubt
from extractor.model.page import BoundingBox, Origin, Reading, Word
from extractor.readers.image.laying_out import POINT
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.scan.segmentation.marks import run_type
from extractor.readers.scan.segmentation.text_runs import Run
from extractor.readers.wording.mark_texts import ends_in_mark, is_mark_text

SURE_GAP = 0.75
"""Share of the type's height: a gap at least this wide parts two words whatever the engine says. Between letters of
Courier it is 0.5."""
LEAST_GAP = 0.16
"""Share of the type's height: a gap at least this wide parts two words if the engine saw a space there."""
SIGN = 0.38
"""Share of the type's height: the width of a full stop or comma, whose ink may be lost in an underline."""
NEAR = 0.6
"""Share of the type's height: an engine may place a space this far beside its gap."""
DOUBTFUL_LENGTH, DOUBTFUL_SCORE = 2, 0.12
"""Characters and score: a reading no longer than the first with a lower score than the second is dust."""
BRACKET = 1.08
"""Type size divided by the height of a bracket."""
SIGNS = ".,"
"""No word begins with one of these; if it seems so, the sign's place was misjudged, and it ends the word before."""
_DATE = re.compile(r"\d{1,2}/\d", re.ASCII)
BRACKETS = "[]"
ASCENT, DESCENT = 1.22, 0.30
"""Shares of the height of capitals: how far a line of type reaches above and below its baseline."""


def run_words(
    run: Run, x0: float, x1: float, reading: LineReading, engine: str, *, raised: bool = False, may_be_dust: bool = True
) -> list[Word]:
    """The words of `reading`, which an engine read in a picture of `run` from pixel column `x0` to `x1`.

    With `may_be_dust` a short and unsure reading is dropped; beside a raised mark it is kept.
    """
    text = reading.text.strip()
    if not text or (may_be_dust and len(text) <= DOUBTFUL_LENGTH and reading.score < DOUBTFUL_SCORE):
        return []
    kind = run_type(run)
    scale = x1 - x0
    placed = [(x0 + (char.x0 + char.x1) / 2 * scale, char) for char in reading.characters]
    spaces, signs = ([x for x, char in placed if char.text in told] for told in (" ", SIGNS))
    cuts = _cuts(run, spaces, signs, kind.height)
    edges = [run.x0, *cuts, run.x1]
    top, bottom = kind.baseline - ASCENT * kind.height, kind.baseline + DESCENT * kind.height
    size = kind.height * (ASCENT + DESCENT)
    if is_mark_text(reading.text):  # a bracket is as high as its type is large
        top, bottom, size = run.top, run.bottom, run.height * BRACKET
    words: list[Word] = []
    for (left, right), share in zip(pairwise(edges), _shared_out(placed, edges), strict=True):
        held = list(share)
        while len(held) > 1 and held[0].text in SIGNS and words and _begins_word(held[1:]):
            words[-1] = _with_end(words[-1], held.pop(0).text)
        own = [letter for letter in run.letters if left <= (letter.x0 + letter.x1) / 2 <= right]
        if held and own:
            box = BoundingBox(own[0].x0 * POINT, top * POINT, max(x.x1 for x in own) * POINT, bottom * POINT)
            words.append(_word(held, box, size * POINT, engine, raised=raised))
    return words if raised else _with_open_marks(words)


def _with_open_marks(words: Sequence[Word]) -> list[Word]:
    """The words, with `Doubt.MAY_BE_MARK` on those at the end that look like footnote marks but are not raised."""
    open_ones = list(words)
    for place in reversed(range(len(words))):
        if not ends_in_mark(words[place].text):
            break
        open_ones[place] = words[place]._replace(doubts=words[place].doubts | {Doubt.MAY_BE_MARK})
    return open_ones


def _shared_out(placed: Sequence[tuple[float, Character]], edges: Sequence[float]) -> list[list[Character]]:
    """The characters of each word between two `edges`: the engine's own words if there are as many, else by x."""
    tokens = [[char for _, char in token] for is_space, token in groupby(placed, _is_space) if not is_space]
    if len(tokens) == len(edges) - 1:
        return tokens
    inner = edges[1:-1]
    shares: list[list[Character]] = [[] for _ in range(len(edges) - 1)]
    for x, char in placed:
        if not char.text.isspace():
            shares[bisect_right(inner, x)].append(char)
    return shares


def _is_space(placed: tuple[float, Character]) -> bool:
    return placed[1].text.isspace()


def _begins_word(held: Sequence[Character]) -> bool:
    """Whether a word of letters or a date begins here. Before any other number a stop may be part of it (".52")."""
    return held[0].text.isalpha() or bool(_DATE.match("".join(char.text for char in held)))


def _with_end(word: Word, sign: str) -> Word:
    """`word` with a stop or comma added that was taken for the first character of the next word."""
    if word.text[-1] in SIGNS:
        return word
    readings = tuple(reading._replace(text=reading.text + sign) for reading in word.readings)
    return word._replace(text=word.text + sign, readings=readings)


def _cuts(run: Run, spaces: Sequence[float], signs: Sequence[float], height: float) -> list[float]:
    """Where the run is cut into words: the middles of gaps, as x in pixels.

    `spaces` and `signs` are where the engine saw a space, a full stop or a comma. A gap in which it saw a sign is wider
    by that sign, of which no ink was found.
    """
    gaps = []
    reach = run.letters[0].x1
    for letter in run.letters[1:]:
        if letter.x0 > reach:
            gaps.append((letter.x0 - reach, (letter.x0 + reach) / 2))
        reach = max(reach, letter.x1)
    cuts = {
        middle
        for width, middle in gaps
        if width - SIGN * height * sum(abs(sign - middle) <= width / 2 for sign in signs) >= SURE_GAP * height
    }
    possible = [(width, middle) for width, middle in gaps if width >= LEAST_GAP * height]
    for space in spaces:
        near = [gap for gap in possible if abs(gap[1] - space) <= NEAR * height + gap[0] / 2]
        if near:
            cuts.add(max(near)[1])
    return sorted(cuts)


def _word(held: Sequence[Character], box: BoundingBox, size: float, engine: str, *, raised: bool) -> Word:
    text = "".join(char.text for char in held)
    told = str.isdigit if is_mark_text(text) else _is_told
    telling = [char for char in held if told(char.text)] or held
    readings = (Reading(engine, text, min(char.score for char in telling)), *_alternatives(held, engine))
    doubts = frozenset[Doubt]().union(*(char.doubts for char in telling))
    return Word(text, box, round(size, 2), raised, readings, Origin.RECOGNISED, doubts)


def _is_told(char: str) -> bool:
    """Whether the character counts for the word's score: brackets around a trading symbol are no part of it."""
    return char not in BRACKETS


def _alternatives(held: Sequence[Character], engine: str) -> list[Reading]:
    """The word with one character replaced by another that the engine thought possible: the three likeliest."""
    found = [
        (score, "".join(c.text for c in held[:index]) + other + "".join(c.text for c in held[index + 1 :]))
        for index, char in enumerate(held)
        for other, score in (() if char.text in BRACKETS else char.others)
        if other.strip()
    ]
    return [Reading(engine, text, score) for score, text in sorted(found, reverse=True)[:3]]


def known_words(run: Run, line: str) -> Iterator[Word]:
    """The words of a known line, placed along the run in proportion to their lengths."""
    step = (run.x1 - run.x0) / len(line)
    place = 0
    for text in line.split(" "):
        left, right = run.x0 + place * step, run.x0 + (place + len(text)) * step
        box = BoundingBox(left * POINT, run.top * POINT, right * POINT, run.bottom * POINT)
        yield Word(text, box, box.height, readings=(Reading("form", text, 1.0),), origin=Origin.FORM)
        place += len(text) + 1
