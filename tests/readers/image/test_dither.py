"""Letters drawn as a pattern of dots become grey; pages made black and white by a threshold stay as they are."""

import cv2
import numpy as np
import pytest

from extractor.readers.image.dither import without_dither
from extractor.readers.image.pixels import Pixels

BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) * 16 + 8


@pytest.fixture(scope="module")
def page() -> Pixels:
    """Lines of print in a blue half as dark as black."""
    grey = np.full((400, 900), 255, np.uint8)
    for line in range(8):
        cv2.putText(grey, "Common Stock 01/06/2014 10,000", (20, 40 + 45 * line), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 110, 2)
    return grey


def test_a_pattern_of_dots_becomes_grey(page: Pixels) -> None:
    pattern = np.where(page > np.tile(BAYER, (100, 225)), np.uint8(255), np.uint8(0))
    smooth = without_dither(pattern)
    assert np.unique(pattern).size == 2
    assert np.unique(smooth).size > 10
    strokes = page < 150
    assert np.count_nonzero(smooth[strokes] < 215) > 1.2 * np.count_nonzero(pattern[strokes] < 215)


def test_a_threshold_and_grain_are_left_alone(page: Pixels) -> None:
    black = np.where(page < 200, np.uint8(0), np.uint8(255))
    specks = np.random.default_rng(4).random(page.shape) < 0.01
    for picture in (page, black, np.where(specks, np.uint8(0), black)):
        assert without_dither(picture) is picture


@pytest.mark.parametrize("dot", [1, 2])
@pytest.mark.parametrize(("across", "down"), [(8, 0), (6, 0), (5, 5), (4, 7)])
def test_the_lattice_of_a_screened_paper_is_no_print(page: Pixels, across: int, down: int, dot: int) -> None:
    printed = np.where(page < 200, np.uint8(0), np.uint8(255))
    lattice = np.zeros(page.shape, bool)
    for one in range(-250, 250):
        for other in range(-250, 250):
            row, column = one * down + other * across, one * across - other * down
            if 0 <= row < page.shape[0] and 0 <= column < page.shape[1]:
                lattice[row : row + dot, column : column + dot] = True
    smooth = without_dither(np.where(lattice, np.uint8(0), printed))
    far = cv2.dilate((printed == 0).astype(np.uint8), np.ones((25, 25))) == 0
    assert np.count_nonzero(smooth[far] < 250) == 0
    assert np.count_nonzero(smooth[printed == 0] < 128) > 0.6 * np.count_nonzero(printed == 0)
