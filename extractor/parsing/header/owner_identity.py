"""Tells whether two boxes 1 are those of one reporting owner."""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from extractor.model.doubts import Doubt
from extractor.model.page import Link
from extractor.model.strip import Cell
from extractor.model.texts import as_typeset_anyhow, plain, unspaced_in_any_case
from extractor.parsing.header.printed_links import linked_cik

FEW_CHARACTERS = 2
"""Characters by which the names of one owner differ at most, if the page shows one of them otherwise than the file says
and no link tells the CIK."""


REPEATED, PERHAPS_REPEATED = 0.8, 0.6
"""Likeness, 0 to 1, of two names read from a picture from which the second is, or may be, the first once more."""
COUNTING = frozenset("ivx0123456789")
"""Characters that number the funds of one house: a name with others of them may be another owner's."""


class Repeat(Enum):
    """Whether the first of the boxes behind the tables is the first owner's once more, as EDGAR's page prints it."""

    YES, PERHAPS, NO = "yes", "perhaps", "no"


class Identity(NamedTuple):
    """What tells an owner from others: the name, the CIK of its link, if any, and whether the name can be trusted."""

    name: str
    cik: str
    is_unlike: bool
    """Whether a character of the name looks different on the page from what the file says."""
    is_read: bool = False
    """Whether the name was read from a picture."""


def identity(name: Cell, links: Sequence[Link]) -> Identity:
    """By what an owner is compared: all characters of the name, in any script; in a scan only letters and figures.

    A scan loses other characters too easily.
    """
    is_read = any(word.readings for word in name.words)
    text = plain(name.text) if is_read else unspaced_in_any_case(as_typeset_anyhow(name.text))
    return Identity(
        text, linked_cik(links, name.words), any(Doubt.UNLIKE in word.doubts for word in name.words), is_read
    )


def is_same(one: Identity, other: Identity) -> bool:
    """Whether two boxes are one owner's. A name that the page shows otherwise than the file says does not part them."""
    if one.cik != other.cik or one.name == other.name:
        return one.cik == other.cik
    if not (one.is_unlike or other.is_unlike):
        return False
    return bool(one.cik) or Levenshtein.distance(one.name, other.name) <= FEW_CHARACTERS


def repeats(first: Identity, next_one: Identity) -> Repeat:
    """Whether the box that follows the first owner's is that owner's once more, though its name was read otherwise.

    Only names read from a picture are ever misread; and only in their letters, as a name with another number may be
    that of a second fund.
    """
    if is_same(first, next_one):
        return Repeat.YES
    likeness = Levenshtein.normalized_similarity(first.name, next_one.name)
    if not (first.is_read and next_one.is_read) or likeness < PERHAPS_REPEATED:
        return Repeat.NO
    changed = (
        (first.name[edit.src_start : edit.src_end], next_one.name[edit.dest_start : edit.dest_end])
        for edit in Levenshtein.opcodes(first.name, next_one.name)
        if edit.tag != "equal"
    )
    counts_on = any(COUNTING.issuperset(before) and COUNTING.issuperset(after) for before, after in changed)
    return Repeat.PERHAPS if likeness < REPEATED or counts_on else Repeat.YES
