"""Finds the sheet of paper in a picture, and the paper's likely size."""

from math import dist

import cv2
import numpy as np

from extractor.model.geometry import Point
from extractor.readers.image.pixels import Pixels

PAPERS = ((8.5, 11.0), (8.27, 11.69), (8.5, 14.0))
"""Letter, A4 and legal, in inches, upright."""
SHEET_CONTRAST = 40
"""Grey levels by which the paper is brighter than its surroundings in a photograph, at least."""
PREVIEW = 600
"""Pixels on the long side of the shrunken picture in which the sheet is looked for."""
FAX_WIDTH, FAX_MOST_COARSE_LINES = 1728, 1500
"""A fax line has 1728 dots. A fax page with fewer than 1500 lines was sent at 98 lines an inch, else at 196."""
Corners = tuple[Point, Point, Point, Point]
"""Clockwise from the top left, in pixels."""


def find_sheet(grey: Pixels) -> Corners | None:
    """The corners of the bright sheet in a photograph; None if no sheet stands out, as in a scan that is all paper."""
    height, width = grey.shape
    scale = PREVIEW / max(height, width)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    _, mask = cv2.threshold(closed, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    bright = mask > 0
    dark_share = 1 - float(bright.mean())
    least_surroundings, smallest_sheet = 0.03, 0.25
    if not least_surroundings < dark_share < 1 - smallest_sheet:
        return None
    if float(np.median(closed[bright])) - float(np.median(closed[~bright])) < SHEET_CONTRAST:
        return None
    corners = _corners(np.asarray(mask, dtype=np.uint8), smallest_sheet)
    if corners is None:
        return None
    top_left, top_right, foot_right, foot_left = ((float(x), float(y)) for x, y in corners / scale)
    return top_left, top_right, foot_right, foot_left


def _corners(mask: Pixels, smallest: float) -> np.ndarray | None:
    """Four corners around the largest bright area, clockwise from the top left; None if it is too small."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    largest = max(contours, key=cv2.contourArea)
    hull = cv2.convexHull(largest)
    if cv2.contourArea(hull) < smallest * mask.size:
        return None
    for tolerance in (0.01, 0.02, 0.03, 0.05):  # of the outline's length; corners may be cut or folded
        outline = cv2.approxPolyDP(hull, tolerance * cv2.arcLength(hull, closed=True), closed=True)
        if len(outline) == 4:  # noqa: PLR2004
            return _clockwise(outline.reshape(4, 2).astype(np.float32))
    return _clockwise(cv2.boxPoints(cv2.minAreaRect(hull)))


def _clockwise(corners: np.ndarray) -> np.ndarray:
    sums, differences = corners.sum(axis=1), corners[:, 0] - corners[:, 1]
    order = [sums.argmin(), differences.argmax(), sums.argmax(), differences.argmin()]
    return corners[order].astype(np.float32)


def paper_size(corners: Corners) -> tuple[int, int]:
    """The width and height in pixels of the sheet between `corners`, with its perspective removed."""
    top, right, bottom, left = (dist(corners[i], corners[(i + 1) % 4]) for i in range(4))
    return _as_paper(max(top, bottom), max(left, right))


def _as_paper(width: float, height: float) -> tuple[int, int]:
    """The sheet's size, with the proportions of the nearest paper if they are close; a lens distorts them a little."""
    short, long = _nearest_paper(width, height)
    likeness = 0.06
    if abs(max(width, height) / min(width, height) / (long / short) - 1) > likeness:
        return round(width), round(height)
    longest = max(width, height)
    return (
        (round(longest * short / long), round(longest))
        if height > width
        else (round(longest), round(longest * short / long))
    )


def _nearest_paper(width: float, height: float) -> tuple[float, float]:
    aspect = max(width, height) / min(width, height)
    return min(PAPERS, key=lambda paper: abs(paper[1] / paper[0] - aspect))


def guessed_dpi(width: int, height: int) -> tuple[float, float]:
    """The resolution, in dots an inch, at which a whole sheet of the likeliest paper has this many pixels."""
    if width == FAX_WIDTH and height < FAX_MOST_COARSE_LINES:
        return 204.0, 98.0
    if width == FAX_WIDTH:
        return 204.0, 196.0
    short, long = _nearest_paper(width, height)
    dpi = (max(width, height) / long + min(width, height) / short) / 2
    return dpi, dpi
