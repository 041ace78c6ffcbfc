"""Turns the shapes that pdfplumber reports into rulings, and into check boxes that are drawn and not typed.

This belongs to the second reader, which checks the first (`drawn_lines`, `check_boxes`). It repeats their work on
purpose and shares no code with them, so that no mistake is made twice.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from extractor.model.page import BoundingBox, Ruling, Word
from extractor.model.texts import without_punctuation

Drawn = dict[str, Any]
"""One of pdfplumber's lines, rects or curves."""
Place = Callable[[Drawn], BoundingBox]
"""A function that returns an object's box on the upright page."""
Point = tuple[float, float]

THIN = 3.0
"""Points: a rectangle no thicker is a line; the thickest border of a form is 2."""
LONG = 6.0
"""Points: a shorter line is part of a drawn figure, not of a table."""
CHECK_BOX = (4.0, 16.0)
"""Points: the least and the greatest side of a drawn check box."""
FILL = (3.1, 16.0)
"""Points: the least and the greatest side of a filled shape, which may be the inner, paler part of a check box."""
TICK = (2.0, 16.0)
"""Points: the least and the greatest side of a tick, which may be lower than its box."""
STRAIGHT = 0.01
"""Share of its length by which a line may slant and still count as level or upright."""
WHITE = 0.98
"""Brightness, 1 is white: paint this light cannot be seen on paper."""
CONTRAST = 0.15
"""Brightness, 1 is white: two neighbouring paints must differ by this to show an edge."""
EDGE = (0.2, 3.0)
"""Points: the least and the greatest width of the edge that a darker shape shows around a paler one on it."""
REACH = 16.0
"""Points: the side of the squares by which near boxes are looked up. No check box is larger."""
POINTS_MAX = 4000
"""A path of more points is a picture, not a table."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The visible lines of a page, its small shapes with an outline (`boxes`) and without (`fills`), and its ticks."""

    rulings: tuple[Ruling, ...]
    boxes: tuple[BoundingBox, ...]
    fills: tuple[tuple[BoundingBox, float], ...]
    """Small shapes without an outline, each with its brightness from 0 to 1."""
    ticks: tuple[BoundingBox, ...]

    def check_boxes(self, words: Sequence[Word]) -> Iterator[Word]:
        """Each drawn check box once, as the character it stands for: ☒ if a stroke lies in it, else ☐.

        A shape around one of the page's `words` is the frame or background of that word, and no check box. An X does
        not count, as it may be the mark in a box.
        """
        seen = _Nearby(())
        ticks = _Nearby(self.ticks)
        texts = _Nearby(word.box for word in words if _says_something(word.text))
        ticked_fills = [box for box in self._stained() if ticks.any_inside(box)]
        for box in (*self.boxes, *self._edged(), *ticked_fills):
            if any(other.holds(box.x_center, box.y_center) for other in seen.around(box)):
                continue  # a browser draws one box as several shapes, one over the other
            seen.add(box)
            if not texts.any_inside(box):
                yield Word("☒" if ticks.any_inside(box) else "☐", box, box.height)

    def _stained(self) -> Iterator[BoundingBox]:
        """The fills that can be seen on paper; of several in one place only the first."""
        places = _Nearby(())
        for box, brightness in self.fills:
            if brightness < WHITE and not any(other.holds(box.x_center, box.y_center) for other in places.around(box)):
                places.add(box)
                yield box

    def _edged(self) -> Iterator[BoundingBox]:
        """The fills of a check box's size on which a paler fill lies and leaves an edge visible all around."""
        before: dict[tuple[int, int], tuple[BoundingBox, float]] = {}
        for box, brightness in self.fills:
            place = round(box.x_center), round(box.y_center)
            around = [before.get((place[0] + dx, place[1] + dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
            before[place] = box, brightness
            for outer, darker in filter(None, around):
                sides = (box.x0 - outer.x0, box.top - outer.top, outer.x1 - box.x1, outer.bottom - box.bottom)
                if (
                    _measures(outer, CHECK_BOX)
                    and brightness - darker >= CONTRAST
                    and all(EDGE[0] <= side <= EDGE[1] for side in sides)
                ):
                    yield outer
                    break


class _Nearby:
    """Boxes sorted by their middles into squares, to find those near another box."""

    def __init__(self, boxes: Iterable[BoundingBox]) -> None:
        self._boxes: dict[tuple[int, int], list[BoundingBox]] = defaultdict(list)
        for box in boxes:
            self.add(box)

    def add(self, box: BoundingBox) -> None:
        self._boxes[int(box.x_center // REACH), int(box.y_center // REACH)].append(box)

    def around(self, box: BoundingBox) -> Iterator[BoundingBox]:
        """All boxes whose middles are within `REACH` of the middle of `box`, and some that are further away."""
        column, row = int(box.x_center // REACH), int(box.y_center // REACH)
        for across in (-1, 0, 1):
            for down in (-1, 0, 1):
                yield from self._boxes.get((column + across, row + down), ())

    def any_inside(self, box: BoundingBox) -> bool:
        """Whether the middle of any of them lies in `box`."""
        return any(box.holds(other.x_center, other.y_center) for other in self.around(box))


def _says_something(text: str) -> bool:
    """Whether the text has letters or figures and is not just an X."""
    return without_punctuation(text).upper() not in {"", "X"}


def sort_drawing(objects: Sequence[Drawn], place: Place) -> Drawing:
    """Sorts `objects` into rulings, boxes, fills and ticks; `place` gives their boxes on the upright page."""
    rulings: list[Ruling] = []
    boxes: list[BoundingBox] = []
    fills: list[tuple[BoundingBox, float]] = []
    ticks: list[BoundingBox] = []
    for item in objects:
        if len(item["pts"]) > POINTS_MAX:
            continue
        box = place(item)
        if _leans(item) and not _is_border(box):
            ticks += [box] * _measures(box, TICK)  # of any colour: a browser's tick is white on a filled box
        elif _measures(box, CHECK_BOX) and _has_edge(item):
            boxes.append(box)
        elif _measures(box, FILL):
            fills += [(box, _brightness(item["non_stroking_color"]))] * bool(item["fill"])
        elif _is_visible(item):
            rulings.extend(_lines(item, box, place))
    return Drawing(tuple(rulings), tuple(boxes), tuple(fills), tuple(ticks))


def _lines(item: Drawn, box: BoundingBox, place: Place) -> Iterator[Ruling]:
    """The long lines of a shape: itself if it is thin, else its sides if they are drawn."""
    lines = [Ruling(*box)] if min(box.width, box.height) <= THIN else _sides(item, place) if item["stroke"] else ()
    yield from (line for line in lines if max(line.x1 - line.x0, line.bottom - line.top) >= LONG)


def _is_border(box: BoundingBox) -> bool:
    """Whether the shape is a thin border and no tick: a browser draws the borders of a cell with slanting ends."""
    return min(box.width, box.height) <= THIN and not _measures(box, TICK)


def _measures(box: BoundingBox, sides: tuple[float, float]) -> bool:
    return sides[0] <= min(box.width, box.height) and max(box.width, box.height) <= sides[1]


def _sides(item: Drawn, place: Place) -> Iterator[Ruling]:
    """The straight sides of a stroked shape; a rectangle's points do not come back to the first."""
    points: list[Point] = [*item["pts"], *(item["pts"][:1] if item["object_type"] == "rect" else ())]
    for a, b in pairwise(points):
        if not _slants(a, b):
            side = {"x0": min(a[0], b[0]), "top": min(a[1], b[1]), "x1": max(a[0], b[0]), "bottom": max(a[1], b[1])}
            yield Ruling(*place(side))


def _leans(item: Drawn) -> bool:
    """Whether it has slanting straight strokes, like a tick or a cross; a path with curves never has."""
    if any(command[0] in "cvy" for command in item.get("path") or ()):
        return False
    return any(_slants(a, b) for a, b in pairwise(item["pts"]))


def _slants(a: Point, b: Point) -> bool:
    dx, dy = abs(a[0] - b[0]), abs(a[1] - b[1])
    return min(dx, dy) > STRAIGHT * max(dx, dy)


def _has_edge(item: Drawn) -> bool:
    """Whether a small shape has a visible outline."""
    if not item["stroke"]:
        return False
    ink = _brightness(item["stroking_color"])
    alike = item["fill"] and abs(ink - _brightness(item["non_stroking_color"])) < CONTRAST
    return ink < WHITE and not alike


def _is_visible(item: Drawn) -> bool:
    """Whether the shape is painted at all, and in another colour than white."""
    if not item["stroke"] and not item["fill"]:
        return False
    return _brightness(item["stroking_color"] if item["stroke"] else item["non_stroking_color"]) < WHITE


def _brightness(paint: object) -> float:
    """The brightness of a grey, RGB or CMYK colour, 0 to 1; a pattern or an unknown paint is taken for black."""
    given = paint if isinstance(paint, tuple | list) else (paint,)
    parts = [float(part) for part in given if isinstance(part, int | float)]
    if not parts or len(parts) < len(given):
        return 0.0
    if len(parts) == 4:  # noqa: PLR2004 - CMYK: no ink is white
        return max(0.0, 1 - sum(parts[:3]) / 3 - parts[3])
    return sum(parts) / len(parts)
