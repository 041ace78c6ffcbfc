"""Per-step character probabilities of a recognition network → characters with scores, places and alternatives."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractor.readers.scan.engines import Character, LineReading

BLANK = 0
"""The class that says: no new character begins here."""
LEAST_ALTERNATIVE = 0.01
"""Probability under which another character is not worth mentioning."""
MOST_ALTERNATIVES = 3


def decoded(steps: NDArray[np.float32], alphabet: Sequence[str], share: float) -> LineReading:
    """The likeliest text of `steps` (time by class).

    `alphabet[i]` is the character of class i. Only the first `share` of the steps lie on the picture,
    the rest on what was added to make all pictures of a batch equally wide.
    """
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
    ranked = np.argsort(step)[::-1][: MOST_ALTERNATIVES + 1].tolist()
    others = tuple(
        (alphabet[index], round(float(step[index]), 4))
        for index in ranked
        if index != chosen and step[index] >= LEAST_ALTERNATIVE
    )
    return Character(alphabet[chosen], round(float(step[chosen]), 4), min(x0, 1.0), min(x1, 1.0), others)
