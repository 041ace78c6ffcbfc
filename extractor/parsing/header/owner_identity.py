"""Tells whether two boxes 1 are those of one reporting owner."""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from extractor.model.page import Doubt, Link
from extractor.model.strip import Cell
from extractor.model.texts import as_typeset_anyhow, plain, unspaced_in_any_case
from extractor.parsing.header.printed_links import linked_cik

FEW_CHARACTERS = 2
"""Characters by which the names of one owner differ at most, if the page shows one of them otherwise than the file says
and no link tells the CIK."""


class Identity(NamedTuple):
    """What tells an owner from others: the name, the CIK of its link, if any, and whether the name can be trusted."""

    name: str
    cik: str
    is_unlike: bool
    """Whether a character of the name looks different on the page from what the file says."""


def identity(name: Cell, links: Sequence[Link]) -> Identity:
    """By what an owner is compared: all characters of the name, in any script; in a scan only letters and figures.

    A scan loses other characters too easily.
    """
    is_read = any(word.readings for word in name.words)
    text = plain(name.text) if is_read else unspaced_in_any_case(as_typeset_anyhow(name.text))
    return Identity(text, linked_cik(links, name.words), any(Doubt.UNLIKE in word.doubts for word in name.words))


def is_same(one: Identity, other: Identity) -> bool:
    """Whether two boxes are one owner's. A name that the page shows otherwise than the file says does not part them."""
    if one.cik != other.cik or one.name == other.name:
        return one.cik == other.cik
    if not (one.is_unlike or other.is_unlike):
        return False
    return bool(one.cik) or Levenshtein.distance(one.name, other.name) <= FEW_CHARACTERS
