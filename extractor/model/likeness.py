"""How alike two texts must be to count as the same: every such threshold of the program, with its reason.

Values are per cent, except for names that end in SHARE (0 to 1). All but `SHAPES_SHARE` are compared with rapidfuzz's
`fuzz.ratio`: twice the number of letters that both texts have in the same order, divided by the letters of both.
"""

LABEL = 82.0
"""A whole label of the form. Two different labels are less than 75 alike."""
LABEL_BEGINNING = 60.0
"""The first words of a label: most lines fail this quick test, and one misread letter of five still passes."""
ASIDE = 85.0
"""A line of a printed note that ends no section. Explanations quote a few words of such notes, but not whole lines."""
SIGNATURE_COPIED = 72.0
"""“Signature of Reporting Person” on a copy of a copy: "Siguane of Repering Persos" must still pass."""
BOX_2 = 88.0
"""The heading of box 2 on every first page. `Z. Issuer Name` is 91 alike; `Date: Issuer Name` on an exhibit is 80."""
ADDRESS_LABEL = 65.0
"""A word in brackets under a line of box 1: (Stree), (Sreet) and (Cily) must still pass. Two different labels there
are less than 45 alike."""
OWNERS_HEADING = 70.0
"""A heading of the table “Reporting Owners”. Its four headings are less than 50 alike."""
TICK_LABEL = 75.0
"""The label of a check box. Those of box 5 are less than 70 alike. The two of box 6 are 88 alike, so of these the one
that is more alike is taken."""
TICK_LABEL_DOUBTED = 60.0
"""The same for words that matched no label surely; the tick is doubted. Scans make `10% Osser`, `Ckfaex (specify`."""
TICK_LABEL_PIECE = 60.0
"""A leftover word of a check box's label that was not found whole. `(specfy` and `bellow)` are 80 alike and more."""
TICK_LABEL_WORD = 85.0
"""The same for a text layer, where letters are not misread but only cut off."""
TABLE_HEAD_SHARE = 0.55
"""Mean likeness of all headings of a table's head. A row of data reaches about 0.25."""
TABLE_ROW_SHARE = 0.5
"""A whole row against all headings of a table joined. Rows of data reach 0.3, heads in other wordings 0.8."""
KNOWN_RUN = 80.0
"""A piece of print taken for a label before it is read. No two labels, and no name or title, are that much alike."""
KNOWN_RUN_IN_BRACKETS = 60.0
"""The same for one word in brackets: "(Sueer)" is "(Street)". Values hold no such words."""
KNOWN_LINE_BEGINNING = 85.0
"""The first words of one of the form's long notes. No filer's own text begins like that."""
SHAPES_SHARE = 0.6
"""Rows of letter shapes, by edit distance. From this likeness on, the places of the shapes are compared and decide."""
SAME_EXPLANATION = 97.0
"""Two readings of one explanation. One word more or less makes them less alike than this, misread letters do not."""
BOX_LABEL_BEGINNING = 85.0
"""The first words of a box's label on a page without rulings, where the rest may be on the next line."""
CHECK_THIS_BOX_GOES_ON = 60.0
"""What follows "Check this box": one of two texts, which are less than 40 alike."""
WORD_OF_HEADING = 75.0
"""A word on a scan to a word of a table's heading. "Numberof" and "(knstr." are as like."""
