"""Finds and removes the streaks that a dirty scanner or copier draws down a page.

Dirt on the glass of a sheet feeder, or on a copier's drum, draws a thin line from the top of the sheet to its foot,
through paper and print. No ruling of a form reaches into both margins, so a line that does is a streak.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.readers.image.pixels import Pixels

DARK = 200
"""Grey level below which a pixel may belong to a streak; print is darker."""
BAND = 44
"""Pixels (0.22 inch): the height of the bands in which a streak is followed down the page; no letter is as high."""
FULL = 0.8
"""Share of a band's rows that must be dark where a streak runs; dust and light parts interrupt it."""
WIDEST = 6
"""Pixels: a wider dark stripe is a fold, a shadow or the edge of the sheet."""
WANDERS = 3
"""Pixels that a streak may move sideways from one band to the next: straightening the page made the streak slant."""
WHOLE = 0.85
"""Share of the bands in which a streak must be seen."""
AROUND = 12
"""Pixels on each side of a streak from which the page behind it is reconstructed."""


@dataclass(frozen=True, slots=True)
class Streak:
    """A line from the top of the page to its foot: x of its middle for each pixel row, and its width in pixels."""

    middles: NDArray[np.float64]
    width: int


def find_streaks(flat: Pixels) -> list[Streak]:
    """The streaks of a page, from the left."""
    tops = list(range(0, flat.shape[0] - BAND + 1, BAND))
    full = [_full_columns(flat[top : top + BAND]) for top in tops]
    found: list[Streak] = []
    for x, width in full[0] if full else ():
        path = list(_followed(x, full))
        seen = [place for place, at in enumerate(path) if at is not None]
        if path[-1] is not None and len(seen) >= WHOLE * len(full):
            rows = [tops[place] + BAND / 2 for place in seen]
            middles = np.interp(np.arange(flat.shape[0]), rows, [at for at in path if at is not None])
            found.append(Streak(middles, width))
    return found


def _full_columns(band: Pixels) -> list[tuple[float, int]]:
    """Middle and width of each thin stripe that is dark from the band's top to its foot."""
    dark = (band < DARK).astype(np.uint8)
    near = cv2.dilate(dark, np.ones((1, 3), np.uint8))  # the streak may slant
    columns = (near.mean(axis=0) >= FULL) & (cv2.dilate(dark, np.ones((3, 1), np.uint8)).mean(axis=0) >= FULL / 2)
    edges = np.flatnonzero(np.diff(columns.astype(np.int8), prepend=0, append=0)).tolist()
    stripes = zip(edges[::2], edges[1::2], strict=True)
    return [((start + stop - 1) / 2, stop - start) for start, stop in stripes if stop - start <= WIDEST]


def _followed(x: float, full: Sequence[Sequence[tuple[float, int]]]) -> Iterator[float | None]:
    """The x of the streak that begins at `x` in each band; None where it is not seen."""
    missed = 1
    for stripes in full:
        near = [at for at, _ in stripes if abs(at - x) <= WANDERS * missed]
        if near:
            x, missed = min(near, key=lambda at: abs(at - x)), 1
            yield x
        else:
            missed += 1
            yield None


def without_streaks(flat: Pixels, found: Sequence[Streak]) -> Pixels:
    """The page with each streak painted over with what lies beside it."""
    clean = flat
    for streak in found:
        clean = clean.copy() if clean is flat else clean
        left = max(int(streak.middles.min()) - AROUND, 0)
        right = min(int(streak.middles.max()) + AROUND, flat.shape[1])
        strip = np.ascontiguousarray(clean[:, left:right])
        off = np.abs(np.arange(left, right)[None, :] - streak.middles[:, None])
        hidden = (off <= streak.width / 2 + 1).astype(np.uint8)
        clean[:, left:right] = cv2.inpaint(strip, hidden, 3, cv2.INPAINT_TELEA)
    return clean
