"""What happens to the ink, and what is written over it: toner, copies of copies, thermal paper, stamps, pens."""

import cv2
import numpy as np

from samples.damage.picture import Picture, floats, mixed, over, painted, soft_field

RED, BLUE = (0.8, 0.1, 0.15), (0.12, 0.16, 0.6)


def spread_toner(page: Picture, _dpi: int, rng: np.random.Generator, *, most: float) -> Picture:
    """Strokes a little thicker or thinner than printed, as on a copy of a copy."""
    kernel = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    changed = cv2.erode(page, kernel) if rng.random() < 0.6 else cv2.dilate(page, kernel)
    return mixed(page, changed, most * rng.uniform(0.2, 0.7))


def fade_toner(page: Picture, _dpi: int, rng: np.random.Generator, *, most: float) -> Picture:
    """Grey ink, paler in some bands than in others."""
    bands = soft_field((page.shape[0], 1), rng, cells=6)
    fade = most * (0.3 + 0.7 * bands) * rng.uniform(0.5, 1.0)
    return floats(page + (1 - page) * over(fade, page))


def broken(page: Picture, dpi: int, rng: np.random.Generator, *, most: float) -> Picture:
    """Strokes with small gaps, as toner that did not stick leaves them on a copy of a copy."""
    noise = cv2.GaussianBlur(rng.normal(0, 1, page.shape[:2]).astype(np.float32), (0, 0), 0.006 * dpi)
    gaps = np.clip(noise / noise.std() - 1.2, 0, 1) * most * rng.uniform(0.8, 1.0)
    return floats(page + (1 - page) * over(gaps, page))


def faded_thermally(page: Picture, dpi: int, rng: np.random.Generator) -> Picture:
    """Thermal paper after years: it is yellowed, its ink is pale, and paler in patches; a dot of the head was dead."""
    height, width = page.shape[:2]
    left = 0.75 - 0.4 * soft_field((height, width), rng, cells=4)
    dead = rng.integers(0, width, 2)
    left[:, dead] = left[:, dead] * np.float32(0.5)
    paper = rng.uniform(0.82, 0.92) * (np.array([1.0, 0.97, 0.86], np.float32) if page.ndim == 3 else 1.0)
    blurred = cv2.GaussianBlur(page, (0, 0), 0.003 * dpi)
    return floats(paper * (1 - (1 - blurred) * over(left, page)))


def stamped(page: Picture, dpi: int, rng: np.random.Generator) -> Picture:
    """An office's stamp for what it receives, askew over the print, which shows through it."""
    height, width = page.shape[:2]
    mask = np.zeros((round(0.8 * dpi), round(2.2 * dpi)), np.uint8)
    line = max(round(0.02 * dpi), 1)
    cv2.rectangle(mask, (line, line), (mask.shape[1] - line - 1, mask.shape[0] - line - 1), 255, line)
    for words, place, size in (("RECEIVED", (0.15, 0.42), 0.0067), ("MAIL ROOM 3", (0.4, 0.68), 0.0042)):
        at = (round(place[0] * dpi), round(place[1] * dpi))
        cv2.putText(mask, words, at, cv2.FONT_HERSHEY_DUPLEX, size * dpi, 255, line, cv2.LINE_AA)
    turn = cv2.getRotationMatrix2D((mask.shape[1] / 2, mask.shape[0] / 2), rng.uniform(-20, 20), 1.0)
    turn[:, 2] += rng.uniform(0.05, 0.6, 2) * np.array([max(width - mask.shape[1], 1), max(height - mask.shape[0], 1)])
    laid = floats(cv2.warpAffine(mask, turn, (width, height))) / 255
    worn = laid * (0.35 + 0.25 * soft_field((height, width), rng, cells=9))
    return painted(page, worn, RED if rng.random() < 0.6 else BLUE)


def written_on(page: Picture, dpi: int, rng: np.random.Generator) -> Picture:
    """A reader's pen: loops as of initials, and a ring around something. None of it strikes a value out or is an X."""
    height, width = page.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    thick = max(round(0.011 * dpi), 1)
    turns = np.linspace(0, 2 * np.pi, 160)
    for _ in range(int(rng.integers(3, 6))):
        x, y = rng.uniform(0.1, 0.8) * width, rng.uniform(0.1, 0.9) * height
        loops, long, high = int(rng.integers(3, 6)), rng.uniform(0.5, 1.0) * dpi, rng.uniform(0.1, 0.2) * dpi
        along = x + long * turns / (2 * np.pi) + high * 0.6 * np.cos(loops * turns)
        _drawn(mask, along, y + high * np.sin(loops * turns) * rng.uniform(0.7, 1.2), thick)
    x, y = rng.uniform(0.2, 0.8) * width, rng.uniform(0.2, 0.8) * height
    _drawn(mask, x + rng.uniform(0.4, 0.8) * dpi * np.cos(turns), y + 0.22 * dpi * np.sin(turns + 0.1), thick)
    return painted(page, floats(mask) / 255 * np.float32(0.8), BLUE)


def _drawn(mask: np.ndarray, x: np.ndarray, y: np.ndarray, thick: int) -> None:
    points = np.stack([x, y], axis=1).round().astype(np.int32)
    cv2.polylines(mask, [points], isClosed=False, color=255, thickness=thick, lineType=cv2.LINE_AA)
