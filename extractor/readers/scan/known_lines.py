"""The beginning of a printed line → the whole of it, where the form's own wording says how it goes on.

The notes and titles of the form are long and the same on every page, so a reader is shown only their
beginnings. A line is filled in only if it is as long as the known one must be at its type's size.
"""

import re

from rapidfuzz import fuzz

KNOWN_LINES = (
    "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned",
    "Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned",
    "UNITED STATES SECURITIES AND EXCHANGE COMMISSION",
    "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
    "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP OF SECURITIES",
    "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934",
    "or Section 30(h) of the Investment Company Act of 1940",
    "Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly.",
    "* If the form is filed by more than one reporting person, see Instruction 4 (b)(v).",
    "If the form is filed by more than one reporting person, see Instruction 4(b)(v).",
    (
        "** Intentional misstatements or omissions of facts constitute Federal Criminal Violations See 18 U.S.C. 1001 "
        "and 15 U.S.C. 78ff(a)."
    ),
    (
        "Intentional misstatements or omissions of facts constitute Federal Criminal Violations. See 18 U.S.C. 1001 "
        "and 15 U.S.C. 78ff(a)."
    ),
    (
        "Note: File three copies of this Form, one of which must be manually signed. If space is insufficient, see "
        "Instruction 6 for procedure."
    ),
    (
        "File three copies of this Form, one of which must be manually signed. If space is insufficient, see "
        "Instruction 6 for procedure."
    ),
    (
        "Persons who respond to the collection of information contained in this form are not required to respond "
        "unless the form displays a currently valid OMB Number."
    ),
    (
        "Persons who respond to the collection of information contained in this form are not required to respond "
        "unless the form displays a currently valid OMB control number."
    ),
)
KNOWN_LABELS = (
    "(Last)", "(First)", "(Middle)", "(Street)", "(City)", "(State)", "(Zip)", "(Country)",
    "Director", "10% Owner", "Officer (give title below)", "Officer (give title", "Other (specify below)",
    "Other (specify", "(Check all applicable)", "Form filed by One Reporting Person",
    "Form filed by More than One Reporting Person", "Form filed by More than One Reporting",
    "1. Name and Address of Reporting Person", "1. Name and Address of Reporting Person*",
    "2. Issuer Name and Ticker or Trading Symbol",
    "3. Date of Earliest Transaction (Month/Day/Year)", "3. Date of Earliest Transaction (MM/DD/YYYY)",
    "4. If Amendment, Date of Original Filed (Month/Day/Year)",
    "4. If Amendment, Date Original Filed (Month/Day/Year)",
    "4. If Amendment, Date Original Filed (MM/DD/YYYY)",
    "5. Relationship of Reporting Person(s) to Issuer",
    "6. Individual or Joint/Group Filing (Check Applicable Line)",
    "6. Individual or Joint/Group Filing (Check Applicable",
    "** Signature of Reporting Person", "**Signature of Reporting Person", "Signature of Reporting Person",
    "Explanation of Responses:", "Reporting Owners", "Signatures",
    "Reporting Owner Name / Address", "Relationships",
    "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned",
    "Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned",
    ("Table II - Derivative Securities Beneficially Owned "
     "(e.g., puts, calls, warrants, options, convertible securities)"),
    "(e.g., puts, calls, warrants, options, convertible securities)",
)  # fmt: skip
"""Short texts the form prints, as runs of their own. Read in small type they lose a letter here and there."""
LABEL_LIKENESS = 80.0
"""Per cent at which a run is taken for the label. No two labels, and no name or title, are as alike."""
BRACKETED = 60.0
"""The same for one word in brackets: "(Sueer)" is "(Street)", and values hold no such words."""
APART = 8.0
"""Per cent that a label in brackets must be likelier than the next: "(Stve)" may be street or state."""
_IN_BRACKETS = re.compile(r"\([A-Za-z]+\)")
LABEL_SLACK = 0.07
"""Of a label's length: what letters a reading may lose. A longer label's first line loses more."""
LIKENESS_MIN = 85.0
"""Per cent: how alike the beginnings must be. No filing's own words begin so."""
LENGTH_SLACK = 0.07
"""How far a line's length may be from what its beginning and its wording make one expect."""
SHORTEST_LABEL = 5
"""Characters: "(Zip)"."""
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


def begins_known_line(text: str) -> bool:
    """Whether `text`, read of the beginning of a line, begins a known one: which letters it lost does not matter."""
    plain = text.strip()
    return len(plain) >= BEGINNING and any(
        fuzz.ratio(plain, line[: len(plain)]) >= LIKENESS_MIN for line in KNOWN_LINES if len(line) > len(plain)
    )


def known_label(text: str) -> str | None:
    """The form's own label that `text`, read of a whole run, must be; None if it is something else."""
    plain = text.strip()
    if len(plain) < SHORTEST_LABEL:
        return None
    whole = [known for known in KNOWN_LABELS if abs(len(known) - len(plain)) <= max(2, LABEL_SLACK * len(known))]
    likely = sorted(((fuzz.ratio(plain, known), known) for known in whole), reverse=True)[:2]
    if not likely:
        return None
    likeness, label = likely[0]
    if _IN_BRACKETS.fullmatch(plain) and all(likeness - other >= APART for other, _ in likely[1:]):
        return label if likeness >= BRACKETED else None
    return label if likeness >= LABEL_LIKENESS else None
