"""An evenly lit page → how much larger or smaller it must be for its letters to be as high as the reader expects.

What a file says of its resolution is often wrong: a phone writes 72 dots an inch, a program that makes a PDF takes
each pixel for a point, a screenshot has no paper, and a form printed at half its size has smaller letters. Every
threshold of the scan's reader is meant for letters of a form printed at its usual size and scanned at 200 dots an inch,
so the letters themselves say what the scale is.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.readers.image.connected import connected
from extractor.readers.image.images import Pixels
from extractor.readers.image.light import INK_LEVEL

USUAL = 16.0
"""Pixels: three in four letters of a usual form are no larger. On 100 pages of scans they are 12 to 18."""
LOWEST, HIGHEST = 11.5, 20.0
"""The same of pages that are read as they are."""
SMALLEST, LARGEST = 4, 100
"""Pixels along the longer side: specks are smaller, boxes and rulings larger."""
LONGEST = 1.8
"""Longer to shorter side of a letter; pieces of rulings and letters that touch are longer.

The longer side of most letters is their height, whichever way the page lies.
"""
LEAST_AREA = 8
"""Pixels of ink in a letter."""
FEWEST = 150
"""Letters that say how large the type is; an explanation of two lines has more."""
QUARTILE = 75
"""Per cent: under it are the small letters, whose height blurs and specks change most, above it titles."""


def scale_to_usual(flat: Pixels) -> float | None:
    """By what the page must be enlarged so that its letters are as high as usual, 1 if they are; None if it has few."""
    heights = _letter_heights(flat)
    if len(heights) < FEWEST:
        return None
    height = float(np.percentile(heights, QUARTILE))
    return 1.0 if LOWEST <= height <= HIGHEST else USUAL / height


def _letter_heights(flat: Pixels) -> NDArray[np.int32]:
    stats = connected((flat < INK_LEVEL).astype(np.uint8)).stats[1:]
    sides = np.sort(stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]], axis=1)
    shorter, longer = sides.T
    is_letter = (longer >= SMALLEST) & (longer <= LARGEST) & (longer <= LONGEST * shorter)
    return np.asarray(longer[is_letter & (stats[:, cv2.CC_STAT_AREA] >= LEAST_AREA)])
