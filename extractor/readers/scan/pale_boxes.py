"""A page's grey levels and words → the ticks of check boxes drawn too pale to be print.

Browsers draw a disabled check box, ticked, as a square a little darker than its ground with a white tick in it: no
ink that a threshold finds. It stands left of its text, "Check this box …", and is told by how much darker than
what surrounds it the inside is.
"""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from extractor.layout import BoundingBox, Reading, Word
from extractor.readers.scan.drawn_boxes import check_box_texts
from extractor.readers.scan.images import Pixels
from extractor.readers.scan.words import POINT

BEFORE = range(27, 35, 2)
"""Pixels from the text's left edge back to the middle of its box."""
OFF = range(-4, 5, 2)
"""Pixels up and down that the box may stand off the middle of its text's first line."""
INSIDE, OUTSIDE, AROUND = 6, 11, 15
"""Pixels from the middle of a box: to what lies inside, beyond its outline, and to the ground around it."""
DARKER = 10.0
"""Grey levels between inside and ground: dust makes up to 10 of an empty box, a ticked one has 11 and more."""
STROKE = 9
"""Pixels of a row or column that are dark together in an outline or a letter, and never in a shade."""
FAINT, DRAWN = 60.0, 165.0
"""Grey levels of the darkest such stretch: below the first there is no ink at all, above the second an outline."""
SHADED = 4.1
"""Between the two, how many times darker than the shade it may be if dots make up the shade; an outline is more."""
SCORE = 0.6
"""Of a tick seen only as a shade: a person looks."""


def pale_ticks(flat: Pixels, words: Sequence[Word], engine: str) -> Iterator[Word]:
    """An X for every box before "Check this box" that is darker inside than out, and in which nothing was read."""
    for first in check_box_texts(words):
        box = _darkest(flat, first)
        if box and not any(box.holds(word.box.x_center, word.box.y_center) for word in words):
            yield Word("X", box, box.height, readings=(Reading(engine, "X", SCORE),))


def _darkest(flat: Pixels, text: Word) -> BoundingBox | None:
    """The place before `text` that is most like a ticked box, if any is."""
    left, middle = round(text.box.x0 / POINT), round(text.box.y_center / POINT)
    best: tuple[float, int, int] = (DARKER, 0, 0)
    for x in (left - before for before in BEFORE):
        for y in (middle + off for off in OFF):
            if x >= AROUND and AROUND <= y < flat.shape[0] - AROUND:
                best = max(best, (_shade(flat, x, y), x, y))
    shade, x, y = best
    if shade <= DARKER or _stroke(flat, x, y) > max(FAINT, min(DRAWN, SHADED * shade)):
        return None
    return BoundingBox(*(value * POINT for value in (x - OUTSIDE, y - OUTSIDE, x + OUTSIDE, y + OUTSIDE)))


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
