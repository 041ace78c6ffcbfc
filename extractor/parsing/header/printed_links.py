"""A name's words → those that are not the address of its link, which some print styles write behind it."""

import re
from collections.abc import Sequence

from extractor.model.page import Link, Word

_ADDRESS = re.compile(r"[(\[<{]?(?:https?://|www\.)\S+", re.IGNORECASE)
_CIK = re.compile(r"CIK=(\d{1,10})", re.ASCII)
_CLOSING = {"(": ")", "[": "]", "<": ">", "{": "}"}


def linked_cik(links: Sequence[Link], words: Sequence[Word]) -> str:
    """The CIK in the address that a name leads to; empty if it leads to none."""
    for link in links:
        match = _CIK.search(link.uri)
        if match and any(link.box.holds(word.box.x_center, word.box.y_center) for word in words):
            return match[1]
    return ""


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
