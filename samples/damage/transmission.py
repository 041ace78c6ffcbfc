"""From shades to what is sent or stored: one bit for each dot, by threshold or dither, or JPEG."""

import io

import cv2
import numpy as np
from PIL import Image

from samples.damage.picture import Picture, floats, grey

FAX_DPI = (204, 196)
"""Dots per inch, across and down, of a fax in fine resolution (ITU-T T.4)."""
BAYER = np.array([[0, 2], [3, 1]])
for _ in range(2):
    BAYER = np.block([[4 * BAYER, 4 * BAYER + 2], [4 * BAYER + 3, 4 * BAYER + 1]])
CLUSTERED = np.array([
    [24, 10, 12, 26, 35, 47, 49, 37], [8, 0, 2, 14, 45, 59, 61, 51], [22, 6, 4, 16, 43, 57, 63, 53],
    [30, 20, 18, 28, 33, 41, 55, 39], [34, 46, 48, 36, 25, 11, 13, 27], [44, 58, 60, 50, 9, 1, 3, 15],
    [42, 56, 62, 52, 23, 7, 5, 17], [32, 40, 54, 38, 31, 21, 19, 29],
])  # fmt: skip
"""The order in which the dots of a cell become black as the page darkens: strewn (Bayer), or growing from the middle of
the cell, at 45 degrees, as printers and copiers have it."""


def thresholded(page: Picture, dpi: int) -> Image.Image:
    """Black where the page is darker than its surroundings, as scanners decide."""
    return one_bit(_black_and_white(page, dpi))


def faxed(page: Picture, dpi: int) -> Image.Image:
    """The same in a fax's dots, which are not square."""
    height, width = page.shape[:2]
    size = (round(width * FAX_DPI[0] / dpi), round(height * FAX_DPI[1] / dpi))
    return thresholded(floats(cv2.resize(page, size, interpolation=cv2.INTER_AREA)), dpi)


def received_by_fax(page: Picture, dpi: int, _rng: np.random.Generator) -> Picture:
    """A fax that was printed, to be faxed or copied once more."""
    return floats(_black_and_white(np.clip(page, 0, 1), dpi)) / 255


def dithered(page: Picture, _dpi: int, *, order: np.ndarray) -> Image.Image:
    """One bit a dot, shades by a cell of thresholds, as printer drivers do it."""
    height, width = page.shape[:2]
    cell = (order + 0.5) / order.size
    thresholds = np.tile(cell, (height // len(order) + 1, width // len(order) + 1))[:height, :width]
    return one_bit(np.where(grey(page) > thresholds, 255, 0).astype(np.uint8))


def diffused(page: Picture, _dpi: int) -> Image.Image:
    """One bit a dot, each dot's error passed on to its neighbours (Floyd and Steinberg)."""
    # Rounded: paper that is a hair darker than white would be strewn with dots that look like full stops.
    return Image.fromarray(np.rint(grey(page) * 255).astype(np.uint8)).convert("1")


def compressed(page: Picture, dpi: int, *, quality: int) -> Image.Image:
    """As JPEG stores it."""
    squeezed = io.BytesIO()
    Image.fromarray(levels(page)).save(squeezed, "JPEG", quality=quality, dpi=(dpi, dpi))
    return Image.open(squeezed)


def lossless(page: Picture, _dpi: int) -> Image.Image:
    """Every shade as it is."""
    return Image.fromarray(levels(page))


def levels(page: Picture) -> np.ndarray:
    """The shades as bytes."""
    return (page * 255).astype(np.uint8)


def one_bit(black_and_white: np.ndarray) -> Image.Image:
    """The picture of 0 and 255 with one bit for each pixel."""
    return Image.fromarray(black_and_white).convert("1", dither=Image.Dither.NONE)


def _black_and_white(page: Picture, dpi: int) -> np.ndarray:
    reach = 2 * (dpi // 8) + 1
    return cv2.adaptiveThreshold(levels(grey(page)), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, reach, 24)
