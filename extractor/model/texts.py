"""When two texts are the same: one function for each meaning, from the strictest to the laxest.

All take any text and give one that is made for comparing, never for showing.
"""

import re
from functools import lru_cache
from unicodedata import normalize

_HYPHENS = re.compile("[\u00ad\u2010\u2011]")
_NO_LETTER_OR_FIGURE = re.compile(r"[^a-z0-9]")
_EDGES = "|_-—~="
"""What a piece of a ruling beside a value is read as."""


def unspaced(text: str) -> str:
    """Without white space: print decides where a line is broken and how wide a space is."""
    return "".join(text.split())


def unspaced_in_any_case(text: str) -> str:
    """Without white space and the difference of capitals, for names that filers write as they like."""
    return unspaced(text.casefold())


def as_typeset_anyhow(text: str) -> str:
    """Without white space, ligatures spelt out, and all hyphens of one kind: what two fonts show alike."""
    return unspaced(_HYPHENS.sub("-", normalize("NFKC", text)))


def without_edges(text: str) -> str:
    """Without white space, and without what pieces of rulings at its sides are read as."""
    return unspaced(text).strip(_EDGES)


def without_punctuation(text: str) -> str:
    """Letters and figures of any script, as they are."""
    return "".join(filter(str.isalnum, text))


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Lower-case letters a to z and figures: what is left of the form's own words when print and reading differ."""
    return _NO_LETTER_OR_FIGURE.sub("", text.lower())
