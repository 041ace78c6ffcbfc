"""The picture of a page on its way, and what all kinds of damage do with pictures."""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.float32]
"""A page in shades of grey, or in colour (red, green, blue), from 0 (black) to 1 (white)."""
Step = Callable[[Picture, int, np.random.Generator], Picture]
"""One kind of damage: the page, its dots per inch, and the chance that says how much of it this page gets."""


def floats(picture: Any) -> Picture:
    """The picture as 32-bit floats, as OpenCV returns some and not others."""
    return np.asarray(picture, dtype=np.float32)


def mixed(page: Picture, other: Any, share: Any) -> Picture:
    """A share of 0 leaves the page, 1 replaces it by the other."""
    return floats(page * (1 - share) + other * share)


def over(field: Any, page: Picture) -> Any:
    """A field shaped for a grey page, or for one with three colours."""
    return field[..., None] if page.ndim == 3 else field


def soft_field(shape: tuple[int, int], rng: np.random.Generator, *, cells: int) -> Picture:
    """A smooth random field, 0 to 1, over a page."""
    coarse = rng.uniform(0, 1, (cells, 1 if shape[1] == 1 else cells)).astype(np.float32)
    return floats(cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)).reshape(shape).clip(0, 1)


def grey(page: Picture) -> Picture:
    """How bright the page is, without its colours."""
    return floats(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)) if page.ndim == 3 else page


def moved(page: Picture, right: Any, down: Any, *, beyond: float = 1.0) -> Picture:
    """Each pixel taken from so many pixels further right and down; beyond the page there is the shade `beyond`."""
    height, width = page.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    edge = (beyond,) * 3
    return floats(cv2.remap(page, floats(x + right), floats(y + down), cv2.INTER_LINEAR, borderValue=edge))


def painted(page: Picture, mask: Any, color: tuple[float, float, float]) -> Picture:
    """Ink of this colour laid over the page where the mask is 1; what lies beneath shows through as under real ink."""
    ink = np.array(color, np.float32) if page.ndim == 3 else floats(np.mean(color))
    return floats(page * (1 - over(floats(mask), page) * (1 - ink)))
