"""An evenly lit, level page → the straight lines drawn on it, as pieces with how whole each is.

A stroke of ruling is ink with paper close above and below it. Where such strokes fill most of a long run
there is a line, be it broken, faint or doubled; rows of print seldom fill a third.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.readers.image.connected import connected
from extractor.readers.image.images import Pixels

RUN = 45
"""Pixels at 200 dpi, 0.22 inch: longer than any letter's stroke, shorter than a table's smallest column pair."""
SHORTEST_COLUMN = 30
"""Pixels (0.15 inch): a vertical may be no longer than a row; it counts only if it meets other lines."""
SIDE = 7
"""Pixels from a line's middle to where paper must show again; a thick or doubled line is under 6 wide."""
FAINT_INK = 175
"""Grey level: half toned hair lines pass, the paper's grain does not."""
LEAST_FILL = 0.5
"""Share of a run that must be stroke. Print reaches 0.35, a line with a third of it gone 0.65."""
WHOLE_RUN = 75
"""Pixels (0.37 inch): over so long a run no letters are as whole as a line, so letters may touch it."""
WHOLE_FILL = 0.93
"""Share of such a run that must be ink. A column of letters' stems reaches 0.65."""
SURE_FILL = 0.75
"""Share that some run of a piece must reach."""
PRINT_INK = 0.12
"""Share of ink close above and close below a run: more on both sides is a row of print."""
SHORT, SHORT_FILL = 200, 0.92
"""Pixels and share: so short a piece must be as whole as that, for a word in bold reaches 0.7."""
SHORT_COLUMN_FILL = 0.7
"""The same for a vertical: letters seldom stand in columns."""
WHOLE = 0.85
"""Share of stroke, on average, of a line that letters touch on one side."""
ERASED_FILL = 0.8
"""Share of stroke from which on a line is taken out of the print; less may be letters after all."""
MOST_SLANT = 9
"""Pixels a piece may wander across: what straightening leaves over a page's width."""


class Piece(NamedTuple):
    """A straight run of ruling: `at` is its y (horizontal) or x (vertical); all in pixels."""

    at: float
    start: float
    stop: float
    fill: float = 1.0
    """Share of stroke along it, 0 to 1."""

    @property
    def length(self) -> float:
        return self.stop - self.start


class Found(NamedTuple):
    """The pieces of ruling on a page, and 255 at each of their pixels."""

    across: list[Piece]
    down: list[Piece]
    mask: Pixels


def ruling_pieces(flat: Pixels) -> Found:
    """The horizontal and the vertical pieces of ruling on `flat`, underlines among them."""
    across, flat_mask = _pieces(flat, RUN, SHORT_FILL)
    down, tall_mask = _pieces(np.ascontiguousarray(flat.T), SHORTEST_COLUMN, SHORT_COLUMN_FILL)
    return Found(across, down, np.maximum(flat_mask, tall_mask.T))


def strokes(ink: Pixels) -> Pixels:
    """255 where ink has paper above and below it at `SIDE`, as on a horizontal line."""
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    paper = cv2.bitwise_not(ink)
    above, below = np.zeros_like(paper), np.zeros_like(paper)
    above[SIDE:] = paper[:-SIDE]
    below[:-SIDE] = paper[SIDE:]
    return np.asarray(cv2.bitwise_and(cv2.bitwise_and(thick, above), below), dtype=np.uint8)


def thin_ink(ink: Pixels) -> Pixels:
    """255 where ink has some paper above and below it within `SIDE`, letters close by or not."""
    paper = cv2.bitwise_not(ink)
    reach = np.ones((SIDE, 1), np.uint8)
    above = cv2.dilate(paper, reach, anchor=(0, SIDE - 1))
    below = cv2.dilate(paper, reach, anchor=(0, 0))
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    return np.asarray(cv2.bitwise_and(cv2.bitwise_and(thick, above), below), dtype=np.uint8)


def _pieces(flat: Pixels, shortest: int, short_fill: float) -> tuple[list[Piece], Pixels]:
    """Runs filled with stroke. Half a window of fill is left where a line ends, so ends come out true."""
    ink = np.where(flat < FAINT_INK, np.uint8(255), np.uint8(0))
    stroke = strokes(ink)
    crowded = thin_ink(ink)
    whole_fill = np.asarray(cv2.blur(crowded, (WHOLE_RUN, 1)), dtype=np.uint8)
    fill = np.maximum(
        np.asarray(cv2.blur(stroke, (RUN, 1)), dtype=np.uint8), np.where(whole_fill > 255 * WHOLE_FILL, whole_fill, 0)
    )
    stroke = np.where(whole_fill > 255 * WHOLE_FILL, np.maximum(crowded, stroke), stroke)
    mask = (fill > 255 * LEAST_FILL).astype(np.uint8)
    labels, stats, centers = connected(mask)
    found: list[Piece] = []
    pixels = np.zeros_like(flat)
    is_long = (stats[:, cv2.CC_STAT_WIDTH] >= shortest) & (stats[:, cv2.CC_STAT_HEIGHT] <= MOST_SLANT + SIDE)
    for index in (np.flatnonzero(is_long[1:]) + 1).tolist():
        x, y, width, height, _ = stats[index].tolist()
        window = slice(y, y + height), slice(x, x + width)
        part = labels[window] == index
        along = np.where(part, fill[window], 0).max(axis=0) / 255
        at = float(centers[index][1]) + 0.5
        if along.max() < SURE_FILL or _is_print(flat, along, round(at), (x, x + width), short_fill):
            continue
        whole = float(along.mean())
        found.append(Piece(at, float(x), float(x + width), whole))
        if whole >= ERASED_FILL and width >= RUN:
            pixels[window][_body(part & (stroke[window] > 0))] = 255
    return found, pixels


def _body(seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The whole line where only stretches of it are `seen`: letters that touch it hide the rest."""
    counts = seen.sum(axis=0)
    columns = np.flatnonzero(counts)
    rows = np.arange(len(seen))[:, None]
    middles = (rows * seen).sum(axis=0)[columns] / counts[columns]
    middle = np.interp(np.arange(seen.shape[1]), columns, middles)
    return np.asarray(np.abs(rows - middle) <= float(np.median(counts[columns])) / 2)


def _is_print(flat: Pixels, along: NDArray[np.float64], y: int, span: tuple[int, int], short_fill: float) -> bool:
    """Whether the run is the middle of small letters: ink close to it on both sides, or on one and gaps in it."""
    near, far = 4, 7
    start, stop = span
    length = stop - start
    if length < SHORT and float(along.mean()) < short_fill * (1 - RUN / 4 / length):  # the window blurs both ends
        return True
    if length > RUN * 8 or not far <= y < flat.shape[0] - far:
        return False
    above = flat[y - far + 1 : y - near + 1, start:stop] < FAINT_INK
    below = flat[y + near : y + far, start:stop] < FAINT_INK
    inks = float(above.mean()), float(below.mean())
    return min(inks) > PRINT_INK or (max(inks) > 2 * PRINT_INK and float(along.mean()) < WHOLE)
