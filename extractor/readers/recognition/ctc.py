"""Per-step character probabilities of a recognition network → characters with scores, places and alternatives."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractor.readers.recognition.engines import Character, LineReading

BLANK = 0
"""The class that says: no new character begins here."""
SAME_SHAPES = {
    "S": "$5", "s": "S$5", "O": "0D", "o": "0", "Q": "0", "D": "0", "l": "1I", "I": "1", "i": "1I", "|": "1I",
    "!": "1I", "1": "I", "]": ")I1", "[": "(I1", "{": "(", "}": ")", "T": "I1", "B": "8", "Z": "2", "0": "D",
    "4": "A", "8": "B", "5": "S", "C": "(", ":": ".", ";": ",", "'": ",", "f": "F", "m": "M", "c": "C", "v": "V",
    "p": "P", "x": "X",
    "w": "W", "j": "J", "u": "U", "g": "G", "\\": "/", "J": "I",
}  # fmt: skip
"""What an engine takes for another character of its shape; the cell's column says which it is."""
LEAST_MASS = 1e-4
"""Probability that all allowed characters together must have at a step: less is a guess from nothing."""
LEAST_ALTERNATIVE = 0.01
"""Probability under which another character is not worth mentioning."""
MOST_ALTERNATIVES = 3


def decoded(
    steps: NDArray[np.float32], alphabet: Sequence[str], share: float, allowed: str | None = None
) -> LineReading:
    """The likeliest text of `steps` (time by class).

    `alphabet[i]` is the character of class i. Only the first `share` of the steps lie on the picture,
    the rest on what was added to make all pictures of a batch equally wide. With `allowed`, the
    likeliest text of these characters alone is given, if the network sees anything of it.
    """
    free = _text(steps, alphabet, share)
    if allowed is None or all(character.text in allowed or character.text.isspace() for character in free.characters):
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
    """`reading` with each character that cannot stand there exchanged for the one of its shape that can."""
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
    """`reading` with what its characters might also be told in the characters that can stand there.

    What cannot stand there speaks for the one of its shape that can: an s for S, where only S is a code.
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
