"""Small shapes that a page draws → its check boxes, as the characters they stand for.

A box shows by its edge: an outline, or a dark shape with a paler one on it. A bare filling is the
ground of a text, whatever its colour: EDGAR's own page paints one behind every value.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from extractor.model.page import BoundingBox, Word
from extractor.model.texts import without_punctuation

Boxes = npt.NDArray[np.float64]
"""Rows of x0, top, x1, bottom in points."""
Fills = npt.NDArray[np.float64]
"""The same with a fifth number, the brightness from 0 (black) to 255 (white), in the order they are painted."""

PALER = 40.0
"""Of 255: how much brighter a filling is at least than the edge that is seen around it."""
EDGE = (0.2, 3.0)
"""Points: the least and the greatest width of that edge."""
SMALLEST = 4.0
"""Points: a check box is no smaller."""
VISIBLE = 250.0
"""Of 255: a brighter filling cannot be seen on paper."""
TILE = 16.0
"""Points: the side of the squares that things are sorted into to find those near; as large as a check box."""
STEP = 0.5
"""Points between the middles of two fillings of one box."""
MARKS = frozenset("Xx")
"""Letters that are a mark in a box; other letters and figures make it the frame or ground of a text."""

Point = tuple[float, float]


class _Points:
    """Points of the page by the square of `TILE` points they lie in."""

    def __init__(self, points: Sequence[Point]) -> None:
        self._tiles: dict[tuple[int, int], list[Point]] = defaultdict(list)
        for x, y in points:
            self._tiles[int(x // TILE), int(y // TILE)].append((x, y))

    def is_any_in(self, box: BoundingBox) -> bool:
        """Whether one of the points lies in `box`."""
        return any(box.holds(x, y) for tile in _tiles(box) for x, y in self._tiles.get(tile, ()))


def check_boxes(boxes: Boxes, fills: Fills, ticks: Boxes, words: Sequence[Word], sheet: BoundingBox) -> Iterator[Word]:
    """The check boxes on `sheet`, each once: ☒ if a tick lies in it, else ☐.

    `boxes` have outlines, `fills` are bare. Among the fillings one that is framed by another is a box,
    and one with a tick on it. Whatever holds one of `words` that is no mark is no box.
    """
    tick_places = _Points(_centres(ticks))
    word_places = _Points([(word.box.x_center, word.box.y_center) for word in words if _is_text(word.text)])
    candidates = [BoundingBox(*row) for row in boxes.tolist()]
    candidates += [*_framed(fills), *_ticked(fills, tick_places)]
    for box in _each_once(candidates):
        if sheet.holds(box.x_center, box.y_center) and not word_places.is_any_in(box):
            yield Word("☒" if tick_places.is_any_in(box) else "☐", box, box.height)


def _is_text(text: str) -> bool:
    """Whether a word in a box is text: more than an X, a tick, or brackets and lines to write on."""
    letters = without_punctuation(text)
    return bool(letters) and letters not in MARKS


def _framed(fills: Fills) -> Iterator[BoundingBox]:
    """The boxes that two fillings show: the darker lies below and is seen as an edge around the paler."""
    last: dict[tuple[int, int], list[float]] = {}
    for row, (x, y) in zip(fills.tolist(), _centres(fills), strict=True):
        column, line = int(x // STEP), int(y // STEP)
        near = (last.get((column + right, line + down)) for right in (-1, 0, 1) for down in (-1, 0, 1))
        outer = next((below for below in near if below and _is_frame(below, row)), None)
        if outer and _is_large(BoundingBox(*outer[:4])):
            yield BoundingBox(*outer[:4])
        last[column, line] = row


def _is_frame(outer: Sequence[float], inner: Sequence[float]) -> bool:
    """Whether `outer` is seen on all four sides of `inner`, as an edge of a box is."""
    widths = inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]
    return inner[4] - outer[4] >= PALER and all(EDGE[0] <= width <= EDGE[1] for width in widths)


def _ticked(fills: Fills, ticks: _Points) -> Iterator[BoundingBox]:
    """Visible fillings with a tick drawn on them: a browser's ticked box has no outline."""
    visible = [BoundingBox(*row) for row in fills[fills[:, 4] < VISIBLE, :4].tolist()]
    yield from (box for box in _each_once(visible) if _is_large(box) and ticks.is_any_in(box))


def _is_large(box: BoundingBox) -> bool:
    """Whether it may be a box itself, and not only the paler part of one."""
    return min(box.width, box.height) >= SMALLEST


def _each_once(boxes: Sequence[BoundingBox]) -> Iterator[BoundingBox]:
    """The boxes without those whose middle lies in an earlier one: a browser draws one box as several shapes."""
    seen: dict[tuple[int, int], list[BoundingBox]] = defaultdict(list)
    for box in boxes:
        x, y = box.x_center, box.y_center
        if any(other.holds(x, y) for other in seen[int(x // TILE), int(y // TILE)]):
            continue
        for tile in _tiles(box):
            seen[tile].append(box)
        yield box


def _tiles(box: BoundingBox) -> Iterator[tuple[int, int]]:
    """The squares that the box touches: four at most for a check box."""
    for column in range(int(box.x0 // TILE), int(box.x1 // TILE) + 1):
        for row in range(int(box.top // TILE), int(box.bottom // TILE) + 1):
            yield column, row


def _centres(boxes: Boxes) -> list[Point]:
    """The middle of each box."""
    middles = (boxes[:, 0:2] + boxes[:, 2:4]) / 2
    return [(x, y) for x, y in middles.tolist()]
