"""What happens to the sheet: another page shows through it, it is folded, curls, was stapled and punched."""

import cv2
import numpy as np

from samples.damage.picture import Picture, floats, grey, moved, over

INK = 0.6
"""What is darker than this is ink, when a sheet's margins are looked for."""


def bled_through(page: Picture, dpi: int, rng: np.random.Generator, *, most: float) -> Picture:
    """The print of the back, mirrored, pale and soft; here it is the page's own, moved, for another form's looks."""
    back = np.roll(page[:, ::-1], rng.integers(int(0.1 * dpi), int(0.9 * dpi), 2), axis=(0, 1))
    soft = cv2.GaussianBlur(np.ascontiguousarray(back), (0, 0), 0.008 * dpi)
    return floats(page * (1 - most * rng.uniform(0.6, 1.0) * (1 - soft)))


def folded(page: Picture, dpi: int, rng: np.random.Generator) -> Picture:
    """Folded twice for an envelope: a crease is a dark and a bright line, and beside it lines lie closer together."""
    height, width = page.shape[:2]
    y = np.arange(height, dtype=np.float32)[:, None]
    shift, light = np.zeros((height, 1), np.float32), np.ones((height, 1), np.float32)
    for third in (1, 2):
        far = (y - height * (third / 3 + rng.uniform(-0.03, 0.03))) / dpi
        shift = shift + 0.012 * dpi * np.tanh(far / 0.1) * np.exp(-np.abs(far) / 0.3)
        light = light - rng.uniform(0.15, 0.3) * np.exp(-((far / 0.012) ** 2)) * 1.0
        light = light + 0.1 * np.exp(-(((far - 0.02) / 0.01) ** 2)) - 0.06 * np.exp(-np.abs(far) / 0.5)
    lit = floats(light + np.zeros((1, width), np.float32))
    return floats(moved(page, 0.0, shift) * over(lit, page))


def curled(page: Picture, dpi: int, rng: np.random.Generator) -> Picture:
    """A sheet that curls up at one side: lines bend there, and it gets darker."""
    along = np.linspace(0, 1, page.shape[1], dtype=np.float32)[None, :]
    along = along if rng.random() < 0.5 else along[:, ::-1]
    bend = rng.uniform(0.06, 0.12) * dpi * rng.choice((-1, 1))
    dark = floats(1 - 0.25 * along**6 + np.zeros((page.shape[0], 1), np.float32))
    return floats(moved(page, 0.0, bend * along**3) * over(dark, page))


def stapled(page: Picture, dpi: int, rng: np.random.Generator) -> Picture:
    """Two punch holes in the left margin, and a staple with its shadow in the corner, none of them over print."""
    page = page.copy()
    height = page.shape[0]
    columns = np.flatnonzero((grey(page) < INK).any(axis=0))
    margin = int(columns[0]) if columns.size else dpi
    radius = int(min(0.125 * dpi, 0.42 * margin))
    shade = (float(rng.uniform(0.05, 0.3)),) * 3
    middle = height / 2 + rng.uniform(-0.2, 0.2) * dpi
    for away in (-1.575, 1.575):  # 80 mm apart, as ISO 838 has it
        cv2.circle(page, (margin // 2, round(middle + away * dpi)), radius, shade, -1, cv2.LINE_AA)
    reach = min(0.35 * dpi, 0.9 * margin)
    start, end = rng.uniform(0.15, 0.3, 2) * reach, rng.uniform(0.75, 0.95, 2) * reach
    for moved_by, dark, thick in ((0.012 * dpi, 0.6, 0.02), (0.0, 0.25, 0.014), (-0.004 * dpi, 0.85, 0.004)):
        one, two = ((round(at[0]), round(at[1] + moved_by)) for at in (start, end))
        cv2.line(page, one, two, (dark,) * 3, max(round(thick * dpi), 1), cv2.LINE_AA)
    return page
