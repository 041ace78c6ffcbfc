"""Finds ink on the page that is neither in a ruling nor in anything that was read.

Ink may have been dropped on the way as too pale, too small, a speck or a part of a ruling, and it may have belonged to
a value. So at the end the page is compared with what was read. Unless the page is strewn with specks, almost no ink is
left over.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.model.page import BoundingBox, Word
from extractor.readers.image.connected import connected
from extractor.readers.image.grain import is_grainy
from extractor.readers.image.laying_out import POINT
from extractor.readers.image.pixels import Pixels
from extractor.readers.scan.rulings.pixels import Piece
from extractor.readers.scan.segmentation.text_runs import FAINT_LEVEL

RULING = 9
"""Pixels: the thickness of a ruling with its blurred edges."""
EDGE = 2
"""Pixels around a word or run that was read that still belong to it."""
JOINED = (3, 7)
"""Pixels down and across: pieces of ink this close are joined into one sign or mark."""
LOWEST, HIGHEST = 7, 44
"""Pixels: lower ink is a dash or dust, higher ink is a stamp or a drawing."""
NARROWEST, WIDEST = 4, 140
"""Pixels: narrower ink is not reported, and wider ink only if it is a line of print."""
LEAST_INK, MOST_INK, FULL_ROW = 4.0, 0.75, 0.9
"""Ink of a line of print: at least the first, in pixels per column (an underline has less), at most the second, as a
share of its box (a bar has more), and no row of pixels with a share of ink as great as the third (a ruling has one)."""
LEAST_AREA = 25
"""Pixels of ink that are reported: the thinnest mark has more. On 40 pages of grey scans no more than two pieces are
so large."""


def unread_places(
    flat: Pixels, rulings: Sequence[tuple[Sequence[Piece], bool]], read: Sequence[BoundingBox]
) -> Iterator[BoundingBox]:
    """The places of ink that is neither in `rulings` (pieces, and whether they run down the page) nor in `read`.

    `flat` is the evenly lit page; `read` and the places are in points.
    """
    ink = np.where(flat < FAINT_LEVEL, np.uint8(255), np.uint8(0))
    if is_grainy(connected(ink).stats):
        return  # on such a page specks that touch look like signs
    for pieces, is_down in rulings:
        for piece in pieces:
            start, at, stop = round(piece.start), round(piece.at), round(piece.stop)
            first, last = ((at, start), (at, stop)) if is_down else ((start, at), (stop, at))
            cv2.line(ink, first, last, (0,), RULING)
    for box in read:
        x0, top, x1, bottom = (round(side / POINT) for side in box)
        ink[max(top - EDGE, 0) : bottom + EDGE, max(x0 - EDGE, 0) : x1 + EDGE] = 0
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(JOINED, np.uint8))
    for x, y, width, height, area in connected(np.asarray(joined, np.uint8)).stats[1:].tolist():
        if not LOWEST <= height <= HIGHEST or width < NARROWEST or area < LEAST_AREA:
            continue
        if width <= WIDEST or _is_line(ink[y : y + height, x : x + width] > 0):
            yield BoundingBox(*(side * POINT for side in (x, y, x + width, y + height)))


def _is_line(ink: NDArray[np.bool_]) -> bool:
    """Whether the ink of a box may be a whole line of print that was lost, as one taken for a ruling."""
    rows = ink.mean(axis=1)
    return bool(LEAST_INK <= rows.sum() <= MOST_INK * len(ink) and rows.max() < FULL_ROW)


class Area(Protocol):
    """A part of the page, in pixels: a run of print, or the head of a table."""

    @property
    def x0(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def bottom(self) -> float: ...


def accounted_for(areas: Sequence[Area], words: Sequence[Word]) -> list[BoundingBox]:
    """The boxes, in points, of the words, and of the areas in which at least one word was read."""
    boxes = [BoundingBox(area.x0 * POINT, area.top * POINT, area.x1 * POINT, area.bottom * POINT) for area in areas]
    places = [(word.box.x_center, word.box.y_center) for word in words]
    return [box for box in boxes if any(box.holds(x, y) for x, y in places)] + [word.box for word in words]
