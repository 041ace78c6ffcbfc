"""Finds explanations and remarks that go on behind the form's closing note.

If space is short, filers continue behind the signature: under the heading of the section once more, or on a sheet with
the heading “Attachment”. A text without such a heading is an exhibit and no part of the form.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.model.page import Word
from extractor.model.texts import plain
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.notes.numbers import Line, first_numbers

LONGEST_HEADING = 60
"""Letters and figures: a longer line is no heading but a sentence that mentions the explanations."""
_HEADINGS = {
    "remarks": re.compile(r"remarkscontinu\w*|continu\w*remarks"),
    "explanations": re.compile(r"(?:continu\w{0,20})?(?:explanationofresponses?|footnotes?)\w*"),
    "attachment": re.compile(r"(?:attachment|addendum|annex|continu)\w*"),
    "": re.compile(r"(?:exhibit|powerofattorney|signature|jointfiler)\w*"),
}
"""Patterns for the letters and figures of headings. Under a heading of the last kind is a text that is no part of the
form."""


@dataclass(frozen=True, slots=True)
class Continued:
    """Lines behind the form that continue its explanations, and lines that continue its remarks."""

    explanations: tuple[Line, ...] = ()
    remarks: tuple[Line, ...] = ()


def find_continued(words: Sequence[Word], last: int, *, has_remarks: bool) -> Continued:
    """The lines of `words`, those behind the form, that continue its sections.

    `last` is the number of the form's last explanation.
    """
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
    """The section that continues under the line if it is a heading, "" if that is no part of the form; else None."""
    text = plain("".join(word.text for word in line))
    if len(text) > LONGEST_HEADING:
        return None
    section = next((name for name, known in _HEADINGS.items() if known.fullmatch(text)), None)
    return _goes_on_below(below, last, has_remarks=has_remarks) if section == "attachment" else section


def _goes_on_below(below: Sequence[Line], last: int, *, has_remarks: bool) -> str:
    """The section that the lines `below` continue, under a heading that does not name it; "" if none.

    They continue the explanations if they begin with the next number, and the last section if they begin in the middle
    of a sentence.
    """
    if below and first_numbers(below[0])[:1] == (last + 1,):
        return "explanations"
    goes_on = below and below[0][0].text[:1].islower()
    return ("remarks" if has_remarks else "explanations") if goes_on else ""
