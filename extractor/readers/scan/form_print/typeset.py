"""The form's wording, line by line as it may be wrapped → where each of its letters stands in the usual types."""

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
"""Forms are set in these, or in types made to their widths."""
SHORTEST = 16
"""Letters and signs of a line that is told by its shapes: fewer may be alike by chance."""
SHORTEST_CAPITALS = 25
"""The same for capitals, of which only the places say anything."""
SMALL, SIGNS = frozenset("acemnorsuvwxz"), frozenset(".,-'*\":;")
FALLING, RISING_AND_FALLING = frozenset("gpqy"), frozenset("j(){}[]/|Q$")
HARDLY_RISING, HARDLY_FALLING = frozenset("tT1"), frozenset(",;/()[]QJj$")
"""Of which pixels may say either."""


class Wording(NamedTuple):
    """Words in a row of a passage, letter by letter, spaces left out; places in type sizes from the first letter."""

    text: str
    shapes: str
    left: NDArray[np.float64]
    """Types by letters: where each begins; and in `right` where it ends."""
    right: NDArray[np.float64]
    kinds: NDArray[np.int64]
    """Letters and one, by kinds: how many of the letters before rise, fall, are signs, may rise and may fall."""


class Wordings(NamedTuple):
    """All that may stand on a line, and what is asked of all of them at once."""

    each: tuple[Wording, ...]
    shapes: NDArray[np.object_]
    lengths: NDArray[np.int64]
    """Letters."""
    widths: NDArray[np.float64]
    """Types by wordings, in type sizes."""
    is_passage: NDArray[np.bool_]
    """Which are whole passages."""


def shape(*, rises: bool, falls: bool, is_sign: bool) -> str:
    """A character for what pixels tell of a letter."""
    return "." if is_sign else "xAgB"[rises + 2 * falls]


@cache
def wordings() -> Wordings:
    """Every line the form's wording may make."""
    each = tuple({wording.text: wording for passage in PASSAGES for wording in _lines(passage)}.values())
    return Wordings(
        each,
        np.array([wording.shapes for wording in each], dtype=object),
        np.array([len(wording.kinds) - 1 for wording in each]),
        np.array([wording.right[:, -1] for wording in each]).T,
        np.array([wording.text in PASSAGES for wording in each]),
    )


def _lines(passage: str) -> Iterator[Wording]:
    """Every stretch of a passage's words that is long enough."""
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
    """Whether it rises, falls, is a sign; may be seen as rising or not, and as falling or not."""
    rises = char not in SMALL | FALLING | SIGNS
    falls = char in FALLING | RISING_AND_FALLING
    return rises, falls, char in SIGNS, char in HARDLY_RISING, char in HARDLY_FALLING


def _shape(char: str) -> str:
    rises, falls, is_sign, *_ = _kind(char)
    return shape(rises=rises, falls=falls, is_sign=is_sign)
