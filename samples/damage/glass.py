"""What a scanner does: dust, a sheet that lies askew or too far out, a dirty sensor, a feeder that jerks."""

import cv2
import numpy as np

from samples.damage.picture import Picture, floats, grey, moved

INK = 0.75
"""What is darker than this is ink, when the print's edge is looked for."""


def speckled(page: Picture, dpi: int, rng: np.random.Generator, *, per_inch2: float) -> Picture:
    """Dust on the glass, and pinholes in the ink."""
    height, width = page.shape[:2]
    count = rng.poisson(per_inch2 * height * width / dpi**2)
    page = page.copy()
    for x, y, radius in zip(
        rng.integers(0, width, count), rng.integers(0, height, count), rng.integers(0, 2, count), strict=True
    ):
        shade = float(rng.choice((0.0, 0.15, 1.0), p=(0.5, 0.3, 0.2)))
        cv2.circle(page, (int(x), int(y)), int(radius), (shade,) * 3, -1)
    return page


def skewed(page: Picture, dpi: int, rng: np.random.Generator, *, most_degrees: float) -> Picture:
    """Laid on the glass askew, and a little off its corner."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-1, 1) * most_degrees, 1.0)
    turn[:, 2] = turn[:, 2] + rng.uniform(-0.03, 0.03, 2) * dpi
    return floats(cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(1.0,) * 3))


def streaked(page: Picture, dpi: int, rng: np.random.Generator) -> Picture:
    """Dirt on a sensor's strip: thin lines from the head of the page to its foot, some dark, one pale."""
    page, width = page.copy(), page.shape[1]
    thick = max(round(0.005 * dpi), 1)
    for x in rng.integers(0, width - thick, int(rng.integers(2, 4))):
        page[:, x : x + thick] = page[:, x : x + thick] * np.float32(rng.uniform(0.35, 0.75))
    pale = int(rng.integers(0, width - thick))
    page[:, pale : pale + thick] = page[:, pale : pale + thick] + np.float32(0.35)
    return np.clip(page, 0, 1)


def jerked(page: Picture, dpi: int, rng: np.random.Generator) -> Picture:
    """A feeder that slips: in some bands the lines are drawn out, and all that follows lies a little to one side."""
    height = page.shape[0]
    y = np.arange(height, dtype=np.float32)[:, None]
    down, right = np.zeros((height, 1), np.float32), np.zeros((height, 1), np.float32)
    for _ in range(int(rng.integers(3, 6))):
        start, long = rng.uniform(0.05, 0.95) * height, rng.uniform(0.1, 0.3) * dpi
        inside = np.clip((y - start) / long, 0, 1)
        down = down - inside * long * rng.uniform(0.15, 0.3)
        right = right + np.clip((y - start) / (0.02 * dpi), 0, 1) * rng.uniform(-0.012, 0.012) * dpi
    return moved(page, right, down)


def cut_at_the_edge(page: Picture, dpi: int, rng: np.random.Generator) -> Picture:
    """A sheet laid so far out that its edge is beyond the glass; the picture ends just beside the print."""
    rows, columns = (np.flatnonzero((grey(page) < INK).any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return page
    room = [round(each * dpi) for each in rng.uniform(0.02, 0.06, 2)]
    top = max(int(rows[0]) - room[0], 0) if rng.random() < 0.5 else 0
    if rng.random() < 0.5:
        return page[top:, max(int(columns[0]) - room[1], 0) :].copy()
    return page[top:, : int(columns[-1]) + room[1]].copy()


def cut_border(page: Picture, dpi: int, rng: np.random.Generator) -> Picture:
    """The same, a little further: the table's outer ruling at one side is gone, and nothing else is."""
    if rng.random() < 0.5:
        return page[:, _border_ends(page, dpi) :].copy()
    mirrored = np.ascontiguousarray(page[:, ::-1])
    return page[:, : page.shape[1] - _border_ends(mirrored, dpi)].copy()


def _border_ends(page: Picture, dpi: int) -> int:
    """The first column, from the left, behind the outermost upright ruling; never one that would cut other ink."""
    ink = (grey(page) < INK).astype(np.uint8)
    long = round(0.25 * dpi)
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((long, 1), np.uint8))
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    other = ink & ~cv2.dilate(upright | level, np.ones((3, 3), np.uint8))
    print_begins = np.flatnonzero(other.any(axis=0))
    ruled = np.flatnonzero(upright.any(axis=0))
    first_print = int(print_begins[0]) if print_begins.size else page.shape[1]
    if not ruled.size or ruled[0] > first_print:
        return max(first_print - round(0.02 * dpi), 0)
    outermost = ruled[ruled <= ruled[0] + round(0.06 * dpi)]
    return min(int(outermost[-1]) + 1, first_print)
