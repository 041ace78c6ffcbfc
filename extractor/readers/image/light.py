"""Evens out the light of grey pictures: paper becomes white and ink dark, whatever the lamp, toner or shadows."""

import cv2
import numpy as np

from extractor.readers.image.pixels import Pixels

SHRINK = 8
"""The light is measured in a picture an eighth as wide and high, as it changes slowly."""
THICKEST_INK = 15
"""Pixels of the shrunken picture (0.6 inch at 200 dpi): a wider dark area is shadow, not print."""
INK_LEVEL = 165
"""Grey level under which a pixel of an evenly lit picture counts as ink."""


def even_light(grey: Pixels) -> Pixels:
    """`grey` with the paper at 255 everywhere and the darkest print near 0."""
    height, width = grey.shape
    small = cv2.resize(grey, (max(1, width // SHRINK), max(1, height // SHRINK)), interpolation=cv2.INTER_AREA)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (THICKEST_INK, THICKEST_INK))
    paper = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel), 5)
    paper = cv2.resize(cv2.GaussianBlur(paper, (0, 0), 3), (width, height), interpolation=cv2.INTER_LINEAR)
    flat = np.asarray(cv2.divide(grey, np.maximum(paper, 1), scale=255), dtype=np.uint8)
    black = _black(flat)
    white = 245.0  # under 255, as closing takes the lightest grain of the paper for the paper itself
    scaled = cv2.convertScaleAbs(cv2.subtract(flat, np.full(1, black)), alpha=255.0 / max(white - black, 1.0))
    return np.asarray(scaled, dtype=np.uint8)


def darkness(flat: Pixels) -> np.ndarray:
    """How dark each pixel of an evenly lit picture is: 0 paper, 1 ink (float32)."""
    return np.asarray(1.0 - flat.astype(np.float32) / 255.0)


def _black(flat: Pixels) -> float:
    """The grey level of the darkest print: half a percent of the pixels are darker; at most 140."""
    share = np.cumsum(cv2.calcHist([flat], [0], None, [256], [0, 256]).ravel()) / flat.size
    return min(float(np.searchsorted(share, 0.005)), 140.0)
