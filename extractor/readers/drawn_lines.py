"""A PDF page's path objects → the straight lines they draw along the axes, and drawn check boxes."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

LINE_THICKNESS = 3.0
"""Points: a filled rectangle no thicker is a line; the thickest border seen on a form is 2."""
SEGMENTS_MAX = 4000
"""A path with more segments is a drawing, not a table."""
FORM_DEPTH_MAX = 4
"""Forms inside forms beyond this are a malicious file's."""
WHITE = 250
"""A colour whose every part is at least this bright cannot be seen on paper."""

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Line = tuple[float, float, float, float]
CHECK_BOX_SIZES = (4.0, 16.0)
"""Points: a drawn check box is no smaller and no larger, either way."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page draws, as opposite corners (x, y, x, y) in PDF space."""

    lines: npt.NDArray[np.float64]
    boxes: npt.NDArray[np.float64]
    """Small boxes that are drawn, not printed as a character."""
    ticks: npt.NDArray[np.float64]
    """Small drawings with a slanting stroke: a tick or a cross."""


def read_drawing(page: object) -> Drawing:
    """The visible lines, check boxes and ticks of `page`."""
    found: dict[str, list[Line]] = {"line": [], "box": [], "tick": []}
    count = pdfium_c.FPDFPage_CountObjects(page)
    for kind, corners in _drawn(page, pdfium_c.FPDFPage_GetObject, count, IDENTITY, 0):
        found[kind].append(corners)
    arrays = (np.array(found[kind], dtype=np.float64).reshape(-1, 4) for kind in ("line", "box", "tick"))
    return Drawing(*arrays)


def _drawn(parent: object, get: object, count: int, matrix: Matrix, depth: int) -> Iterator[tuple[str, Line]]:
    """What the objects of a page or form draw: kind and corners."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(count):
        item = get(parent, index)  # type: ignore[operator]
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < FORM_DEPTH_MAX:
            inner = pdfium_c.FPDFFormObj_CountObjects(item)
            nested = _times(_matrix(item), matrix)
            yield from _drawn(item, pdfium_c.FPDFFormObj_GetObject, inner, nested, depth + 1)
        if kind != pdfium_c.FPDF_PAGEOBJ_PATH:
            continue
        pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        line = (left.value, bottom.value, right.value, top.value)
        size = line[2] - line[0], line[3] - line[1]
        if min(size) <= LINE_THICKNESS:
            if _is_visible(item):
                yield "line", _mapped(line, matrix)
        elif CHECK_BOX_SIZES[0] <= min(size) and max(size) <= CHECK_BOX_SIZES[1]:
            yield "tick" if _is_slanting(item) else "box", _mapped(line, matrix)
        else:
            whole = _times(_matrix(item), matrix)
            yield from (("line", _mapped(part, whole)) for part in _lines_in_path(item))


def _lines_in_path(path: object) -> Iterator[Line]:
    """The lines of a path that is not one line itself: a box's four sides, or many lines in one path."""
    count = pdfium_c.FPDFPath_CountSegments(path)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, fill, stroke)
    if not 2 <= count <= SEGMENTS_MAX or (count <= 6 and not stroke.value) or not _is_visible(path):  # noqa: PLR2004
        return
    for points in _subpaths(path, count):
        xs, ys = zip(*points, strict=True)
        if stroke.value:
            yield from ((*a, *b) for a, b in pairwise(points) if _is_straight(a, b))
        elif min(max(xs) - min(xs), max(ys) - min(ys)) <= LINE_THICKNESS:
            yield min(xs), min(ys), max(xs), max(ys)


def _is_slanting(path: object) -> bool:
    """Whether straight strokes of the path run askew, as a tick's and a cross's do and a box's do not."""
    count = pdfium_c.FPDFPath_CountSegments(path)
    kinds = {pdfium_c.FPDFPathSegment_GetType(pdfium_c.FPDFPath_GetPathSegment(path, index)) for index in range(count)}
    if count > SEGMENTS_MAX or pdfium_c.FPDF_SEGMENT_BEZIERTO in kinds:
        return False  # the round corners of a box are curves
    return any(not _is_straight(a, b) for points in _subpaths(path, count) for a, b in pairwise(points))


def _subpaths(path: object, count: int) -> Iterator[list[tuple[float, float]]]:
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append((x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _is_straight(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Whether the segment runs along an axis; a hair of slant is a rounding error of the printer."""
    dx, dy = abs(a[0] - b[0]), abs(a[1] - b[1])
    return min(dx, dy) <= 0.01 * max(dx, dy)


def _is_visible(item: object) -> bool:
    """Whether it is painted in anything but white or nothing."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return False
    get = pdfium_c.FPDFPageObj_GetStrokeColor if stroke.value else pdfium_c.FPDFPageObj_GetFillColor
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not get(item, red, green, blue, alpha):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < WHITE


def _matrix(item: object) -> Matrix:
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _mapped(line: Line, matrix: Matrix) -> Line:
    if matrix is IDENTITY:
        return line
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = line
    return a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f
