"""The codes of findings and reasons that come from no rule: what each means, and what a reviewer does.

Rules explain themselves (`extractor/rules/`). The codes here are about the page, box 1 and box 5, the second reading,
or the run. `form4 rules CODE` and docs/rules.md print both kinds. A test fails if the program uses a code that is
explained in neither place.
"""

from extractor.model.finding_code import FindingCode
from extractor.model.results import Severity

HEAD_NOT_FOUND = FindingCode(
    "PAG101",
    "table-head-not-found",
    Severity.ERROR,
    "No row of the page looks like the heading of this table, so none of its rows were read. The filing is sent to "
    "review as a whole: whatever the table holds is missing from it.",
    "Look whether the page shows the table. If it does, add its rows; if it is cut off or illegible, ask for a better "
    "copy. If the form has no such table, accept.",
)
COLUMNS_NOT_FOUND = FindingCode(
    "PAG102",
    "columns-not-found",
    Severity.ERROR,
    "The heading of the table was found, but not all of its columns. What stands in the others may be missing, or may "
    "stand under a neighbour's name.",
    "Compare every row of the table with the page, column by column, beginning with the columns that are named.",
)
WHITE_DOES_NOT_TELL = FindingCode(
    "PAG103",
    "white-does-not-tell",
    Severity.ERROR,
    "The page has no rulings, so columns and rows were put where the headings stand and where the page is white. In "
    "this table the white does not say where each of them ends: a value may stand in the wrong row or column.",
    "Compare every row of the table with the page, most of all cells of several lines.",
)
OWNERS_NOT_FOUND = FindingCode(
    "PAG104",
    "owners-not-found",
    Severity.ERROR,
    "The page has a table of reporting owners, but its columns were not found. Owners, or what they are to the issuer, "
    "may be missing.",
    "Add the owners that the table on the page has and the filing has not.",
)
COLUMNS_CUT_OFF = FindingCode(
    "PAG105",
    "columns-cut-off",
    Severity.ERROR,
    "The table is wider than its paper: what its last columns hold is not on the page. The values of the others are as "
    "they were read.",
    "Print the filing again on wider paper, or type what these columns hold if you know it from elsewhere.",
)
WORDS_UNDER_NO_COLUMN = FindingCode(
    "PAG201",
    "words-under-no-column",
    Severity.ERROR,
    "Words stand between the table's rulings but under none of its columns. They may be part of a value.",
    "Find the words on the page and see whether a value of their row is incomplete.",
)
ROWS_NOT_READ = FindingCode(
    "PAG202",
    "rows-not-read",
    Severity.ERROR,
    "Lines that look like rows stand below the table's head, but its columns do not run beside them: a page lies a "
    "little aside, or has lost its rulings. None of these rows was read, so the filing is not to be trusted.",
    "Go to the page that is named and add the rows, or print the file again with all pages alike.",
)
TEXT_WITHOUT_NUMBER = FindingCode(
    "PAG301",
    "text-without-a-number",
    Severity.ERROR,
    "Text stands among the explanations without a number in front of it. It may be an explanation whose number was "
    "not read, or the end of the one above.",
    "Find the text on the page and add it to the explanation, or the remarks, that it belongs to.",
)
SEEN_ONLY_BY_SECOND = FindingCode(
    "PAG401",
    "seen-only-by-second-reader",
    Severity.ERROR,
    "The second reader saw a row, an owner or an explanation where the first saw nothing. Something may be missing.",
    "Look at the place on the page. Add what stands there; if nothing does, accept.",
)
ANOTHER_FORM_BEHIND = FindingCode(
    "PAG501",
    "another-form-behind",
    Severity.ERROR,
    "A later page begins like a form of its own, but no tables were found on it. It may be another filing, which is "
    "then missing, or more pages of this one.",
    "Open the page that is named. If it is another filing, split the file and read that filing by itself.",
)
PAGES_REORDERED = FindingCode(
    "PAG503",
    "pages-reordered",
    Severity.INFO,
    "The pages stand in another order than the form has. They were read in the form's, which its titles tell.",
    "Nothing.",
)
PAGE_ORDER_UNSURE = FindingCode(
    "PAG504",
    "page-order-unsure",
    Severity.ERROR,
    "The pages do not stand in the form's order, and several of them go on with the same part, so that nobody knows "
    "in which order these belong. Rows may stand in another order, or be cut in two.",
    "Put the pages in order and read the file again, or compare all rows with the pages.",
)
TEXT_IN_NO_FIELD = FindingCode(
    "COV101",
    "text-in-no-field",
    Severity.ERROR,
    "Every printed word was looked for in the fields, in what the form prints by itself, among page numbers and other "
    "furniture of the margins, and behind the form. This text is none of these: somebody wrote or stamped it there. "
    "The values are as they were read, but one may be incomplete or missing.",
    "Look at the patch of the page. If the text belongs to a field, put it there; if it says nothing of the filing (a "
    "letterhead, a note of the reader's), accept.",
)
OTHER_PAPERS = FindingCode(
    "PAG502",
    "other-papers-in-the-file",
    Severity.INFO,
    "The file holds pages that are no Form 4: another form, a letter, papers of a court. They are not read.",
    "Nothing; pages that are a Form 4 after all are read in a file of their own.",
)
ONE_STREET_OR_TWO = FindingCode(
    "BOX101",
    "one-street-or-two",
    Severity.ERROR,
    "The street in box 1 may be one long line that wraps, or two lines; a comma may part two lines that are printed "
    "as one. The page does not say which.",
    "If it matters to you how the street is divided, move the words to the line they belong to; else confirm.",
)
ADDRESS_LABELS_NOT_FOUND = FindingCode(
    "BOX102",
    "address-labels-not-found",
    Severity.ERROR,
    "The labels of box 1 (Street, City, State, Zip) were not all found, so a line of the address may stand under the "
    "wrong one.",
    "Compare street, city, state and postal code with the page.",
)
RELATIONSHIP_LABELS_NOT_FOUND = FindingCode(
    "BOX103",
    "relationship-labels-not-found",
    Severity.ERROR,
    "The labels of the check boxes in box 5 (Director, Officer, 10% Owner, Other) were not all found, so a cross "
    "beside one of them may have been missed.",
    "Look at box 5 on the page and tick what is ticked there.",
)
RELATIONSHIP_TEXTS_AS_ONE = FindingCode(
    "BOX104",
    "relationship-texts-as-one",
    Severity.ERROR,
    "Box 5 has a place for the officer's title and one for the text beside Other. What stands there runs from one into "
    "the other, or holds words of the form itself, so it may be divided wrongly.",
    "Compare the title and the other text with box 5, and move the words to the line they belong to.",
)
READERS_DIFFER = FindingCode(
    "KEY101",
    "readers-differ",
    Severity.ERROR,
    "Two readers that know nothing of each other read this field differently. The message shows both readings.",
    "Look at the place on the page and take the reading that is right, or type what stands there.",
)
PAGE_NOT_CONFIRMED = FindingCode(
    "KEY201",
    "page-not-confirmed",
    Severity.WARNING,
    "The second reader could not read the form, or did not find the rows of one of its tables. That says nothing "
    "against the values, but nothing was confirmed either; what was in doubt stays so.",
    "Nothing by itself. Review what else is in doubt.",
)
READ_ONCE = FindingCode(
    "KEY202",
    "read-once",
    Severity.WARNING,
    "The pages were read by one reader only: the second is not installed, or cannot read pages of this kind.",
    "Nothing by itself; `form4 doctor` says which reader is missing and how to install it.",
)
NOT_SHOWN = FindingCode(
    "EYE101",
    "text-that-is-not-shown",
    Severity.ERROR,
    "The file holds text in this place that its page does not show: it is covered, cut off, transparent, on a hidden "
    "layer, or has the paper's colour. What cannot be seen is not read.",
    "Look at the page. If the field is right as it is seen, accept it.",
)
SEEN_IN_PART = FindingCode(
    "EYE102",
    "text-seen-in-part",
    Severity.ERROR,
    "A character of the value has much less print than the same character has elsewhere on the page: something covers "
    "it or cuts it off, and it may be another one.",
    "Compare the value with the page, character by character.",
)
NOT_DRAWN = FindingCode(
    "EYE103",
    "page-not-drawn",
    Severity.ERROR,
    "The page could not be drawn in time, so nobody knows whether what its text says can be seen. All of its fields "
    "were read and are asked for.",
    "Open the page in a viewer and compare every value of it, or print the file again and read that.",
)
STRUCK_OUT = FindingCode(
    "EYE104",
    "struck-out",
    Severity.ERROR,
    "A stroke runs through the middle of the value, by a pen, a note or a line that was drawn there. It may be struck "
    "out, so that another value or none is meant, or the line may be an accident.",
    "Look at the page. Correct the value if it is struck out; if the line means nothing, accept it.",
)
NOT_READ = FindingCode(
    "EYE105",
    "drawn-and-not-read",
    Severity.ERROR,
    "Something is drawn in this place, or pasted as a picture, that is no text of the file: it may be a value, a part "
    "of one, or a dash. It was not read.",
    "Look at the page. Type what stands there, or accept the field as it is if the drawing means nothing.",
)
COVERED = FindingCode(
    "EYE106",
    "covered-with-a-bar",
    Severity.ERROR,
    "A dark bar covers this place, so nobody can see whether a value stands there.",
    "If you know the value from elsewhere, type it; else ask for a page without the bar.",
)
INK_NOT_READ = FindingCode(
    "EYE107",
    "ink-that-was-not-read",
    Severity.ERROR,
    "The picture shows ink in this place of which nothing was read: pale or broken print, a footnote mark, or dirt.",
    "Look at the page. If the field is right as it is seen, accept it; else type what the ink says.",
)
DRAWN_OTHERWISE = FindingCode(
    "EYE108",
    "text-drawn-otherwise",
    Severity.ERROR,
    "A character of the value does not have the shape of the one that the file says it is, or the file says none.",
    "Type the value as the page shows it, or accept it if it is right.",
)
DRAWN_AT_RANDOM = FindingCode(
    "SMP101",
    "drawn-at-random",
    Severity.INFO,
    "Nothing is in doubt. The filing is one of the share that `--sample-rate` sends to review all the same, which is "
    "the only way to measure how often a sure filing is wrong.",
    "Compare the whole filing with the page, as if all of it were in doubt, and correct or accept it.",
)
NUMBERS_DIFFER = FindingCode(
    "SRC101",
    "accession-numbers-differ",
    Severity.WARNING,
    "Two places give the filing different accession numbers: the address in a page's margin, the name of the file, or "
    "the option `--accession`. One of them belongs to another filing.",
    "Find the filing on EDGAR under both numbers, and give the right one with `--accession`, or rename the file.",
)
READS_OTHERWISE = FindingCode(
    "RER101",
    "reads-otherwise-now",
    Severity.ERROR,
    "Read again by form4 reread, a field is not read as it is held or newly asked. What is held stays till decided.",
    "Look at the page, and confirm what is held or take what is read now.",
)

ASKED_BY_POLICY = FindingCode(
    "POL101",
    "asked-by-policy",
    Severity.INFO,
    "Nothing speaks against the value. Whoever runs the program wants this field looked at always (`--always-ask`), or "
    "every field that is less sure than a bound of theirs (`--ask-below`).",
    "Compare the value with the page, and confirm or correct it.",
)

FINDING_CODES: tuple[FindingCode, ...] = tuple(
    code for code in globals().copy().values() if isinstance(code, FindingCode)
)
"""Every code of this module, in the order of the source."""
