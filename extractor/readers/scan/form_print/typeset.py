"""Computes where each letter of the form's wording stands, for all lines it may be wrapped into and the usual fonts."""

from collections.abc import Iterator
from functools import cache
from itertools import accumulate, combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pdfminer.fontmetrics import FONT_METRICS

from extractor.model.form_labels import KNOWN_LABELS, KNOWN_LINES, NOTES

PASSAGES = tuple(dict.fromkeys((*KNOWN_LINES, *KNOWN_LABELS, *NOTES)))
TYPES = ("Times-Roman", "Times-Bold", "Helvetica", "Helvetica-Bold")
"""Forms are set in these fonts, or in fonts with the same letter widths."""
SHORTEST = 16
"""Letters and signs: a shorter line is not recognised by its shapes, as it may resemble another by chance."""
SHORTEST_CAPITALS = 25
"""The same for a line of capitals, which all have one shape, so that only their places count."""
SMALL, SIGNS = frozenset("acemnorsuvwxz"), frozenset(".,-'*\":;")
FALLING, RISING_AND_FALLING = frozenset("gpqy"), frozenset("j(){}[]/|Q$")
HARDLY_RISING, HARDLY_FALLING = frozenset("tT1"), frozenset(",;/()[]QJj$")
"""Characters that may or may not be seen to rise, and to fall: in pixels they are on the border."""


class Wording(NamedTuple):
    """Some consecutive words of a passage. Arrays count only letters and signs, without spaces.

    Places are in type sizes, from the beginning of the first letter.
    """

    text: str
    shapes: str
    """One character of `shape` for each letter, and the spaces."""
    left: NDArray[np.float64]
    """Where each letter begins; the axes are font and letter."""
    right: NDArray[np.float64]
    """Where each letter ends; the axes are font and letter."""
    kinds: NDArray[np.int64]
    """Running counts, with one row more than letters: how many letters before rise, fall, are signs, may rise, and may
    fall."""


class Wordings(NamedTuple):
    """All wordings that a line may show, and their properties as arrays, to compare all of them at once."""

    each: tuple[Wording, ...]
    shapes: NDArray[np.object_]
    lengths: NDArray[np.int64]
    """Letters and signs of each wording."""
    widths: NDArray[np.float64]
    """Widths in type sizes; the axes are font and wording."""
    is_passage: NDArray[np.bool_]
    """Whether each wording is a whole passage."""


def shape(*, rises: bool, falls: bool, is_sign: bool) -> str:
    """A character for the rough shape of a letter.

    "." is a sign, "x" a low letter, "A" a tall one, "g" one with a descender, and "B" a tall one with a descender.
    """
    return "." if is_sign else "xAgB"[rises + 2 * falls]


@cache
def wordings() -> Wordings:
    """All lines that the form's wording may be wrapped into."""
    each = tuple({wording.text: wording for passage in PASSAGES for wording in _lines(passage)}.values())
    return Wordings(
        each,
        np.array([wording.shapes for wording in each], dtype=object),
        np.array([len(wording.kinds) - 1 for wording in each]),
        np.array([wording.right[:, -1] for wording in each]).T,
        np.array([wording.text in PASSAGES for wording in each]),
    )


def _lines(passage: str) -> Iterator[Wording]:
    """All sequences of consecutive words of a passage that are long enough."""
    words = passage.split(" ")
    printed = [index for index, char in enumerate(passage) if char != " "]
    advances = np.array([[FONT_METRICS[face][1].get(char, 500) for char in passage] for face in TYPES]) / 1000
    right = np.cumsum(advances, axis=1)[:, printed]
    left = right - advances[:, printed]
    letters = [_kind(passage[index]) for index in printed]
    kinds = np.vstack([np.zeros((1, 5), dtype=np.int64), np.cumsum(letters, axis=0)])
    shapes = "".join(" " if char == " " else _shape(char) for char in passage)
    places = list(accumulate(map(len, words), initial=0))
    for first, last in combinations(range(len(words) + 1), 2):
        start, stop = places[first], places[last]
        text = " ".join(words[first:last])
        if stop - start < (SHORTEST if sum(map(str.islower, text)) > (stop - start) / 2 else SHORTEST_CAPITALS):
            continue
        yield Wording(
            text,
            shapes[start + first : start + first + len(text)],
            left[:, start:stop] - left[:, start : start + 1],
            right[:, start:stop] - left[:, start : start + 1],
            kinds[start : stop + 1],
        )


def _kind(char: str) -> tuple[bool, bool, bool, bool, bool]:
    """Whether the character rises, falls, and is a sign; whether it may seem to rise or not, and to fall or not."""
    rises = char not in SMALL | FALLING | SIGNS
    falls = char in FALLING | RISING_AND_FALLING
    return rises, falls, char in SIGNS, char in HARDLY_RISING, char in HARDLY_FALLING


def _shape(char: str) -> str:
    rises, falls, is_sign, *_ = _kind(char)
    return shape(rises=rises, falls=falls, is_sign=is_sign)
