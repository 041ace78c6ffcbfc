"""Which of a PDF page's lines the paper shows, and where the printing program cut them off.

A browser prints a wide table only as far as the printable area reaches. The file still has the lines in full length;
a clip path hides their ends.
"""

import numpy as np
import numpy.typing as npt

from extractor.model.page import BoundingBox
from extractor.readers.pdf.characters import Boxes
from extractor.readers.pdf.drawn_lines import Drawing

RULING_MIN = 6.0
"""Points on the page: a shorter line is a bar of a drawn figure or a corner of a border, and bounds no cell."""
LEAST_CUT = 2.0
"""Points: a clip path that takes less from the end of a line only trims the thickness of a border."""


def lines_on_paper(drawing: Drawing, to_page: npt.NDArray[np.float64], sheet: BoundingBox) -> tuple[Boxes, float]:
    """The visible parts of the lines that are long enough to be rulings, and the x at which lines are cut off.

    Both are on the upright page; the x is infinite if none is cut at its right end. `to_page` is the affine map (2×3)
    from PDF space to that page.
    """
    whole = transformed(drawing.lines, to_page)
    limits = np.tile(np.array([-np.inf, -np.inf, np.inf, np.inf]), (len(whole), 1))
    is_limited = np.isfinite(drawing.limits).all(axis=1)
    limits[is_limited] = transformed(drawing.limits[is_limited], to_page)
    shown = np.hstack([np.maximum(whole[:, :2], limits[:, :2]), np.minimum(whole[:, 2:], limits[:, 2:])])
    width, height = (shown[:, 2:] - shown[:, :2]).T
    # The last border of a table may lie just beyond the clip path that ends with the table: it is at its edge.
    kept = (np.minimum(width, height) >= -LEAST_CUT) & (np.maximum(width, height) >= RULING_MIN)
    shown = np.hstack([np.minimum(shown[:, :2], shown[:, 2:]), np.maximum(shown[:, :2], shown[:, 2:])])
    is_cut = kept & (whole[:, 2] - shown[:, 2] > LEAST_CUT)
    edges = shown[is_cut & (shown[:, 2] < sheet.x1), 2]
    return shown[kept], float(np.median(edges)) if len(edges) else np.inf


def transformed(boxes: Boxes, matrix: npt.NDArray[np.float64]) -> Boxes:
    """Boxes given by two opposite corners, mapped by `matrix` and returned as x0, top, x1, bottom."""
    first = boxes[:, 0:2] @ matrix[:, :2].T + matrix[:, 2]
    second = boxes[:, 2:4] @ matrix[:, :2].T + matrix[:, 2]
    return np.hstack([np.minimum(first, second), np.maximum(first, second)])
