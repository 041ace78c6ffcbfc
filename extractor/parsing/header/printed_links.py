"""Handles the links of names: reads the CIK in a link, and removes the web address that some print styles add."""

import re
from collections.abc import Sequence

from extractor.model.page import Link, Word

_ADDRESS = re.compile(r"[(\[<{]?(?:https?://|www\.)\S+", re.IGNORECASE)
_CIK = re.compile(r"CIK=(\d{1,10})", re.ASCII)
_CLOSING = {"(": ")", "[": "]", "<": ">", "{": "}"}


def linked_cik(links: Sequence[Link], words: Sequence[Word]) -> str:
    """The CIK in the address to which the words of a name are linked; empty if there is none."""
    for link in links:
        match = _CIK.search(link.uri)
        if match and any(link.box.holds(word.box.x_center, word.box.y_center) for word in words):
            return match[1]
    return ""


def without_addresses(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without web addresses; an address in brackets may be several words, up to the closing bracket."""
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
