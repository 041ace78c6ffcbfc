"""Cells → the heads of the table “Reporting Owners”, which further owners' lines stand under."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.labels import label_length, plain
from extractor.layout import BoundingBox, Cell

ALIGNED = 4.0
"""Points: the headings of one row end on one height."""


@dataclass(frozen=True, slots=True)
class OwnersHead:
    """The head of the table “Reporting Owners”: its columns from left to right, name and address first."""

    box: BoundingBox
    relationships: tuple[str, ...]
    spans: tuple[tuple[float, float], ...]


RELATIONSHIP_HEADINGS = (
    ("is_director", "Director"),
    ("is_ten_percent_owner", "10% Owner"),
    ("is_officer", "Officer"),
    ("is_other", "Other"),
)


def owners_heads(cells: Sequence[Cell]) -> Iterator[OwnersHead]:
    """The heads of the owners table from the top: none, one, or one on every page it runs over."""
    for cell in cells:
        if not label_length(cell.words, ("Reporting Owner Name / Address",)):
            continue
        beside = [
            (name, other.box)
            for name, heading in RELATIONSHIP_HEADINGS
            for other in cells
            if plain(other.text) == plain(heading)
            and other.box.x0 >= cell.box.x1 - ALIGNED
            and abs(other.box.bottom - cell.box.bottom) < ALIGNED
        ]
        if len(beside) == len(RELATIONSHIP_HEADINGS):
            spans = ((cell.box.x0, cell.box.x1), *((box.x0, box.x1) for _, box in beside))
            box = BoundingBox(cell.box.x0, cell.box.top, beside[-1][1].x1, cell.box.bottom)
            yield OwnersHead(box, tuple(name for name, _ in beside), spans)
