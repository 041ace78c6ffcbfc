"""The rules that a consistent filing keeps: OwnershipDocument → findings."""

from collections.abc import Iterable
from functools import cache

from extractor.model.ownership import OwnershipDocument
from extractor.model.results import Finding
from extractor.rules import (
    amounts,
    balance,
    coding,
    dates,
    deadlines,
    derivatives,
    directions,
    exercises,
    explanations,
    footnotes,
    header,
    limits,
    marks,
    owners,
    ownership,
    prices,
)
from extractor.rules.base import Rule

RULES: tuple[Rule, ...] = (
    *header.RULES,
    *owners.RULES,
    *limits.RULES,
    *coding.RULES,
    *directions.RULES,
    *amounts.RULES,
    *prices.RULES,
    *ownership.RULES,
    *derivatives.RULES,
    *marks.RULES,
    *footnotes.RULES,
    *explanations.RULES,
    *balance.RULES,
    *exercises.RULES,
    *dates.RULES,
    *deadlines.RULES,
)


def check(document: OwnershipDocument, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """Run `rules` over `document`: findings in the order of the rules, then of the filing."""
    return tuple(finding for rule in rules for finding in rule(document))


@cache
def false_alarms(rule_id: str) -> float | None:
    """The share, 0 to 1, of real, correctly read filings that break this rule; None if it was not measured."""
    return next((rule.false_alarms for rule in RULES if rule.id == rule_id), None)
