"""A filing with its reviewers' corrections → the same filing with today's findings and what is still open.

A field somebody corrected or confirmed is settled: nobody is asked about it twice. All others are
assessed again from the evidence they were read with and from what the rules find now.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from extractor.confidence.assessment import assess
from extractor.model.corrections import xpath_now
from extractor.model.ownership import OwnershipDocument
from extractor.model.results import Assessment, Correction, Decision, Extraction, FieldAssessment, Finding
from extractor.review.decisions.decisions import removes_line, standing
from extractor.rules import RULES

Check = Callable[[OwnershipDocument], tuple[Finding, ...]]
RULE_IDS = frozenset(rule.id for rule in RULES)


def recheck_with(check: Check) -> Callable[[Extraction, tuple[Correction, ...]], Extraction]:
    """The store's `recheck`, with `check` as the rules: the corrected document in, judged anew, out."""

    def recheck(extraction: Extraction, corrections: tuple[Correction, ...]) -> Extraction:
        settled = settled_xpaths(corrections)
        findings = (*_of_the_page(extraction.findings, settled), *check(extraction.document))
        assessment = _with_settled(assess(extraction.document, findings), settled, _reopened(extraction, corrections))
        return extraction.model_copy(update={"findings": findings, "assessment": assessment})

    return recheck


def settled_xpaths(corrections: Sequence[Correction]) -> frozenset[str]:
    """Where the fields stand now that somebody has decided on."""
    kept = set(standing(corrections))
    return frozenset(place for made, place in _places_now(corrections) if made in kept)


def _places_now(corrections: Sequence[Correction]) -> Iterator[tuple[Correction, str]]:
    """Every correction whose field still stands somewhere, with the XPath it has now."""
    for number, made in enumerate(corrections, 1):
        place = xpath_now(made.xpath, corrections[number:])
        if place is not None and not removes_line(made):
            yield made, place


def _of_the_page(findings: Sequence[Finding], settled: frozenset[str]) -> tuple[Finding, ...]:
    """What only the reading itself could find, and so stays true until a person has looked at every field it names."""
    return tuple(
        finding
        for finding in findings
        if finding.rule not in RULE_IDS and not (finding.xpaths and settled.issuperset(finding.xpaths))
    )


def _reopened(extraction: Extraction, corrections: Sequence[Correction]) -> dict[str, FieldAssessment]:
    """Fields whose corrections were taken back: in doubt again for what was seen on the page the first time.

    A corrected field holds no readings any more, so that a rule alone could not say so.
    """
    touched = {place for _, place in _places_now(corrections)}
    reopened: dict[str, FieldAssessment] = {}
    for assessed in extraction.assessment.fields:
        place = xpath_now(assessed.xpath, corrections)
        seen = tuple(reason for reason in assessed.reasons if reason.partition(":")[0] not in RULE_IDS)
        if place in touched and assessed.review and seen:
            reopened[place] = assessed.model_copy(update={"xpath": place, "reasons": seen})
    return reopened


def _with_settled(
    assessment: Assessment, settled: frozenset[str], reopened: Mapping[str, FieldAssessment]
) -> Assessment:
    assessed = tuple(
        FieldAssessment(xpath=field.xpath, confidence=1.0)
        if field.xpath in settled
        else _worse(field, reopened.get(field.xpath, field))
        for field in assessment.fields
    )
    if assessment.decision is Decision.DISTRUST:
        return assessment.model_copy(update={"fields": assessed})
    decision = Decision.REVIEW if any(field.review for field in assessed) else Decision.ACCEPT
    return assessment.model_copy(update={"fields": assessed, "decision": decision})


def _worse(now: FieldAssessment, before: FieldAssessment) -> FieldAssessment:
    """The less sure of two assessments of one field, with the reasons of both."""
    worse = min(now, before, key=lambda assessed: assessed.confidence)
    return worse.model_copy(
        update={
            "review": now.review or before.review,
            "reasons": tuple(dict.fromkeys((*before.reasons, *now.reasons))),
            "suggestion": now.suggestion or before.suggestion,
        }
    )
