"""Computes by what factor a page must be scaled for its letters to have the height that the reader expects.

The resolution that a file claims is often wrong: a phone writes 72 dots an inch, a program that makes a PDF takes each
pixel for a point, a screenshot has no paper size, and a form printed at half its size has smaller letters. All
thresholds of the reader for scans are made for a form in its usual size scanned at 200 dpi, so the scale is taken from
the letters themselves.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.readers.image.connected import connected
from extractor.readers.image.light import INK_LEVEL
from extractor.readers.image.pixels import Pixels

USUAL = 16.0
"""Pixels: three in four letters of a usual form are no longer than this. On 100 pages of scans this quartile is 12 to
18."""
LOWEST, HIGHEST = 11.5, 20.0
"""Pixels: a page whose quartile lies between these is not scaled."""
PALE_LEVEL = 190
"""Grey level under which pale letters are whole that fall to pieces at `INK_LEVEL`, as on a copy of small print. On
other pages letters touch at this level, so fewer are counted."""
SMALLEST, LARGEST = 4, 100
"""Pixels: the longer side of a letter. Specks are smaller, boxes and rulings larger."""
LONGEST = 1.8
"""Longer side of a letter divided by the shorter, at most; pieces of rulings and letters that touch have more.

The longer side of most letters is their height, even if the page lies on its side.
"""
LEAST_AREA = 8
"""Pixels of ink that a letter has, at least."""
FEWEST = 150
"""Letters needed to measure the type; even an explanation of two lines has more."""
QUARTILE = 75
"""Per cent: the percentile of the letters' heights that is measured. Lower ones come from small letters, whose height
blur and specks change most, higher ones from titles."""


def scale_to_usual(flat: Pixels) -> float | None:
    """The factor that gives the page's letters their usual height; 1 if they have it, None if there are too few.

    Before a page is scaled, pale ink is counted, too, if that shows more letters.
    """
    heights = _letter_heights(flat, INK_LEVEL)
    if len(heights) < FEWEST:
        return None
    if not _is_usual(heights):
        heights = max(heights, _letter_heights(flat, PALE_LEVEL), key=len)
    return 1.0 if _is_usual(heights) else USUAL / _height(heights)


def _is_usual(heights: NDArray[np.int32]) -> bool:
    return LOWEST <= _height(heights) <= HIGHEST


def _height(heights: NDArray[np.int32]) -> float:
    return float(np.percentile(heights, QUARTILE))


def _letter_heights(flat: Pixels, level: int) -> NDArray[np.int32]:
    stats = connected((flat < level).astype(np.uint8)).stats[1:]
    sides = np.sort(stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]], axis=1)
    shorter, longer = sides.T
    is_letter = (longer >= SMALLEST) & (longer <= LARGEST) & (longer <= LONGEST * shorter)
    return np.asarray(longer[is_letter & (stats[:, cv2.CC_STAT_AREA] >= LEAST_AREA)])
