"""Turns dithered pictures, whose greys and colours are patterns of black dots, into shades of grey.

A printer driver, or a fax of a screen, draws blue or green letters as a chequered pattern in which no two dots touch.
Such letters would be taken for dust. A printing screen draws the grey of the paper as a lattice of dots; they would be
taken for print. A scanner that makes a page black and white by a threshold makes no such patterns.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

INK = 128
"""Grey level below which a pixel is ink."""
CHEQUERED = 0.01
"""Share of the ink in dots that touch others only at corners, from which a picture is dithered. Dithered pictures have
0.04 and more, scans and faxes up to 0.002."""
BESIDE = ((0, 1), (1, 0), (1, 2), (2, 1))
AT_CORNERS = ((0, 0), (0, 2), (2, 0), (2, 2))
"""Row and column of a pixel's neighbours in the 3 × 3 square around it."""
SPREAD = 0.5
"""Pixels: the standard deviation of the Gaussian blur, enough to join dots that touch at corners."""


DOT = 9
"""Pixels of a screen's dot, at most."""
SCREENED, REPEATED = 0.05, 0.6
"""Share of the ink in such dots, and share of the dots that have another at the lattice's distance, from which paper is
screened. Of screened pages a quarter of the ink and more lies in dots, and 0.95 of them repeat; of other dithered pages
at most 0.35 of the lone pixels repeat, and of scans and faxes even fewer."""
TILE, COVERED = 32, 0.9
"""Sides in pixels of the squares in which there are dots, and their share of all: the paper is everywhere. Where only
letters are dithered, there are dots in less than half of the squares."""
NEXT, WINDOW = 16, 1024
"""Pixels: two dots of a lattice are no further apart; sides of the part of the page on which the lattice is sought."""
TONE = 1.6
"""Dots around a dot, as a multiple of what surrounds half of them: one with more is part of grey print."""
OF_PITCH = 0.2
"""Standard deviation of the blur that joins what a screen left of the letters, as a share of the lattice's distance."""


def without_dither(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """`grey` itself, smoothed if much of its ink is chequered, or without the lattice of dots of a screened paper."""
    ink = grey < INK
    screened = _without_screen(grey, ink)
    if screened is not None:
        return screened
    lone = ink & (_neighbours(ink, BESIDE) == 0) & (_neighbours(ink, AT_CORNERS) >= 2)  # noqa: PLR2004
    if float(lone.sum()) < CHEQUERED * max(float(ink.sum()), 1.0):
        return grey
    import cv2  # noqa: PLC0415 - takes long to load, and few pictures need it

    return np.asarray(cv2.GaussianBlur(grey, (0, 0), SPREAD), dtype=np.uint8)


def _without_screen(grey: NDArray[np.uint8], ink: NDArray[np.bool_]) -> NDArray[np.uint8] | None:
    """`grey` without the dots of its paper, smoothed; None if the paper is not screened."""
    top, left = (max(0, (size - WINDOW) // 2) for size in ink.shape)
    part = ink[top : top + WINDOW, left : left + WINDOW]
    dots, middles = _dots(part)
    if float(dots.sum()) < SCREENED * float(part.sum()) or not _is_everywhere(middles):
        return None
    pitch = _pitch(middles)
    if pitch is None:
        return None
    import cv2  # noqa: PLC0415 - takes long to load, and few pictures need it

    dots, _ = _dots(ink)
    around = cv2.blur(dots.astype(np.float32), (3 * round(pitch) | 1,) * 2)
    paper = dots & (around <= TONE * np.median(around[dots]))
    return np.asarray(cv2.GaussianBlur(np.where(paper, np.uint8(255), grey), (0, 0), OF_PITCH * pitch), dtype=np.uint8)


def _dots(ink: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.float32]]:
    """The pixels of all pieces of ink that are small enough for a screen's dots, and the middle pixel of each."""
    import cv2  # noqa: PLC0415 - takes long to load, and vector pages never need it

    _, pieces, measures, centers = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    is_dot = measures[:, cv2.CC_STAT_AREA] <= DOT
    is_dot[0] = False
    middles = np.zeros(ink.shape, np.float32)
    columns, rows = centers[is_dot].round().astype(int).T
    middles[rows, columns] = 1
    return is_dot[pieces], middles


def _is_everywhere(middles: NDArray[np.float32]) -> bool:
    height, width = (side // TILE for side in middles.shape)
    tiles = middles[: height * TILE, : width * TILE].reshape(height, TILE, width, TILE).max(axis=(1, 3), initial=0)
    return float(tiles.mean()) >= COVERED if tiles.size else False


def _pitch(middles: NDArray[np.float32]) -> float | None:
    """The distance in pixels at which most dots have another one in the same direction; None if there is no lattice."""
    count, size = float(middles.sum()), [side + NEXT for side in middles.shape]
    if count < 1:
        return None
    pairs = np.fft.fftshift(np.fft.irfft2(np.abs(np.fft.rfft2(middles, s=size)) ** 2, s=size))
    row, column = (size // 2 for size in pairs.shape)
    near = pairs[row - NEXT : row + NEXT + 1, column - NEXT : column + NEXT + 1].copy()
    near[NEXT - 1 : NEXT + 2, NEXT - 1 : NEXT + 2] = 0
    found = np.unravel_index(near.argmax(), near.shape)
    # A lattice's distance need not be a whole number of pixels: then its dots lie a pixel beside.
    beside = near[max(found[0] - 1, 0) : found[0] + 2, max(found[1] - 1, 0) : found[1] + 2].sum()
    return float(np.hypot(found[0] - NEXT, found[1] - NEXT)) if beside >= REPEATED * count else None


def _neighbours(ink: NDArray[np.bool_], places: Sequence[tuple[int, int]]) -> NDArray[np.uint8]:
    """For each pixel how many of its neighbours at `places` are ink."""
    height, width = ink.shape
    around = np.pad(ink, 1).view(np.uint8)
    found = np.zeros(ink.shape, np.uint8)
    for row, column in places:
        found += around[row : row + height, column : column + width]
    return found
