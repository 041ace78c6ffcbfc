"""The picture of a page: what image files and drawn PDF pages become before anything is read."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""A grey picture: rows by columns, 0 is black, 255 white."""

MOST_PIXELS = 150_000_000
"""A letter page at 1,000 dpi has 94 million pixels; a picture with more is a mistake or an attack on memory."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as a grey picture; `dpi` is its horizontal and vertical resolution in dots an inch, None if unknown."""

    number: int
    pixels: Pixels
    dpi: tuple[float, float] | None = None
