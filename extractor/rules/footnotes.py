"""FTN: the marks in the cells and the explanations they point at."""

import re
from collections.abc import Iterator
from itertools import pairwise

from extractor.ownership import OwnershipDocument
from extractor.results import Severity
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.rows import both_tables

FOOTNOTE_ID = re.compile(r"F[1-9][0-9]?")
LONGEST_FOOTNOTE = 1000


@rule("FTN601", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 4.3.6 (IDREF)")
def mark_without_explanation(document: OwnershipDocument) -> Problems:
    """Every mark in a cell has an explanation of its number.

    Broken:     I.1.transaction_shares = 10,000 (4)
    Consistent: I.1.transaction_shares = 10,000 (1)
    """
    explained = {footnote.id for footnote in document.footnotes}
    for xpath, marks in _marked_cells(document):
        for mark in dict.fromkeys(marks):
            if mark not in explained:
                yield Problem((xpath, _path(mark)), f"mark ({mark[1:]}) has no explanation")


@rule(
    "FTN602", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 5 (footnote that is never referenced)"
)
def explanation_without_mark(document: OwnershipDocument) -> Problems:
    """Every explanation is pointed at by a mark somewhere in the tables.

    The best check there is on raised marks, which readers lose or glue to a number.

    Broken:     II.1.exercise_date = 01/08/2024
    Consistent: II.1.exercise_date = 01/08/2024; II.1.expiration_date = 04/28/2031 (3)
    """
    used = {mark for _, marks in _marked_cells(document) for mark in marks}
    for footnote in document.footnotes:
        if footnote.id not in used:
            yield Problem(
                (_path(footnote.id),), f"no mark ({footnote.id[1:]}) was found for explanation {footnote.id[1:]}"
            )


@rule("FTN603", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 4.3.5 and 4.3.6")
def impossible_footnote_number(document: OwnershipDocument) -> Problems:
    """Explanations are numbered 1 to 99.

    Broken:     F.0 = See remarks.; I.1.transaction_shares = 10,000 (0)
    Consistent: F.4 = See remarks.; II.1.expiration_date = 04/28/2031 (4)
    """
    for footnote in document.footnotes:
        if not FOOTNOTE_ID.fullmatch(footnote.id):
            yield Problem((_path(footnote.id),), f"an explanation cannot have the number {footnote.id[1:]!r}")


@rule("FTN604", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 4.3.5 and 5 (duplicate footnote ID)")
def explanation_twice(document: OwnershipDocument) -> Problems:
    """No number is explained twice.

    Broken:     F.3 + See remarks.
    Consistent: F.4 + See remarks.; II.1.expiration_date = 04/28/2031 (4)
    """
    seen = set()
    for footnote in document.footnotes:
        if footnote.id in seen:
            yield Problem((_path(footnote.id),), f"two explanations have the number {footnote.id[1:]}")
        seen.add(footnote.id)


@rule("FTN605", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 4.3.6 and 5 (multiple references)")
def mark_twice_in_cell(document: OwnershipDocument) -> Problems:
    """A cell points at an explanation once.

    Broken:     I.1.transaction_shares = 10,000 (1)(1)
    Consistent: I.2.transaction_price_per_share = $25.0338 (1)(2)
    """
    for xpath, marks in _marked_cells(document):
        if len(set(marks)) != len(marks):
            shown = "".join(f"({mark[1:]})" for mark in marks)
            yield Problem((xpath,), f"the cell has one mark twice: {shown}")


@rule("FTN606", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.5 (footnote)")
def explanation_of_impossible_length(document: OwnershipDocument) -> Problems:
    """An explanation has a text, of at most 1,000 characters.

    Broken:     F.3 =
    Consistent: F.3 = None.
    """
    for footnote in document.footnotes:
        length = len(footnote.text.text)
        if not 0 < length <= LONGEST_FOOTNOTE:
            yield Problem((_path(footnote.id),), f"explanation {footnote.id[1:]} has {length:,} characters")


@rule("FTN607", Severity.WARNING, "Form 4 as EDGAR prints it (explanations are numbered from 1 without a gap)")
def gap_in_explanations(document: OwnershipDocument) -> Problems:
    """Explanations are numbered from 1 without a gap, and stand in that order.

    Measured: 0 of 79 filings.

    Broken:     F.5 = See remarks.; II.1.transaction_shares = 10,000 (5)
    Consistent: F.4 = See remarks.; II.1.expiration_date = 04/28/2031 (4)
    """
    numbers = [0, *(int(footnote.id[1:]) for footnote in document.footnotes if FOOTNOTE_ID.fullmatch(footnote.id))]
    for before, number in pairwise(numbers):
        if number not in (before, before + 1):
            message = f"explanation {number} stands after {before or 'none'}"
            yield Problem((_path(f"F{before + 1}"), _path(f"F{number}")), message)


@rule("FTN608", Severity.WARNING, "Form 4 as filers number it (in the order of the cells)")
def marks_out_of_order(document: OwnershipDocument) -> Problems:
    """Footnotes are numbered as they first appear, row by row and left to right.

    A mark that stands in the wrong cell usually breaks this order.

    Measured: 2 of 79 filings.

    Broken:     I.1.security_title = Common Stock (3)
    Consistent: II.1.exercise_date = 01/08/2024; II.1.expiration_date = 04/28/2031 (3)
    """
    highest = 0
    for xpath, marks in _marked_cells(document):
        for mark in marks:
            number = int(mark[1:]) if FOOTNOTE_ID.fullmatch(mark) else 0
            if number > highest + 1:
                yield Problem((xpath,), f"mark ({number}) stands before the first mark ({highest + 1})")
            highest = max(highest, number)


@rule("FTN609", Severity.WARNING, "Form 4, General Instruction 9")
def amendment_without_explanation(document: OwnershipDocument) -> Problems:
    """An amendment explains in a footnote or the remarks what it amends.

    Measured: 0 of 79 filings.

    Broken:     document_type = 4/A; date_of_original_submission = 01/10/2024; drop F.3; drop F.2; drop F.1
    Consistent: document_type = 4/A; date_of_original_submission = 01/10/2024
    """
    is_amendment = (document.document_type.value or "").endswith("/A")
    if is_amendment and not document.footnotes and not document.remarks.text:
        yield Problem(("remarks", "documentType"), "an amendment without a footnote or a remark")


def _marked_cells(document: OwnershipDocument) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The cells with marks, row by row and left to right."""
    for placed in both_tables(document):
        for attribute, field in placed.cells():
            if field.footnotes:
                yield placed.xpath(attribute), field.footnotes


def _path(mark: str) -> str:
    return f"footnotes/footnote[@id='{mark}']"


RULES = (
    mark_without_explanation,
    explanation_without_mark,
    impossible_footnote_number,
    explanation_twice,
    mark_twice_in_cell,
    explanation_of_impossible_length,
    gap_in_explanations,
    marks_out_of_order,
    amendment_without_explanation,
)
