"""Tells whether a word of a street may be cut in two where the street goes on in the next line."""

from collections.abc import Sequence

from extractor.model.page import Word
from extractor.model.texts import plain

_WHOLE = frozenset((
    "st", "street", "rd", "road", "ave", "avenue", "blvd", "boulevard", "dr", "drive", "ln", "lane", "way", "pkwy",
    "parkway", "pl", "place", "ct", "court", "sq", "square", "plaza", "cir", "circle", "hwy", "highway", "ter",
    "terrace", "trl", "trail", "row", "loop", "pike", "park", "center", "centre", "tower", "towers", "building",
    "bldg", "house", "hall", "suite", "ste", "floor", "fl", "flr", "unit", "room", "rm", "apt", "box", "po", "north",
    "south", "east", "west", "n", "s", "e", "w", "ne", "nw", "se", "sw", "inc", "llc", "llp", "lp", "ltd", "corp",
    "corporation", "co", "company", "trust", "partners", "group", "holdings", "capital", "management", "bank",
    "fund", "the", "of", "and", "at", "by", "c", "o",
))  # fmt: skip
"""Words and abbreviations that end or begin a line of many addresses, in small letters."""


def may_cut_a_word(line: Sequence[Word], after: Sequence[Word]) -> bool:
    """Whether a word may have been cut in two between the `line` of a street and the next one.

    Both sides must be letters of the same case, and neither the last word nor the first a usual one of addresses.
    """
    last, first = line[-1].text, after[0].text
    goes_on = last[-1].isalpha() and first[0].isalpha() and last[-1].isupper() == first[0].isupper()
    return goes_on and plain(last) not in _WHOLE and plain(first) not in _WHOLE
