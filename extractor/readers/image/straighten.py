"""A picture of a page → the page upright, straight and without surroundings, at one working resolution."""

from dataclasses import dataclass

import cv2
import numpy as np

from extractor.readers.image.connected import connected
from extractor.readers.image.images import PageImage, Pixels
from extractor.readers.image.light import INK_LEVEL, even_light

WORK_DPI = 200
"""Dots an inch every page is brought to; all pixel thresholds behind this file are meant for it."""

POINT = 72 / WORK_DPI
"""Points a pixel."""
PAPERS = ((8.5, 11.0), (8.27, 11.69), (8.5, 14.0))
"""Letter, A4 and legal, in inches, upright."""
LARGEST_SKEW = 6.0
"""Degrees; the promise is 5."""
SHEET_CONTRAST = 40
"""Grey levels between paper and what surrounds it in a photograph."""
PREVIEW = 600
"""Pixels on the long side for finding the sheet."""
PREVIEW_SCALE = 0.4
"""Lines of text are levelled at 80 dpi: the finest step, 0.1°, moves a line's end by a pixel."""
COARSE_SCALE = 0.5
"""Of the preview: at 40 dpi the coarse step, 0.5°, moves a line's end by three pixels."""
SMALLEST_LETTER, LARGEST_LETTER = 5, 60
"""Pixels at 200 dpi: full stops and dust are smaller, rulings and boxes larger."""
FAX_WIDTH, FAX_MOST_COARSE_LINES = 1728, 1500
"""A fax line has 1728 dots; a letter page of fewer lines was sent at 98 lines an inch, not 196."""


@dataclass(frozen=True, slots=True)
class StraightPage:
    """An upright, evenly lit page at `WORK_DPI`; `quarter_turns` clockwise were made to get there."""

    flat: Pixels
    quarter_turns: int = 0


def straighten(page: PageImage) -> StraightPage:
    """`page` cut out of its surroundings, brought to `WORK_DPI`, its text lines level.

    Whether it stands on its head is not known here: ask a reader and call `turned_over`.
    """
    cut = _sheet(page.pixels)
    whole = page.pixels if cut is None else cut
    flat = even_light(_resampled(whole, page.dpi if cut is None else None))
    upright, angle = _levels(flat)
    turned = np.rot90(flat) if not upright else flat
    return StraightPage(_rotated(np.ascontiguousarray(turned), angle), 0 if upright else 3)


def turned_over(page: StraightPage) -> StraightPage:
    """`page` with its foot up."""
    return StraightPage(np.ascontiguousarray(np.rot90(page.flat, 2)), (page.quarter_turns + 2) % 4)


def _sheet(grey: Pixels) -> Pixels | None:
    """The bright sheet of a photograph without perspective, or `None` if the picture is all paper."""
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
    return None if corners is None else _without_perspective(grey, corners / scale)


def _corners(mask: Pixels, smallest: float) -> np.ndarray | None:
    """The four corners of the largest bright area, clockwise from the top left, if it is a quadrangle."""
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


def _without_perspective(grey: Pixels, corners: np.ndarray) -> Pixels:
    top, right, bottom, left = (float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4))
    width, height = _as_paper(max(top, bottom), max(left, right))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    flat = cv2.warpPerspective(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat, dtype=np.uint8)


def _as_paper(width: float, height: float) -> tuple[int, int]:
    """The sheet's size with the sides of the paper it must have been; a lens makes them differ a little."""
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


def _resampled(grey: Pixels, dpi: tuple[float, float] | None) -> Pixels:
    """`grey` at `WORK_DPI` both ways."""
    height, width = grey.shape
    x_dpi, y_dpi = dpi or _guessed_dpi(width, height)
    size = round(width * WORK_DPI / x_dpi), round(height * WORK_DPI / y_dpi)
    if size == (width, height):
        return grey
    shrinks = size[0] < width
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC))


def _guessed_dpi(width: int, height: int) -> tuple[float, float]:
    """The resolution at which a whole sheet of the likeliest paper has so many pixels."""
    if width == FAX_WIDTH and height < FAX_MOST_COARSE_LINES:
        return 204.0, 98.0
    if width == FAX_WIDTH:
        return 204.0, 196.0
    short, long = _nearest_paper(width, height)
    dpi = (max(width, height) / long + min(width, height) / short) / 2
    return dpi, dpi


def _levels(flat: Pixels) -> tuple[bool, float]:
    """Whether the text runs from side to side, and the angle in degrees that levels it."""
    ink = cv2.resize(_letters(flat), None, fx=PREVIEW_SCALE, fy=PREVIEW_SCALE, interpolation=cv2.INTER_AREA)
    small = cv2.resize(ink, None, fx=COARSE_SCALE, fy=COARSE_SCALE, interpolation=cv2.INTER_AREA)
    coarse = np.arange(-LARGEST_SKEW, LARGEST_SKEW + 0.1, 0.5)
    upright, turned = (
        max((_evenness(view, a), a) for a in coarse) for view in (small, np.ascontiguousarray(np.rot90(small)))
    )
    stands = upright[0] >= turned[0]
    level, angle = (ink, upright[1]) if stands else (np.ascontiguousarray(np.rot90(ink)), turned[1])
    return stands, float(max(np.arange(angle - 0.4, angle + 0.45, 0.1), key=lambda a: _evenness(level, a)))


def _letters(flat: Pixels) -> np.ndarray:
    """1 where a piece of ink has the size of a letter or a word, 0 elsewhere (float32): no rulings, no dust."""
    mask = (flat < INK_LEVEL).astype(np.uint8)
    labels, stats, _ = connected(mask)
    sizes = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    is_letter = (sizes >= SMALLEST_LETTER) & (sizes <= LARGEST_LETTER)
    is_letter[0] = False
    return np.asarray(is_letter.astype(np.float32)[labels])


def _evenness(ink: np.ndarray, angle: float) -> float:
    """How sharply rows of ink and rows of paper alternate once the picture is rotated: highest when level."""
    rows = _rotated(ink, angle, border=0).mean(axis=1)
    return float(np.square(np.diff(rows)).sum())


def _rotated(picture: np.ndarray, angle: float, border: int = 255) -> np.ndarray:
    """`picture` rotated anticlockwise by `angle` degrees about its middle, in the same frame."""
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1.0)
    flags = cv2.INTER_LINEAR if border == 0 else cv2.INTER_CUBIC
    return np.asarray(cv2.warpAffine(picture, matrix, (width, height), flags=flags, borderValue=(border,)))
