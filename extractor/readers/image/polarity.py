"""Inverts grey pictures with bright print on a dark ground, as screens in dark mode show it."""

import numpy as np
from numpy.typing import NDArray

DARK = 128
"""Grey level: a picture of which more than half is darker may have bright print."""
MOST_INK = 0.22
"""Share of the picture that is bright: bright print covers less, a legible sheet on a dark table covers more."""


def black_on_white(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """`grey` itself, or its inverse if the picture is dark and only a small share of it is bright."""
    if float(np.median(grey)) >= DARK:
        return grey
    darkest, brightest = np.percentile(grey, (1, 99))
    is_reversed = float(np.mean(grey > (darkest + brightest) / 2)) < MOST_INK
    return np.asarray(255 - grey, dtype=np.uint8) if is_reversed else grey
