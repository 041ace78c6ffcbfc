"""Draws a page upright, straight and without its surroundings, from a picture and the page's geometry in it."""

from math import dist

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.model.geometry import Geometry
from extractor.readers.image.light import even_light
from extractor.readers.image.pixels import Pixels
from extractor.readers.image.sheet import paper_size

WORK_DPI = 200
"""Dots an inch to which every page is scaled; all pixel thresholds of the reader for scans are made for it."""
POINT = 72 / WORK_DPI
"""Points per pixel."""


def drawn_upright(picture: NDArray[np.uint8], geometry: Geometry, dpi: float) -> NDArray[np.uint8]:
    """The page of `geometry` cut out of `picture`, with light and colours unchanged, at `dpi` dots an inch.

    `picture` is rows by columns, with a third axis for colours if it has them, and may have any size.
    """
    size = [round(side * dpi / 72) for side in geometry.page]
    to_dots = np.diag([dpi / 72, dpi / 72, 1.0])
    shrunk = _no_finer(picture, geometry, dpi)
    to_pixels = np.diag([shrunk.shape[1] / geometry.picture[0], shrunk.shape[0] / geometry.picture[1], 1.0])
    middle = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5], [0.0, 0.0, 1.0]])  # OpenCV counts from a pixel's middle
    matrix = np.linalg.inv(middle) @ to_dots @ np.linalg.inv(to_pixels @ np.array(geometry.matrix)) @ middle
    drawn = cv2.warpPerspective(shrunk, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(255,) * 3)
    return np.asarray(drawn, dtype=np.uint8)


def _no_finer(picture: NDArray[np.uint8], geometry: Geometry, dpi: float) -> NDArray[np.uint8]:
    """`picture` shrunk if it is finer than `dpi`: otherwise the drawing would skip pixels instead of averaging them."""
    inches = max(geometry.size) / 72
    long = max(dist(geometry.corners[i], geometry.corners[i - 1]) for i in range(4))
    scale = dpi * inches / (long * picture.shape[1] / geometry.picture[0])
    if scale >= 1:
        return picture
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def evenly_lit(grey: Pixels, geometry: Geometry) -> Pixels:
    """The sheet of `geometry` at `WORK_DPI`, evenly lit, but not yet turned or levelled."""
    sheet = grey if geometry.is_whole else _without_perspective(grey, geometry)
    return even_light(_resampled(sheet, geometry.size))


def turned(flat: Pixels, geometry: Geometry) -> Pixels:
    """The result of `evenly_lit`, turned upright and levelled."""
    upright = np.rot90(flat, -geometry.quarter_turns)
    return rotated(np.ascontiguousarray(upright), geometry.angle)


def _without_perspective(grey: Pixels, geometry: Geometry) -> Pixels:
    """The sheet of `geometry` cut out of the picture `grey`, with its perspective removed.

    `grey` may have another number of pixels than the picture for which `geometry` was made.
    """
    across, down = grey.shape[1] / geometry.picture[0], grey.shape[0] / geometry.picture[1]
    first, second, third, fourth = ((x * across, y * down) for x, y in geometry.corners)
    width, height = paper_size((first, second, third, fourth))
    corners = np.array([first, second, third, fourth], dtype=np.float32)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    flat = cv2.warpPerspective(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat, dtype=np.uint8)


def _resampled(grey: Pixels, points: tuple[float, float]) -> Pixels:
    """`grey`, a sheet with the given width and height in points, scaled to `WORK_DPI` both ways."""
    height, width = grey.shape
    size = round(points[0] / POINT), round(points[1] / POINT)
    if size == (width, height):
        return grey
    shrinks = size[0] < width
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC))


def rotated(picture: np.ndarray, angle: float, border: int = 255) -> np.ndarray:
    """`picture` rotated anticlockwise by `angle` degrees about its middle; its size stays the same."""
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1.0)
    flags = cv2.INTER_LINEAR if border == 0 else cv2.INTER_CUBIC
    return np.asarray(cv2.warpAffine(picture, matrix, (width, height), flags=flags, borderValue=(border,)))
