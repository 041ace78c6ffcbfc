"""Finds pieces of ruling in the pixels of an evenly lit, level page, and tells how complete each piece is.

A pixel of a ruling is ink with paper close above and below it; this is called stroke here. Where stroke fills most of
a long run there is a line, even if it is broken, faint or doubled. In a row of print it seldom fills a third.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.readers.image.connected import connected
from extractor.readers.image.pixels import Pixels

RUN = 45
"""Pixels at 200 dpi (0.22 inch): the length over which stroke is counted. No letter has a stroke as long, and any two
columns of a table are wider."""
SHORTEST_COLUMN = 30
"""Pixels (0.15 inch): the least length of a vertical piece, which may be no longer than a row. So short a piece counts
later only if it meets other lines."""
SIDE = 7
"""Pixels from the middle of a line to where paper must show again; a thick or doubled line is under 6 wide."""
FAINT_INK = 175
"""Grey level, 255 is white: thin lines made of dots are darker, the paper's grain is not."""
LEAST_FILL = 0.5
"""Share of a run that must be stroke. Print reaches 0.35, a line with a third of it missing 0.65."""
WHOLE_RUN = 75
"""Pixels (0.37 inch): no letters are as complete as a line over this length, so a line is found here even if letters
touch it."""
WHOLE_FILL = 0.93
"""Share of such a longer run that must be ink. A column of letters' stems reaches 0.65."""
SURE_FILL = 0.75
"""Share of stroke that the best run of a piece must reach."""
PRINT_INK = 0.12
"""Share of ink close above and close below a run: with more on both sides it is a row of print."""
SHORT, SHORT_FILL = 200, 0.92
"""A horizontal piece shorter than the first (pixels) must have at least the second as share of stroke: a word in bold
reaches 0.7."""
SHORT_COLUMN_FILL = 0.7
"""The same share for a short vertical piece: it is lower, as letters seldom stand in columns."""
WHOLE = 0.85
"""Mean share of stroke from which a run with ink close to one side is a line that letters touch, and not print."""
ERASED_FILL = 0.8
"""Mean share of stroke from which a line is erased from the print; with less it may be letters after all."""
FULL_ROW, ROW_STRETCH = 0.9, 60
"""Share of ink in the fullest row of pixels, taken over stretches of so many pixels, which may slant: a line has at
least so much, small print 0.6 to 0.89, a broken line less."""
AS_HIGH_AS_PRINT, MOST_HIGH = 7, 0.35
"""Pixels from the highest to the lowest ink of a column, and the share of a line's columns where ink is as high: of
small print 0.4 and more, of a line, even broken or doubled, up to 0.3, where letters touch it."""
MOST_SLANT = 9
"""Pixels by which a piece may slant or bend across its direction: what straightening leaves over a page's width."""


class Piece(NamedTuple):
    """A straight piece of ruling in pixels: `at` is its y (horizontal) or x (vertical), `start` and `stop` its ends."""

    at: float
    start: float
    stop: float
    fill: float = 1.0
    """Mean share of stroke along the piece, 0 to 1; 0 if the piece was not seen but implied."""

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
    """255 where ink has some paper above and below it within `SIDE`, even if letters are close by."""
    paper = cv2.bitwise_not(ink)
    reach = np.ones((SIDE, 1), np.uint8)
    above = cv2.dilate(paper, reach, anchor=(0, SIDE - 1))
    below = cv2.dilate(paper, reach, anchor=(0, 0))
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    return np.asarray(cv2.bitwise_and(cv2.bitwise_and(thick, above), below), dtype=np.uint8)


def _pieces(flat: Pixels, shortest: int, short_fill: float) -> tuple[list[Piece], Pixels]:
    """The horizontal pieces of ruling, and 255 at their pixels.

    Stroke is averaged over a window. At the end of a line half the window is filled, which is just `LEAST_FILL`, so a
    piece ends where the line does.
    """
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
    """The pixels of the whole line, of which only stretches are `seen` because letters touch it."""
    counts = seen.sum(axis=0)
    columns = np.flatnonzero(counts)
    rows = np.arange(len(seen))[:, None]
    middles = (rows * seen).sum(axis=0)[columns] / counts[columns]
    middle = np.interp(np.arange(seen.shape[1]), columns, middles)
    return np.asarray(np.abs(rows - middle) <= float(np.median(counts[columns])) / 2)


def _is_print(flat: Pixels, along: NDArray[np.float64], y: int, span: tuple[int, int], short_fill: float) -> bool:
    """Whether the run is a row of print.

    It is if it is as high as letters; short with gaps; or with ink close on both sides, or on one side and gaps.
    """
    near, far = 4, 7
    start, stop = span
    length = stop - start
    if _is_small_print(flat[max(y - SIDE, 0) : y + SIDE + 1, start:stop] < FAINT_INK):
        return True
    if length < SHORT and float(along.mean()) < short_fill * (1 - RUN / 4 / length):  # the window blurs both ends
        return True
    if length > RUN * 8 or not far <= y < flat.shape[0] - far:
        return False
    above = flat[y - far + 1 : y - near + 1, start:stop] < FAINT_INK
    below = flat[y + near : y + far, start:stop] < FAINT_INK
    if short_fill == SHORT_COLUMN_FILL:
        # The lines that cross a column's border are ink on both of its sides, and no print.
        is_open = np.logical_not((above & below).min(axis=0))
        above, below = above & is_open, below & is_open
    inks = float(above.mean()), float(below.mean())
    return min(inks) > PRINT_INK or (max(inks) > 2 * PRINT_INK and float(along.mean()) < WHOLE)


def _is_small_print(ink: NDArray[np.bool_]) -> bool:
    """Whether the ink of a run is letters so low that there is paper within `SIDE` above and below their middle.

    Letters are higher than a line is thick, and have white between them in every row. A line has a full row even where
    letters touch it.
    """
    drawn = ink.any(axis=0)
    height = len(ink) - ink[::-1].argmax(axis=0) - ink.argmax(axis=0)
    if float((height[drawn] >= AS_HIGH_AS_PRINT).mean()) < MOST_HIGH:
        return False
    stretches = np.array_split(ink, max(ink.shape[1] // ROW_STRETCH, 1), axis=1)
    return float(np.median([stretch.mean(axis=1).max() for stretch in stretches])) < FULL_ROW
