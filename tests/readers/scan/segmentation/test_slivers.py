"""What is left of a ruling's edge is no print, but a comma that stands on an underline is."""

import numpy as np
import pytest

from extractor.readers.image.pixels import Pixels
from extractor.readers.scan.segmentation.text_runs import printed

LINE = slice(60, 64)
"""The rows of the ruling."""


def ink_left(flat: Pixels) -> np.ndarray:
    """Where there is print after the ruling was taken out."""
    rulings = np.zeros_like(flat)
    rulings[LINE] = 255
    return printed(flat, rulings).ink > 0


def ruled() -> Pixels:
    flat = np.full((120, 300), 255, np.uint8)
    flat[LINE] = 0
    return flat


@pytest.mark.parametrize("seed", range(6))
def test_a_comma_on_an_underline_is_print(seed: int) -> None:
    rng = np.random.default_rng(seed)
    flat = ruled()
    lefts = rng.permutation(np.arange(20, 280, 20))[:6]
    height, gap = int(rng.integers(6, 8)), 1
    for left in lefts:
        flat[60 - gap - height : 60 - gap, left + 1 : left + 4] = 0
        flat[60 - gap - 2 : 60 - gap, left] = 0
    ink = ink_left(flat)
    assert all(ink[60 - gap - height : 60 - gap, left : left + 4].any() for left in lefts), seed


@pytest.mark.parametrize("seed", range(6))
def test_the_rest_of_its_edge_is_none(seed: int) -> None:
    rng = np.random.default_rng(seed)
    flat = ruled()
    for left in rng.permutation(np.arange(20, 280, 20))[:6]:
        flat[60 - int(rng.integers(2, 4)) : 60, left : left + int(rng.integers(4, 8))] = 0
    assert not ink_left(flat).any(), seed
