"""A document and its findings → how sure each field is, and what a person should look at, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from extractor.ownership import AnyField, OwnershipDocument, fields
from extractor.results import Assessment, Decision, FieldAssessment, Finding, Severity

SURE = 0.9995
"""A value of the text layer that stands inside its cell under a recognised heading."""
REVIEW_BELOW = 0.98
"""A field less sure than this is shown to a person."""
PLACED = 0.85
"""A word must lie in its cell by so much of its width to be sure of its column."""


def assess(document: OwnershipDocument, findings: Iterable[Finding]) -> Assessment:
    """What of `document` a person should look at."""
    findings = tuple(findings)
    doubts: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for xpath in finding.xpaths:
            doubts[xpath].append(finding)
    assessed = tuple(_assess_field(xpath, field, doubts[xpath]) for xpath, field in fields(document))
    page = [finding.message for finding in findings if finding.rule.startswith("PAG")]
    if page:
        return Assessment(fields=assessed, decision=Decision.DISTRUST, reasons=tuple(page))
    review = any(field.review for field in assessed)
    return Assessment(fields=assessed, decision=Decision.REVIEW if review else Decision.ACCEPT)


def _assess_field(xpath: str, field: AnyField, doubts: list[Finding]) -> FieldAssessment:
    scores, reasons = zip(*_parts(field, doubts), strict=True) if (field.text or doubts) else ((SURE,), ("",))
    confidence = min(scores)
    suggestion = next((item.value for doubt in doubts for item in doubt.suggestions if item.xpath == xpath), None)
    return FieldAssessment(
        xpath=xpath,
        confidence=confidence,
        review=confidence < REVIEW_BELOW,
        reasons=tuple(reason for reason in reasons if reason),
        suggestion=suggestion,
    )


def _parts(field: AnyField, doubts: list[Finding]) -> Iterator[tuple[float, str]]:
    """Each part's score, with the reason if it is a low one."""
    yield SURE, ""
    if field.is_unreadable:
        yield 0.05, f"“{field.text}” is not a value of this kind"
    if field.placement < PLACED:
        yield max(field.placement, 0.05) * 0.9, "its words do not lie wholly under one heading"
    for reading in field.readings[:1]:
        if reading.score is not None and reading.score < REVIEW_BELOW:
            yield reading.score, f"read by {reading.reader} with a score of {reading.score:.0%}"
    for doubt in doubts:
        if doubt.severity is Severity.ERROR:
            yield 0.3, f"{doubt.rule}: {doubt.message}"
