"""A name's words → those that are not the address of its link, which some print styles write behind it."""

import re
from collections.abc import Sequence

from extractor.model.page import Word

_ADDRESS = re.compile(r"[(\[<{]?(?:https?://|www\.)\S+", re.IGNORECASE)
_CLOSING = {"(": ")", "[": "]", "<": ">", "{": "}"}


def without_addresses(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words up to each address on the web and after it; one in brackets may go on over several lines."""
    kept: list[Word] = []
    closing = ""
    for word in words:
        if closing:
            closing = "" if word.text.endswith(closing) else closing
        elif _ADDRESS.match(word.text):
            closing = _CLOSING.get(word.text[0], "")
            closing = "" if closing and word.text.endswith(closing) else closing
        else:
            kept.append(word)
    return tuple(kept)
