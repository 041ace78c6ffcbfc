"""FTN: the marks in the cells, and whether each refers to an explanation."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from extractor.model.field_paths import footnote_xpath
from extractor.model.ownership import OwnershipDocument
from extractor.model.results import Severity
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.filing import FOOTNOTE_ID
from extractor.rules.rows import PlacedRow, both_tables, table_one, table_two, transactions

FEWEST_LIKE_ROWS = 3
MOST_LOST = 3
"""How many numbers in a row may be lost with their marks; if more would be, the number itself was misread."""
_REFERENCE = re.compile(r"\bsee\s++(?:the\s++)?(?:foot)?\s?notes?\b", re.IGNORECASE)


@rule("FTN601", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 4.3.6 (IDREF)")
def mark_without_explanation(document: OwnershipDocument) -> Problems:
    """Every footnote mark in a cell has an explanation with the same number.

    The text of the missing explanation may have been read as part of the explanation before it.

    Broken:     I.1.transaction_shares = 10,000 (4)
    Consistent: I.1.transaction_shares = 10,000 (1)
    """
    explained = {footnote.id for footnote in document.footnotes}
    for xpath, marks in _marked_cells(document):
        for mark in dict.fromkeys(marks):
            if mark not in explained:
                before = [f"F{int(mark[1:]) - 1}"] if FOOTNOTE_ID.fullmatch(mark) else []
                held = [footnote_xpath(other) for other in before if other in explained]
                yield Problem((xpath, footnote_xpath(mark), *held), f"mark ({mark[1:]}) has no explanation")


@rule(
    "FTN602", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 5 (footnote that is never referenced)"
)
def explanation_without_mark(document: OwnershipDocument) -> Problems:
    """Every explanation has a mark somewhere in the tables that refers to it.

    The best check there is on raised marks, which readers lose or take for the last digit of a number.

    Broken:     II.1.exercise_date = 01/08/2024
    Consistent: II.1.exercise_date = 01/08/2024; II.1.expiration_date = 04/28/2031 (3)
    """
    used = {mark for _, marks in _marked_cells(document) for mark in marks}
    for footnote in document.footnotes:
        if footnote.id not in used:
            yield Problem(
                (footnote_xpath(footnote.id),),
                f"no mark ({footnote.id[1:]}) was found for explanation {footnote.id[1:]}",
            )


@rule("FTN605", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 4.3.6 and 5 (multiple references)")
def mark_twice_in_cell(document: OwnershipDocument) -> Problems:
    """A cell refers to an explanation only once.

    Broken:     I.1.transaction_shares = 10,000 (1)(1)
    Consistent: I.2.transaction_price_per_share = $25.0338 (1)(2)
    """
    for xpath, marks in _marked_cells(document):
        if len(set(marks)) != len(marks):
            shown = "".join(f"({mark[1:]})" for mark in marks)
            yield Problem((xpath,), f"the cell has the same mark twice: {shown}")


@rule("FTN608", Severity.WARNING, "Form 4 as filers number it (in the order of the cells)")
def marks_out_of_order(document: OwnershipDocument) -> Problems:
    """Footnotes are numbered as they first appear, row by row and left to right.

    A mark in the wrong cell usually breaks this order.

    Measured: 396 of 17,951 filings.

    Broken:     I.1.security_title = Common Stock (3)
    Consistent: II.1.exercise_date = 01/08/2024; II.1.expiration_date = 04/28/2031 (3)
    """
    highest = 0
    for xpath, marks in _marked_cells(document):
        for mark in marks:
            number = int(mark[1:]) if FOOTNOTE_ID.fullmatch(mark) else 0
            if number > highest + 1:
                yield Problem((xpath,), f"mark ({number}) comes before the first mark ({highest + 1})")
            highest = max(highest, number)


@rule("FTN610", Severity.WARNING, "Form 4 as filers mark it (what needs no words has no footnote)")
def mark_in_a_cell_of_one_letter(document: OwnershipDocument) -> Problems:
    """A footnote explains an amount, a price or a code, and hardly ever the letter (A) or (D), or D or I.

    Measured: 625 of 17,951 filings.

    Broken:     I.2.transaction_acquired_disposed_code = D (2); I.2.transaction_price_per_share = $25.0338;
                F.2 = See remarks.
    Consistent: I.2.transaction_shares = 10,000 (2); I.2.transaction_price_per_share = $25.0338;
                F.2 = See remarks.
    """
    for xpath, marks in _marked_cells(document):
        if xpath.endswith(("transactionAcquiredDisposedCode", "directOrIndirectOwnership")):
            yield Problem((xpath,), f"mark ({marks[0][1:]}) is beside a single letter, where marks are rare")


@rule("FTN618", Severity.WARNING, "Form 4 as filers mark it (like rows have like marks)")
def mark_on_all_rows_but_one(document: OwnershipDocument) -> Problems:
    """If all rows with one code except a single one have a mark in a column, this row has it too.

    Measured: 246 of 17,951 filings.

    Broken:     I.3 = I.2; I.4 = I.2; I.2.transaction_shares = 5,000; I.2.shares_owned_following_transaction = 5,000;
                I.3.transaction_shares = 4,000; I.3.shares_owned_following_transaction = 1,000;
                I.4.transaction_shares = 1,000; I.4.transaction_code = S
    Consistent: I.3 = I.2; I.4 = I.2; I.2.transaction_shares = 5,000; I.2.shares_owned_following_transaction = 5,000;
                I.3.transaction_shares = 4,000; I.3.shares_owned_following_transaction = 1,000;
                I.4.transaction_shares = 1,000
    """
    for rows in (table_one(document), table_two(document)):
        alike: dict[str, list[PlacedRow]] = {}
        for placed in transactions(rows):
            alike.setdefault(placed.row.transaction_code.value or "", []).append(placed)
        for group in alike.values():
            if len(group) >= FEWEST_LIKE_ROWS:
                yield from _without_mark(group)


@rule("FTN619", Severity.WARNING, "Form 4 as filers mark it (what refers to a footnote has one)")
def reference_without_mark(document: OwnershipDocument) -> Problems:
    """A cell that says "See footnote" has a footnote mark.

    Measured: 43 of 17,951 filings.

    Broken:     II.1.underlying_security_title = Common Stock, see footnote
    Consistent: II.1.underlying_security_title = Common Stock, see footnote (1)
    """
    for placed in both_tables(document):
        for attribute, field in placed.cells():
            if not field.footnotes and _REFERENCE.search(field.text):
                yield Problem((placed.xpath(attribute),), "the cell refers to a footnote, but has no mark")


@rule("FTN620", Severity.WARNING, "Form 4 as EDGAR prints it (explanations are numbered from 1 without a gap)")
def number_neither_marked_nor_explained(document: OwnershipDocument) -> Problems:
    """No number is missing in both marks and explanations; if one is, both were lost in reading.

    Measured: 0 of 17,951 filings.

    Broken:     drop F.2; I.2.transaction_price_per_share = $25.0338
    Consistent: F.4 = See remarks.; II.1.expiration_date = 04/28/2031 (4)
    """
    known = {footnote.id for footnote in document.footnotes} | {
        m for _, marks in _marked_cells(document) for m in marks
    }
    numbers = sorted({0, *(int(mark[1:]) for mark in known if FOOTNOTE_ID.fullmatch(mark))})
    for before, after in pairwise(numbers):
        if 1 < after - before <= MOST_LOST + 1:  # a number further off is misread
            named = tuple(footnote_xpath(f"F{number}") for number in range(before + 1, after))
            held = tuple(footnote_xpath(f"F{before}") for _ in range(before > 0))
            yield Problem((*named, *held), f"footnote {before + 1} has neither mark nor text, but {after} has")


def _without_mark(rows: list[PlacedRow]) -> Problems:
    """Problems for the cells that lack a mark which all other rows have in that column."""
    for column in zip(*(placed.cells() for placed in rows), strict=True):
        marks = Counter(mark for _, field in column for mark in field.footnotes)
        for mark, count in marks.items():
            if count == len(rows) - 1:
                at = next(index for index, (_, field) in enumerate(column) if mark not in field.footnotes)
                message = f"{rows[at].name} has no mark ({mark[1:]}) here, but all other rows with its code have it"
                yield Problem((rows[at].xpath(column[at][0]),), message)


def _marked_cells(document: OwnershipDocument) -> Iterator[tuple[str, tuple[str, ...]]]:
    """XPath and marks of each cell with marks, row by row and left to right."""
    for placed in both_tables(document):
        for attribute, field in placed.cells():
            if field.footnotes:
                yield placed.xpath(attribute), field.footnotes


RULES = (
    mark_without_explanation,
    explanation_without_mark,
    mark_twice_in_cell,
    marks_out_of_order,
    mark_in_a_cell_of_one_letter,
    mark_on_all_rows_but_one,
    reference_without_mark,
    number_neither_marked_nor_explained,
)
