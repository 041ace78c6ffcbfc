"""How each printed word of a filing's pages was accounted for: what was read, and what belongs nowhere."""

from collections.abc import Mapping
from enum import StrEnum

from extractor.model.ownership import Frozen
from extractor.model.page import BoundingBox


class Ending(StrEnum):
    """What a printed word was accounted for as; every word has exactly one."""

    FIELD = "field"
    """Part of a value, the number of an explanation, or the first owner's values repeated beside the other owners'."""
    WORDING = "wording"
    """Wording of the blank form."""
    FURNITURE = "furniture"
    """Page numbers, what a browser or printer sets in the margins, and watermarks."""
    BEHIND = "behind"
    """Text on pages behind the form that is not part of it, such as an exhibit."""
    UNPLACED = "unplaced"
    """None of the above: somebody wrote it, and no field contains it."""


class Patch(Frozen):
    """Text that stands together in one place of a page; `box` is in points from the page's top left."""

    text: str
    page: int
    box: BoundingBox


class Coverage(Frozen):
    """How many words have each ending; the text in no field, and the text that cannot be seen."""

    words: Mapping[Ending, int]
    unplaced: tuple[Patch, ...] = ()
    unseen: tuple[Patch, ...] = ()
    """Text that the file holds but its pages do not show; it is not counted in `words`."""
