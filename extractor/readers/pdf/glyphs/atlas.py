"""Compares the picture of a glyph with the atlas: shapes of letters, figures and signs in free fonts.

`atlas.npz` is drawn by benchmarks/draw_glyph_atlas.py, which names the fonts and their licences.
"""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

SIDE = 22
"""Pixels: the height and width of a shape's picture."""
RESOLUTION = 20.0
"""Pixels of a shape's picture that make up the size (em) of its type."""
LEVELS = 15
"""Levels of ink above 0 that `atlas.npz` stores: four bits a pixel."""
OFF_LINE = 2.0
"""A shape loses this much likeness for each type size that its height above the baseline is wrong by, beyond `PLAY`."""
PLAY = 0.04
"""Share of the type size: a wrong height up to this costs nothing."""
BLURS = ((22.0, 0.0), (17.0, 0.25), (14.0, 0.45), (11.0, 0.7), (0.0, 1.0))
"""Pairs: type larger than the first number (pixels of the page's picture) is compared with the atlas blurred by the
second (pixels of the atlas). Small type on a page is less sharp than the atlas, and scaling to `RESOLUTION` blurs it
further."""
REACH = 3
"""Pixels of the atlas: blurring spreads ink no further."""

Shapes = npt.NDArray[np.float32]
"""Rows of SIDE × SIDE numbers, each row a vector of length 1; with more axes one such row for each entry."""
Heights = npt.NDArray[np.float32]
"""How far above the baseline the centre of the ink lies, as a share of the type size."""


class Atlas(NamedTuple):
    """The shapes of all fonts: `shapes[font, i]` is the shape of `characters[i]`, `heights[font, i]` its height."""

    characters: str
    shapes: Shapes
    heights: Heights

    def blurred(self, font: int, em: float) -> Shapes:
        """The shapes of one font, as blurred as type of `em` pixels is in a page's picture."""
        return _blurred(font, next(blur for least, blur in BLURS if em > least))


@cache
def atlas() -> Atlas:
    """The atlas, loaded once per process."""
    with files("extractor.readers.pdf.glyphs").joinpath("atlas.npz").open("rb") as file, np.load(file) as held:
        packed, heights, characters = held["shapes"], held["heights"], str(held["characters"])
    levels = np.stack([packed >> 4, packed & LEVELS], axis=-1).reshape(*packed.shape[:2], -1)
    return Atlas(characters, _unit(levels.astype(np.float32)), heights.astype(np.float32))


def shapes_of(pictures: Shapes, em: float, above: int) -> tuple[Shapes, Heights]:
    """Scales pictures of glyphs, centred on their ink, to shapes; returns them with their heights.

    `pictures` has the axes glyph, row, column. The first `above` rows lie above the baseline. `em` is the type size in
    pixels.
    """
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
    """How like each of the `known` shapes (columns) each of the shapes (rows) is: at most 1, which means the same."""
    off = np.abs(heights[:, None] - known_heights[None, :]) - PLAY - 0.5 / em
    return np.asarray(shapes @ known.T - OFF_LINE * off.clip(0.0), dtype=np.float32)


def _weights(middle: npt.NDArray[np.float64], count: int, step: float) -> Shapes:
    """The weight of each of `count` pixels of a picture in each of the SIDE pixels of a shape centred on `middle`."""
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
    square = shapes.reshape(-1, SIDE, SIDE)
    spread = _spread(blur)
    return _unit(np.asarray(spread @ square @ spread, dtype=np.float32).reshape(len(shapes), -1))


def _spread(blur: float) -> Shapes:
    """The share of each pixel of a line (row) in each blurred pixel (column); it is the same the other way round."""
    pixels = np.arange(SIDE)
    distance = np.abs(pixels[:, None] - pixels[None, :])
    return np.where(distance <= REACH, np.exp(-0.5 * (distance / blur) ** 2), 0.0).astype(np.float32)
