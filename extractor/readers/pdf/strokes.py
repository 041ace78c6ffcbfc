"""Words and the ground they stand on → which of them are struck out: a thin stroke runs through their middle.

An underline, a border that touches the type, and a coloured cell strike nothing out.
"""

from collections.abc import Sequence

import numpy as np

from extractor.model.page import BoundingBox, Doubt, Word
from extractor.readers.pdf.ground import FAINT, TILE, Ground, share_uneven

MIDDLE = (0.3, 0.7)
"""Of the type's height from its top: what runs here crosses the letters. An underline runs at 0.8 and below."""
INSIDE = (0.15, 0.77)
"""The same for a stroke that begins or ends at a corner."""
ACROSS = 0.6
"""Of the word's width that a stroke runs through at least."""
CROSSING = 0.3
"""Of its width in which the stroke is in the middle: a slanted one is there for less than half of it."""
THIN = 0.4
"""Of the type's height: what is thicker is a coloured ground, or hides the letters and is told by that."""


def with_strokes(words: Sequence[Word], ground: Ground) -> list[Word]:
    """The words, those that are struck out with a doubt; boxes are in points on the page of the ground."""
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
