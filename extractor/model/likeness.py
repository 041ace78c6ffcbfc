"""From what likeness on two texts are taken for the same: every threshold of the program, with its reason.

Per cent, unless its name ends in SHARE (0 to 1). All but `SHAPES_SHARE` are rapidfuzz's `fuzz.ratio`: twice the letters
that both texts have in the same order, of all letters of both.
"""

LABEL = 82.0
"""A label of the form, whole: two labels resemble each other by less than 75."""
LABEL_BEGINNING = 60.0
"""A label's first words: most lines fail at once, and a misread letter of five still passes."""
ASIDE = 85.0
"""A line of a printed note that no section ends at: explanations quote a few words of such notes, not lines."""
SIGNATURE_COPIED = 72.0
"""“Signature of Reporting Person” on a copy of a copy: "Siguane of Repering Persos"."""
BOX_2 = 88.0
"""The head of box 2, which every first page prints: `Z. Issuer Name` is 91, `Date: Issuer Name` on an exhibit 80."""
ADDRESS_LABEL = 65.0
"""A word in brackets under a line of box 1: (Stree), (Sreet) and (Cily) are still labels; these are like each other by
less than 45."""
OWNERS_HEADING = 70.0
"""A heading of the table “Reporting Owners”: the four are like each other by less than 50."""
TICK_LABEL = 75.0
"""The label of a check box: those of box 5 resemble each other by less than 70. The two of box 6 are 88 alike, and the
one that more letters speak for is taken."""
TICK_LABEL_DOUBTED = 60.0
"""The same among the words that no label was sure of, in doubt: a scan makes `10% Osser`, `Ckfaex (specify`."""
TICK_LABEL_PIECE = 60.0
"""A word left over from a check box's label that was not found whole: `(specfy` and `bellow)` are 80 and more."""
TICK_LABEL_WORD = 85.0
"""A word of such a label that a text layer left over: there letters are not misread, only cut off."""
TABLE_HEAD_SHARE = 0.55
"""Mean likeness of a table head's headings: a row of data reaches about 0.25."""
TABLE_ROW_SHARE = 0.5
"""A whole row to a table's headings run together: rows of data reach 0.3, heads of other wording 0.8."""
KNOWN_RUN = 80.0
"""A run of print taken for a label before it is read: no two labels, and no name or title, are as alike."""
KNOWN_RUN_IN_BRACKETS = 60.0
"""The same for one word in brackets: "(Sueer)" is "(Street)", and values hold no such words."""
KNOWN_LINE_BEGINNING = 85.0
"""The first words of one of the form's long notes: no filing's own words begin so."""
SHAPES_SHARE = 0.6
"""Rows of letter shapes, by edit distance: from here on their places are compared, and those decide."""
SAME_EXPLANATION = 97.0
"""Two readings of an explanation: a word more or less makes them less alike, misread letters do not."""
BOX_LABEL_BEGINNING = 85.0
"""The first words of a box's label on a page without rulings, where the rest may stand on the next line."""
