"""An evenly lit, level page → the straight lines drawn on it, as pieces with how whole each is.

A stroke of ruling is ink with paper close above and below it. Where such strokes fill most of a long run
there is a line, be it broken, faint or doubled; rows of print seldom fill a third.
"""

from typing import NamedTuple

import cv2
import numpy as np

from extractor.readers.scan.images import Pixels

RUN = 45
"""Pixels at 200 dpi, 0.22 inch: longer than any letter's stroke, shorter than a table's smallest column pair."""
SIDE = 7
"""Pixels from a line's middle to where paper must show again; a thick or doubled line is under 6 wide."""
FAINT_INK = 175
"""Grey level: half toned hair lines pass, the paper's grain does not."""
LEAST_FILL = 0.5
"""Share of a run that must be stroke. Print reaches 0.35, a line with a third of it gone 0.65."""
SURE_FILL = 0.75
"""Share that some run of a piece must reach."""
MOST_SLANT = 9
"""Pixels a piece may wander across: what straightening leaves over a page's width."""


class Piece(NamedTuple):
    """A straight run of ruling: `at` is its y (horizontal) or x (vertical); all in pixels."""

    at: float
    start: float
    stop: float
    fill: float = 1.0

    @property
    def length(self) -> float:
        return self.stop - self.start


def ruling_pieces(flat: Pixels) -> tuple[list[Piece], list[Piece]]:
    """The horizontal and the vertical pieces of ruling on `flat`."""
    return _pieces(strokes(flat)), _pieces(strokes(np.ascontiguousarray(flat.T)))


def strokes(flat: Pixels) -> Pixels:
    """255 where ink has paper above and below it within `SIDE`, as on a horizontal line."""
    ink = np.where(flat < FAINT_INK, np.uint8(255), np.uint8(0))
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    paper = cv2.bitwise_not(ink)
    shift = np.zeros_like(paper)
    shift[SIDE:] = paper[:-SIDE]
    clean = cv2.bitwise_and(thick, shift)
    shift[:-SIDE] = paper[SIDE:]
    return np.asarray(cv2.bitwise_and(clean, shift))


def _pieces(stroke: Pixels) -> list[Piece]:
    """Runs filled with stroke. Half a window of fill is left where a line ends, so ends come out true."""
    fill = cv2.blur(stroke, (RUN, 1))
    mask = (fill > 255 * LEAST_FILL).astype(np.uint8)
    count, labels, stats, centers = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = []
    for index in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[index])
        if width < RUN or height > MOST_SLANT + SIDE:
            continue
        part = labels[y : y + height, x : x + width] == index
        best = float(fill[y : y + height, x : x + width][part].max()) / 255
        if best >= SURE_FILL:
            found.append(Piece(float(centers[index][1]) + 0.5, float(x), float(x + width), best))
    return found
