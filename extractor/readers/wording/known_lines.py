"""Completes lines of the form's own wording from their beginnings, and recognises the form's labels.

The notes and titles of the form are long and always the same, so an engine reads only their beginnings. The rest is
filled in only if the line is as long as the known line must be in its type size.
"""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from extractor.model import likeness
from extractor.model.form_labels import KNOWN_LABELS, KNOWN_LINES, NOTES

APART = 8.0
"""Points of similarity, of 100, by which a label in brackets must be more similar than the next one: "(Stve)" may be
street or state."""
_IN_BRACKETS = re.compile(r"\([A-Za-z]+\)")
LABEL_SLACK = 0.07
"""Share of a label's length by which the length of a reading may differ. If it differs more, the reading is a part of a
longer label."""
LENGTH_SLACK = 0.07
"""Half the share by which the length of a line may differ from what its beginning and its wording predict."""
SHORTEST_LABEL = 5
"""Characters of the shortest label, "(Zip)"."""
BEGINNING = 9
"""Characters that a beginning must have to be recognised."""
AMID_PASSAGE = 20
"""The same for a line from the middle of a passage: "information" may begin a line of an explanation, too, but two or
three words of a passage hardly do."""
LONG_REST = 100
"""Characters: the end of a passage is known, too, if it is this long. It may stand on a line without the passage's
first words, if a wide gap separates them."""


def _rests() -> Iterator[str]:
    for passage in (*KNOWN_LINES, *NOTES):
        words = passage.split(" ")
        yield from (rest for first in range(1, len(words)) if len(rest := " ".join(words[first:])) >= LONG_REST)


LINES = {
    **dict.fromkeys(_rests(), AMID_PASSAGE),
    **dict.fromkeys(KNOWN_LINES, BEGINNING),
}
"""Each known line, with the number of characters that its beginning must have."""


def whole_line(beginning: str, share: float) -> str | None:
    """The known line that begins with `beginning`, which takes up `share` (0 to 1) of its width; None if none does."""
    text = beginning.strip()
    known = [line for line, least in LINES.items() if len(text) >= least]
    likely = [line for line in known if fuzz.ratio(text, line[: len(text)]) >= likeness.KNOWN_LINE_BEGINNING]
    fitting = [line for line in likely if abs(len(text) / len(line) / share - 1) <= LENGTH_SLACK * 2]
    return min(fitting, key=lambda line: abs(len(text) / len(line) / share - 1), default=None)


def begins_known_line(text: str) -> bool:
    """Whether `text`, read at the beginning of a line, is similar to the beginning of a known line."""
    read = text.strip()
    return len(read) >= BEGINNING and any(
        fuzz.ratio(read, line[: len(read)]) >= likeness.KNOWN_LINE_BEGINNING for line in LINES if len(line) > len(read)
    )


def known_label(text: str) -> str | None:
    """The form's label that `text`, the reading of a whole run, must be; None if it is something else."""
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
