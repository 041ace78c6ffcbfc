"""How two readings of one place differ, in words that tell a reviewer where to look."""

from collections.abc import Mapping, Sequence

from rapidfuzz.distance import OSA

from extractor.model.page import Reading
from extractor.model.texts import unspaced

LEAST = 0.5
"""Texts that are less alike than this (0 to 1) are only called different."""
FEW = 3
"""Up to so many differing characters are named one by one; of more, only the number is given."""
MOST = 5_000
"""How many characters are compared; no explanation on a form is longer."""


def disagreement(readings: Sequence[Reading], beside: Mapping[str, str]) -> str:
    """How the first reading differs from the next other one; empty if all agree.

    `beside` maps the printed names of the row's other cells to their values: a reader may have read one of those here.
    """
    first = readings[0] if readings else None
    other = next((reading for reading in readings if first and reading.text != first.text), None)
    if first is None or other is None:
        return ""
    if not _are_alike(first.text, other.text):  # alike readings are of the same cell; an equal neighbour is chance
        for reading in (first, other):
            if shifted := [name for name, value in beside.items() if value and value == reading.text]:
                return f"{reading.reader} read the value of {shifted[0]} here: it may be shifted by one cell."
    return f"{_kind(first, other)}."


def _are_alike(text: str, seen: str) -> bool:
    return OSA.normalized_similarity(text[:MOST], seen[:MOST]) >= LEAST


def _kind(one: Reading, other: Reading) -> str:
    text, seen = one.text[:MOST], other.text[:MOST]
    if not text or not seen:
        return (
            f"Only {one.reader if text else other.reader} read anything here: it is not there, or the other missed it"
        )
    if unspaced(text) == unspaced(seen):
        return "They divide the words differently"
    if text.casefold() == seen.casefold():
        return "They differ only in capital letters"
    if missing := _beyond(text, seen):
        return f"{one.reader} left out “{missing}”, or {other.reader} invented it"
    if missing := _beyond(seen, text):
        return f"{other.reader} left out “{missing}”, or {one.reader} invented it"
    return _changes(text, seen)


def _beyond(short: str, long: str) -> str:
    """What `long` has more than `short` at one place; empty if they differ in more than that."""
    more = len(long) - len(short)
    start = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return long[start : start + more] if more > 0 and long[start + more :] == short[start:] else ""


def _changes(text: str, seen: str) -> str:
    changes = OSA.distance(text, seen)
    if changes == 1 and sorted(text) == sorted(seen):
        return "Two neighbouring characters are swapped"
    if not _are_alike(text, seen):
        return "They have little in common: one of them may be from another place"
    replaced = [f"“{a}” or “{b}”" for a, b in zip(text, seen, strict=False) if a != b]
    if len(text) == len(seen) and len(replaced) <= FEW:
        return f"They differ in {_characters(len(replaced))}: {', '.join(replaced)}"
    return f"They differ in {_characters(changes)}"


def _characters(number: int) -> str:
    return "one character" if number == 1 else f"{number} characters"
