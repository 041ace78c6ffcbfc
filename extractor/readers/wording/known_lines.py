"""The beginning of a printed line → the whole of it, where the form's own wording says how it goes on.

The notes and titles of the form are long and the same on every page, so a reader is shown only their
beginnings. A line is filled in only if it is as long as the known one must be at its type's size.
"""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from extractor.model import likeness
from extractor.model.form_labels import KNOWN_LABELS, KNOWN_LINES, NOTES

APART = 8.0
"""Per cent that a label in brackets must be likelier than the next: "(Stve)" may be street or state."""
_IN_BRACKETS = re.compile(r"\([A-Za-z]+\)")
LABEL_SLACK = 0.07
"""Of a label's length: what letters a reading may lose. A longer label's first line loses more."""
LENGTH_SLACK = 0.07
"""How far a line's length may be from what its beginning and its wording make one expect."""
SHORTEST_LABEL = 5
"""Characters: "(Zip)"."""
BEGINNING = 9
"""Letters a beginning must have to be recognised."""
LONG_REST = 100
"""Characters of a passage's end that may stand on a line without its first words, where wide gaps part these off."""


def _rests() -> Iterator[str]:
    for passage in (*KNOWN_LINES, *NOTES):
        words = passage.split(" ")
        yield from (rest for first in range(1, len(words)) if len(rest := " ".join(words[first:])) >= LONG_REST)


LINES = (*KNOWN_LINES, *dict.fromkeys(_rests()))


def whole_line(beginning: str, share: float) -> str | None:
    """The known line that begins with `beginning`, which takes `share` (0 to 1) of its width, if one does."""
    text = beginning.strip()
    if len(text) < BEGINNING:
        return None
    likely = [line for line in LINES if fuzz.ratio(text, line[: len(text)]) >= likeness.KNOWN_LINE_BEGINNING]
    fitting = [line for line in likely if abs(len(text) / len(line) / share - 1) <= LENGTH_SLACK * 2]
    return min(fitting, key=lambda line: abs(len(text) / len(line) / share - 1), default=None)


def begins_known_line(text: str) -> bool:
    """Whether `text`, read of the beginning of a line, begins a known one: which letters it lost does not matter."""
    read = text.strip()
    return len(read) >= BEGINNING and any(
        fuzz.ratio(read, line[: len(read)]) >= likeness.KNOWN_LINE_BEGINNING for line in LINES if len(line) > len(read)
    )


def known_label(text: str) -> str | None:
    """The form's own label that `text`, read of a whole run, must be; None if it is something else."""
    read = text.strip()
    if len(read) < SHORTEST_LABEL:
        return None
    whole = [known for known in KNOWN_LABELS if abs(len(known) - len(read)) <= max(2, LABEL_SLACK * len(known))]
    likely = sorted(((fuzz.ratio(read, known), known) for known in whole), reverse=True)[:2]
    if not likely:
        return None
    alike, label = likely[0]
    if _IN_BRACKETS.fullmatch(read) and all(alike - other >= APART for other, _ in likely[1:]):
        return label if alike >= likeness.KNOWN_RUN_IN_BRACKETS else None
    return label if alike >= likeness.KNOWN_RUN else None
