"""Finds the words that are struck out: a thin stroke runs through the middle of their letters.

The strokes are looked for in the ground, the picture of the page without its text. An underline, a border that touches
the type, and a coloured cell do not count as a stroke.
"""

from collections.abc import Sequence

import numpy as np

from extractor.model.doubts import Doubt
from extractor.model.page import BoundingBox, Word
from extractor.readers.pdf.ground import FAINT, TILE, Ground, share_uneven

MIDDLE = (0.3, 0.7)
"""The band in which ink crosses the letters, from the top, as shares of the word's height. An underline runs at 0.8 and
below."""
INSIDE = (0.15, 0.77)
"""A wider band, in the same unit, for slanted strokes: they begin or end near a corner of the word."""
ACROSS = 0.6
"""Share of the word's width: a stroke is at least this long inside the wider band."""
CROSSING = 0.3
"""Share of the word's width: a stroke runs in the middle band for at least this long. A slanted stroke is there for
less than half of the width."""
THIN = 0.4
"""Share of the word's height: thicker ink is no stroke. It is a coloured ground, or it hides the letters, and hidden
letters are found elsewhere."""


def with_strokes(words: Sequence[Word], ground: Ground) -> list[Word]:
    """The words, with `Doubt.STRUCK` on those that are struck out; boxes are in points on the page of `ground`."""
    if not words:
        return []
    boxes = np.array([word.box for word in words])
    heights = (boxes[:, 3] - boxes[:, 1])[:, None]
    inside = np.column_stack(
        [boxes[:, 0], boxes[:, 1:2] + heights * INSIDE[0], boxes[:, 2], boxes[:, 1:2] + heights * INSIDE[1]]
    )
    struck = list(words)
    for place in np.flatnonzero(share_uneven(ground, inside) >= ACROSS / 2).tolist():
        if _is_struck(ground, words[place].box):
            struck[place] = words[place]._replace(doubts=words[place].doubts | {Doubt.STRUCK})
    return struck


def _is_struck(ground: Ground, box: BoundingBox) -> bool:
    x0, top, x1, bottom = (round(side * ground.scale) for side in box)
    around = ground.pixels[max(top, 0) : bottom, max(x0, 0) : x1]
    if min(around.shape) < TILE // 2:
        return False
    paper = int(np.median(around))
    ink = np.abs(around.astype(np.int16) - paper) > FAINT
    thickness = ink.sum(axis=0)
    height = len(ink)
    if not thickness.any() or np.median(thickness[thickness > 0]) > THIN * height:
        return False
    inside, middle = (
        ink[int(part[0] * height) : int(np.ceil(part[1] * height))].any(axis=0).mean() for part in (INSIDE, MIDDLE)
    )
    return bool(inside > ACROSS and middle > CROSSING)
