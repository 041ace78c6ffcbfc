"""Removes underlines from the rulings.

The name of an issuer is a link, and underlined. If it is as wide as its box, the underline reaches from edge to edge,
and would separate the name from the symbol in the next line.
"""

from collections.abc import Iterator
from itertools import compress

import numpy as np

from extractor.model.page import Ruling
from extractor.model.strip import Strip, corners

SAME_END = 1.0
"""Points: an underline begins and ends no further from the beginning and end of its text."""
MEETING = 1.5
"""Points: a line that ends this close to an upright one is no underline but an edge of a cell as narrow as its text."""
BELOW = 1.5
"""Points: an underline is at most this far below the box of its text."""


def without_underlines(strip: Strip) -> Iterator[Ruling]:
    """The strip's rulings without underlines: those that begin and end where the words above them do."""
    if not strip.rulings or not strip.words:
        return iter(strip.rulings)
    left, top, right, bottom = corners(strip.rulings).T[:, :, None]
    x0, _, x1, low = strip.boxes.T
    height = (top + bottom) / 2
    above = (
        (strip.y_centers < height) & (height <= low + BELOW) & (left <= strip.x_centers) & (strip.x_centers <= right)
    )
    starts = np.where(above, x0, np.inf).min(axis=1)
    ends = np.where(above, x1, -np.inf).max(axis=1)
    underlines = (np.abs(starts - left[:, 0]) <= SAME_END) & (np.abs(ends - right[:, 0]) <= SAME_END)
    tall = np.array([(r.x0 + r.x1, r.top, r.bottom) for r in strip.rulings if not r.is_horizontal]).reshape(-1, 3)
    for place in np.flatnonzero(underlines).tolist():
        x0, x1, y = left[place, 0], right[place, 0], height[place, 0]
        beside = (tall[:, 1] - MEETING <= y) & (y <= tall[:, 2] + MEETING)
        meets = np.minimum(np.abs(tall[:, 0] / 2 - x0), np.abs(tall[:, 0] / 2 - x1)) <= MEETING
        underlines[place] = not (beside & meets).any()
    return compress(strip.rulings, (~underlines).tolist())
