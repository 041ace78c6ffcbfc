"""Finds the heads of the table “Reporting Owners”, under which the rows of the owners stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractor.model import likeness
from extractor.model.form_labels import OWNERS_TABLE_HEAD, RELATIONSHIP_HEADINGS
from extractor.model.page import BoundingBox
from extractor.model.strip import Cell
from extractor.model.texts import plain
from extractor.parsing.grid.labels import label_length

ALIGNED = 4.0
"""Points: the bottoms of the headings of one row differ by less."""


@dataclass(frozen=True, slots=True)
class OwnersHead:
    """The head of the table “Reporting Owners”: its columns from left to right, name and address first."""

    box: BoundingBox
    relationships: tuple[str, ...]
    spans: tuple[tuple[float, float], ...]


def owners_heads(cells: Sequence[Cell]) -> Iterator[OwnersHead]:
    """The heads of the owners' table: none, one, or one on every page the table runs over."""
    for cell in cells:
        if not label_length(cell.words, OWNERS_TABLE_HEAD):
            continue
        columns = _relationship_boxes(cell, cells)
        if columns:
            spans = ((cell.box.x0, cell.box.x1), *((box.x0, box.x1) for box in columns.values()))
            box = BoundingBox(cell.box.x0, cell.box.top, list(columns.values())[-1].x1, cell.box.bottom)
            yield OwnersHead(box, tuple(columns), spans)


def _relationship_boxes(name_cell: Cell, cells: Sequence[Cell]) -> dict[str, BoundingBox]:
    """The four columns beside the names, in the form's order; empty if there are not four.

    One of the four headings may be illegible, as a scan may lose any of these short words.
    """
    beside = sorted(
        (
            other
            for other in cells
            if other.box.x0 >= name_cell.box.x1 - ALIGNED and abs(other.box.bottom - name_cell.box.bottom) < ALIGNED
        ),
        key=lambda other: other.box.x0,
    )
    if len(beside) != len(RELATIONSHIP_HEADINGS):
        return {}
    alike = [
        fuzz.ratio(plain(other.text), plain(heading))
        for other, (_, heading) in zip(beside, RELATIONSHIP_HEADINGS, strict=True)
    ]
    if sum(score >= likeness.OWNERS_HEADING for score in alike) < len(beside) - 1:
        return {}
    return {name: other.box for (name, _), other in zip(RELATIONSHIP_HEADINGS, beside, strict=True)}
