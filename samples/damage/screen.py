"""What screens do: a viewer's surround, a chat that makes pictures smaller, the moiré of a photographed screen."""

import cv2
import numpy as np

from samples.damage.picture import Picture, floats

SURROUND = (0.32, 0.34, 0.35)
"""The grey in which browsers show a PDF."""


def in_a_viewer(page: Picture, dpi: int, rng: np.random.Generator) -> Picture:
    """The page with some of the viewer around it, as people cut screenshots out."""
    top, bottom, left, right = (int(each * dpi) for each in rng.uniform(0.05, 0.4, 4))
    return floats(cv2.copyMakeBorder(page, top, bottom, left, right, cv2.BORDER_CONSTANT, value=SURROUND))


def sent_by_chat(page: Picture, _dpi: int, _rng: np.random.Generator, *, longest_px: int = 1600) -> Picture:
    """Made smaller, so that the longer side has this many pixels."""
    share = longest_px / max(page.shape[:2])
    if share >= 1:
        return page
    size = (round(page.shape[1] * share), round(page.shape[0] * share))
    return floats(cv2.resize(page, size, interpolation=cv2.INTER_AREA))


def photographed_from_a_screen(page: Picture, _dpi: int, rng: np.random.Generator, *, most: float) -> Picture:
    """The screen's dots are nearly as far apart as the camera's pixels, so bands of colour appear (moiré)."""
    height, width = page.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    angle, pitch, lens = rng.uniform(-0.03, 0.03), rng.uniform(1.02, 1.04), rng.uniform(-1, 1) * 6e-6
    along = (x * np.cos(angle) + y * np.sin(angle)) / pitch + lens * ((x - width / 2) ** 2 + (y - height / 2) ** 2)
    share = most * rng.uniform(0.7, 1.0)
    if page.ndim != 3:
        return floats(page * (1 - share * (0.5 + 0.5 * np.cos(2 * np.pi * along))))
    bands = [0.5 + 0.5 * np.cos(2 * np.pi * (along + third / 3)) for third in range(3)]
    return floats(page * (1 - share * np.stack(bands, axis=2)))
