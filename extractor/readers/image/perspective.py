"""Finds the form in a photograph by its rulings, if the edges of the sheet cannot be told from what it lies on.

Rulings are level and upright on paper. If they converge in a picture, the camera looked from one side. The two points
in which they meet (vanishing points) show from where, so neither the paper's edges nor the desk's colour are needed.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.readers.image.connected import connected
from extractor.readers.image.light import INK_LEVEL, even_light
from extractor.readers.image.pixels import Pixels
from extractor.readers.image.sheet import Corners

Floats = NDArray[np.float64]

VIEW = 1200
"""Pixels on the long side of the shrunken picture (view) in which rulings are sought; a larger one shows no more."""
SHORTEST = 0.04
"""Share of the view's long side: a shorter stroke may belong to a letter, or be an underline."""
STEEPEST = 0.35
"""Slope (20°): a stroke that deviates more from level and from upright is not used."""
FEWEST = 8
"""Strokes needed in each direction; the two tables and the header of a form have forty."""
ROUNDS = 6
"""Rounds of the search for a vanishing point. After each, strokes that do not fit get less weight: underlines drawn by
hand, the edge of a desk."""
OFF = 0.004
"""Slope by which a stroke may miss the vanishing point: one that misses it by just this counts half."""
LEAST_CONVERGED = 0.012
"""Radians between two opposite edges of the form. With less the page is only askew, or curled by a feeder, and
levelling its lines of text is enough."""
MOST_ASKEW = 0.1
"""Radians (6°): a page up to this far askew is levelled by its lines of text."""
ASIDE = 0.04
"""Share of the width of the rulings: print may stand this far left and right of them."""
ROW, APART = 0.02, 6
"""The height of the rows in which print is looked for, as a share of the width of the rulings; and how many rows
without print end the form."""
CROWDED = 8
"""Letters from which a row counts as print: a line of text has fifty, the grain of a desk a few."""
LETTER = (3, 30)
"""Pixels of the view: the least and the greatest length of a letter's longer side."""


def find_form(grey: Pixels) -> Corners | None:
    """The corners of the form in a picture taken from one side; None if its rulings do not show that it was.

    The corners enclose the form's print, clockwise from the top left, in pixels; some may lie outside the picture.
    """
    scale = min(VIEW / max(grey.shape), 1.0)
    view = even_light(np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8))
    level, upright = _strokes(view)
    if min(len(level), len(upright)) < FEWEST:
        return None
    middle, unit = np.array(view.shape[::-1]) / 2, max(view.shape) / 2
    points = [_meeting((strokes - np.tile(middle, 2)) / unit) for strokes in (level, upright)]
    centred = np.array([[1 / unit, 0, -middle[0] / unit], [0, 1 / unit, -middle[1] / unit], [0, 0, 1]])
    to_paper = _flattening(*points) @ centred
    ruled = _mapped(to_paper, _fitting(level, upright, to_paper))
    box = (*ruled.min(axis=0), *ruled.max(axis=0))
    if not _is_aslant(_corners(box, to_paper)):
        return None
    first, second, third, fourth = (_corners(_printed(view, to_paper, box), to_paper) / scale).tolist()
    return tuple(first), tuple(second), tuple(third), tuple(fourth)


def _strokes(view: Pixels) -> tuple[Floats, Floats]:
    """The nearly level and the nearly upright strokes of the view, each as x0, y0, x1, y1."""
    found = cv2.createLineSegmentDetector().detect(cv2.GaussianBlur(view, (0, 0), 1.0))[0]
    lines = np.zeros((0, 4)) if found is None else np.asarray(found, np.float64).reshape(-1, 4)
    across, down = np.abs(lines[:, 2] - lines[:, 0]), np.abs(lines[:, 3] - lines[:, 1])
    long = np.hypot(across, down) >= SHORTEST * max(view.shape)
    return lines[long & (down <= STEEPEST * across)], lines[long & (across <= STEEPEST * down)]


def _meeting(strokes: Floats) -> Floats:
    """The vanishing point of most of the strokes, in homogeneous coordinates of length 1; it may lie at infinity."""
    starts, ends = (np.column_stack([strokes[:, place : place + 2], np.ones(len(strokes))]) for place in (0, 2))
    lines = np.cross(starts, ends)
    lengths = np.hypot(lines[:, 0], lines[:, 1])
    middles = (starts + ends) / 2
    lines /= lengths[:, None]
    weights = lengths.copy()
    point = np.array([1.0, 0.0, 0.0])
    for _ in range(ROUNDS):
        point = np.asarray(np.linalg.svd(lines * weights[:, None])[2][-1])
        towards = point[:2] - middles[:, :2] * point[2]
        off = np.abs(lines @ point) / np.maximum(np.hypot(*towards.T), 1e-9)
        weights = lengths / (1 + (off / OFF) ** 2)
    return point


def _flattening(level: Floats, upright: Floats) -> Floats:
    """The projective map to the paper: lines through point `level` become level, those through `upright` upright."""
    horizon = np.cross(level, upright)
    horizon = horizon / horizon[2]
    affine = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], horizon])
    across, down = (affine @ point for point in (level, upright))
    across, down = (side[:2] / np.hypot(*side[:2]) for side in (across, down))
    across, down = across * np.sign(across[0]), down * np.sign(down[1])
    back = np.eye(3)
    back[:2, 0], back[:2, 1] = across, down
    return np.asarray(np.linalg.inv(back) @ affine)


def _fitting(level: Floats, upright: Floats, to_paper: Floats) -> Floats:
    """The end points, in the view, of the strokes that are level or upright on the paper, unlike the edge of a desk."""
    ends = []
    for strokes, place in ((level, 1), (upright, 0)):
        on_paper = _mapped(to_paper, strokes.reshape(-1, 2)).reshape(-1, 2, 2)
        along = on_paper[:, 1] - on_paper[:, 0]
        fits = np.abs(along[:, place]) <= 3 * OFF * np.abs(along[:, 1 - place])
        ends.append(strokes[fits].reshape(-1, 2))
    return np.concatenate(ends)


def _is_aslant(corners: Floats) -> bool:
    """Whether levelling lines of text is not enough, as opposite sides of the form converge or it lies far askew."""
    top, right, foot, left = np.roll(corners, -1, axis=0) - corners
    askew = [np.arctan2(y, x) for x, y in (top, -foot)], [np.arctan2(-x, y) for x, y in (right, -left)]
    converged = max(abs(one - other) for one, other in askew)
    return bool(converged > LEAST_CONVERGED or max(abs(angle) for pair in askew for angle in pair) > MOST_ASKEW)


def _printed(view: Pixels, to_paper: Floats, ruled: Sequence[float]) -> tuple[float, float, float, float]:
    """The left, top, right and foot of the form's print on the paper, inside and around the box of its rulings."""
    left, top, right, foot = ruled
    width = right - left
    left, right = left - ASIDE * width, right + ASIDE * width
    _, stats, centers = connected((view < INK_LEVEL).astype(np.uint8))
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    letters = _mapped(to_paper, np.asarray(centers)[(sides >= LETTER[0]) & (sides <= LETTER[1])])
    heights = letters[(letters[:, 0] > left) & (letters[:, 0] < right), 1]
    step = ROW * width
    above = _reach(np.floor((top - heights[heights < top]) / step))
    below = _reach(np.floor((heights[heights > foot] - foot) / step))
    return left, top - (above + 2) * step, right, foot + (below + 2) * step


def _reach(rows: Floats) -> int:
    """How many rows the print goes on for. `rows` has the row of each letter; `APART` rows without print end it."""
    reach = 0
    for row, count in zip(*np.unique(rows, return_counts=True), strict=True):
        if row > reach + APART:
            break
        if count >= CROWDED:
            reach = int(row) + 1
    return reach


def _corners(box: Sequence[float], to_paper: Floats) -> Floats:
    """The corners, in the view, of a box on the paper, clockwise from the top left."""
    left, top, right, foot = box
    return _mapped(
        np.asarray(np.linalg.inv(to_paper), np.float64),
        np.array([[left, top], [right, top], [right, foot], [left, foot]]),
    )


def _mapped(matrix: Floats, points: Floats) -> Floats:
    """The points (one row each) after the projective map `matrix`."""
    mapped = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(mapped[:, :2] / mapped[:, 2:])
