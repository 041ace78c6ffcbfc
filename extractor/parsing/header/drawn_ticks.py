"""Finds crosses, ticks and dots drawn on the form's head and tables of owners, which may stand for an X."""

from collections.abc import Sequence

from extractor.model.doubts import Doubt
from extractor.model.page import BoundingBox, Word
from extractor.model.strip import Cell, Strip

SIZES = (3.5, 20.0)
"""Points: the least shorter side and the greatest longer side of a drawn tick."""


def drawn_ticks(strip: Strip) -> tuple[Word, ...]:
    """Each patch of a tick's size as an X. It is doubted, as it may be the pen mark of somebody who read the page."""
    boxes = [patch.box for patch in strip.patches]
    return tuple(
        Word("X", box, box.height, doubts=frozenset({Doubt.DRAWN}))
        for box in boxes
        if min(box.width, box.height) >= SIZES[0] and max(box.width, box.height) <= SIZES[1]
    )


def inside(drawn: Sequence[Word], box: BoundingBox) -> tuple[Word, ...]:
    """The marks whose middle lies in `box`."""
    return tuple(mark for mark in drawn if box.holds(mark.box.x_center, mark.box.y_center))


def with_drawn(cell: Cell, drawn: Sequence[Word]) -> Cell:
    """The cell of a check box; if nothing is typed in it, with the marks drawn in it."""
    return cell if cell.words else Cell(cell.box, inside(drawn, cell.box), cell.doubts)
