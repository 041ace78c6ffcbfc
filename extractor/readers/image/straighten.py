"""A picture of a page → the page upright, straight and without surroundings, at one working resolution."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractor.model.geometry import Geometry, whole
from extractor.readers.image.connected import connected
from extractor.readers.image.images import PageImage, Pixels
from extractor.readers.image.laying_out import POINT, WORK_DPI, evenly_lit, rotated, turned
from extractor.readers.image.light import INK_LEVEL
from extractor.readers.image.perspective import find_form
from extractor.readers.image.sheet import Corners, find_sheet, guessed_dpi, paper_size
from extractor.readers.image.type_height import scale_to_usual

LARGEST_SKEW = 6.0
"""Degrees; the promise is 5."""
PREVIEW_SCALE = 0.4
"""Lines of text are levelled at 80 dpi: the finest step, 0.1°, moves a line's end by a pixel."""
COARSE_SCALE = 0.5
"""Of the preview: at 40 dpi the coarse step, 0.5°, moves a line's end by three pixels."""
LOOKS = 3
"""Times that a page is brought to another scale: at a wrong one some letters are too small or too large to be seen."""
MOST_DRAWN = 60_000_000
"""Pixels of a page at `WORK_DPI`: a screen of a whole filing is long, but no page has more."""
SMALLEST_LETTER, LARGEST_LETTER = 5, 60
"""Pixels at 200 dpi: full stops and dust are smaller, rulings and boxes larger."""


@dataclass(frozen=True, slots=True)
class StraightPage:
    """An upright, evenly lit page at `WORK_DPI`, and where it lies in the picture it was made of."""

    flat: Pixels
    geometry: Geometry


def straighten(page: PageImage) -> StraightPage:
    """`page` cut out of its surroundings, brought to `WORK_DPI`, its text lines level.

    Whether it stands on its head is not known here: ask a reader and call `turned_over`.
    """
    return _levelled(page, _lying(page, find_sheet(page.pixels)))


def seen_from_aside(page: PageImage) -> StraightPage | None:
    """`page` straightened by the form's own rulings, if these show that it was photographed from one side.

    For a sheet that nothing tells from what it lies on; to look for rulings takes longer than to look for a sheet.
    """
    corners = find_form(page.pixels)
    return None if corners is None else _levelled(page, _lying(page, corners))


def _levelled(page: PageImage, lying: Geometry) -> StraightPage:
    lying, flat = _scaled(page.pixels, lying)
    upright, angle = _levels(flat)
    geometry = replace(lying, quarter_turns=0 if upright else 3, angle=angle)
    return StraightPage(turned(flat, geometry), geometry)


def laid_out(page: PageImage, geometry: Geometry) -> StraightPage:
    """`page` straightened as it was before, so that a place on it is the same place again."""
    return StraightPage(turned(evenly_lit(page.pixels, geometry), geometry), geometry)


def turned_over(page: StraightPage) -> StraightPage:
    """`page` with its foot up."""
    return StraightPage(np.ascontiguousarray(np.rot90(page.flat, 2)), page.geometry.turned_over())


def _lying(page: PageImage, corners: Corners | None) -> Geometry:
    """The sheet as it lies in the picture, not turned yet."""
    height, width = page.pixels.shape
    dpi = page.dpi
    if corners is not None:
        (width, height), dpi = paper_size(corners), None
    x_dpi, y_dpi = dpi or guessed_dpi(width, height)
    size = round(width * WORK_DPI / x_dpi) * POINT, round(height * WORK_DPI / y_dpi) * POINT
    picture = page.pixels.shape[1], page.pixels.shape[0]
    return whole(picture, size) if corners is None else Geometry(picture, corners, size)


def _scaled(pixels: Pixels, lying: Geometry) -> tuple[Geometry, Pixels]:
    """The sheet at the scale that gives its letters their usual height, and its picture."""
    flat = evenly_lit(pixels, lying)
    scale = scale_to_usual(flat)
    if scale is None and flat.size < pixels.size:  # told to be much too fine, it shows letters in its own pixels only
        finer = _enlarged(lying, pixels.shape[1] / flat.shape[1], flat)
        seen = scale_to_usual(evenly_lit(pixels, finer))
        scale = None if seen is None else seen * finer.size[0] / lying.size[0]
    for _ in range(LOOKS):
        if scale is None or scale == 1:
            break
        lying = _enlarged(lying, scale, flat)
        flat = evenly_lit(pixels, lying)
        scale = scale_to_usual(flat)
    return lying, flat


def _enlarged(lying: Geometry, scale: float, flat: Pixels) -> Geometry:
    """The sheet so many times as large as it is in `flat`, unless that were more than can be held."""
    held = min(scale, (MOST_DRAWN / flat.size) ** 0.5)
    return replace(lying, size=(lying.size[0] * held, lying.size[1] * held))


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
    rows = rotated(ink, angle, border=0).mean(axis=1)
    return float(np.square(np.diff(rows)).sum())
