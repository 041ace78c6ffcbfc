"""Finds the web addresses of a page's links where a print style writes them out behind the linked name."""

from collections.abc import Collection, Iterator, Sequence

from extractor.model.page import Link, Word
from extractor.model.strip import Cell

BRACKETS, CLOSING = "()[]<>{}", ")]>}"


def printed_addresses(links: Sequence[Link], cells: Sequence[Cell], rest: Sequence[Word]) -> Iterator[Word]:
    """The words of `rest` that together are the address of a link in the same cell, letter by letter.

    An address may be written in brackets, and broken anywhere. An address that leads elsewhere than the link is text of
    its own, and remains.
    """
    left = {id(word) for word in rest} if links else set()
    for cell in cells if links else ():
        own = {link.uri for link in links if cell.box.holds(link.box.x_center, link.box.y_center)}
        if own:
            yield from _addresses([word for word in cell.words if id(word) in left], own)


def _addresses(words: Sequence[Word], addresses: Collection[str]) -> Iterator[Word]:
    start = 0
    while start < len(words):
        length = max((_length(words[start:], address) for address in addresses), default=0)
        yield from words[start : start + length]
        start += max(length, 1)


def _length(words: Sequence[Word], address: str) -> int:
    """How many of the first `words` make up the address, with or without brackets around it; 0 if they do not."""
    text = ""
    for count, word in enumerate(words, 1):
        text = (text + word.text).lstrip(BRACKETS)
        if text.rstrip(BRACKETS) == address:
            is_closed_behind = count < len(words) and not words[count].text.strip(CLOSING)
            return count + is_closed_behind
        if not address.startswith(text):
            return 0
    return 0
