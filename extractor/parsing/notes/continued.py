"""Words behind the form's closing note → the lines on which its explanations or remarks go on.

Where space is short, filers go on behind the signature, under the heading of the section once more, or on a sheet that
is headed “Attachment”. A text under no such heading is an exhibit, and no part of the form.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.model.page import Word
from extractor.model.texts import plain
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.notes.numbers import Line, first_numbers

LONGEST_HEADING = 60
"""Letters and figures: a longer line is a sentence that speaks of the explanations."""
_HEADINGS = {
    "remarks": re.compile(r"remarkscontinu\w*|continu\w*remarks"),
    "explanations": re.compile(r"(?:continu\w{0,20})?(?:explanationofresponses?|footnotes?)\w*"),
    "attachment": re.compile(r"(?:attachment|addendum|annex|continu)\w*"),
    "": re.compile(r"(?:exhibit|powerofattorney|signature|jointfiler)\w*"),
}
"""How the letters of a heading run; under the last a text begins that is no part of the form."""


@dataclass(frozen=True, slots=True)
class Continued:
    """Lines behind the form that belong to its explanations, and those of its remarks."""

    explanations: tuple[Line, ...] = ()
    remarks: tuple[Line, ...] = ()


def find_continued(words: Sequence[Word], last: int, *, has_remarks: bool) -> Continued:
    """What of `words`, those behind the form, goes on its sections; `last` is its last explanation's number."""
    held: dict[str, list[Line]] = {"explanations": [], "remarks": [], "": []}
    state, lines = "", text_lines(words)
    for place, line in enumerate(lines):
        heading = _heading(line, lines[place + 1 :], last, has_remarks=has_remarks)
        if heading is None:
            held[state].append(line)
        else:
            state = heading
    return Continued(tuple(held["explanations"]), tuple(held["remarks"]))


def _heading(line: Line, below: Sequence[Line], last: int, *, has_remarks: bool) -> str | None:
    """The section that goes on under the line, empty for one that is no part of the form; None if it is no heading."""
    text = plain("".join(word.text for word in line))
    if len(text) > LONGEST_HEADING:
        return None
    section = next((name for name, known in _HEADINGS.items() if known.fullmatch(text)), None)
    return _goes_on_below(below, last, has_remarks=has_remarks) if section == "attachment" else section


def _goes_on_below(below: Sequence[Line], last: int, *, has_remarks: bool) -> str:
    """The section that lines under a heading without its name go on: with the next number, or amid a sentence."""
    if below and first_numbers(below[0])[:1] == (last + 1,):
        return "explanations"
    goes_on = below and below[0][0].text[:1].islower()
    return ("remarks" if has_remarks else "explanations") if goes_on else ""
