"""Where an upright page lies in the picture it was read from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin

Point = tuple[float, float]
"""x to the right and y down."""

Row = tuple[float, float, float]
Matrix = tuple[Row, Row, Row]
"""A projective map of the plane, for points as columns (x, y, 1). Plain tuples instead of numpy: the command line
imports this module at every start and should not wait for numpy."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """How a picture became a page, by four steps in this order: cut out, scale, turn, level; and the way back.

    Page coordinates are points from the page's top left corner; picture coordinates are pixels. For a copy of the
    picture with more or fewer pixels, scale its coordinates to the size `picture` first.
    """

    picture: tuple[int, int]
    """Width and height in pixels."""
    corners: tuple[Point, Point, Point, Point]
    """The sheet's corners in the picture, in pixels, clockwise from the top left as the sheet lies there."""
    size: tuple[float, float]
    """Width and height in points of the sheet as it lies in the picture, before it is turned."""
    quarter_turns: int = 0
    """How many clockwise quarter turns bring the page upright."""
    angle: float = 0.0
    """After the turns: degrees anticlockwise, about the page's middle, that make its lines of text level."""

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the upright page, in points."""
        return self.size if self.quarter_turns % 2 == 0 else (self.size[1], self.size[0])

    @property
    def is_whole(self) -> bool:
        """Whether the sheet fills the whole picture."""
        return self.corners == _edges(self.picture)

    @property
    def matrix(self) -> Matrix:
        """The map from the upright page's points to the picture's pixels."""
        upright = _times(_turned_back(self.page, self.quarter_turns), self._tilted())
        return _times(_projected(self.size, self.corners), upright)

    def to_picture(self, x: float, y: float) -> Point:
        """The pixel of the picture that shows the page's point (x, y)."""
        return _at(self.matrix, x, y)

    def back(self, x: float, y: float) -> Point:
        """The page's point, in points, that the pixel (x, y) of the picture shows."""
        return _at(_adjugate(self.matrix), x, y)

    def turned_over(self) -> "Geometry":
        """The geometry of the same page turned by 180°."""
        return replace(self, quarter_turns=(self.quarter_turns + 2) % 4)

    def _tilted(self) -> Matrix:
        """The map from the level page to the page before levelling."""
        width, height = self.page
        x, y, angle = width / 2, height / 2, radians(self.angle)
        c, s = cos(angle), sin(angle)
        return (c, -s, x - c * x + s * y), (s, c, y - s * x - c * y), (0.0, 0.0, 1.0)


def whole(picture: tuple[int, int], size: tuple[float, float], quarter_turns: int = 0) -> Geometry:
    """The geometry of a picture (in pixels) that shows a page (in points) from edge to edge."""
    return Geometry(picture, _edges(picture), size, quarter_turns)


def _edges(size: Sequence[float]) -> tuple[Point, Point, Point, Point]:
    width, height = size
    return (0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height))


def _turned_back(page: Point, quarter_turns: int) -> Matrix:
    """The map from the upright page to the sheet as it lay: each turn back takes (x, y) to (y, width - x)."""
    width, height = page
    matrix: Matrix = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
    for _ in range(quarter_turns % 4):
        matrix = _times(((0.0, 1.0, 0.0), (-1.0, 0.0, width), (0.0, 0.0, 1.0)), matrix)
        width, height = height, width
    return matrix


def _projected(size: Point, corners: Sequence[Point]) -> Matrix:
    """The projective map that takes a rectangle of this size to four corners, clockwise from the top left.

    In closed form, after Heckbert, Fundamentals of Texture Mapping and Image Warping (1989), section 2.2.3.
    """
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    width, height = size
    ax, ay, bx, by = x1 - x2, y1 - y2, x3 - x2, y3 - y2
    sx, sy = x0 - x1 + x2 - x3, y0 - y1 + y2 - y3
    area = ax * by - bx * ay
    g, h = (sx * by - bx * sy) / area, (ax * sy - sx * ay) / area
    return (
        ((x1 - x0 + g * x1) / width, (x3 - x0 + h * x3) / height, x0),
        ((y1 - y0 + g * y1) / width, (y3 - y0 + h * y3) / height, y0),
        (g / width, h / height, 1.0),
    )


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c = (_row(row, then) for row in first)
    return a, b, c


def _row(row: Row, matrix: Matrix) -> Row:
    x, y, z = (sum(one * other for one, other in zip(row, column, strict=True)) for column in zip(*matrix, strict=True))
    return x, y, z


def _adjugate(matrix: Matrix) -> Matrix:
    """The inverse up to a factor, which does not change where points are mapped to."""
    (a, b, c), (d, e, f), (g, h, i) = matrix
    return (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )


def _at(matrix: Matrix, x: float, y: float) -> Point:
    u, v, w = (a * x + b * y + c for a, b, c in matrix)
    return u / w, v / w
