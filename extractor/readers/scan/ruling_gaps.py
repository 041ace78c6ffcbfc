"""Fitted rulings and the page → the same rulings, continued where the page shows more of them.

Where letters touch a line over a whole cell nothing tells its pixels from theirs. But a line that ends at
another one, and beyond it is dark again as far as the next, goes on.
"""

from collections.abc import Sequence

import numpy as np

from extractor.readers.scan.images import Pixels
from extractor.readers.scan.ruling_pixels import FAINT_INK, Piece

HALF = 2
"""Pixels either side of a line's middle where its ink may lie, and that are taken out with it."""
LEAST_INK = 0.85
"""Share of a stretch that must be dark; letters beside one another reach 0.6."""
SHORTEST, LONGEST = 12.0, 700.0
"""Pixels: the lowest row there is, and the highest cell."""


def continued(flat: Pixels, mask: Pixels, across: Sequence[Piece], down: Sequence[Piece]) -> tuple[list[Piece], Pixels]:
    """Verticals with the stretches that were missing, and `mask` with the pixels of these."""
    whole = mask.copy()
    lines = []
    for line in down:
        crossing = sorted(other.at for other in across if other.start - HALF <= line.at <= other.stop + HALF)
        start, stop = line.start, line.stop
        for at in crossing:
            if at > stop and _is_dark(flat, line.at, stop, at):
                _take_out(whole, line.at, stop, at)
                stop = at
        for at in reversed(crossing):
            if at < start and _is_dark(flat, line.at, at, start):
                _take_out(whole, line.at, at, start)
                start = at
        lines.append(line._replace(start=start, stop=stop))
    return lines, whole


def _is_dark(flat: Pixels, x: float, top: float, bottom: float) -> bool:
    if not SHORTEST <= bottom - top <= LONGEST:
        return False
    stretch = flat[int(top) + HALF : int(bottom) - HALF, max(round(x) - HALF, 0) : round(x) + HALF + 1]
    return bool((stretch.min(axis=1) < FAINT_INK).mean() >= LEAST_INK) if stretch.size else False


def _take_out(mask: Pixels, x: float, top: float, bottom: float) -> None:
    mask[int(top) : int(bottom), max(round(x) - HALF + 1, 0) : round(x) + HALF] = np.uint8(255)
