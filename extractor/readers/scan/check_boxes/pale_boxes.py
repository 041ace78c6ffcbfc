"""A page's grey levels and words → the ticks of check boxes drawn too pale to be print.

Browsers draw a disabled check box, ticked, as a square a little darker than its ground with a white tick in it: no
ink that a threshold finds. It stands left of its text, "Check this box …", and is told by how much darker than
what surrounds it the inside is.
"""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from extractor.model.page import BoundingBox, Doubt, Origin, Reading, Word
from extractor.readers.image.connected import connected
from extractor.readers.image.images import Pixels
from extractor.readers.image.laying_out import POINT
from extractor.readers.scan.check_boxes.drawn_boxes import check_box_texts

BEFORE = range(27, 35, 2)
"""Pixels from the text's left edge back to the middle of its box."""
OFF = range(-4, 5, 2)
"""Pixels up and down that the box may stand off the middle of its text's first line."""
INSIDE, OUTSIDE, AROUND = 6, 11, 15
"""Pixels from the middle of a box: to what lies inside, beyond its outline, and to the ground around it."""
DARKER, DARKER_STIPPLED = 7.5, 18.0
"""Grey levels between inside and ground of a ticked box: of a shade that is grey, and of one made up of dots.

Empty boxes have up to 7 in grey. Among dots they have up to 26, but then the ticked one beside them has more.
"""
STROKE = 9
"""Pixels of a row or column that are dark together in an outline or a letter, and never in a shade."""
STIPPLED, DRAWN = 70.0, 200.0
"""Grey levels of the darkest such stretch: from the first on dots make up the shades, from the second it is drawn."""
DOT_LEVEL, FEWEST_DOTS = 150, 10
"""Grey level below which a pixel belongs to a dot, and the dots of such a shade; a bracket is one piece, or two."""
EVEN = 5.0
"""How many times darker than a grey shade its darkest stretch is at most; dirt is more."""
BESIDE = 20.0
"""Points before the text within which what was read stands in its box: a bracket, a cross."""
_DOUBTED = frozenset({Doubt.TICK_BY_SHADE})


def pale_ticks(flat: Pixels, words: Sequence[Word], engine: str) -> Iterator[Word]:
    """An X for every box before "Check this box" that is darker inside than out, and in which nothing was read."""
    texts = [first for first in check_box_texts(words) if not any(_stands_before(word, first) for word in words)]
    shaded = [found for first in texts if (found := _darkest(flat, first))]
    darkest = max((shade for shade, _, _ in shaded), default=0.0)
    for shade, stroke, box in shaded:
        if shade == darkest or stroke <= STIPPLED:
            yield Word(
                "X", box, box.height, readings=(Reading(engine, "X"),), origin=Origin.RECOGNISED, doubts=_DOUBTED
            )


def _stands_before(word: Word, text: Word) -> bool:
    """Whether the word stands where the box of `text` is."""
    return text.box.top < word.box.y_center < text.box.bottom and 0 < text.box.x0 - word.box.x_center <= BESIDE


def _darkest(flat: Pixels, text: Word) -> tuple[float, float, BoundingBox] | None:
    """The shade of the box before `text`, the darkest stroke in it, and its place, if it looks ticked."""
    left, middle = round(text.box.x0 / POINT), round(text.box.y_center / POINT)
    best: tuple[float, int, int] = (DARKER, 0, 0)
    for x in (left - before for before in BEFORE):
        for y in (middle + off for off in OFF):
            if x >= AROUND and AROUND <= y < flat.shape[0] - AROUND:
                best = max(best, (_shade(flat, x, y), x, y))
    shade, x, y = best
    if not x:
        return None
    stroke = _stroke(flat, x, y)
    is_dotted = shade >= DARKER_STIPPLED and stroke < DRAWN and _dots(flat, x, y) >= FEWEST_DOTS
    if not (is_dotted if stroke > STIPPLED else stroke <= EVEN * shade):
        return None
    sides = (x - OUTSIDE, y - OUTSIDE, x + OUTSIDE, y + OUTSIDE)
    return shade, stroke, BoundingBox(*(value * POINT for value in sides))


def _shade(flat: Pixels, x: int, y: int) -> float:
    """How many grey levels darker the inside of a box around `x`, `y` is than the ground beyond its outline."""
    ground, whole, inside = (
        (255.0 - flat[y - reach : y + reach + 1, x - reach : x + reach + 1]).astype(np.float64)
        for reach in (AROUND, OUTSIDE, INSIDE)
    )
    return float(inside.mean() - (ground.sum() - whole.sum()) / (ground.size - whole.size))


def _stroke(flat: Pixels, x: int, y: int) -> float:
    """How many grey levels dark the darkest straight stroke in the box around `x`, `y` is."""
    box = (255.0 - flat[y - OUTSIDE : y + OUTSIDE + 1, x - OUTSIDE : x + OUTSIDE + 1]).astype(np.float32)
    return float(max(cv2.blur(box, (STROKE, 1)).max(), cv2.blur(box, (1, STROKE)).max()))


def _dots(flat: Pixels, x: int, y: int) -> int:
    """How many pieces of ink lie in the box around `x`, `y`."""
    box = flat[y - OUTSIDE : y + OUTSIDE + 1, x - OUTSIDE : x + OUTSIDE + 1]
    return len(connected(np.where(box < DOT_LEVEL, np.uint8(255), np.uint8(0))).stats) - 1
