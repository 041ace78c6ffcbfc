"""Decodes the output of a recognition network (CTC): character probabilities for each step along the picture.

The result is the characters with their scores, places and alternatives.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractor.readers.recognition.engines import Character, LineReading

BLANK = 0
"""The class for "no new character begins here" (CTC's blank)."""
SAME_SHAPES = {
    "S": "$5", "s": "S$5", "O": "0D", "o": "0", "Q": "0", "D": "0", "l": "1I", "I": "1", "i": "1I", "|": "1I",
    "!": "1I", "1": "I", "]": ")I1", "[": "(I1", "{": "(", "}": ")", "T": "I1", "B": "8", "Z": "2", "0": "D",
    "4": "A", "8": "B", "5": "S", "C": "(", ":": ".", ";": ",", "'": ",", "f": "F", "m": "M", "c": "C", "v": "V",
    "p": "P", "x": "X",
    "w": "W", "j": "J", "u": "U", "g": "G", "\\": "/", "J": "I",
}  # fmt: skip
"""For a character as read the characters of the same shape that may have been printed, likeliest first. The cell's
column decides which of them it is."""
LEAST_MASS = 1e-4
"""Probability that all allowed characters together must have at a step; with less any choice would be a mere guess."""
LEAST_ALTERNATIVE = 0.01
"""Probability from which another character is reported as an alternative."""
MOST_ALTERNATIVES = 3


def decoded(
    steps: NDArray[np.float32], alphabet: Sequence[str], share: float, allowed: str | None = None
) -> LineReading:
    """The likeliest text of `steps`, whose axes are step and class.

    `alphabet[i]` is the character of class i. Only the first `share` (0 to 1) of the steps lie on the picture, the rest
    on the white that was added to widen it. With `allowed`, the likeliest text of these characters is returned, unless
    it has another number of characters than the free reading: then the free reading is. The chance of a character that
    is not allowed goes to the allowed one of its shape.
    """
    free = _text(steps, alphabet, share)
    return free if allowed is None else within(_allowed(free, steps, alphabet, share, allowed), allowed)


def _allowed(
    free: LineReading, steps: NDArray[np.float32], alphabet: Sequence[str], share: float, allowed: str
) -> LineReading:
    """The likeliest text of `allowed` characters, or the `free` reading, see `decoded`."""
    if all(character.text in allowed or character.text.isspace() for character in free.characters):
        return free
    of_same_shape = likened(free, allowed)
    if of_same_shape is not None:
        return of_same_shape
    keep = np.array([index == BLANK or character in allowed for index, character in enumerate(alphabet)])
    mass = steps[:, keep].sum(axis=1, keepdims=True)
    bound = np.where(keep, steps, 0) / np.maximum(mass, LEAST_MASS)
    bound[:, BLANK] = np.where(mass[:, 0] < LEAST_MASS, 1.0, bound[:, BLANK])
    forced = _text(bound.astype(np.float32), alphabet, share)
    if len(forced.text.replace(" ", "")) != len(free.text.replace(" ", "")):
        return free
    return forced


def likened(reading: LineReading, allowed: str) -> LineReading | None:
    """`reading` with each character that is not `allowed` replaced by an allowed one of its shape.

    None if there is none for one of the characters.
    """
    characters = []
    for character in reading.characters:
        if character.text in allowed or character.text.isspace():
            characters.append(character)
            continue
        shape = next((same for same in SAME_SHAPES.get(character.text, "") if same in allowed), None)
        if shape is None:
            return None
        characters.append(character._replace(text=shape))
    return LineReading(tuple(characters))


def within(reading: LineReading, allowed: str) -> LineReading:
    """`reading` with its alternatives limited to `allowed` characters.

    The chance of an alternative that is not allowed goes to the allowed character of its shape: that of an s to S, if
    only S is a code.
    """
    return LineReading(tuple(_within(character, allowed) for character in reading.characters))


def _within(character: Character, allowed: str) -> Character:
    if character.text not in allowed:
        return character
    chances: dict[str, float] = {character.text: character.score}
    for text, score in character.others:
        shape = text if text in allowed else next((same for same in SAME_SHAPES.get(text, "") if same in allowed), None)
        if shape is not None:
            chances[shape] = min(chances.get(shape, 0.0) + score, 1.0)
    score = chances.pop(character.text)
    others = sorted(((text, min(chance, 1 - score)) for text, chance in chances.items()), key=lambda o: -o[1])
    worth = tuple(other for other in others if other[1] >= LEAST_ALTERNATIVE)
    return character._replace(score=round(score, 4), others=worth)


def _text(steps: NDArray[np.float32], alphabet: Sequence[str], share: float) -> LineReading:
    best = steps.argmax(axis=1)
    begins = (best != BLANK) & np.concatenate([[True], best[1:] != best[:-1]])
    starts = np.flatnonzero(begins)
    width = max(len(steps) * share, 1e-6)
    characters = []
    for start in starts.tolist():
        stop = start + 1
        while stop < len(best) and best[stop] == best[start]:
            stop += 1
        peak = start + int(steps[start:stop, best[start]].argmax())
        characters.append(_character(steps[peak], int(best[start]), alphabet, start / width, stop / width))
    return LineReading(tuple(characters))


def _character(step: NDArray[np.float32], chosen: int, alphabet: Sequence[str], x0: float, x1: float) -> Character:
    likely = np.flatnonzero(step >= LEAST_ALTERNATIVE).tolist()  # mostly the chosen one alone
    ranked = sorted(likely, key=lambda index: -step[index])[: MOST_ALTERNATIVES + 1]
    others = tuple((alphabet[index], round(float(step[index]), 4)) for index in ranked if index != chosen)
    return Character(alphabet[chosen], round(float(step[chosen]), 4), min(x0, 1.0), min(x1, 1.0), others)
