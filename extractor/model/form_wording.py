"""Everything that the form prints by itself, in the wordings of all layouts: other text was written by somebody.

The place counts too: `Price` belongs to the form in the head of a table and nowhere else.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from extractor.model import form_labels
from extractor.model.form import TABLES
from extractor.model.texts import plain

_NOBODY_LOOKS_FOR = (
    "SEC Form 4", "FORM 4", "OMB APPROVAL", "OMB Number: 3235-0287", "OMB Number:", "3235-0287", "Expires:",
    "Estimated average burden hours per response:", "Washington, D.C. 20549", "WASHINGTON, DC 20549",
    "SEC 1474 (9-02)", "SEC 1474 (03-26)", "* Form 4: SEC 1474 (03-26)", "Instruction 1(b).", "Date",
    (
        "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written plan "
        "that is intended to satisfy the affirmative defense conditions of Rule 10b5-1(c). See Instruction 10."
    ),
    (
        "Potential persons who are to respond to the collection of information contained in this form are not required "
        "to respond unless the form displays a currently valid OMB number."
    ),
    (
        "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934, Section 17(a) of the Public Utility "
        "Holding Company Act of 1935 or Section 30(h) of the Investment Company Act of 1940"
    ),
    "Section 17(a) of the Public Utility Holding Company Act of 1935",
    "Rule 10b5-1(c) Transaction Indication",
    "Reporting Owners (continued)", "Explanation of Responses (continued):", "(continued)", "Continuation Sheet",
)  # fmt: skip
"""Texts of the form beside which no value stands."""
_IN_OWNERS_HEAD = ("Relationships", "Director", "10% Owner", "Officer", "Other")
_OTHER_HEADINGS = (
    "1. Title of Derivate Security (Instr. 3)",
    "5. Number of Derivative Securities Acquired (A) or Disposed of (D) (Instr. 3, 4, and 5)",
    "4. Securities Acquired (A) or Disposed of (D) (Instr. 3, 4, and 5)",
    "4. Securities Acquired (A) or Disposed of (D)",
    "3. Trans. Code",
    "4. Trans. Code",
    "2A. Deemed Execution Date, if any (Month/Day/Year)",
    "6. Ownership Form: Direct (D) or Indirect (I)",
    "9. Number of Derivative Securities Beneficially Owned Following Reported Transaction(s)",
    "11. Nature of Indirect Beneficial Ownership",
    "10. Ownership Form of Derivative Security: Direct (D) or Indirect (I) (Instr. 4)",
)
"""Further wordings of headings. They resemble the wordings in `model/form.py`, so columns are found without them."""


def head_texts() -> Iterator[str]:
    """The texts in the heads of Table I and Table II."""
    for table in TABLES:
        for heading in table.headings:
            yield from heading.wordings
            for column in heading.columns:
                yield from column.wordings
    yield from _OTHER_HEADINGS


def ends_of(texts: Iterable[str]) -> Iterator[str]:
    """Each text, and each text without its first one, two, … words: the beginning may be on the page before."""
    for text in texts:
        words = text.split()
        yield from (" ".join(words[start:]) for start in range(len(words)))


def owners_head_texts() -> Iterator[str]:
    """The texts in the head of the table of reporting owners, and its title."""
    yield from _IN_OWNERS_HEAD
    yield from form_labels.OWNERS_TABLE_HEAD
    yield from (text for label in form_labels.SECTION_LABELS if label.name == "owners" for text in label.wordings)


def texts_anywhere() -> Iterator[str]:
    """What the form prints outside the heads of its tables."""
    yield from _NOBODY_LOOKS_FOR
    yield from form_labels.KNOWN_LINES
    yield from (text for text in form_labels.KNOWN_LABELS if text not in _IN_OWNERS_HEAD)
    yield from form_labels.NOTES
    yield from form_labels.ASIDES
    yield from form_labels.TABLE_TITLES
    yield form_labels.SIGNATURE_LABEL
    for label in (*form_labels.HEADER_LABELS, *form_labels.SECTION_LABELS):
        yield from label.wordings


def header_texts() -> Iterator[str]:
    """What the form prints above its first table only."""
    for grid in (form_labels.FILING_LABELS, form_labels.RELATIONSHIP_LABELS):
        for row in grid:
            for label in row:
                yield from label.wordings


@cache
def own_words() -> frozenset[str]:
    """Every word that the form prints by itself, as `texts.plain` returns it."""
    texts = (*texts_anywhere(), *header_texts(), *head_texts(), *owners_head_texts())
    return frozenset(plain(word) for text in texts for word in text.split())
