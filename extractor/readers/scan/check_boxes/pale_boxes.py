"""Finds ticked check boxes that are too pale to count as print.

Browsers draw a disabled check box that is ticked as a square only a little darker than the page, with a white tick: no
threshold finds ink in it. It stands left of its text, "Check this box …", and is recognised by how much darker its
inside is than its surroundings.
"""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from extractor.model.doubts import Doubt
from extractor.model.page import BoundingBox, Origin, Reading, Word
from extractor.readers.image.connected import connected
from extractor.readers.image.laying_out import POINT
from extractor.readers.image.pixels import Pixels
from extractor.readers.scan.check_boxes.drawn_boxes import check_box_texts

BEFORE = range(27, 35, 2)
"""Pixels from the left edge of the text back to the middle of its box: the places that are tried."""
OFF = range(-4, 5, 2)
"""Pixels that the middle of the box may be above or below the middle of the text's first line."""
INSIDE, OUTSIDE, AROUND = 6, 11, 15
"""Pixels from the middle of a box to the edge of its inside, to the outer edge of its outline, and to the edge of the
ground around it with which it is compared."""
DARKER, DARKER_STIPPLED = 7.5, 18.0
"""Grey levels, of 255, by which the inside of a ticked box is darker than its ground: if its shade is an even grey, and
if it is made up of dots.

Empty boxes of even grey are up to 7 darker. Empty boxes made of dots are up to 26 darker, but then the ticked box
beside them is darker still.
"""
STROKE = 9
"""Pixels in a row or column that are dark together in an outline or a letter, and never in a shade."""
STIPPLED, DRAWN = 70.0, 200.0
"""Darkness of the darkest stretch of that length (0 is white, 255 black): above the first the shade is made up of dots,
from the second on it is a drawn stroke."""
DOT_LEVEL, FEWEST_DOTS = 150, 10
"""Pixels darker than this grey level belong to a dot; a shade has at least so many dots. A bracket is one piece, or
two."""
EVEN = 5.0
"""Darkness of the darkest stretch in an even grey shade divided by that of the shade, at most; with dirt it is more."""
BESIDE = 20.0
"""Points: a word that ends up to this far before the text stands in the place of its box, like a bracket or a cross."""
_DOUBTED = frozenset({Doubt.TICK_BY_SHADE})


def pale_ticks(flat: Pixels, words: Sequence[Word], engine: str) -> Iterator[Word]:
    """An X for each box before "Check this box" that is darker inside than outside, and in which no word was read."""
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
    """The box before `text` if it looks ticked: its shade, the darkness of its darkest stroke, its place; else None."""
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
    """How dark the darkest straight stroke of `STROKE` pixels in the box around `x`, `y` is, 0 (white) to 255."""
    box = (255.0 - flat[y - OUTSIDE : y + OUTSIDE + 1, x - OUTSIDE : x + OUTSIDE + 1]).astype(np.float32)
    return float(max(cv2.blur(box, (STROKE, 1)).max(), cv2.blur(box, (1, STROKE)).max()))


def _dots(flat: Pixels, x: int, y: int) -> int:
    """How many pieces of ink lie in the box around `x`, `y`."""
    box = flat[y - OUTSIDE : y + OUTSIDE + 1, x - OUTSIDE : x + OUTSIDE + 1]
    return len(connected(np.where(box < DOT_LEVEL, np.uint8(255), np.uint8(0))).stats) - 1
