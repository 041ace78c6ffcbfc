"""The user's policy: the fields that it names are asked about until somebody has looked, and other questions stay."""

import random

import pytest

from extractor.batch.policy import ELEMENTS, Policy, asked_as_before, asked_by, policy_of
from extractor.errors import UsageError
from extractor.model.field_paths import fields
from extractor.model.results import Decision, Extraction
from extractor.review.decisions.decisions import confirmed
from extractor.review.decisions.recheck import recheck_with
from extractor.rules import check
from tests.review.filings import BALANCE, NOW, PRICE, QUALYS, doubtful, read


def asked(filing: Extraction) -> set[str]:
    return {entry.xpath for entry in filing.assessment.fields if entry.review}


@pytest.mark.parametrize("seed", range(8))
def test_what_the_policy_names_is_asked_and_what_was_asked_still_is(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    held = chance.choice([doubtful(), read(QUALYS)[0]])
    names = frozenset(chance.sample(sorted(ELEMENTS), 5)) | {"transactionCode"}
    policy = Policy(names, chance.choice([0.0, 0.9, 1.0]))
    now = asked_by(policy, held)
    known = dict(fields(held.document))
    sure = {entry.xpath: entry.confidence for entry in held.assessment.fields}
    wanted = {
        xpath
        for xpath, field in known.items()
        if not field.is_blank and (xpath.rpartition("/")[2] in names or sure[xpath] < policy.below)
    }
    assert asked(now) >= asked(held) | wanted, seed
    assert all(known[xpath].page or not known[xpath].is_blank for xpath in asked(now) - asked(held)), seed
    assert now.document == held.document
    assert now.assessment.decision is not Decision.ACCEPT
    assert asked_by(Policy(), held) == held


def test_a_policys_question_goes_with_a_decision_on_that_field_and_with_no_other() -> None:
    filing = asked_by(policy_of("transactionPricePerShare, sharesOwnedFollowingTransaction", 0.0), read(QUALYS)[0])
    assert {BALANCE, PRICE} <= asked(filing)
    made = confirmed(filing.document, PRICE, reviewer="Ann", at=NOW)
    after = recheck_with(check)(filing, made)
    assert asked(after) == asked(filing) - {PRICE}
    (reason,) = next(entry.reasons for entry in after.assessment.fields if entry.xpath == BALANCE)
    assert reason == "POL101: sharesOwnedFollowingTransaction is always asked"


def test_a_filing_read_again_is_asked_the_same() -> None:
    filing = asked_by(policy_of("sharesOwnedFollowingTransaction", 0.0), read(QUALYS)[0])
    assert asked(asked_as_before(filing, read(QUALYS)[0])) == asked(filing)


def test_a_name_that_no_field_has_is_refused_with_the_likeliest() -> None:
    with pytest.raises(UsageError, match="transactionShare; did you mean transactionShares"):
        policy_of("transactionCode,transactionShare", 0.0)
