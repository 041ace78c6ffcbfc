"""The beginning of a printed line → the whole of it, where the form's own wording says how it goes on.

The notes and titles of the form are long and the same on every page, so a reader is shown only their
beginnings. A line is filled in only if it is as long as the known one must be at its type's size.
"""

from rapidfuzz import fuzz

KNOWN_LINES = (
    "UNITED STATES SECURITIES AND EXCHANGE COMMISSION",
    "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
    "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP OF SECURITIES",
    "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934",
    "or Section 30(h) of the Investment Company Act of 1940",
    "Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly.",
    "* If the form is filed by more than one reporting person, see Instruction 4 (b)(v).",
    "If the form is filed by more than one reporting person, see Instruction 4(b)(v).",
    "** Intentional misstatements or omissions of facts constitute Federal Criminal Violations See 18 U.S.C. 1001 "
    "and 15 U.S.C. 78ff(a).",
    "Intentional misstatements or omissions of facts constitute Federal Criminal Violations. See 18 U.S.C. 1001 "
    "and 15 U.S.C. 78ff(a).",
    "Note: File three copies of this Form, one of which must be manually signed. If space is insufficient, see "
    "Instruction 6 for procedure.",
    "File three copies of this Form, one of which must be manually signed. If space is insufficient, see "
    "Instruction 6 for procedure.",
    "Persons who respond to the collection of information contained in this form are not required to respond "
    "unless the form displays a currently valid OMB Number.",
    "Persons who respond to the collection of information contained in this form are not required to respond "
    "unless the form displays a currently valid OMB control number.",
)
LIKENESS_MIN = 85.0
"""Per cent: how alike the beginnings must be. No filing's own words begin so."""
LENGTH_SLACK = 0.07
"""How far a line's length may be from what its beginning and its wording make one expect."""
BEGINNING = 9
"""Letters a beginning must have to be recognised."""


def whole_line(beginning: str, share: float) -> str | None:
    """The known line that begins with `beginning`, which takes `share` (0 to 1) of its width, if one does."""
    text = beginning.strip()
    if len(text) < BEGINNING:
        return None
    likely = [line for line in KNOWN_LINES if fuzz.ratio(text, line[: len(text)]) >= LIKENESS_MIN]
    fitting = [line for line in likely if abs(len(text) / len(line) / share - 1) <= LENGTH_SLACK * 2]
    return min(fitting, key=lambda line: abs(len(text) / len(line) / share - 1), default=None)
