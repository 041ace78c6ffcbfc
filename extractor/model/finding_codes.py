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
    "No line on the page looks like the heading of this table, so none of its rows were read. The whole filing is "
    "sent to review, because everything in this table is missing.",
    "Check whether the page shows the table. If it does, add its rows; if it is cut off or illegible, ask for a "
    "better copy. If the form has no such table, accept.",
)
COLUMNS_NOT_FOUND = FindingCode(
    "PAG102",
    "columns-not-found",
    Severity.ERROR,
    "The heading of the table was found, but not all of its columns. The values of the other columns may be missing, "
    "or may have been read as values of a neighbouring column.",
    "Compare every row of the table with the page, column by column, beginning with the columns that are named.",
)
WHITE_DOES_NOT_TELL = FindingCode(
    "PAG103",
    "white-does-not-tell",
    Severity.ERROR,
    "No lines are drawn between the rows and columns of this table, so they were told apart by the headings and the "
    "white space. Here the white space does not show where each of them ends: a value may be in the wrong row or "
    "column.",
    "Compare every row of the table with the page, above all cells with several lines of text.",
)
OWNERS_NOT_FOUND = FindingCode(
    "PAG104",
    "owners-not-found",
    Severity.ERROR,
    "The page has a table of reporting owners, but its columns were not found. Owners, or their relationships to the "
    "issuer, may be missing.",
    "Add the owners that are in the table on the page but not in the filing.",
)
COLUMNS_CUT_OFF = FindingCode(
    "PAG105",
    "columns-cut-off",
    Severity.ERROR,
    "The table is wider than the paper, so the values of its last columns are not on the page. The values of the "
    "other columns are as they were read.",
    "Print the filing again on wider paper, or type the values of these columns if you know them from elsewhere.",
)
WORDS_UNDER_NO_COLUMN = FindingCode(
    "PAG201",
    "words-under-no-column",
    Severity.ERROR,
    "There are words between the lines of the table, but under none of its columns. They may be part of a value.",
    "Find the words on the page and check whether a value in their row is incomplete.",
)
ROWS_NOT_READ = FindingCode(
    "PAG202",
    "rows-not-read",
    Severity.ERROR,
    "Below the heading of the table there are lines of text that look like rows, but its columns do not run beside "
    "them: a page is shifted a little, or has lost its rulings. None of these rows was read, so the filing cannot be "
    "trusted.",
    "Go to the page that is named and add the rows, or print the file again with all pages alike.",
)
TEXT_WITHOUT_NUMBER = FindingCode(
    "PAG301",
    "text-without-a-number",
    Severity.ERROR,
    "There is text among the explanations without a number in front of it. It may be an explanation whose number was "
    "not read, or the end of the explanation above.",
    "Find the text on the page and add it to the explanation, or the remarks, that it belongs to.",
)
SEEN_ONLY_BY_SECOND = FindingCode(
    "PAG401",
    "seen-only-by-second-reader",
    Severity.ERROR,
    "The second reader saw a row, an owner or an explanation where the first saw nothing. Something may be missing.",
    "Look at the place on the page. Add what is printed there; if nothing is, accept.",
)
ANOTHER_FORM_BEHIND = FindingCode(
    "PAG501",
    "another-form-behind",
    Severity.ERROR,
    "A later page begins like another form, but no tables were found on it. It may be another filing, which is then "
    "missing, or more pages of this one.",
    "Open the page that is named. If it is another filing, split the file and read that filing by itself.",
)
PAGES_REORDERED = FindingCode(
    "PAG503",
    "pages-reordered",
    Severity.INFO,
    "The pages of the file are not in the form's order. They were read in the form's order, which their headings show.",
    "Nothing.",
)
PAGE_ORDER_UNSURE = FindingCode(
    "PAG504",
    "page-order-unsure",
    Severity.ERROR,
    "The pages are not in the form's order, and several of them continue the same part, so their order is not known. "
    "Rows may be in the wrong order, or cut in two.",
    "Put the pages in order and read the file again, or compare all rows with the pages.",
)
TEXT_IN_NO_FIELD = FindingCode(
    "COV101",
    "text-in-no-field",
    Severity.ERROR,
    "Every printed word was looked for in the fields, in the form's own wording, in the margins (page numbers and the "
    "like), and on the pages after the form. This text is in none of these: somebody wrote or stamped it there. The "
    "values are as they were read, but one of them may be incomplete or missing.",
    "Look at the text on the page. If it belongs to a field, add it there; if it says nothing about the filing (a "
    "letterhead, a reader's note), accept.",
)
OTHER_PAPERS = FindingCode(
    "PAG502",
    "other-papers-in-the-file",
    Severity.INFO,
    "The file has pages that are not of a Form 4: another form, a letter, court papers. They are not read.",
    "Nothing. If such a page is a Form 4 after all, put it into a file of its own and read that.",
)
ONE_STREET_OR_TWO = FindingCode(
    "BOX101",
    "one-street-or-two",
    Severity.ERROR,
    "The street in box 1 may be one long line that continues on the next, or two lines; a comma may separate two "
    "lines that are printed as one. The page does not show which.",
    "If it matters to you how the street is divided, move the words to the line they belong to; otherwise confirm.",
)
ADDRESS_LABELS_NOT_FOUND = FindingCode(
    "BOX102",
    "address-labels-not-found",
    Severity.ERROR,
    "The labels of box 1 (Street, City, State, Zip) were not all found, so a line of the address may have been read "
    "as the wrong part of it.",
    "Compare street, city, state and postal code with the page.",
)
RELATIONSHIP_LABELS_NOT_FOUND = FindingCode(
    "BOX103",
    "relationship-labels-not-found",
    Severity.ERROR,
    "The labels of the check boxes in box 5 (Director, Officer, 10% Owner, Other) were not all found, so an X beside "
    "one of them, and the title or text that belongs to it, may have been missed.",
    "Look at box 5 on the page, tick what is ticked there, and enter the title.",
)
RELATIONSHIP_TEXTS_AS_ONE = FindingCode(
    "BOX104",
    "relationship-texts-as-one",
    Severity.ERROR,
    "Box 5 has a place for the officer's title and one for the text beside Other. Here the two texts run into each "
    "other, or contain words of the form itself, so they may be divided wrongly.",
    "Compare the title and the text for Other with box 5, and move the words to the line they belong to.",
)
READERS_DIFFER = FindingCode(
    "KEY101",
    "readers-differ",
    Severity.ERROR,
    "Two independent readers read this field differently. The message shows both readings.",
    "Look at the place on the page and take the reading that is right, or type what is printed there.",
)
PAGE_NOT_CONFIRMED = FindingCode(
    "KEY201",
    "page-not-confirmed",
    Severity.WARNING,
    "The second reader could not read the form, or did not find the rows of one of its tables. This does not mean "
    "that the values are wrong, but they were not confirmed either; what was in doubt stays in doubt.",
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
    "The file contains text in this place that the page does not show: it is covered, cut off, transparent, on a "
    "hidden layer, or in the colour of the paper. Text that cannot be seen is not read.",
    "Look at the page. If the field has what can be seen there, accept it.",
)
SEEN_IN_PART = FindingCode(
    "EYE102",
    "text-seen-in-part",
    Severity.ERROR,
    "A character of the value has much less ink than the same character elsewhere on the page: something covers it or "
    "cuts it off, so it may be another character.",
    "Compare the value with the page, character by character.",
)
NOT_DRAWN = FindingCode(
    "EYE103",
    "page-not-drawn",
    Severity.ERROR,
    "The page could not be drawn in time, so it is not known whether its text can be seen. All of its fields were "
    "read and are sent to review.",
    "Open the page in a viewer and compare every value of it, or print the file again and read the new print.",
)
STRUCK_OUT = FindingCode(
    "EYE104",
    "struck-out",
    Severity.ERROR,
    "A stroke runs through the middle of the value: of a pen, of a PDF annotation, or a drawn line. The value may be "
    "struck out, so that another value or none is meant, or the stroke may be an accident.",
    "Look at the page. Correct the value if it is struck out; if the stroke means nothing, accept it.",
)
NOT_READ = FindingCode(
    "EYE105",
    "drawn-and-not-read",
    Severity.ERROR,
    "Something is drawn in this place, or pasted as a picture, that the file does not contain as text. It may be a "
    "value, a part of one, or a dash. It was not read.",
    "Look at the page. Type what it shows there, or accept the field as it is if the drawing means nothing.",
)
COVERED = FindingCode(
    "EYE106",
    "covered-with-a-bar",
    Severity.ERROR,
    "A dark bar covers this place, so nobody can see whether there is a value.",
    "If you know the value from elsewhere, type it; otherwise ask for a page without the bar.",
)
INK_NOT_READ = FindingCode(
    "EYE107",
    "ink-that-was-not-read",
    Severity.ERROR,
    "The picture shows ink in this place that was not read: pale or broken print, a footnote mark, or dirt.",
    "Look at the page. If the field has what can be seen there, accept it; otherwise type it.",
)
DRAWN_OTHERWISE = FindingCode(
    "EYE108",
    "text-drawn-otherwise",
    Severity.ERROR,
    "A character of the value looks different on the page from the character that the file says it is, or the file "
    "does not say which it is.",
    "Type the value as the page shows it, or accept it if it is right.",
)
DRAWN_AT_RANDOM = FindingCode(
    "SMP101",
    "drawn-at-random",
    Severity.INFO,
    "Nothing is in doubt. The filing was chosen at random: `--sample-rate` sends a share of the filings without "
    "doubts to review, which is the only way to measure how often such a filing is wrong.",
    "Compare the whole filing with the page, as if all of it were in doubt, and correct or accept it.",
)
NUMBERS_DIFFER = FindingCode(
    "SRC101",
    "accession-numbers-differ",
    Severity.WARNING,
    "Two places give different accession numbers for the filing: the address in a page's margin, the name of the "
    "file, or the option `--accession`. One of the numbers belongs to another filing.",
    "Look up both numbers on EDGAR, and give the right one with `--accession`, or rename the file.",
)
READS_OTHERWISE = FindingCode(
    "RER101",
    "reads-otherwise-now",
    Severity.ERROR,
    "`form4 reread` read the file again, and now this field has another value than in the store, or is in doubt when "
    "it was not before. The stored value stays until somebody decides.",
    "Look at the page, and confirm the stored value or take the new one.",
)

ASKED_BY_POLICY = FindingCode(
    "POL101",
    "asked-by-policy",
    Severity.INFO,
    "Nothing is wrong with the value. An option of the program sends this field to review: `--always-ask` names it, "
    "or it is less sure than `--ask-below` demands.",
    "Compare the value with the page, and confirm or correct it.",
)

FINDING_CODES: tuple[FindingCode, ...] = tuple(
    code for code in globals().copy().values() if isinstance(code, FindingCode)
)
"""Every code of this module, in the order of the source."""
