"""Shows the network a doubtful picture in several ways, and chooses the reading that is likeliest in all of them.

When a network hesitates between two letters, chance decides: where its columns happen to fall on the print. So a
picture it is unsure of is shown again, once stretched and once with smaller letters. Then the probability of each
reading is computed in each of these looks.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from extractor.model.doubts import Doubt
from extractor.readers.image.pixels import Pixels
from extractor.readers.recognition.ctc import BLANK
from extractor.readers.recognition.engines import Character, LineReading
from extractor.readers.wording.alphabets import BEHIND_CODE, MARKS, RAISED
from extractor.readers.wording.known_lines import begins_known_line, known_label
from extractor.readers.wording.mark_texts import is_mark_text
from extractor.readers.wording.vocabulary import has_misspelt, near_words

DOUBTFUL = 0.9
"""Score of its least sure character under which a picture is looked at again."""
LEAST_SCORE = 0.05
"""Least score of a character, even if no look read it."""
STRETCHED = 1.15
"""Factor by which the picture is widened for the second look."""
AIR = 0.10
"""Share of the height that is added in white above and below for the third look, so that the letters are smaller."""
KNOWN = 2.3
"""Natural logarithm: a known word wins over what was read if it is up to ten times less likely."""
KNOWN_LONG = 5.0
"""The same if a long word was read that is nearly a known one."""
ALL_MARKS = (MARKS, RAISED, BEHIND_CODE)
_EMPTY_MARK = re.compile(r"[(\[][\D0]?[)\]]")
"""A mark without its number, or with 0: no form prints one."""
POSSIBLE_MARKS = tuple(f"({number})" for number in range(1, 31))
LEAST_PROBABILITY = 1e-6
"""Probability that a look gives a character which it does not see at all."""


class Look(NamedTuple):
    """One look of the network at a picture: its output and the text decoded from it.

    `steps` has the axes step and class, and only the steps on the picture itself.
    """

    steps: NDArray[np.float32]
    reading: LineReading


def is_doubtful(reading: LineReading, allowed: str | None) -> bool:
    """Whether the reading is so doubtful that it is worth a second look."""
    if not reading.characters or (allowed is None and (known_label(reading.text) or begins_known_line(reading.text))):
        return False
    if allowed is None and has_misspelt(reading.text):
        return True
    return reading.score < DOUBTFUL or (allowed in ALL_MARKS and not is_mark_text(reading.text))


def wider(picture: Pixels) -> Pixels:
    """The picture of a line for the second look: stretched."""
    height, width = picture.shape
    view = cv2.resize(picture, (max(1, round(width * STRETCHED)), height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(view, dtype=np.uint8)


def smaller(picture: Pixels) -> Pixels:
    """The picture of a line for the third look: with white above and below."""
    air = max(1, round(picture.shape[0] * AIR))
    view = cv2.copyMakeBorder(picture, air, air, 0, 0, cv2.BORDER_CONSTANT, value=(255,))
    return np.asarray(view, dtype=np.uint8)


OTHER_VIEWS = (wider, smaller)


def is_settled(looks: Sequence[Look]) -> bool:
    """Whether no further look is needed: the last look is sure, and all looks read the same text."""
    *before, last = looks
    return bool(before) and last.reading.score >= DOUBTFUL and all(x.reading.text == last.reading.text for x in before)


def likeliest(looks: Sequence[Look], alphabet: Sequence[str], allowed: str | None) -> LineReading:
    """The reading with the highest mean log likelihood in all `looks`; its characters have their mean scores.

    Known words and marks similar to what was read take part, too, and get a bonus.
    """
    readings = {look.reading.text: look.reading for look in reversed(looks)}
    known = _known(readings.values(), allowed)
    if len(readings) == 1 and not known:
        return _sure_by_all(looks[0].reading, [look.reading for look in looks])
    classes = {text: index for index, text in enumerate(alphabet)}
    logs = [np.log(np.maximum(look.steps, LEAST_PROBABILITY)) for look in looks]
    votes = {
        text: sum(likelihood(steps, [classes[char] for char in text]) for steps in logs) / len(logs)
        for text in {*readings, *known}
        if all(char in classes for char in text)
    }
    is_mark = allowed in (BEHIND_CODE, RAISED) or any(map(_EMPTY_MARK.fullmatch, readings))
    marks = [text for text in votes if is_mark_text(text)] if is_mark else []
    start = KNOWN_LONG if allowed is None and any(map(has_misspelt, readings)) else KNOWN
    best = max(marks or votes, key=lambda text: votes[text] + (start if text in known else 0.0))
    reading = readings.get(best) or _spelt(best, looks[0].reading)
    return _sure_by_all(reading, [look.reading for look in looks])


def _known(readings: Iterable[LineReading], allowed: str | None) -> frozenset[str]:
    """Marks or words of the form that are similar to what was read."""
    texts = {reading.text for reading in readings}
    if allowed in ALL_MARKS or any(map(_EMPTY_MARK.fullmatch, texts)):
        return frozenset() if any(map(is_mark_text, texts)) else frozenset(POSSIBLE_MARKS)
    return frozenset(near for text in texts for near in near_words(text)) if allowed is None else frozenset()


def _spelt(text: str, near: LineReading) -> LineReading:
    """`text` as a reading, with the places of the characters of `near`, a similar reading."""
    places: list[Character] = []
    for edit in Levenshtein.opcodes(near.text, text):
        for index in range(edit.dest_start, edit.dest_end):
            place = min(edit.src_start + index - edit.dest_start, max(edit.src_end, edit.src_start + 1) - 1)
            source = near.characters[min(place, len(near.characters) - 1)]
            char = source._replace(text=text[index], others=((source.text, source.score),))
            places.append(char if edit.tag == "equal" else char.doubted(Doubt.NEAR_KNOWN))
    return LineReading(tuple(places))


def likelihood(steps: NDArray[np.float32], labels: Sequence[int]) -> float:
    """Logarithm of the probability that `steps` show the classes `labels`, summed over all their places (CTC forward).

    `steps` are logarithms of probabilities, with the axes step and class.
    """
    if not labels:
        return float(steps[:, BLANK].sum())
    states = np.full(2 * len(labels) + 1, BLANK)
    states[1::2] = labels
    skips = np.full(len(states), -np.inf)
    skips[3::2] = np.where(states[3::2] != states[1:-2:2], 0.0, -np.inf)
    chances = np.full(len(states), -np.inf)
    chances[0], chances[1] = steps[0, BLANK], steps[0, labels[0]]
    emitted = steps[:, states]
    for step in emitted[1:]:
        one = np.concatenate([[-np.inf], chances[:-1]])
        two = np.concatenate([[-np.inf, -np.inf], chances[:-2]]) + skips
        chances = np.logaddexp(np.logaddexp(chances, one), two) + step
    return float(np.logaddexp(chances[-1], chances[-2]))


def _sure_by_all(best: LineReading, readings: Sequence[LineReading]) -> LineReading:
    """`best` with each character's score replaced by its mean in the readings; where they differ, by alternatives."""
    scores = np.zeros(len(best.characters))
    others: list[dict[str, float]] = [{} for _ in best.characters]
    for reading in readings:
        for edit in Levenshtein.opcodes(best.text, reading.text):
            places, seen = range(edit.src_start, edit.src_end), reading.characters[edit.dest_start : edit.dest_end]
            if edit.tag == "equal":
                scores[edit.src_start : edit.src_end] += [char.score for char in seen]
            elif edit.tag == "replace":
                for place, char in zip(places, seen, strict=True):
                    others[place][char.text] = max(char.score, others[place].get(char.text, 0.0))
    scores = np.maximum(scores / len(readings), LEAST_SCORE)
    return LineReading(
        tuple(
            _with_others(char._replace(score=round(float(score), 4)), other)
            for char, score, other in zip(best.characters, scores, others, strict=True)
        )
    )


def _with_others(char: Character, other: dict[str, float]) -> Character:
    known = dict(char.others) | other
    return char._replace(others=tuple(sorted(known.items(), key=lambda pair: -pair[1])[:3]))
