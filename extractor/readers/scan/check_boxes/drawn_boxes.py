"""A page's ink and words → the ticks of check boxes drawn as a small box, told by the ink inside it.

The strokes of a small box with a cross in it are long and straight, so they may be taken for rulings, or read as some
letter. The box stands left of its text, "Check this box …": a square level with its first line, or a cell, higher than
wide, level with any of its lines. An empty one has no ink inside.
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
CELL_REACH, CELL_HIGH, CELL_WIDE = 4.0, 3.6, 2.4
"""Of the text's height: how far left of a text of several lines its cell begins at most, how high and wide it is."""
TALL = 2.2
"""Higher than wide a cell is, at most."""
SAME_EDGE, NEXT_LINE = 0.5, 1.2
"""Of the text's height: between the left edges of a text's lines, and between one's foot and the next one's top."""
OUTLINED = 0.75
"""Of each side of the square that is ink, at least: a letter has no four straight sides."""
RIM = 0.24
"""Of the side: what of a square is outline."""
FEWEST_PIXELS = 6
"""Pixels along a box's shorter side: in a smaller one is no room for a cross."""
EMPTY, TICKED = 0.06, 0.15
"""Share of ink inside: dust makes up to the first, the strokes of a cross or a tick at least the second."""


def with_drawn_ticks(flat: Pixels, words: Sequence[Word], engine: str) -> list[Word]:
    """`words` with an X for every square before "Check this box" with ink in it, in which nothing was read."""
    seen = list(words)
    for text in check_box_texts(words):
        box, share = _square(flat, text) or _cell(flat, text, _foot(text, words)) or (None, 0.0)
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


def _foot(text: Word, words: Sequence[Word]) -> float:
    """Where the text ends that begins with `text`, in points: below the last line that begins at its left edge."""
    reach = text.box.height
    foot = text.box.bottom
    for word in sorted(words, key=lambda word: word.box.top):
        is_below = foot - reach < word.box.top <= foot + NEXT_LINE * reach
        if is_below and word.text != text.text and abs(word.box.x0 - text.box.x0) <= SAME_EDGE * reach:
            foot = max(foot, word.box.bottom)
    return foot


def _square(flat: Pixels, text: Word) -> tuple[BoundingBox, float] | None:
    """The outlined square left of the first line of a text, and the share of ink inside; None if none is there."""
    height = text.box.height
    place = BoundingBox(
        text.box.x0 - REACH * height,
        text.box.top - height / 2,
        text.box.x0 + WITHIN * height,
        text.box.bottom + height / 2,
    )
    for wide, high, found in _outlined(flat, place):
        sides = sorted((wide / height, high / height))
        if sides[0] >= SMALLEST and sides[1] <= min(LARGEST, SQUARE * sides[0]):
            return found
    return None


def _cell(flat: Pixels, text: Word, foot: float) -> tuple[BoundingBox, float] | None:
    """The same of a cell left of a text of several lines, which ends at `foot`."""
    height = text.box.height
    place = BoundingBox(text.box.x0 - CELL_REACH * height, text.box.top - height / 2, text.box.x0, foot + height / 2)
    cells = [
        found
        for wide, high, found in _outlined(flat, place)
        if SMALLEST * height <= wide <= CELL_WIDE * height
        and wide / SQUARE <= high <= min(CELL_HIGH * height, TALL * wide)
    ]
    # A doubled outline is two boxes; the inner one may be broken by the cross.
    return max(cells, key=lambda cell: cell[0].width, default=None)


def _outlined(flat: Pixels, place: BoundingBox) -> Iterator[tuple[float, float, tuple[BoundingBox, float]]]:
    """Width and height, in points, of every outlined box in `place`, with itself and the share of ink inside it."""
    left, top, right, bottom = (max(round(side / POINT), 0) for side in place)
    ink = np.where(flat[top:bottom, left:right] < INK_LEVEL, np.uint8(1), np.uint8(0))
    if not ink.size:
        return
    for x, y, wide, high, _ in connected(ink).stats[1:].tolist():
        box = ink[y : y + high, x : x + wide]
        if min(wide, high) >= FEWEST_PIXELS and _is_outlined(box):
            rim = round(RIM * min(wide, high))
            around = BoundingBox(*(v * POINT for v in (left + x, top + y, left + x + wide, top + y + high)))
            yield wide * POINT, high * POINT, (around, float(box[rim : high - rim, rim : wide - rim].mean()))


def _is_outlined(square: Pixels) -> bool:
    """Whether ink runs along all four sides, be they slanted by a pixel."""
    high, wide = square.shape
    rim = max(2, round(0.15 * min(high, wide)))
    edges = (square[:rim], square[high - rim :], square[:, :rim].T, square[:, wide - rim :].T)
    return all(float(edge.any(axis=0).mean()) >= OUTLINED for edge in edges)
