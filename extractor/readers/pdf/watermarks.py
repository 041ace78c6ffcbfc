"""A page's text objects → those that are a watermark: part of the paper, and none of what was written on it.

A watermark is told by its slant and length, by large pale type, or by being laid over the page as a pattern. A single
slanted word of a value's size is none: somebody may have written it so.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from extractor.model.strip import Mask
from extractor.readers.pdfium_calls import Address, bounds, fill_colours, own_matrix

LARGE = 24.0
"""Points: level type of the form and its values is lower, and slanted text of any length is higher."""
LONG = 120.0
"""Points: a slanted text of this length is no value of a cell."""
PALE = 150.0
"""Of 255: how bright large level type must be."""
PATTERN_PALE, PATTERN = 190.0, 6
"""How bright the words of a level pattern are, and how often the page has one of the same size at least."""
ACROSS = 0.25
"""Of a pattern's words that lie on other text at least: values, however pale, are not printed on others."""
ASKEW = 0.08
"""Of a line's length by which its end is aside of level and of upright."""

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
    """Which of these sizes the page has `PATTERN` times."""
    keys = [(round(float(width)), round(float(height))) for width, height in sides]
    counts = Counter(keys)
    return np.array([counts[key] >= PATTERN for key in keys], dtype=bool)


def _pattern(texts: Sequence[Address], boxes: Boxes, sides: Boxes) -> Mask:
    """Pale words of one size that are strewn over the page, some of them on other text."""
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
    """How bright each text is on white paper, 0 to 255."""
    colours = fill_colours(texts).astype(np.float64)
    shown: npt.NDArray[np.float64] = 255 - (255 - colours[:, :3].mean(axis=1)) * colours[:, 3] / 255
    return shown
