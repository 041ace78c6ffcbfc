"""When two texts count as the same: one function for each meaning, from the strictest to the laxest.

Each function takes any text and returns a text that is only for comparing, never for showing.
"""

import re
from functools import lru_cache
from unicodedata import normalize

_HYPHENS = re.compile("[\u00ad\u2010\u2011]")
_NO_LETTER_OR_FIGURE = re.compile(r"[^a-z0-9]")
_EDGES = "|_-—~="
"""Characters as which a piece of a ruling beside a value may be read."""


def unspaced(text: str) -> str:
    """The text without white space: where a line breaks and how wide a space is depends on the print."""
    return "".join(text.split())


def unspaced_in_any_case(text: str) -> str:
    """The text without white space and case-folded, for names: filers write them in any case."""
    return unspaced(text.casefold())


def as_typeset_anyhow(text: str) -> str:
    """The text without white space, ligatures spelt out, hyphens all alike: two fonts print it the same."""
    return unspaced(_HYPHENS.sub("-", normalize("NFKC", text)))


def accented(letter: str, accent: str) -> str:
    """The letter with a combining accent as one character, if there is such a character; else the two of them."""
    return normalize("NFC", letter + accent)


def without_edges(text: str) -> str:
    """The text without white space, and without characters at its ends that may be misread pieces of rulings."""
    return unspaced(text).strip(_EDGES)


def without_punctuation(text: str) -> str:
    """Only the letters and figures of the text, of any script, with case kept."""
    return "".join(filter(str.isalnum, text))


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Only a to z, in lower case, and figures: all that is compared of the form's own words, which are misread most."""
    return _NO_LETTER_OR_FIGURE.sub("", text.lower())
