"""The wording printed on every Form 4 outside its tables' heads, passage by passage, as the layouts print it."""

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
"""Short texts the form prints, as runs of their own. Read in small type they lose a letter here and there."""
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
"""Passages that are wrapped where a layout has room for them, and labels in other wordings; see `letter_shapes`."""
