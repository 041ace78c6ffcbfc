"""What several readers saw in one place → each text once, with the characters in which it differs."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from extractor.model.page import Reading

LONG = 160
"""Characters; of a longer text only what is near a difference is shown."""
AROUND = 24
"""Characters shown on both sides of a difference in a long text."""


class Seen(NamedTuple):
    """A text, who saw it, and its parts in order: each with whether it differs from the text that stands there."""

    text: str
    readers: str
    parts: tuple[tuple[str, bool], ...]


def seen_by(readings: Iterable[Reading], stands: str) -> tuple[Seen, ...]:
    """The texts in the order of their readings; readers of the same text are named together."""
    readers: dict[str, list[str]] = {}
    for reading in readings:
        readers.setdefault(reading.text, []).append(reading.reader)
    return tuple(Seen(text, ", ".join(names), _parts(text, stands)) for text, names in readers.items())


def _parts(text: str, stands: str) -> tuple[tuple[str, bool], ...]:
    if not text:
        return ()
    steps = SequenceMatcher(None, stands, text, autojunk=False).get_opcodes()
    parts = [(text[start:end], kind != "equal") for kind, _, _, start, end in steps if end > start]
    if len(text) <= LONG:
        return tuple(parts)
    return tuple((part if differs else _shortened(part), differs) for part, differs in parts)


def _shortened(part: str) -> str:
    return part if len(part) <= 2 * AROUND else f"{part[:AROUND]} … {part[-AROUND:]}"
