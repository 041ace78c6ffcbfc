"""Handles characters that lie on each other: those printed twice, and those hidden by another text.

Print in a place where two texts lie shows only that one of them is visible. So the page is drawn once more without each
of them in turn: a text whose absence changes nothing was hidden.
"""

from collections import defaultdict

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from extractor.model.strip import Mask
from extractor.readers.page_objects import switched_off
from extractor.readers.pdf.characters import BLANK, Boxes, Codes
from extractor.readers.pdf.page_drawing import PRINTED, Drawing, Frame, Grey, picture
from extractor.readers.pdfium_calls import Address, address, text_object
from extractor.readers.pdfium_files import opened_text

SAME = 0.1
"""Share of the type's height: two equal characters that are no further apart are one, printed twice to look bold."""
ON_ONE_ANOTHER = 0.3
"""Share of the smaller width and of the smaller height: two characters that overlap by no more are just neighbours."""
OBJECTS_MAX = 40
"""Overlapping texts that are left out one by one; for each the page must be drawn again."""


def doubled(codes: Codes, boxes: Boxes) -> Mask:
    """Which characters are printed again later in the same place; only the last of them, which lies on top, is kept."""
    again = np.zeros(len(codes), dtype=bool)
    shown = np.flatnonzero(~BLANK[np.minimum(codes, len(BLANK) - 1)])
    x, y = (boxes[shown, 0] + boxes[shown, 2]) / 2, (boxes[shown, 1] + boxes[shown, 3]) / 2
    reach = SAME * (boxes[shown, 3] - boxes[shown, 1])
    for shift in (0.0, 0.5):  # y is rounded in two ways: two characters that one rounding parts, the other does not
        order = np.lexsort((x, np.floor(y / 2 + shift), codes[shown]))
        first, second = order[:-1], order[1:]
        is_same = codes[shown[first]] == codes[shown[second]]
        is_same &= (np.abs(x[first] - x[second]) <= reach[first]) & (np.abs(y[first] - y[second]) <= reach[first])
        again[shown[np.minimum(first, second)[is_same]]] = True
    return again


def hidden_by_text(page: pdfium.PdfPage, codes: Codes, boxes: Boxes, drawing: Drawing, frame: Frame) -> Mask:
    """Which characters are not seen although there is print in their boxes, as the print belongs to another text.

    If more than `OBJECTS_MAX` texts lie on each other, none is reported as hidden.
    """
    hidden = np.zeros(len(codes), dtype=bool)
    crowded = _on_one_another(codes, boxes)
    if not len(crowded):
        return hidden
    for text, places in _texts(page, crowded).items():
        with switched_off([text]):
            without = picture(page, frame)
        for place in places:
            hidden[place] = not _differs(drawing.whole, without, boxes[place], frame.scale)
    return hidden


def _on_one_another(codes: Codes, boxes: Boxes) -> npt.NDArray[np.intp]:
    """The places of characters that overlap with the character next to them on their line."""
    wide = boxes[:, 2] - boxes[:, 0] > SAME * (boxes[:, 3] - boxes[:, 1])  # an accent by itself has no width
    shown = np.flatnonzero(~BLANK[np.minimum(codes, len(BLANK) - 1)] & wide)
    y = (boxes[shown, 1] + boxes[shown, 3]) / 2
    found = np.zeros(len(codes), dtype=bool)
    for shift in (0.0, 0.5):
        order = shown[np.lexsort((boxes[shown, 0], np.floor(y / 8 + shift)))]
        first, second = boxes[order[:-1]], boxes[order[1:]]
        both = np.minimum(first[:, 2:], second[:, 2:]) - np.maximum(first[:, :2], second[:, :2])
        least = np.minimum(first[:, 2:] - first[:, :2], second[:, 2:] - second[:, :2])
        crowded = (both > ON_ONE_ANOTHER * least).all(axis=1)
        found[order[:-1][crowded]] = found[order[1:][crowded]] = True
    return np.flatnonzero(found)


def _texts(page: pdfium.PdfPage, places: npt.NDArray[np.intp]) -> dict[Address, list[int]]:
    """The text objects of the characters at `places`, with their places; none if there are over `OBJECTS_MAX`."""
    held: dict[Address, list[int]] = defaultdict(list)
    with opened_text(page) as textpage:
        for place in places.tolist():
            held[text_object(address(textpage.raw), place)].append(place)
    held.pop(0, None)
    return held if len(held) <= OBJECTS_MAX else {}


def _differs(whole: Grey, without: Grey, box: npt.NDArray[np.float64], scale: float) -> bool:
    """Whether the two pictures differ inside the character's box (points)."""
    x0, y0 = np.floor(box[:2] * scale).astype(int).clip(0).tolist()
    x1, y1 = np.ceil(box[2:] * scale).astype(int).tolist()
    before, after = whole[y0 : y1 + 1, x0 : x1 + 1], without[y0 : y1 + 1, x0 : x1 + 1]
    return bool((np.maximum(before, after) - np.minimum(before, after) > PRINTED).any())
