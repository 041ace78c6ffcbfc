"""Finds the text objects of a page that are a watermark, and so belong to the paper and not to the filing.

A watermark is slanted and long, or in large pale type, or repeated over the page as a pattern. A single slanted word of
a value's size is no watermark: somebody may have written a value so.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from extractor.model.strip import Mask
from extractor.readers.pdfium_calls import Address, bounds, fill_colours, own_matrix

LARGE = 24.0
"""Points: the shorter side of a watermark's box is longer. The form and its values are in lower type; the box of a
slanted text is higher than its type."""
LONG = 120.0
"""Points: a slanted text with a longer diagonal is too long for the value of a cell."""
PALE = 150.0
"""Brightness, of 255: large level type that is brighter is a watermark."""
PATTERN_PALE, PATTERN = 190.0, 6
"""The words of a pattern are brighter than the first (of 255); the page has at least the second number of one size."""
ACROSS = 0.25
"""Share of a pattern's words that overlap with other text. Pale values are no pattern: they are not printed on other
text."""
ASKEW = 0.08
"""A text is slanted if its direction is further than this (the sine of the angle, about 5°) from level and upright."""

Boxes = npt.NDArray[np.float32]


def watermarks(texts: Sequence[Address]) -> list[Address]:
    """Those of the text objects that are a watermark."""
    if not texts:
        return []
    boxes = bounds(texts)
    sides = np.abs(boxes[:, 2:] - boxes[:, :2])
    found = np.zeros(len(texts), dtype=bool)
    large = np.flatnonzero(sides.min(axis=1) > LARGE)
    if len(large):
        tall = [texts[place] for place in large.tolist()]
        slanted = np.array([_is_slanted(text) for text in tall])
        alike = _repeated(sides[large])
        found[large] = (slanted & ((np.hypot(*sides[large].T) > LONG) | alike)) | (
            ~slanted & (_brightness(tall) > PALE)
        )
    found |= _pattern(texts, boxes, sides)
    return [texts[place] for place in np.flatnonzero(found).tolist()]


def _is_slanted(text: Address) -> bool:
    a, b, *_ = own_matrix(text)
    length = float(np.hypot(a, b))
    return min(abs(a), abs(b)) > ASKEW * length


def _repeated(sides: Boxes) -> Mask:
    """Which of the sizes (width, height) occur at least `PATTERN` times, rounded to whole points."""
    keys = [(round(float(width)), round(float(height))) for width, height in sides]
    counts = Counter(keys)
    return np.array([counts[key] >= PATTERN for key in keys], dtype=bool)


def _pattern(texts: Sequence[Address], boxes: Boxes, sides: Boxes) -> Mask:
    """Which texts are pale words of one size, repeated over the page, with enough of them on other text."""
    pale = np.flatnonzero(_brightness(texts) > PATTERN_PALE)
    found = np.zeros(len(texts), dtype=bool)
    if len(pale) < PATTERN:
        return found
    chosen = pale[_repeated(sides[pale])]
    others = np.delete(boxes, chosen, axis=0)
    lying = [_lies_on_any(box, others) for box in boxes[chosen]]
    found[chosen] = bool(lying) and float(np.mean(lying)) >= ACROSS
    return found


def _lies_on_any(box: Boxes, others: Boxes) -> bool:
    return bool(
        ((others[:, 0] < box[2]) & (box[0] < others[:, 2]) & (others[:, 1] < box[3]) & (box[1] < others[:, 3])).any()
    )


def _brightness(texts: Sequence[Address]) -> npt.NDArray[np.float64]:
    """How bright each text looks on white paper, 0 to 255."""
    colours = fill_colours(texts).astype(np.float64)
    shown: npt.NDArray[np.float64] = 255 - (255 - colours[:, :3].mean(axis=1)) * colours[:, 3] / 255
    return shown
