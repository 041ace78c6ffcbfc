"""The running balance: which field is doubted first, what is suggested, and what a footnote explains."""

from extractor.model.results import Finding, Severity
from extractor.rules import check
from extractor.rules.balance import balance_does_not_follow
from tests.support.builders import document

BALANCE = "nonDerivativeTable/*[{}]/postTransactionAmounts/sharesOwnedFollowingTransaction"
AMOUNT = "nonDerivativeTable/*[{}]/transactionAmounts/transactionShares"
THREE_ROWS = (
    "I.1.shares_owned_following_transaction = 30,000; I.2.transaction_shares = 6,000; "
    "I.2.shares_owned_following_transaction = 24,000; I.3 = I.2; I.3.transaction_shares = 4,000; "
    "I.3.shares_owned_following_transaction = 20,000"
)


def findings(changes: str) -> list[Finding]:
    return list(balance_does_not_follow(document(changes)))


def test_three_rows_in_a_chain() -> None:
    assert findings(THREE_ROWS) == []


def test_a_balance_that_breaks_two_steps_is_doubted_alone() -> None:
    (finding,) = findings(f"{THREE_ROWS}; I.2.shares_owned_following_transaction = 21,000")
    assert finding.xpaths[0] == BALANCE.format(2)
    assert [suggestion.value for suggestion in finding.suggestions] == ["24000"]
    assert finding.suggestions[0].reason == "with 24,000, the balance of Table I row 2 would add up"


def test_an_amount_that_breaks_one_step_is_doubted_first() -> None:
    (finding,) = findings(f"{THREE_ROWS}; I.2.transaction_shares = 8,000")
    assert finding.xpaths[0] == AMOUNT.format(2)
    assert finding.suggestions[0].value == "6000"


def test_a_value_one_slip_away_leads() -> None:
    (finding,) = findings(f"{THREE_ROWS}; I.3.shares_owned_following_transaction = 20,080")
    assert finding.suggestions[0].xpath == BALANCE.format(3)
    assert finding.suggestions[0].value == "20000"


def test_a_wrong_direction_is_named() -> None:
    (finding,) = findings(f"{THREE_ROWS}; I.3.transaction_acquired_disposed_code = A")
    assert finding.suggestions[0].value == "D"


def test_a_gap_quoted_at_the_balance_is_explained() -> None:
    changes = "F.3 = Includes 3,019 shares of the purchase plan.; I.2.shares_owned_following_transaction = 3,019 (3)"
    (finding,) = findings(changes)
    assert finding.severity is Severity.INFO
    assert finding.message.endswith("explanation 3 mentions 3,019")


def test_two_quoted_counts_explain_their_sum() -> None:
    changes = "F.3 = Includes 3,142 shares and 4,942 shares bought.; I.2.shares_owned_following_transaction = 8,084 (3)"
    (finding,) = findings(changes)
    assert finding.severity is Severity.INFO


def test_a_small_gap_is_not_explained_by_a_number_elsewhere() -> None:
    (finding,) = findings("F.3 = See Rule 16b-3.; I.2.shares_owned_following_transaction = 16")
    assert finding.severity is Severity.WARNING


def test_positions_told_apart_by_the_marks_of_their_nature() -> None:
    indirect = "direct_or_indirect_ownership = I; I.{0}.nature_of_ownership = See footnote ({1})"
    changes = "; ".join(f"I.{row}.{indirect.format(row, mark)}" for row, mark in ((1, 2), (2, 3)))
    assert findings(f"{changes}; I.2.shares_owned_following_transaction = 777") == []


def test_a_mark_on_one_title_does_not_break_the_chain() -> None:
    assert findings(f"{THREE_ROWS}; I.2.security_title = Common Stock (1)") == []


def test_what_cannot_be_read_is_not_counted_with() -> None:
    assert findings(f"{THREE_ROWS}; I.2.shares_owned_following_transaction = 24,0O0") == []


def test_exercises_are_paired_row_by_row() -> None:
    changes = (
        "I.1.transaction_shares = 4,000; I.1.shares_owned_following_transaction = 4,000; I.3 = I.1; "
        "I.3.transaction_shares = 6,000; I.3.shares_owned_following_transaction = 6,000; II.2 = II.1; "
        "I.2.transaction_shares = 4,000; "
        "II.1.transaction_shares = 4,000; II.1.underlying_security_shares = 4,000; "
        "II.2.transaction_shares = 6,008; II.2.underlying_security_shares = 6,008"
    )
    (finding,) = [finding for finding in check(document(changes)) if finding.rule == "TOT711"]
    assert finding.xpaths == (AMOUNT.format(3), "derivativeTable/*[2]/underlyingSecurity/underlyingSecurityShares")
    assert [suggestion.value for suggestion in finding.suggestions] == ["6008", "6000"]
