"""The shapes of letters, figures and signs in free fonts, and how like one of them a glyph's picture is.

`atlas.npz` is drawn by benchmarks/draw_glyph_atlas.py, which says from which fonts and under which licences.
"""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

SIDE = 22
"""Pixels: the height and width of a shape's picture."""
RESOLUTION = 20.0
"""Pixels of it to the type's size."""
LEVELS = 15
"""Of ink that the file distinguishes."""
OFF_LINE = 2.0
"""Likeness that a shape loses for each size of type that it stands off its place above the line, beyond `PLAY`."""
PLAY = 0.04
BLURS = ((22.0, 0.0), (17.0, 0.25), (14.0, 0.45), (11.0, 0.7), (0.0, 1.0))
"""Pixels of the type above which a page's picture is so much less sharp than the atlas: its own pixels, and the
reckoning to `RESOLUTION`, spread the ink by so many of the atlas's pixels."""

Shapes = npt.NDArray[np.float32]
"""Rows of SIDE × SIDE numbers, each row of length 1."""
Heights = npt.NDArray[np.float32]
"""How far above the base line the middle of the ink lies, in sizes of the type."""


class Atlas(NamedTuple):
    """`shapes[font, i]` is the shape of `characters[i]`."""

    characters: str
    shapes: Shapes
    heights: Heights

    def blurred(self, font: int, em: float) -> Shapes:
        """The shapes of one font as a page shows them whose type is `em` pixels large."""
        return _blurred(font, next(blur for least, blur in BLURS if em > least))


@cache
def atlas() -> Atlas:
    """The atlas, loaded once a process."""
    with files("extractor.readers.pdf.glyphs").joinpath("atlas.npz").open("rb") as file, np.load(file) as held:
        packed, heights, characters = held["shapes"], held["heights"], str(held["characters"])
    levels = np.stack([packed >> 4, packed & LEVELS], axis=-1).reshape(*packed.shape[:2], -1)
    return Atlas(characters, _unit(levels.astype(np.float32)), heights.astype(np.float32))


def shapes_of(pictures: Shapes, em: float, above: int) -> tuple[Shapes, Heights]:
    """Pictures of glyphs (by rows by columns; the base line is below row `above`) as shapes, and their heights."""
    _, rows, columns = pictures.shape
    total = pictures.sum(axis=(1, 2)) + 1e-6
    y = (pictures.sum(axis=2) @ (np.arange(rows) + 0.5)) / total
    x = (pictures.sum(axis=1) @ (np.arange(columns) + 0.5)) / total
    step = em / RESOLUTION
    shapes = _weights(y, rows, step) @ pictures @ _weights(x, columns, step).transpose(0, 2, 1)
    return _unit(np.asarray(shapes, np.float32).reshape(len(pictures), -1)), ((above - y) / em).astype(np.float32)


def likeness(
    shapes: Shapes, heights: Heights, em: float, known: Shapes, known_heights: Heights
) -> npt.NDArray[np.float32]:
    """How like each of the shapes is each of the `known` ones, at most 1."""
    off = np.abs(heights[:, None] - known_heights[None, :]) - PLAY - 0.5 / em
    return np.asarray(shapes @ known.T - OFF_LINE * off.clip(0.0), dtype=np.float32)


def _weights(middle: npt.NDArray[np.float64], count: int, step: float) -> Shapes:
    """How much each of `count` pixels tells of each pixel of a shape around `middle`."""
    wanted = middle[:, None] + (np.arange(SIDE) - SIDE / 2 + 0.5) * step
    spread = max(step, 1.0)
    distance = np.abs(wanted[:, :, None] - (np.arange(count) + 0.5)) / spread
    return np.asarray((1 - distance).clip(0.0) / spread, dtype=np.float32)


def _unit(shapes: Shapes) -> Shapes:
    return np.asarray(shapes / (np.sqrt(np.square(shapes).sum(axis=-1, keepdims=True)) + 1e-6))


@cache
def _blurred(font: int, blur: float) -> Shapes:
    shapes: Shapes = atlas().shapes[font]
    if not blur:
        return shapes
    reach = np.arange(-3, 4)
    weights = np.exp(-0.5 * (reach / blur) ** 2).astype(np.float32)
    square = shapes.reshape(-1, SIDE, SIDE)
    for axis in (1, 2):
        moved = [weight * np.roll(square, shift, axis) for weight, shift in zip(weights, reach.tolist(), strict=True)]
        square = np.sum(moved, axis=0, dtype=np.float32)
    return _unit(square.reshape(len(shapes), -1))
