"""What several readers read in one place → each text once, with its differences from the present value marked."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import Indel

from extractor.model.page import Reading

LONG = 90
"""In characters; of a longer text only the parts near a difference are shown."""
AROUND = 24
"""How many characters are shown before and after a difference in a long text."""
MOST = 20_000
"""How many characters are compared: no page has more in one field, but a malicious file may."""


class Part(NamedTuple):
    """A piece of a text; `how` is SAME (as in the present value), OTHER (only here) or LEFT_OUT (missing here)."""

    text: str
    how: str


SAME, OTHER, LEFT_OUT = "same", "other", "left out"


class Seen(NamedTuple):
    """A text, who read it, and its pieces in order, with one for each piece of the present value that it leaves out."""

    text: str
    readers: str
    parts: tuple[Part, ...]


def seen_by(readings: Iterable[Reading], stands: str) -> tuple[Seen, ...]:
    """The texts in the order of their readings; readers of the same text are named together."""
    readers: dict[str, list[str]] = {}
    for reading in readings:
        readers.setdefault(reading.text, []).append(reading.reader)
    return tuple(Seen(text, ", ".join(names), parts_of(text, stands)) for text, names in readers.items())


def parts_of(text: str, stands: str) -> tuple[Part, ...]:
    """How `text` differs from `stands`, the present value; of a long text, only the surroundings of differences."""
    if not text:
        return ()
    parts = tuple(_compared(text[:MOST], stands[:MOST]))
    if len(text) <= LONG:
        return parts
    last = len(parts) - 1
    return tuple(_shortened(part, is_first=at == 0, is_last=at == last) for at, part in enumerate(parts))


def _compared(text: str, stands: str) -> Iterator[Part]:
    other, left_out = "", ""
    for step in Indel.opcodes(stands, text):
        if step.tag == "equal":
            yield from _differing(other, left_out)
            other, left_out = "", ""
            yield Part(text[step.dest_start : step.dest_end], SAME)
        other += text[step.dest_start : step.dest_end] if step.tag == "insert" else ""
        left_out += stands[step.src_start : step.src_end] if step.tag == "delete" else ""
    yield from _differing(other, left_out)


def _differing(other: str, left_out: str) -> Iterator[Part]:
    """A replaced piece shows only the new text; a left-out piece is shown if nothing replaces it."""
    if other:
        yield Part(other, OTHER)
    elif left_out:
        yield Part(left_out, LEFT_OUT)


def _shortened(part: Part, *, is_first: bool, is_last: bool) -> Part:
    text = part.text
    if part.how != SAME or len(text) <= 2 * AROUND:
        return part
    before, after = "" if is_first else text[:AROUND], "" if is_last else text[-AROUND:]
    return Part(f"{before} … {after}" if before or after else f"{text[:AROUND]} … {text[-AROUND:]}", SAME)
