"""What a page draws, as pdfplumber's objects → rulings, and check boxes that are drawn and not typed.

The second reader's own judgement of what a line is; it shares no code with the first reader's.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from extractor.layout import BoundingBox, Ruling, Word

Drawn = dict[str, Any]
"""One of pdfplumber's lines, rects or curves."""
Place = Callable[[Drawn], BoundingBox]
"""Where an object lies on the upright page."""
Point = tuple[float, float]

THIN = 3.0
"""Points: a rectangle no thicker is a line; the thickest border of a form is 2."""
CHECK_BOX = (4.0, 16.0)
"""Points: the least and the greatest side of a drawn check box."""
TICK = (2.0, 16.0)
"""Points: the same of the stroke that ticks one, which is lower than its box."""
STRAIGHT = 0.01
"""Of its length: by so much a line may lean and still run along an axis."""
WHITE = 0.98
"""Of full brightness: paint this light cannot be seen on paper."""
POINTS_MAX = 4000
"""A path of more points is a picture, not a table."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The visible lines of a page, its drawn check boxes and the strokes that tick them."""

    rulings: tuple[Ruling, ...]
    boxes: tuple[BoundingBox, ...]
    ticks: tuple[BoundingBox, ...]

    def check_boxes(self) -> Iterator[Word]:
        """Each drawn check box once, as the character it stands for: ☒ if a stroke lies in it, else ☐."""
        seen: list[BoundingBox] = []
        for box in self.boxes:
            if any(other.holds(box.x_center, box.y_center) for other in seen):
                continue  # a browser draws one box as several shapes, one over the other
            seen.append(box)
            ticked = any(box.holds(tick.x_center, tick.y_center) for tick in self.ticks)
            yield Word("☒" if ticked else "☐", box, box.height)


def sort_drawing(objects: Sequence[Drawn], place: Place) -> Drawing:
    """Sort `objects` into rulings, check boxes and ticks, placed by `place`."""
    rulings: list[Ruling] = []
    boxes: list[BoundingBox] = []
    ticks: list[BoundingBox] = []
    for item in objects:
        if len(item["pts"]) > POINTS_MAX:
            continue
        box = place(item)
        if _leans(item):
            ticks += [box] * _measures(box, TICK)  # white on a filled box is a tick too
        elif not _is_visible(item):
            continue
        elif min(box.width, box.height) <= THIN:
            rulings.append(Ruling(*box))
        elif _measures(box, CHECK_BOX):
            boxes.append(box)
        elif item["stroke"]:
            rulings.extend(_sides(item, place))
    return Drawing(tuple(rulings), tuple(boxes), tuple(ticks))


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
    """Whether straight strokes of it run askew, as those of a tick or a cross; a round corner does not."""
    if any(command[0] in "cvy" for command in item.get("path") or ()):
        return False
    return any(_slants(a, b) for a, b in pairwise(item["pts"]))


def _slants(a: Point, b: Point) -> bool:
    dx, dy = abs(a[0] - b[0]), abs(a[1] - b[1])
    return min(dx, dy) > STRAIGHT * max(dx, dy)


def _is_visible(item: Drawn) -> bool:
    """Whether it is painted, and in anything but white."""
    if not item["stroke"] and not item["fill"]:
        return False
    paint = item["stroking_color"] if item["stroke"] else item["non_stroking_color"]
    return not _is_white(paint)


def _is_white(paint: object) -> bool:
    """White in grey, RGB or CMYK; a pattern or an unknown paint is taken to be seen."""
    given = paint if isinstance(paint, tuple | list) else (paint,)
    parts = [float(part) for part in given if isinstance(part, int | float)]
    if not parts or len(parts) < len(given):
        return False
    if len(parts) == 4:  # noqa: PLR2004 - CMYK: no ink is white
        return max(parts) <= 1 - WHITE
    return min(parts) >= WHITE
