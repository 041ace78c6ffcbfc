"""A grey picture → the same with dark print on bright paper: screens in dark mode show the reverse."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

DARK = 128
"""Grey level: a picture of which more than half is darker may be reversed."""
STROKE = 9
"""Pixels of the preview: strokes of print are thinner, boxes and shadows are wider."""
PREVIEW = 1600
"""Pixels on the long side at which strokes are looked for."""
BRIGHTER = 1.5
"""How much more bright strokes on dark ground there must be than dark ones on bright ground."""


def black_on_white(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """`grey` itself, or reversed where its print is brighter than its ground.

    The ground alone does not tell: a small sheet on a dark table is mostly dark, too, but its strokes are not bright.
    """
    if float(np.median(grey)) >= DARK:
        return grey
    small = Image.fromarray(grey)
    small.thumbnail((PREVIEW, PREVIEW))
    level = np.asarray(small, dtype=np.int32)
    wider, narrower = ImageFilter.MaxFilter(STROKE), ImageFilter.MinFilter(STROKE)
    dark = int((np.asarray(small.filter(wider).filter(narrower)) - level).sum())
    bright = int((level - np.asarray(small.filter(narrower).filter(wider))).sum())
    return np.asarray(255 - grey, dtype=np.uint8) if bright > BRIGHTER * dark else grey
