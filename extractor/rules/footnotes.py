"""FTN: the marks in the cells and the explanations they point at."""

from itertools import pairwise

from extractor.model.field_paths import footnote_xpath
from extractor.model.ownership import OwnershipDocument
from extractor.model.results import Severity
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.filing import FOOTNOTE_ID, is_amendment

LONGEST_FOOTNOTE = 1000
MOST_LOST = 10
"""How many explanations in a row may be missing; if more would be, the number itself was misread."""


@rule("FTN603", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 4.3.5 and 4.3.6")
def impossible_footnote_number(document: OwnershipDocument) -> Problems:
    """Explanations are numbered 1 to 99.

    Broken:     F.0 = See remarks.; I.1.transaction_shares = 10,000 (0)
    Consistent: F.4 = See remarks.; II.1.expiration_date = 04/28/2031 (4)
    """
    for footnote in document.footnotes:
        if not FOOTNOTE_ID.fullmatch(footnote.id):
            yield Problem((footnote_xpath(footnote.id),), f"an explanation cannot have the number {footnote.id[1:]!r}")


@rule("FTN604", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 4.3.5 and 5 (duplicate footnote ID)")
def explanation_twice(document: OwnershipDocument) -> Problems:
    """No two explanations have the same number.

    Broken:     F.3 + See remarks.
    Consistent: F.4 + See remarks.; II.1.expiration_date = 04/28/2031 (4)
    """
    seen = set()
    for footnote in document.footnotes:
        if footnote.id in seen:
            yield Problem((footnote_xpath(footnote.id),), f"two explanations have the number {footnote.id[1:]}")
        seen.add(footnote.id)


@rule("FTN606", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.5 (footnote)")
def explanation_of_impossible_length(document: OwnershipDocument) -> Problems:
    """An explanation has a text of at most 1,000 characters.

    Broken:     F.3 =
    Consistent: F.3 = None.
    """
    for footnote in document.footnotes:
        length = len(footnote.text.text)
        if not 0 < length <= LONGEST_FOOTNOTE:
            message = (
                f"explanation {footnote.id[1:]} has {length:,} characters; EDGAR accepts 1 to {LONGEST_FOOTNOTE:,}"
            )
            yield Problem((footnote_xpath(footnote.id),), message)


@rule("FTN607", Severity.WARNING, "Form 4 as EDGAR prints it (explanations are numbered from 1 without a gap)")
def gap_in_explanations(document: OwnershipDocument) -> Problems:
    """Explanations are numbered from 1 without a gap, and printed in that order.

    Measured: 91 of 17,951 filings.

    Broken:     F.5 = See remarks.; II.1.transaction_shares = 10,000 (5)
    Consistent: F.4 = See remarks.; II.1.expiration_date = 04/28/2031 (4)
    """
    numbers = [0, *(int(footnote.id[1:]) for footnote in document.footnotes if FOOTNOTE_ID.fullmatch(footnote.id))]
    for before, number in pairwise(numbers):
        if number not in (before, before + 1):
            message = (
                f"explanation {number} comes directly after {f'explanation {before}' if before else 'the heading'}"
            )
            # The text of a lost explanation may be part of the explanation before it, so that one is named too.
            lost = range(before + 1, number) if number - before <= MOST_LOST + 1 else (before + 1,)
            named = (*lost, *((before,) if before else ()), number)
            yield Problem(tuple(footnote_xpath(f"F{other}") for other in named), message)


@rule("FTN609", Severity.WARNING, "Form 4, General Instruction 9")
def amendment_without_explanation(document: OwnershipDocument) -> Problems:
    """An amendment explains in a footnote or the remarks what it amends.

    Measured: 0 of 17,951 filings.

    Broken:     document_type = 4/A; date_of_original_submission = 01/10/2024; drop F.3; drop F.2; drop F.1
    Consistent: document_type = 4/A; date_of_original_submission = 01/10/2024
    """
    if is_amendment(document) and not document.footnotes and not document.remarks.text:
        yield Problem(("remarks", "documentType"), "this amendment has no footnote and no remark")


RULES = (
    impossible_footnote_number,
    explanation_twice,
    explanation_of_impossible_length,
    gap_in_explanations,
    amendment_without_explanation,
)
