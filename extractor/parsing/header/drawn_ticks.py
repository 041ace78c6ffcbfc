"""What is drawn on the form's head and tables of owners → the crosses, ticks and dots that may stand for an X."""

from collections.abc import Sequence

from extractor.model.page import BoundingBox, Doubt, Word
from extractor.model.strip import Cell, Strip

SIZES = (3.5, 20.0)
"""Points: a drawn tick is no smaller in its shorter side, and no larger in its longer one."""


def drawn_ticks(strip: Strip) -> tuple[Word, ...]:
    """Each as an X that is doubted: it may be a reader's mark."""
    boxes = [patch.box for patch in strip.patches]
    return tuple(
        Word("X", box, box.height, doubts=frozenset({Doubt.DRAWN}))
        for box in boxes
        if min(box.width, box.height) >= SIZES[0] and max(box.width, box.height) <= SIZES[1]
    )


def inside(drawn: Sequence[Word], box: BoundingBox) -> tuple[Word, ...]:
    """Those of them whose middle lies in `box`."""
    return tuple(mark for mark in drawn if box.holds(mark.box.x_center, mark.box.y_center))


def with_drawn(cell: Cell, drawn: Sequence[Word]) -> Cell:
    """The cell of a check box; where nothing is typed in it, with what is drawn there."""
    return cell if cell.words else Cell(cell.box, inside(drawn, cell.box), cell.doubts)
