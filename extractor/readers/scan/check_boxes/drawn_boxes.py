"""Finds ticked check boxes by the ink inside them. Such a box is a small square or cell left of "Check this box …".

The strokes of a small box with a cross are long and straight, so they may be taken for rulings, or be read as some
letter. The box is a square level with the first line of its text, or a cell, higher than wide, level with any of its
lines. An empty box has no ink inside.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from extractor.model.doubts import Doubt
from extractor.model.page import BoundingBox, Origin, Reading, Word
from extractor.readers.image.connected import connected
from extractor.readers.image.laying_out import POINT
from extractor.readers.image.pixels import Pixels

INK_LEVEL = 150
"""Grey level below which a pixel is ink."""
REACH, WITHIN = 2.6, 1.4
"""In heights of the text: a square is looked for from the first left of the text's left edge to the second right of it.
It reaches into the text if it was read as part of the first letter."""
SMALLEST, LARGEST = 0.5, 1.6
"""In heights of the text: the least and the greatest side of a square."""
SQUARE = 1.35
"""Longer side divided by the shorter: a square has at most this."""
CELL_REACH, CELL_HIGH, CELL_WIDE = 4.0, 3.6, 2.4
"""In heights of the text: how far left of a text of several lines its cell begins, how high and how wide it is, each at
most."""
TALL = 2.2
"""Height of a cell divided by its width, at most."""
SAME_EDGE, NEXT_LINE = 0.5, 1.2
"""In heights of the text: the left edges of its lines differ by at most the first, the gap between two lines is at most
the second."""
OUTLINED = 0.75
"""Share of each of the four sides of a box that is ink, at least; no letter has four straight sides."""
RIM = 0.24
"""Share of a box's shorter side: the width at each side that is left out as outline when its inside is examined."""
ROUGH, MOST_ROUGH = 0.3, 2
"""Share of ink in a row or column of pixels just inside that width, from which it still belongs to a thick, ragged
outline, and how many pixels of it are left out at each side, at most."""
FEWEST_PIXELS = 6
"""Pixels: the shorter side of a box is at least this long; a smaller one has no room for a cross."""
EMPTY, TICKED = 0.06, 0.15
"""Share of ink inside a box: dust makes less than the first, a cross or a tick at least the second."""


def with_drawn_ticks(flat: Pixels, words: Sequence[Word], engine: str) -> list[Word]:
    """`words`, and an X for each box before "Check this box" that has ink inside but in which no word was read."""
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
    """The bottom, in points, of the text that begins with the word `text`: that of its last line with the same edge."""
    reach = text.box.height
    foot = text.box.bottom
    for word in sorted(words, key=lambda word: word.box.top):
        is_below = foot - reach < word.box.top <= foot + NEXT_LINE * reach
        if is_below and word.text != text.text and abs(word.box.x0 - text.box.x0) <= SAME_EDGE * reach:
            foot = max(foot, word.box.bottom)
    return foot


def _square(flat: Pixels, text: Word) -> tuple[BoundingBox, float] | None:
    """The outlined square left of a text's first line, and the share of ink inside it; None if there is none."""
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
    """The outlined cell left of a text that ends at `foot`, and the share of ink inside it; None if there is none."""
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
    """For every outlined box in `place`: its width and height in points, and a pair of the box and its share of ink."""
    left, top, right, bottom = (max(round(side / POINT), 0) for side in place)
    ink = np.where(flat[top:bottom, left:right] < INK_LEVEL, np.uint8(1), np.uint8(0))
    if not ink.size:
        return
    for x, y, wide, high, _ in connected(ink).stats[1:].tolist():
        box = ink[y : y + high, x : x + wide]
        if min(wide, high) >= FEWEST_PIXELS and _is_outlined(box):
            around = BoundingBox(*(v * POINT for v in (left + x, top + y, left + x + wide, top + y + high)))
            yield wide * POINT, high * POINT, (around, float(_inside(box).mean()))


def _inside(box: Pixels) -> Pixels:
    """The box without its outline, which in black and white may be thick and ragged."""
    rim = round(RIM * min(box.shape))
    inside = box[rim : box.shape[0] - rim, rim : box.shape[1] - rim]
    for _ in range(4):  # each side in turn: its first rows are left out, then the next side comes first
        for _ in range(MOST_ROUGH):
            if len(inside) > MOST_ROUGH and float(inside[0].mean()) >= ROUGH:
                inside = inside[1:]
        inside = np.rot90(inside)
    return inside


def _is_outlined(square: Pixels) -> bool:
    """Whether ink runs along all four sides, even if they are slanted by a pixel."""
    high, wide = square.shape
    rim = max(2, round(0.15 * min(high, wide)))
    edges = (square[:rim], square[high - rim :], square[:, :rim].T, square[:, wide - rim :].T)
    return all(float(edge.any(axis=0).mean()) >= OUTLINED for edge in edges)
