"""What a camera or sensor does: perspective, focus, a hand that shakes, light, grain."""

import cv2
import numpy as np

from samples.damage.picture import Picture, floats, over, soft_field

DARK_TABLE, LIGHT_DESK = (0.15, 0.4), (0.84, 0.95)
"""How bright the table is on which the sheet lies."""


def seen_aslant(
    page: Picture,
    _dpi: int,
    rng: np.random.Generator,
    *,
    most: float,
    table: tuple[float, float] = DARK_TABLE,
    room: float = 0.05,
) -> Picture:
    """Photographed at an angle, on a table, not quite flat; `room` is the share of the width around the sheet."""
    pad = int(room * page.shape[1])
    shade = tuple(float(each) for each in rng.uniform(*table) * np.array([1.0, 0.95, 0.85]))
    page = floats(cv2.copyMakeBorder(page, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=shade))
    height, width = page.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + rng.uniform(-1, 1, (4, 2)) * most * np.array([width, height])
    view = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    page = floats(cv2.warpPerspective(page, view, (width, height), flags=cv2.INTER_CUBIC, borderValue=shade))
    bend = rng.uniform(-0.004, 0.004) * height * np.sin(np.linspace(0, np.pi, width, dtype=np.float32))
    across, down = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return floats(cv2.remap(page, across, down + bend.astype(np.float32), cv2.INTER_LINEAR, borderValue=shade))


def blurred(page: Picture, _dpi: int, rng: np.random.Generator, *, most_px: float) -> Picture:
    """Softened by the optics."""
    return floats(cv2.GaussianBlur(page, (0, 0), most_px * rng.uniform(0.7, 1.1)))


def defocused(page: Picture, dpi: int, rng: np.random.Generator, *, most_inches: float) -> Picture:
    """Out of focus: every point becomes a disc of at most this radius."""
    radius = most_inches * dpi * rng.uniform(0.8, 1.0)
    reach = int(np.ceil(radius)) + 1
    x, y = np.meshgrid(np.arange(-reach, reach + 1), np.arange(-reach, reach + 1))
    disc = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1)
    return floats(cv2.filter2D(page, -1, disc / disc.sum()))


def shaken(page: Picture, dpi: int, rng: np.random.Generator, *, most_inches: float) -> Picture:
    """Blurred along a line of at most this length by a hand that moved."""
    long, angle = most_inches * dpi * rng.uniform(0.7, 1.0), rng.uniform(0, np.pi)
    reach = int(np.ceil(long / 2)) + 1
    x, y = np.meshgrid(np.arange(-reach, reach + 1), np.arange(-reach, reach + 1))
    along, beside = x * np.cos(angle) + y * np.sin(angle), -x * np.sin(angle) + y * np.cos(angle)
    path = np.clip(long / 2 + 0.5 - np.abs(along), 0, 1) * np.clip(1 - np.abs(beside), 0, 1)
    return floats(cv2.filter2D(page, -1, path / path.sum()))


def lit_unevenly(
    page: Picture, _dpi: int, rng: np.random.Generator, *, most: float, has_shadow: bool = False
) -> Picture:
    """A brightness gradient across the page, and for a phone also the soft shadow of the hand."""
    height, width = page.shape[:2]
    direction = rng.uniform(0, 2 * np.pi)
    across = np.linspace(-0.5, 0.5, width, dtype=np.float32) * np.cos(direction)
    down = np.linspace(-0.5, 0.5, height, dtype=np.float32)[:, None] * np.sin(direction)
    dark = 0.5 + 0.5 * (across + down)
    if has_shadow:
        dark = 0.6 * dark + 0.4 * soft_field((height, width), rng, cells=3)
    return floats(page * over(1 - most * dark, page))


def grainy(page: Picture, _dpi: int, rng: np.random.Generator, *, most: float) -> Picture:
    """The sensor's noise."""
    noise = rng.normal(0, most * rng.uniform(0.6, 1.0), page.shape[:2]).astype(np.float32)
    return floats(page + over(noise, page))
