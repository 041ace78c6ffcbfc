"""Where every printed word of a filing's pages ended: what was read, and what nobody can place."""

from collections.abc import Mapping
from enum import StrEnum

from extractor.model.ownership import Frozen
from extractor.model.page import BoundingBox


class Ending(StrEnum):
    """The one place where a printed word ends."""

    FIELD = "field"
    """A value, the number of an explanation, or the first owner's values printed again beside the others'."""
    WORDING = "wording"
    """What the form prints by itself."""
    FURNITURE = "furniture"
    """Page numbers, and what a browser or printer sets in the margins; a watermark."""
    BEHIND = "behind"
    """What stands behind the form and is none of it: an exhibit."""
    UNPLACED = "unplaced"
    """None of these: somebody wrote it, and it is in no field."""


class Patch(Frozen):
    """Text that stands together in one place of a page; `box` in points from its top left."""

    text: str
    page: int
    box: BoundingBox


class Coverage(Frozen):
    """How many words ended where, and the patches that ended nowhere or cannot be seen."""

    words: Mapping[Ending, int]
    unplaced: tuple[Patch, ...] = ()
    unseen: tuple[Patch, ...] = ()
    """Text that the file holds and its pages do not show; it is none of the words."""
