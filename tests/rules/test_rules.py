"""Every rule has all its parts, and its own examples give the findings that they promise."""

import re

import pytest

from extractor.model.field_paths import fields
from extractor.model.results import Severity
from extractor.rules import RULES, check
from extractor.rules.base import Rule
from tests.support.builders import CONSISTENT, document

BROKEN = [pytest.param(rule, text, id=f"{rule.id}-{n}") for rule in RULES for n, text in enumerate(rule.broken, 1)]
CONSISTENT_EXAMPLES = [
    pytest.param(text, id=f"{rule.id}-{n}") for rule in RULES for n, text in enumerate(rule.consistent, 1)
]


def test_no_id_is_used_twice() -> None:
    assert len({rule.id for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_is_documented(rule: Rule) -> None:
    assert re.fullmatch(r"(HDR|COD|AMT|OWN|DRV|FTN|TOT|DAT)\d{3}", rule.id)
    assert rule.source
    assert rule.explanation.splitlines()[0].endswith((".", ";"))
    assert rule.broken
    assert rule.consistent


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.severity is Severity.WARNING], ids=lambda rule: rule.id
)
def test_warning_says_how_often_real_filings_break_it(rule: Rule) -> None:
    assert rule.false_alarms is not None
    assert 0 <= rule.false_alarms < 0.05


def test_the_consistent_filing_breaks_no_rule() -> None:
    assert check(CONSISTENT) == ()


@pytest.mark.parametrize(("rule", "changes"), BROKEN)
def test_broken_example_gives_one_finding(rule: Rule, changes: str) -> None:
    filing = document(changes)
    (finding,) = rule(filing)
    assert finding.rule == rule.id
    assert finding.severity is rule.severity
    assert finding.xpaths[0] in {xpath for xpath, _ in fields(filing)} | ABSENT.get(rule.id, set())
    assert {suggestion.xpath for suggestion in finding.suggestions} <= set(finding.xpaths)


@pytest.mark.parametrize("changes", CONSISTENT_EXAMPLES)
def test_consistent_example_breaks_no_rule_at_all(changes: str) -> None:
    assert check(document(changes)) == ()


# If the thing in doubt was not read at all, the finding names the place where it would be.
ABSENT = {
    "HDR114": {"ownerSignature[1]/signatureName"},
    "FTN607": {"footnotes/footnote[@id='F4']"},
    "FTN620": {"footnotes/footnote[@id='F2']"},
}
