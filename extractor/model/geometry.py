"""Where an upright page lies in the picture it was read from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Point = tuple[float, float]
"""A place: how far to the right, how far down."""

Matrix = npt.NDArray[np.float64]
"""3 × 3: a projective map of the plane, for points as columns (x, y, 1)."""


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
        return (
            _projected(_edges(self.size), self.corners) @ _turned_back(self.page, self.quarter_turns) @ self._tilted()
        )

    def to_picture(self, x: float, y: float) -> Point:
        """The pixel of the picture where the page's point lies."""
        return _at(self.matrix, x, y)

    def back(self, x: float, y: float) -> Point:
        """The page's point that the picture shows at a pixel."""
        return _at(np.linalg.inv(self.matrix).astype(np.float64), x, y)

    def turned_over(self) -> "Geometry":
        """The same page with its foot up."""
        return replace(self, quarter_turns=(self.quarter_turns + 2) % 4)

    def _tilted(self) -> Matrix:
        """The level page as it was before it was levelled."""
        width, height = self.page
        x, y, angle = width / 2, height / 2, np.radians(self.angle)
        cos, sin = np.cos(angle), np.sin(angle)
        return np.array([[cos, -sin, x - cos * x + sin * y], [sin, cos, y - sin * x - cos * y], [0.0, 0.0, 1.0]])


def whole(picture: tuple[int, int], size: tuple[float, float], quarter_turns: int = 0) -> Geometry:
    """The geometry of a picture (in pixels) that shows a page (in points) from edge to edge."""
    return Geometry(picture, _edges(picture), size, quarter_turns)


def _edges(size: Sequence[float]) -> tuple[Point, Point, Point, Point]:
    width, height = size
    return (0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height))


def _turned_back(page: Point, quarter_turns: int) -> Matrix:
    """From the upright page to the sheet as it lay: each turn back takes (x, y) to (y, width - x)."""
    width, height = page
    matrix = np.eye(3)
    for _ in range(quarter_turns % 4):
        matrix = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, width], [0.0, 0.0, 1.0]]) @ matrix
        width, height = height, width
    return matrix


def _projected(these: Sequence[Point], those: Sequence[Point]) -> Matrix:
    """The projective map that takes four points to four others."""
    rows = []
    for (x, y), (u, v) in zip(these, those, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    solved = np.linalg.solve(np.array(rows, dtype=np.float64), np.array(those, dtype=np.float64).ravel())
    return np.append(solved, 1.0).reshape(3, 3)


def _at(matrix: Matrix, x: float, y: float) -> Point:
    u, v, w = matrix @ (x, y, 1.0)
    return float(u / w), float(v / w)
