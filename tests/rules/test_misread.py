"""The mistakes that a general table converter makes with this filing, and the rules that must notice each."""

import pytest

from extractor.model.results import Severity
from extractor.rules import check
from tests.support.builders import document

# The first row under the wrong headings: every value is one column to the right of its own.
SHIFTED = (
    "I.1.transaction_code = ; I.1.transaction_timeliness = M; I.1.transaction_shares = ; "
    "I.1.transaction_acquired_disposed_code = 10,000; I.1.transaction_price_per_share = A; "
    "I.1.shares_owned_following_transaction = $4.8; I.1.direct_or_indirect_ownership = 10,000; "
    "I.1.nature_of_ownership = D"
)
MISTAKES = {
    "every value of a row under the next heading": (SHIFTED, {"AMT301", "COD202", "COD203", "OWN403"}),
    "the code under V": ("I.1.transaction_code = ; I.1.transaction_timeliness = M", {"AMT301", "COD202"}),
    "the amount under (A) or (D)": (
        "I.1.transaction_shares = ; I.1.transaction_acquired_disposed_code = 10,000",
        {"AMT301", "COD203"},
    ),
    "the direction under the price": (
        "I.1.transaction_acquired_disposed_code = ; I.1.transaction_price_per_share = A",
        {"AMT301", "AMT304"},
    ),
    "the price in the balance": (
        "I.1.transaction_price_per_share = ; I.1.shares_owned_following_transaction = $4.8",
        {"AMT304", "TOT701", "TOT702"},
    ),
    "columns 5 and 6 in one": (
        "I.1.shares_owned_following_transaction = 10,000 D; I.1.direct_or_indirect_ownership =",
        {"AMT301"},
    ),
    "columns 5 and 6 in one, under 6": (
        "I.1.shares_owned_following_transaction = ; I.1.direct_or_indirect_ownership = 10,000 D",
        {"AMT301", "OWN403"},
    ),
    "a date split between two cells": (
        "I.1.transaction_date = 01/06/2; I.1.deemed_execution_date = 014",
        {"AMT301"},
    ),
    "a price's mark at the balance": (
        "I.2.transaction_price_per_share = $25.0338; I.2.shares_owned_following_transaction = 0 (2)",
        {"FTN614"},
    ),
    "a title with a wrong letter": ("II.1.underlying_security_title = Commor Stock", {"OWN406", "DRV506"}),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "rules"), MISTAKES.values(), ids=MISTAKES.keys())
def test_mistake_is_caught(changes: str, rules: set[str]) -> None:
    assert rules <= {finding.rule for finding in check(document(changes))}


def test_a_shifted_row_is_an_error() -> None:
    assert any(finding.severity is Severity.ERROR for finding in check(document(SHIFTED)))


def test_an_explanation_whose_number_was_lost_may_stand_under_the_one_before() -> None:
    gaps = [finding for finding in check(document("drop F.2")) if finding.rule == "FTN607"]
    assert [finding.xpaths for finding in gaps] == [
        tuple(f"footnotes/footnote[@id='F{number}']" for number in (2, 1, 3))
    ]
