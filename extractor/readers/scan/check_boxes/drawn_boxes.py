"""A page's ink and words → the ticks of check boxes drawn as a small square, told by the ink inside it.

The strokes of a small square with a cross in it are long and straight, so they may be taken for rulings, or read as
some letter. The square stands left of its text, "Check this box …"; an empty one has no ink inside.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from extractor.model.page import BoundingBox, Doubt, Origin, Reading, Word
from extractor.readers.image.connected import connected
from extractor.readers.image.images import Pixels
from extractor.readers.image.laying_out import POINT

INK_LEVEL = 150
"""Grey level below which a pixel is ink."""
REACH, WITHIN = 2.6, 1.4
"""Of the text's height: how far left of it the square begins at most, and how far within: read as its first letter."""
SMALLEST, LARGEST = 0.5, 1.6
"""Of the text's height: a square's side."""
SQUARE = 1.35
"""Longer to shorter side, at most."""
OUTLINED = 0.75
"""Of each side of the square that is ink, at least: a letter has no four straight sides."""
RIM = 0.24
"""Of the side: what of a square is outline."""
EMPTY, TICKED = 0.06, 0.15
"""Share of ink inside: dust makes up to the first, the strokes of a cross or a tick at least the second."""


def with_drawn_ticks(flat: Pixels, words: Sequence[Word], engine: str) -> list[Word]:
    """`words` with an X for every square before "Check this box" with ink in it, in which nothing was read."""
    seen = list(words)
    for text in check_box_texts(words):
        box, share = _square(flat, text) or (None, 0.0)
        if box is None or share < EMPTY:
            continue
        if text.box.x0 < box.x1:  # the square was taken for part of its text's first letter
            seen[seen.index(text)] = text._replace(box=text.box._replace(x0=box.x1))
        if not any(box.holds(word.box.x_center, word.box.y_center) for word in seen):
            doubts = frozenset({Doubt.TICK_BY_INK if share >= TICKED else Doubt.TICK_BY_LITTLE_INK})
            seen.append(
                Word("X", box, box.height, readings=(Reading(engine, "X"),), origin=Origin.RECOGNISED, doubts=doubts)
            )
    return seen


def check_box_texts(words: Sequence[Word]) -> Iterator[Word]:
    """The first word of each "Check this box …"."""
    for first in words:
        if first.text == "Check" and any(_follows(first, word) for word in words if word.text == "this"):
            yield first


def _follows(first: Word, word: Word) -> bool:
    return 0 < word.box.x0 - first.box.x1 < first.box.height and first.box.holds(first.box.x0, word.box.y_center)


def _square(flat: Pixels, text: Word) -> tuple[BoundingBox, float] | None:
    """The outlined square left of `text` and the share of ink inside it; None if none is drawn there."""
    height = text.box.height / POINT
    left, right = round(text.box.x0 / POINT - REACH * height), round(text.box.x0 / POINT + WITHIN * height)
    top, bottom = round(text.box.top / POINT - height / 2), round(text.box.bottom / POINT + height / 2)
    left, top = max(left, 0), max(top, 0)
    ink = np.where(flat[top:bottom, left:right] < INK_LEVEL, np.uint8(1), np.uint8(0))
    if not ink.size:
        return None
    for x, y, wide, high, _ in connected(ink).stats[1:].tolist():
        sides = sorted((wide, high))
        if SMALLEST * height <= sides[0] and sides[1] <= min(LARGEST * height, SQUARE * sides[0]):
            square = ink[y : y + high, x : x + wide]
            if _is_outlined(square):
                rim = round(RIM * sides[0])
                box = BoundingBox(*(v * POINT for v in (left + x, top + y, left + x + wide, top + y + high)))
                return box, float(square[rim : high - rim, rim : wide - rim].mean())
    return None


def _is_outlined(square: Pixels) -> bool:
    """Whether ink runs along all four sides, be they slanted by a pixel."""
    high, wide = square.shape
    rim = max(2, round(0.15 * min(high, wide)))
    edges = (square[:rim], square[high - rim :], square[:, :rim].T, square[:, wide - rim :].T)
    return all(float(edge.any(axis=0).mean()) >= OUTLINED for edge in edges)
