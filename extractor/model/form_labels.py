"""The words that the form itself prints outside the heads of its two tables, in the wordings of all layouts.

The first part is what the parser looks for, from the top of the form to its end. It finds labels by likeness
(`model/likeness.py`), so a wording that differs in a few letters needs no entry. The second part is what the reader
of scans puts in place of misread small print, so it holds every wording exactly as printed. The heads of the tables
are in `model/form.py`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """A printed text that names what stands after, above or beside it, in the wordings of all layouts."""

    name: str
    wordings: tuple[str, ...]


Grid = tuple[tuple[Label, ...], ...]
"""Labels as the form arranges them: rows from top to bottom, in each row from left to right."""

FORM_WORDS = frozenset({"form", "reporting", "securities", "ownership", "transaction", "signature", "issuer", "stock"})
"""Every page of the form with a text layer contains at least one of these."""
OTHER_FORMS = ("form3", "form5")
"""Forms with almost the same boxes and tables, but whose columns mean other things."""

BOX_2 = "2issuername"
"""The heading of box 2 as `texts.plain` returns it; every first page prints it once."""
TITLE_WORDS = ("united", "statement", "filed")
"""Beginnings, in plain letters, of the form's title lines: the form's topmost check boxes stand left of these lines."""
TABLE_TITLES = ("Table I - Non-Derivative Securities", "Table II - Derivative Securities")
"""How the titles of the two tables begin."""
COMMISSION = ("UNITED STATES SECURITIES AND EXCHANGE COMMISSION", "UNITED STATES SECURITIES AND EXCHANGE")
"""At the head of the first page of every SEC form; it may be broken into two lines."""
CHECK_THIS_BOX = ("Check this box",)
HEADER_LABELS = (
    Label("owner", ("1. Name and Address of Reporting Person*",)),
    Label("issuer", ("2. Issuer Name and Ticker or Trading Symbol",)),
    Label("issuer_foreign_trading_symbol", ("2a. Foreign Trading Symbol",)),
    Label(
        "period_of_report",
        (
            "3. Date of Earliest Transaction (Month/Day/Year)",
            "3. Date of Earliest Transaction (MM/DD/YYYY)",
            "3. Date of Earliest Transaction Required to be Reported (Month/Day/Year)",
        ),
    ),
    Label(
        "date_of_original_submission",
        (
            "4. If Amendment, Date of Original Filed (Month/Day/Year)",
            "4. If Amendment, Date Original Filed (Month/Day/Year)",
            "4. If Amendment, Date Original Filed (MM/DD/YYYY)",
        ),
    ),
    Label("relationship", ("5. Relationship of Reporting Person(s) to Issuer (Check all applicable)",)),
    Label("filing", ("6. Individual or Joint/Group Filing (Check Applicable Line)",)),
)
FILING_LABELS: Grid = (
    (Label("one", ("Form filed by One Reporting Person",)),),
    (Label("several", ("Form filed by More than One Reporting Person",)),),
)
RELATIONSHIP_LABELS: Grid = (
    (Label("is_director", ("Director",)), Label("is_ten_percent_owner", ("10% Owner",))),
    (Label("is_officer", ("Officer (give title below)",)), Label("is_other", ("Other (specify below)",))),
)
RELATIONSHIP_TEXTS = {"is_officer": "officer_title", "is_other": "other_text"}
"""Tick → the text that belongs to it."""
RELATIONSHIP_PIECES = ("(give", "(specify", "below)")
"""Words that occur in these labels and in no officer's title."""
NAME_LABELS = ("last", "first", "middle")
"""Printed in brackets under the owner's name in box 1; in plain letters, like the next three."""
STREET_LABELS = ("street",)
CITY_LABELS = ("city", "state", "zip", "zippostal")
COUNTRY_LABELS = ("country",)
OWNERS_TABLE_HEAD = ("Reporting Owner Name / Address",)
RELATIONSHIP_HEADINGS = (
    ("is_director", "Director"),
    ("is_ten_percent_owner", "10% Owner"),
    ("is_officer", "Officer"),
    ("is_other", "Other"),
)

CLOSING_NOTE = ("Note: File three copies of this Form",)
SECTION_LABELS = (
    Label("explanations", ("Explanation of Responses:",)),
    Label("remarks", ("Remarks:",)),
    Label("signatures", ("Signatures",)),
    Label("owners", ("Reporting Owners",)),
    Label("owner", ("1. Name and Address of Reporting Person*",)),
    Label("table", ("Table II - Derivative Securities", "Table I - Non-Derivative Securities")),
    Label("reminder", ("Reminder: Report on a separate line for each class",)),
    Label("note", CLOSING_NOTE),
    Label("response", ("Persons who respond to the collection of information",)),
    Label("response", ("Potential persons who are to respond to the collection",)),
    Label("continued", ("FORM 4 (continued)",)),
)
ASIDES = (
    "* If the form is filed by more than one reporting person, see Instruction 4(b)(v).",
    (
        "** Intentional misstatements or omissions of facts constitute Federal Criminal Violations. "
        "See 18 U.S.C. 1001 and 15 U.S.C. 78ff(a)."
    ),
)
"""Printed notes that some layouts set among the explanations; a section goes on after them."""
SIGNATURE_LABEL = "Signature of Reporting Person"

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
    "(Last)", "(First)", "(Middle)", "(Street)", "(City)", "(State)", "(Zip)", "(Zip/Postal Code)",
    "(Zip/Postal", "(Country)",
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
"""Short texts of the form that are printed by themselves. Scans of such small type lose a letter here and there."""
NOTES = (
    "UNITED STATES SECURITIES AND EXCHANGE COMMISSION",
    "OMB Number: 3235-0287 Estimated average burden hours per response... 0.5",
    "Estimated average burden hours per response: 0.5",
    (
        "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934 or Section 30(h) of the Investment "
        "Company Act of 1940"
    ),
    (
        "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. See "
        "Instruction 1(b)."
    ),
    (
        "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written plan "
        "for the purchase or sale of equity securities of the issuer that is intended to satisfy the affirmative "
        "defense conditions of Rule 10b5-1(c). See Instruction 10."
    ),
    (
        "Persons who are to respond to the collection of information contained in this form are not required to "
        "respond unless the form displays a currently valid OMB number."
    ),
    "5. Relationship of Reporting Person(s) to Issuer (Check all applicable)",
    "5. Individual or Joint/Group Filing (Check Applicable Line)",
    "6. Individual or Joint/Group Filing(Check Applicable Line)",
    "4. If Amendment, Date Original Filed(Month/Day/Year)",
    "2a. Foreign Trading Symbol",
    "(Print or Type Responses)",
)
"""Passages that break into lines differently in each layout, and labels in further wordings."""
TICKED_LABELS = frozenset(
    label for label in KNOWN_LABELS if label.startswith(("Director", "10% Owner", "Officer", "Other", "Form filed"))
)
"""Labels that may have an X before them, on a line or in brackets."""
TICKED_BEGINNINGS = (
    ("Director",),
    ("10%", "Owner"),
    ("Officer", "(give"),
    ("Other", "(specify"),
    ("Form", "filed", "by"),
)
"""The first words of the labels that may have an X before them."""
