"""A grey picture → the same with dark print on bright paper: screens in dark mode show the reverse."""

import numpy as np
from numpy.typing import NDArray

DARK = 128
"""Grey level: a picture of which more than half is darker may be reversed."""
MOST_INK = 0.22
"""Of the picture: print covers less of its ground, and a sheet on a dark table, if it is to be read, covers more."""


def black_on_white(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """`grey` itself, or reversed where little that is bright stands on a dark ground."""
    if float(np.median(grey)) >= DARK:
        return grey
    darkest, brightest = np.percentile(grey, (1, 99))
    is_reversed = float(np.mean(grey > (darkest + brightest) / 2)) < MOST_INK
    return np.asarray(255 - grey, dtype=np.uint8) if is_reversed else grey
