"""A filing with its reviewers' corrections → the same filing with today's findings and what is still open.

A field somebody corrected or confirmed is settled: nobody is asked about it twice. All others are
assessed again from the evidence they were read with and from what the rules find now.
"""

from collections.abc import Callable, Sequence

from extractor.confidence import assess
from extractor.corrections import xpath_now
from extractor.ownership import OwnershipDocument
from extractor.results import Assessment, Correction, Decision, Extraction, FieldAssessment, Finding
from extractor.review.decisions import standing
from extractor.rules import RULES

Check = Callable[[OwnershipDocument], tuple[Finding, ...]]
RULE_IDS = frozenset(rule.id for rule in RULES)


def recheck_with(check: Check) -> Callable[[Extraction, tuple[Correction, ...]], Extraction]:
    """The store's `recheck`, with `check` as the rules: the corrected document in, judged anew, out."""

    def recheck(extraction: Extraction, corrections: tuple[Correction, ...]) -> Extraction:
        settled = settled_xpaths(corrections)
        findings = (*_of_the_page(extraction.findings, settled), *check(extraction.document))
        assessment = _with_settled(assess(extraction.document, findings), settled)
        return extraction.model_copy(update={"findings": findings, "assessment": assessment})

    return recheck


def settled_xpaths(corrections: Sequence[Correction]) -> frozenset[str]:
    """Where the fields stand now that somebody has decided on."""
    kept = set(standing(corrections))
    places = (xpath_now(made.xpath, corrections[number:]) for number, made in enumerate(corrections, 1) if made in kept)
    return frozenset(place for place in places if place is not None)


def _of_the_page(findings: Sequence[Finding], settled: frozenset[str]) -> tuple[Finding, ...]:
    """What only the reading itself could find, and so stays true until a person has looked at every field it names."""
    return tuple(
        finding
        for finding in findings
        if finding.rule not in RULE_IDS and not (finding.xpaths and settled.issuperset(finding.xpaths))
    )


def _with_settled(assessment: Assessment, settled: frozenset[str]) -> Assessment:
    assessed = tuple(
        FieldAssessment(xpath=field.xpath, confidence=1.0) if field.xpath in settled else field
        for field in assessment.fields
    )
    if assessment.decision is Decision.DISTRUST:
        return assessment.model_copy(update={"fields": assessed})
    decision = Decision.REVIEW if any(field.review for field in assessed) else Decision.ACCEPT
    return assessment.model_copy(update={"fields": assessed, "decision": decision})
