"""Measures how far from level the rulings of a page still are, after its lines of text were levelled.

On a page with three columns of boxes, such as the head of the form on paper, lines of text of one column may be level
with those of another at a wrong angle, too. Rulings have only one.
"""

import cv2
import numpy as np

from extractor.readers.image.connected import connected
from extractor.readers.image.light import INK_LEVEL
from extractor.readers.image.pixels import Pixels

VIEW_SCALE = 0.4
"""Factor to shrink the page, to 80 dpi: a ruling with a slope of 0.15° still rises by two pixels over ten inches."""
INKED = 60
"""Level, 0 to 255, from which a pixel of the shrunken page counts as ink: a ruling two pixels thick has 100 to 200."""
UNBROKEN = 20
"""Pixels of the shrunken page (a quarter of an inch) that a ruling runs without a gap and without a step."""
SHORTEST = 80
"""Pixels of the shrunken page (an inch): no word in bold is so long without white in it."""
HIGHEST = 16
"""Pixels of the shrunken page: a ruling that slopes by 1° over a page's width is as high."""
FEWEST = 4
"""Rulings from which a page's slope is believed. The head of the form on paper has ten."""
SPREAD = 0.15
"""Degrees between the first and the third quarter of the rulings, at most: in a photograph taken from one side they
differ, and none of their slopes is that of the page."""
LEAST = 0.15
"""Degrees: a slope under this is left, as `rulings` finds such lines, and levelling text is no more exact."""


def ruling_slope(flat: Pixels) -> float:
    """The degrees by which the rulings of a page at 200 dpi fall to the right; 0 if that is unclear or small."""
    ink = np.where(flat < INK_LEVEL, np.uint8(255), np.uint8(0))
    small = cv2.resize(ink, None, fx=VIEW_SCALE, fy=VIEW_SCALE, interpolation=cv2.INTER_AREA)
    runs = cv2.morphologyEx((small > INKED).astype(np.uint8), cv2.MORPH_OPEN, np.ones((1, UNBROKEN), np.uint8))
    labels, stats, _ = connected(np.asarray(runs, np.uint8))
    slopes: list[float] = []
    widths: list[int] = []
    for index, (x, y, width, height, _) in enumerate(stats.tolist()):
        if index and width >= SHORTEST and height <= HIGHEST:
            rows, columns = np.nonzero(labels[y : y + height, x : x + width] == index)
            slopes.append(float(np.degrees(np.arctan(np.polyfit(columns, rows, 1)[0]))))
            widths.append(width)
    if len(slopes) < FEWEST:
        return 0.0
    first, middle, third = _quarters(slopes, widths)
    return middle if abs(middle) >= LEAST and third - first <= SPREAD else 0.0


def _quarters(slopes: list[float], widths: list[int]) -> tuple[float, float, float]:
    """The slopes at a quarter, a half and three quarters of the total width of the rulings, ordered by slope."""
    order = np.argsort(slopes)
    summed = np.cumsum(np.array(widths)[order])
    first, middle, third = (slopes[order[np.searchsorted(summed, summed[-1] * part)]] for part in (0.25, 0.5, 0.75))
    return first, middle, third
