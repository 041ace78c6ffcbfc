"""Reads the path objects of a PDF page: level and upright lines, and small shapes that may be check boxes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from extractor.readers.page_objects import FORM_DEPTH_MAX, IDENTITY, mapped, times
from extractor.readers.pdfium_calls import (
    Address,
    Matrix,
    Segments,
    bounds,
    clips,
    count_segments,
    draw_modes,
    fill_colours,
    kinds,
    objects_in_form,
    objects_on_page,
    own_matrix,
    segments,
    stroke_colours,
)

LINE_THICKNESS = 3.0
"""Points: a filled rectangle no thicker is a line; the thickest border seen on a form is 2."""
SEGMENTS_MAX = 4000
"""A path with more segments is a drawing, not a table, and is left out."""
WHITE = 250
"""Of 255: a colour of which red, green and blue are all at least this bright cannot be seen on paper."""

Lines = npt.NDArray[np.float64]
"""Rows of two opposite corners: x, y, x, y."""
CHECK_BOX_SIZES = (4.0, 16.0)
"""Points on the page: the least and the greatest width and height of a drawn check box."""
SIDES = 4
"""Straight sides of a box; round corners may join them."""
ALIKE = 24.0
"""Brightness, of 255: an outline that differs less from the filling inside it cannot be seen."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The shapes that a page draws, in PDF space."""

    lines: Lines
    limits: Lines
    """For each line the box outside of which it is not drawn; infinite where nothing limits it."""
    boxes: Lines
    """Small boxes with an outline of their own."""
    fills: Lines
    """Small filled shapes without an outline, in the order they are painted; the fifth number of a row is the
    brightness, 0 to 255. One such shape is only the background of a text, but two on each other can show a box."""
    ticks: Lines
    """Small drawings with a slanting stroke: a tick or a cross."""


def read_drawing(page: Address) -> Drawing:
    """The visible lines, small boxes and ticks of `page`, and its small filled shapes, including white ones."""
    columns = {"line": 8, "box": 4, "fill": 5, "tick": 4}
    found: dict[str, list[Lines]] = {kind: [np.empty((0, count))] for kind, count in columns.items()}
    for kind, lines in _drawn(objects_on_page(page), IDENTITY, 0):
        found[kind].append(lines)
    lines, *shapes = (np.concatenate(parts) for parts in found.values())
    return Drawing(lines[:, :4], lines[:, 4:], *shapes)


def _drawn(objects: Sequence[Address], matrix: Matrix, depth: int) -> Iterator[tuple[str, Lines]]:
    """What the objects of a page or PDF form draw: pairs of a kind, named in `read_drawing`, and rows of corners.

    The rows of lines also have the corners of the box that limits them.
    """
    kind, boxes = kinds(objects), mapped(bounds(objects).astype(np.float64), matrix)
    is_path = kind == pdfium_c.FPDF_PAGEOBJ_PATH
    # Nearly every path on a form is a single line, so those are handled together as one array.
    is_line = is_path & (np.abs(boxes[:, 2:] - boxes[:, :2]).min(axis=1) <= LINE_THICKNESS)
    lines = np.flatnonzero(is_line)
    seen = lines[_are_visible([objects[index] for index in lines.tolist()])]
    yield "line", np.hstack([boxes[seen], _limits([objects[index] for index in seen.tolist()], matrix)])
    for index in np.flatnonzero(is_path & ~is_line | (kind == pdfium_c.FPDF_PAGEOBJ_FORM)).tolist():
        item = objects[index]
        if is_path[index]:
            yield _drawn_by(item, boxes[index], matrix)
        elif depth < FORM_DEPTH_MAX:
            yield from _drawn(objects_in_form(item), times(own_matrix(item), matrix), depth + 1)


def _drawn_by(path: Address, box: npt.NDArray[np.float64], matrix: Matrix) -> tuple[str, Lines]:
    """What a path draws that is more than a single line; `box` is its place on the page."""
    size = np.abs(box[2:] - box[:2])
    if size.min() > LINE_THICKNESS and size.max() <= CHECK_BOX_SIZES[1]:
        return _small_shape(path, box) if size.min() >= CHECK_BOX_SIZES[0] else _filling(path, box)
    lines = np.array(list(_lines_in_path(path))).reshape(-1, 4)
    if not len(lines):
        return "line", np.empty((0, 8))
    limits = np.repeat(_limits([path], matrix), len(lines), axis=0)
    return "line", np.hstack([mapped(lines, times(own_matrix(path), matrix)), limits])


def _limits(paths: Sequence[Address], matrix: Matrix) -> Lines:
    """The box that limits each path, on the page."""
    limits = clips(paths).astype(np.float64)
    is_limited = np.isfinite(limits).all(axis=1)
    limits[is_limited] = mapped(limits[is_limited], matrix)
    return limits


def _small_shape(path: Address, box: npt.NDArray[np.float64]) -> tuple[str, Lines]:
    """What a path of a check box's size draws: a tick, a box, or a filled shape."""
    if _is_slanting(path):
        return "tick", box[None]
    is_filled, has_outline = (draw_modes([path])[0] != 0).tolist()
    ink, ground = _brightness(stroke_colours([path])), _brightness(fill_colours([path]))
    if has_outline and ink < WHITE and not (is_filled and abs(ink - ground) < ALIKE):
        return "box", box[None]
    if is_filled and ground < WHITE and not has_outline and _is_ring(path):
        return "box", box[None]
    return _filling(path, box)


def _filling(path: Address, box: npt.NDArray[np.float64]) -> tuple[str, Lines]:
    """The path as a filled shape with its brightness; no rows if the path is not filled."""
    rows = np.append(box, _brightness(fill_colours([path])))[None]
    return "fill", rows if draw_modes([path])[0, 0] else rows[:0]


def _brightness(colours: npt.NDArray[np.uintc]) -> float:
    """How bright the first of the colours looks on white paper, 0 to 255."""
    red, green, blue, alpha = colours[0].tolist()
    return float(255 - (255 - (red + green + blue) / 3) * alpha / 255)


def _is_ring(path: Address) -> bool:
    """Whether the path fills a frame: it consists of an outer and an inner box, and fills only the space between."""
    if count_segments(path) > SEGMENTS_MAX:
        return False
    runs = list(_subpaths(segments(path)))
    return len(runs) == 2 and all(  # noqa: PLR2004 - the outer edge and the inner one
        sum(a != b and _is_straight(a, b) for a, b in pairwise(points)) >= SIDES for points in runs
    )


def _lines_in_path(path: Address) -> Iterator[tuple[float, float, float, float]]:
    """The lines of a path that is more than one line: the four sides of a box, or many lines in one path."""
    count, has_outline = count_segments(path), bool(draw_modes([path])[0, 1])
    if not 2 <= count <= SEGMENTS_MAX or (count <= 6 and not has_outline) or not _are_visible([path])[0]:  # noqa: PLR2004
        return
    for points in _subpaths(segments(path)):
        xs, ys = zip(*points, strict=True)
        if has_outline:
            yield from ((*a, *b) for a, b in pairwise(points) if _is_straight(a, b))
        elif min(max(xs) - min(xs), max(ys) - min(ys)) <= LINE_THICKNESS:
            yield min(xs), min(ys), max(xs), max(ys)


def _is_slanting(path: Address) -> bool:
    """Whether the path has slanting straight strokes, like a tick or a cross and unlike a box."""
    if count_segments(path) > SEGMENTS_MAX:
        return False
    drawn = segments(path)
    if pdfium_c.FPDF_SEGMENT_BEZIERTO in drawn.kinds:
        return False  # the round corners of a box are curves
    return any(not _is_straight(a, b) for points in _subpaths(drawn) for a, b in pairwise(points))


def _subpaths(drawn: Segments) -> Iterator[list[tuple[float, float]]]:
    """The points of each connected run of segments; a closed run ends with its first point."""
    points: list[tuple[float, float]] = []
    for (x, y), kind, closes in zip(*(part.tolist() for part in drawn), strict=True):
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append((x, y))
        if closes:
            points.append(points[0])
    if points:
        yield points


def _is_straight(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Whether the segment is level or upright; a slant of up to 1 % is the printing program's rounding error."""
    dx, dy = abs(a[0] - b[0]), abs(a[1] - b[1])
    return min(dx, dy) <= 0.01 * max(dx, dy)


def _are_visible(paths: Sequence[Address]) -> npt.NDArray[np.bool_]:
    """Which of the paths are painted at all, and in another colour than white."""
    modes = draw_modes(paths)
    has_outline = modes[:, 1] != 0
    visible = np.zeros(len(paths), dtype=bool)
    for chosen, colours_of in ((has_outline, stroke_colours), (~has_outline & (modes[:, 0] != 0), fill_colours)):
        places = np.flatnonzero(chosen)
        colours = colours_of([paths[place] for place in places.tolist()])
        visible[places] = (colours[:, 3] > 0) & (colours[:, :3].min(axis=1) < WHITE)
    return visible
