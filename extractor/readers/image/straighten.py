"""Straightens the picture of a page: upright, level, without surroundings, evenly lit, at one working resolution."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractor.model.geometry import Geometry, whole
from extractor.readers.image.connected import connected
from extractor.readers.image.laying_out import POINT, WORK_DPI, evenly_lit, rotated, turned
from extractor.readers.image.light import INK_LEVEL
from extractor.readers.image.perspective import find_form
from extractor.readers.image.pixels import PageImage, Pixels
from extractor.readers.image.ruling_slope import ruling_slope
from extractor.readers.image.sheet import Corners, find_sheet, guessed_dpi, paper_size
from extractor.readers.image.type_height import scale_to_usual

LARGEST_SKEW = 6.0
"""Degrees by which a page may be askew and is still levelled; the documentation promises 5."""
PREVIEW_SCALE = 0.4
"""Factor to shrink the page for levelling, to 80 dpi: there the finest step, 0.1°, moves a line's end by one pixel."""
COARSE_SCALE = 0.5
"""Factor to shrink it further, to 40 dpi: there the coarse step, 0.5°, moves a line's end by three pixels."""
LOOKS = 3
"""Times that a page's scale is corrected, as at a wrong scale some letters are too small or too large to be counted."""
MOST_DRAWN = 60_000_000
"""Pixels of a page at `WORK_DPI`, at most: a screenshot of a whole filing is long, but none has more."""
SMALLEST_LETTER, LARGEST_LETTER = 5, 60
"""Pixels at 200 dpi: the longer side of a letter or word. Full stops and dust are smaller, rulings and boxes larger."""


@dataclass(frozen=True, slots=True)
class StraightPage:
    """An upright, evenly lit page at `WORK_DPI`, and where it lies in the picture it was made of."""

    flat: Pixels
    geometry: Geometry


def straighten(page: PageImage) -> StraightPage:
    """`page` cut out of its surroundings, scaled to `WORK_DPI`, with level text lines.

    It may still be upside down, which only reading it shows; `turned_over` then turns it.
    """
    return _levelled(page, _lying(page, find_sheet(page.pixels)))


def seen_from_aside(page: PageImage) -> StraightPage | None:
    """`page` straightened by the form's rulings; None if these do not show that it was photographed from one side.

    This is for a sheet whose edges are not seen. It comes second, as finding rulings takes longer than finding a sheet.
    """
    corners = find_form(page.pixels)
    return None if corners is None else _levelled(page, _lying(page, corners))


def _levelled(page: PageImage, lying: Geometry) -> StraightPage:
    lying, flat = _scaled(page.pixels, lying)
    upright, angle = _levels(flat)
    geometry = replace(lying, quarter_turns=0 if upright else 3, angle=angle)
    level = turned(flat, geometry)
    if slope := ruling_slope(level):
        geometry = replace(geometry, angle=angle + slope)
        level = turned(flat, geometry)
    return StraightPage(level, geometry)


def laid_out(page: PageImage, geometry: Geometry) -> StraightPage:
    """`page` straightened by a known `geometry`, so that places on it are the same as the first time."""
    return StraightPage(turned(evenly_lit(page.pixels, geometry), geometry), geometry)


def drawn_larger(page: PageImage, straight: StraightPage, scale: float) -> StraightPage:
    """`straight`, made of `page`, at `scale` times its width and height, from the picture's own pixels."""
    return laid_out(page, _enlarged(straight.geometry, scale, straight.flat))


def turned_over(page: StraightPage) -> StraightPage:
    """`page` turned by half a turn."""
    return StraightPage(np.ascontiguousarray(np.rot90(page.flat, 2)), page.geometry.turned_over())


def _lying(page: PageImage, corners: Corners | None) -> Geometry:
    """The geometry of the sheet before it is turned: its corners in the picture, and its size in points."""
    height, width = page.pixels.shape
    dpi = page.dpi
    if corners is not None:
        (width, height), dpi = paper_size(corners), None
    x_dpi, y_dpi = dpi or guessed_dpi(width, height)
    size = round(width * WORK_DPI / x_dpi) * POINT, round(height * WORK_DPI / y_dpi) * POINT
    picture = page.pixels.shape[1], page.pixels.shape[0]
    return whole(picture, size) if corners is None else Geometry(picture, corners, size)


def _scaled(pixels: Pixels, lying: Geometry) -> tuple[Geometry, Pixels]:
    """The geometry scaled so that the letters have their usual height, and the evenly lit sheet at that scale."""
    flat = evenly_lit(pixels, lying)
    scale = scale_to_usual(flat)
    # If the file claims far too high a resolution, the sheet is too small to show letters, and is measured unshrunk.
    if scale is None and flat.size < pixels.size:
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
    """The geometry with its size multiplied by `scale`, or by less if the page would exceed `MOST_DRAWN` pixels.

    `flat` is the sheet at its present size.
    """
    held = min(scale, (MOST_DRAWN / flat.size) ** 0.5)
    return replace(lying, size=(lying.size[0] * held, lying.size[1] * held))


def _levels(flat: Pixels) -> tuple[bool, float]:
    """Whether the text runs horizontally (else vertically), and the angle in degrees that levels it."""
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
    """1 at ink of the size of a letter or word, 0 elsewhere, so also at rulings and dust (float32)."""
    mask = (flat < INK_LEVEL).astype(np.uint8)
    pieces = connected(mask)
    sizes = pieces.stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    is_letter = (sizes >= SMALLEST_LETTER) & (sizes <= LARGEST_LETTER)
    is_letter[0] = False
    return pieces.drawn(is_letter.astype(np.float32))


def _evenness(ink: np.ndarray, angle: float) -> float:
    """How sharply rows of ink and paper alternate after rotating by `angle` degrees; highest if the text is level."""
    rows = rotated(ink, angle, border=0).mean(axis=1)
    return float(np.square(np.diff(rows)).sum())
