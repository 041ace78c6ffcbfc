"""Finds the check boxes among the small shapes a page draws, and returns them as the characters ☐ and ☒.

A check box has a visible edge: an outline, or a paler shape painted on a darker one. A filled shape without an edge is
the background of a text, whatever its colour: EDGAR's own page paints one behind every value.
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
"""Rows of x0, top, x1, bottom and brightness (0 is black, 255 white), in the order in which the shapes are painted."""

PALER = 40.0
"""Brightness, of 255: the inner of two shapes is brighter than the outer by at least this."""
EDGE = (0.2, 3.0)
"""Points: the least and the greatest width of the edge that the outer of two shapes shows around the inner."""
SMALLEST = 4.0
"""Points: a check box is no smaller."""
VISIBLE = 250.0
"""Brightness, of 255: a brighter shape cannot be seen on white paper."""
TILE = 16.0
"""Points: the side of the squares by which near shapes are looked up. No check box is larger."""
STEP = 0.5
"""Points: the side of the squares by which two shapes with the same middle are found."""
MARKS = frozenset("Xx")
"""Letters that tick a box. A shape around any other letter or figure is the frame or background of a text."""

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

    `boxes` are shapes with an outline, `fills` shapes without. Two fills that show an edge are a box, and so is a fill
    with a tick on it. A shape around one of `words` is no box, unless the word is an X.
    """
    tick_places = _Points(_centres(ticks))
    word_places = _Points([(word.box.x_center, word.box.y_center) for word in words if _is_text(word.text)])
    candidates = [BoundingBox(*row) for row in boxes.tolist()]
    candidates += [*_framed(fills), *_ticked(fills, tick_places)]
    for box in _each_once(candidates):
        if sheet.holds(box.x_center, box.y_center) and not word_places.is_any_in(box):
            yield Word("☒" if tick_places.is_any_in(box) else "☐", box, box.height)


def _is_text(text: str) -> bool:
    """Whether the word has letters or figures and is not just an X."""
    letters = without_punctuation(text)
    return bool(letters) and letters not in MARKS


def _framed(fills: Fills) -> Iterator[BoundingBox]:
    """The boxes made of two fills: a darker one, and on it a paler one that leaves an edge all around."""
    last: dict[tuple[int, int], list[float]] = {}
    for row, (x, y) in zip(fills.tolist(), _centres(fills), strict=True):
        column, line = int(x // STEP), int(y // STEP)
        near = (last.get((column + right, line + down)) for right in (-1, 0, 1) for down in (-1, 0, 1))
        outer = next((below for below in near if below and _is_frame(below, row)), None)
        if outer and _is_large(BoundingBox(*outer[:4])):
            yield BoundingBox(*outer[:4])
        last[column, line] = row


def _is_frame(outer: Sequence[float], inner: Sequence[float]) -> bool:
    """Whether `outer` shows as a dark edge of a box's width on all four sides of `inner`."""
    widths = inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]
    return inner[4] - outer[4] >= PALER and all(EDGE[0] <= width <= EDGE[1] for width in widths)


def _ticked(fills: Fills, ticks: _Points) -> Iterator[BoundingBox]:
    """The visible fills with a tick drawn on them: a browser draws its ticked box without an outline."""
    visible = [BoundingBox(*row) for row in fills[fills[:, 4] < VISIBLE, :4].tolist()]
    yield from (box for box in _each_once(visible) if _is_large(box) and ticks.is_any_in(box))


def _is_large(box: BoundingBox) -> bool:
    """Whether the shape is large enough for a check box, and not only the inner part of one."""
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
