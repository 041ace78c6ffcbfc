"""Lays the text layer of a print onto the picture that was made of it, so that a line's true text is known.

A scan is turned, stretched, seen aslant and curled; how, the program that damaged it need not say. Words that stand
once in the text layer and once in what the recogniser read show where the print lies.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.model.page import BoundingBox, Word

Points = NDArray[np.float64]
"""Rows of x and y."""

SHORTEST_ANCHOR = 4
"""Characters: shorter words are too often misread as each other."""
FEWEST_ANCHORS = 12
REACH = 2.5
"""Points: an anchor that lies further from where the others put it is a misreading."""
NEAREST = 6
"""Anchors around a place that tell how far the paper is bent there."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Where a print's places lie on its picture: a plane's view, bent by what the nearest anchors show."""

    plane: NDArray[np.float64]
    anchors: Points
    bends: Points
    """How far each anchor lies beside where the plane puts it, in points of the picture."""

    def placed(self, box: BoundingBox) -> BoundingBox:
        """A box of the print on the picture, in the picture's points."""
        corners = np.array([[box.x0, box.top], [box.x1, box.top], [box.x0, box.bottom], [box.x1, box.bottom]])
        seen = _through(self.plane, corners)
        seen = seen + self._bend(seen.mean(axis=0))
        return BoundingBox(*seen.min(axis=0), *seen.max(axis=0))

    def _bend(self, place: NDArray[np.float64]) -> NDArray[np.float64]:
        near = np.argsort(np.square(self.anchors - place).sum(axis=1))[:NEAREST]
        return np.asarray(np.median(self.bends[near], axis=0))


def fitted(printed: Sequence[Word], read: Sequence[Word]) -> Fit | None:
    """How the words `printed` lie on the picture in which `read` were read; None if too few words are the same."""
    wanted, found = _single(printed), _single(read)
    both = sorted(wanted.keys() & found.keys())
    if len(both) < FEWEST_ANCHORS:
        return None
    of_print, of_picture = (np.array([_centre(words[text]) for text in both]) for words in (wanted, found))
    plane, is_inlier = cv2.findHomography(of_print, of_picture, cv2.RANSAC, REACH)
    if plane is None or is_inlier.sum() < FEWEST_ANCHORS:
        return None
    kept = is_inlier.ravel() > 0
    expected = _through(plane, of_print[kept])
    return Fit(np.asarray(plane), expected, of_picture[kept] - expected)


def _single(words: Sequence[Word]) -> dict[str, Word]:
    """The words that stand only once on the page, by their text."""
    counts: dict[str, list[Word]] = {}
    for word in words:
        counts.setdefault(word.text, []).append(word)
    return {text: same[0] for text, same in counts.items() if len(same) == 1 and len(text) >= SHORTEST_ANCHOR}


def _centre(word: Word) -> tuple[float, float]:
    return word.box.x_center, word.box.y_center


def _through(plane: NDArray[np.float64], points: Points) -> Points:
    return np.asarray(cv2.perspectiveTransform(points[None].astype(np.float64), plane)[0])
