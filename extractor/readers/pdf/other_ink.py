"""Finds what a page shows besides its text and its lines: patches of ink that may be a tick, a value or a cover.

The lines the page draws are first painted over with the pixels beside them. Squares of the picture that are not of one
shade after that hold a drawing or a picture, or the edge of a coloured cell, which is not reported.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.model.page import BoundingBox, InkPatch, Word
from extractor.readers.pdf.ground import INK, TILE, Boxes, Ground
from extractor.readers.pdf.page_drawing import Grey, Mask

LEAST = (2.5, 0.7)
"""Points: a patch whose longer side is under the first, or shorter side under the second, is a speck or a corner of a
frame."""
SOLID = 0.9
"""Share of a patch's box that is inked: above this the patch is a filled surface, and no drawing or writing."""
DARK = 128
"""Grey level, 255 is white: a paler filled surface is a coloured cell or a highlighter, and hides nothing."""
SPREAD = 1
"""Pixels: by so much a line is painted over beyond its edges, as these may be blurred."""
ONE_BORDER = 1.0
"""Points: level lines no further from the end of an upright one are part of the same border, as in a double line."""
LINES_A_BORDER = 2
"""Lines of one border, at most: so many times an upright line is lengthened."""
TILES_MAX = 8_000
"""Uneven squares, a third of those of a letter page: with more the page is a picture, and is read by the reader for
pictures."""

CHECK_BOXES = ("☐", "☒")
EDGE = 0.25
"""Share of a check box's width: so much is left out at each side, as the box's own border lies there, and the beginning
of strokes that only touch it."""
LEAST_IN_BOX = 0.06
"""Share of what remains inside: with no more ink than this the box holds only a speck, and is not ticked."""

Tile = tuple[int, int]


class OtherInk(NamedTuple):
    """What a page shows besides its text and its lines."""

    words: list[Word]
    """The page's words; an empty check box in which something is drawn has become a ticked one."""
    patches: tuple[InkPatch, ...]


def other_ink(words: list[Word], ground: Ground, lines: Boxes) -> OtherInk:
    """The ink on the ground besides `lines`, the thin rectangles the page draws, in points on the page."""
    if not ground.uneven.any():
        return OtherInk(words, ())
    pixels = _without_lines(ground, lines)
    tiles = _still_uneven(pixels, np.argwhere(ground.uneven))
    if len(tiles) > TILES_MAX:
        return OtherInk(words, ())
    found = [patch for group in _groups(tiles) if (patch := _patch(pixels, ground.scale, group))]
    boxes = [word.box for word in words if word.text in CHECK_BOXES]
    return OtherInk(
        [_ticked(word, pixels, ground.scale) if word.text == "☐" else word for word in words],
        tuple(patch for patch in found if not any(box.holds(patch.box.x_center, patch.box.y_center) for box in boxes)),
    )


def _ticked(box: Word, pixels: Grey, scale: float) -> Word:
    """The check box; ☒ if there is ink in its middle: a cross, a dot, a picture of a tick."""
    edge = EDGE * box.box.width
    x0, y0 = (round((side + edge) * scale) for side in box.box[:2])
    x1, y1 = (round((side - edge) * scale) for side in box.box[2:])
    inside = pixels[max(y0, 0) : y1, max(x0, 0) : x1].astype(np.int16)
    if inside.size and (np.abs(inside - inside.max()) > INK).mean() > LEAST_IN_BOX:
        return box._replace(text="☒")
    return box


def _without_lines(ground: Ground, lines: Boxes) -> Grey:
    """The ground without the lines: each is painted over with the pixels above it, or left of it."""
    pixels = ground.pixels.copy()
    height, width = pixels.shape
    corners = np.column_stack(
        [np.floor(lines[:, :2] * ground.scale) - SPREAD, np.ceil(lines[:, 2:] * ground.scale) + SPREAD]
    )
    corners = _to_what_they_end_at(corners, ONE_BORDER * ground.scale)
    x0, y0, x1, y1 = corners.astype(int).clip(0, [width, height, width, height]).T
    is_level = x1 - x0 >= y1 - y0
    # From top to bottom, and from left to right: so the second of two adjoining lines takes the paper that has already
    # replaced the first.
    for place in np.flatnonzero(is_level)[np.argsort(y0[is_level])].tolist():
        span = slice(x0[place], x1[place])
        pixels[y0[place] : y1[place], span] = pixels[max(y0[place] - 1, 0), span]
    for place in np.flatnonzero(~is_level)[np.argsort(x0[~is_level])].tolist():
        span = slice(y0[place], y1[place])
        pixels[span, x0[place] : x1[place]] = pixels[span, max(x0[place] - 1, 0)][:, None]
    return pixels


def _to_what_they_end_at(corners: Boxes, near: float) -> Boxes:
    """The lines, with each upright line lengthened through the level lines at its ends, up to `near` pixels away.

    A level line is painted over with the pixels above it. Where an upright line ends on it, those pixels are ink of the
    upright line; lengthened, the upright line is painted over there as well.
    """
    is_level = corners[:, 2] - corners[:, 0] >= corners[:, 3] - corners[:, 1]
    level, upright = corners[is_level], corners[~is_level].copy()
    if not len(level):
        return corners
    beside = (level[:, 0] < upright[:, 2:3]) & (upright[:, 0:1] < level[:, 2])
    for _ in range(LINES_A_BORDER):
        meet = beside & (level[:, 1] <= upright[:, 3:4] + near) & (upright[:, 1:2] - near <= level[:, 3])
        upright[:, 1] = np.minimum(upright[:, 1], np.where(meet, level[:, 1], np.inf).min(axis=1))
        upright[:, 3] = np.maximum(upright[:, 3], np.where(meet, level[:, 3], -np.inf).max(axis=1))
    drawn_out = corners.copy()
    drawn_out[~is_level] = upright
    return drawn_out


def _still_uneven(pixels: Grey, tiles: npt.NDArray[np.intp]) -> list[Tile]:
    """The squares that still hold ink, or an edge between two shades, after the lines were painted over."""
    padded = np.pad(pixels[:, :], ((0, 1), (0, 1)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (TILE + 1, TILE + 1))[::TILE, ::TILE]
    held = windows[tiles[:, 0], tiles[:, 1]].reshape(len(tiles), -1)
    rows = tiles[held.max(axis=1) - held.min(axis=1) > INK].tolist()
    return [(row, column) for row, column in rows]


def _groups(tiles: Sequence[Tile]) -> Iterator[list[Tile]]:
    """The squares in groups that touch each other."""
    left = set(tiles)
    while left:
        group = [left.pop()]
        for row, column in group:
            beside = {(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)} & left
            left -= beside
            group.extend(beside)
        yield group


def _patch(pixels: Grey, scale: float, group: Sequence[Tile]) -> InkPatch | None:
    """The ink in a group of squares as one patch; None if it is a speck, or a filled surface that is not dark."""
    rows, columns = zip(*group, strict=True)
    top, left = (max(min(side) - 1, 0) * TILE for side in (rows, columns))
    crop = pixels[top : (max(rows) + 2) * TILE, left : (max(columns) + 2) * TILE]
    ink = np.abs(crop.astype(np.int16) - _paper(crop)) > INK
    found = _extent(ink)
    if found is None:
        return None
    x0, y0, x1, y1 = found
    box = BoundingBox(*((np.array([left + x0, top + y0, left + x1, top + y1]) / scale).tolist()))
    if max(box.width, box.height) < LEAST[0] or min(box.width, box.height) < LEAST[1]:
        return None
    inside = ink[y0:y1, x0:x1]
    is_solid = bool(inside.mean() > SOLID)
    if is_solid and np.median(crop[y0:y1, x0:x1][inside]) > DARK:
        return None
    return InkPatch(box, is_solid=is_solid)


def _paper(crop: Grey) -> int:
    """The shade of the paper: the median of the crop's four edges."""
    edge = TILE // 2
    around = (crop[:edge], crop[-edge:], crop[:, :edge], crop[:, -edge:])
    return int(np.median(np.concatenate([side.ravel() for side in around])))


def _extent(ink: Mask) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of the ink; None if there is none."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
