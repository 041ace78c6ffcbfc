"""Where an upright page lies in the picture it was read from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin

Point = tuple[float, float]
"""A place: how far to the right, how far down."""

Row = tuple[float, float, float]
Matrix = tuple[Row, Row, Row]
"""A projective map of the plane, for points as columns (x, y, 1). Written out without numpy, because the command
line speaks of pages long before anything is reckoned, and should not wait for it."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """How a picture became a page: cut out, scaled, turned and levelled, in this order; and the way back.

    The page is measured in points from its top left corner, the picture in its own pixels. A picture of the same
    page with more or fewer pixels is the same picture: scale its pixels to `picture`.
    """

    picture: tuple[int, int]
    """Pixels across and down."""
    corners: tuple[Point, Point, Point, Point]
    """Of the sheet in the picture, in pixels, clockwise from the top left as it lies there."""
    size: tuple[float, float]
    """Points across and down of the sheet as it lies in the picture, before it is turned."""
    quarter_turns: int = 0
    """Clockwise turns that bring the page upright."""
    angle: float = 0.0
    """Degrees anticlockwise about the page's middle that level its lines of text, after the turns."""

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the upright page, in points."""
        return self.size if self.quarter_turns % 2 == 0 else (self.size[1], self.size[0])

    @property
    def is_whole(self) -> bool:
        """Whether the sheet is all there is in the picture."""
        return self.corners == _edges(self.picture)

    @property
    def matrix(self) -> Matrix:
        """The map from the upright page's points to the picture's pixels."""
        upright = _times(_turned_back(self.page, self.quarter_turns), self._tilted())
        return _times(_projected(self.size, self.corners), upright)

    def to_picture(self, x: float, y: float) -> Point:
        """The pixel of the picture where the page's point lies."""
        return _at(self.matrix, x, y)

    def back(self, x: float, y: float) -> Point:
        """The page's point that the picture shows at a pixel."""
        return _at(_adjugate(self.matrix), x, y)

    def turned_over(self) -> "Geometry":
        """The same page with its foot up."""
        return replace(self, quarter_turns=(self.quarter_turns + 2) % 4)

    def _tilted(self) -> Matrix:
        """The level page as it was before it was levelled."""
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
    """From the upright page to the sheet as it lay: each turn back takes (x, y) to (y, width - x)."""
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
    """The inverse but for a factor, which makes no difference to where points go."""
    (a, b, c), (d, e, f), (g, h, i) = matrix
    return (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )


def _at(matrix: Matrix, x: float, y: float) -> Point:
    u, v, w = (a * x + b * y + c for a, b, c in matrix)
    return u / w, v / w
