"""A document and its findings → how sure each field is, what a person should look at, and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from extractor.confidence.guarding import guarded_fields
from extractor.confidence.judging import PLACED, REVIEW_BELOW, Model, Part, Seen, in_words
from extractor.confidence.printed import SURE, is_rare, printed_parts
from extractor.confidence.recognised import recognised_parts
from extractor.confidence.row_kinds import with_doubtful_kinds
from extractor.model.field_paths import fields
from extractor.model.finding_codes import COLUMNS_CUT_OFF, SEEN_ONLY_BY_SECOND, TEXT_IN_NO_FIELD, TEXT_WITHOUT_NUMBER
from extractor.model.ownership import AnyField, OwnershipDocument
from extractor.model.page import Origin
from extractor.model.results import Assessment, Decision, FieldAssessment, Finding, Severity

MODELS: Mapping[Origin, Model] = {
    Origin.PRINTED: printed_parts,
    Origin.RECOGNISED: recognised_parts,
    Origin.FORM: recognised_parts,
}
"""Which model judges a field, by its origin. The form's own wording is only put in on pages that an engine reads."""
UNREADABLE = 0.02
"""The confidence of a field whose text is no value of its kind: it is certainly not right as it is."""
NOT_UNDERSTOOD = 0.9
"""The most a value keeps in a table where columns or words found no place; a person looks at it. Of 51 such values on
invented scans, 48 were right."""

SEEN_BY_SECOND = SEEN_ONLY_BY_SECOND.id
"""The only finding about the page (PAG) that names single fields; the others name whole tables."""
_OF_PLACES = ("PAG", "COV")
"""The families of findings that name the table or the owners where something may be missing, not a field."""
ASKED_IN_PLACE = frozenset({COLUMNS_CUT_OFF.id, TEXT_WITHOUT_NUMBER.id, TEXT_IN_NO_FIELD.id})
"""Findings about the page that lose no table and no page: they ask only for the place that they name and its fields."""

Findings = Mapping[str, Sequence[Finding]]
"""The findings that name a field, by the field's XPath."""


def assess(document: OwnershipDocument, findings: Iterable[Finding]) -> Assessment:
    """How sure every field of `document` is, and what to do with the filing as a whole."""
    findings = tuple(findings)
    naming = _by_xpath(findings)
    page = [finding for finding in findings if finding.rule.startswith("PAG") and finding.severity is Severity.ERROR]
    unplaced = tuple(xpath for finding in page for xpath in finding.xpaths)
    known = dict(fields(document))
    least = _least_certain(known.values())
    is_scan = least is not Origin.PRINTED
    guarded = guarded_fields(document) if is_scan else frozenset[str]()
    assessed = [
        _assessed(
            Seen(xpath, field, naming.get(xpath, ()), guarded=xpath in guarded),
            # A field without a page may only seem blank because an engine missed it, so it counts as recognised.
            origin=least if field.page is None else field.origin,
            is_unplaced=any(xpath.startswith(place) for place in unplaced),
        )
        for xpath, field in known.items()
    ]
    if is_scan:
        assessed = with_doubtful_kinds(document, assessed, naming)
    lost = (xpath for xpath in naming if xpath not in known and _is_missing(naming[xpath], is_scan=is_scan))
    assessed += [_missing(xpath, naming[xpath]) for xpath in lost]
    asking = [finding for finding in findings if finding in page or finding.rule in ASKED_IN_PLACE]
    reasons = tuple(finding.message for finding in asking)
    if any(finding.rule not in ASKED_IN_PLACE for finding in asking):
        return Assessment(fields=tuple(assessed), decision=Decision.DISTRUST, reasons=reasons)
    review = bool(asking) or any(entry.review for entry in assessed)
    return Assessment(fields=tuple(assessed), decision=Decision.REVIEW if review else Decision.ACCEPT, reasons=reasons)


def _least_certain(known: Iterable[AnyField]) -> Origin:
    """`RECOGNISED` if any field of the filing was read from a picture or put in beside one."""
    is_printed = all(field.origin is Origin.PRINTED for field in known)
    return Origin.PRINTED if is_printed else Origin.RECOGNISED


def _by_xpath(findings: Iterable[Finding]) -> Findings:
    naming: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for xpath in finding.xpaths:
            naming[xpath].append(finding)
    return naming


def _is_missing(findings: Sequence[Finding], *, is_scan: bool) -> bool:
    """Whether a person must look for a field that was not found.

    So it is if a finding names it that is an error, or a warning that filers seldom cause; in a scan, if any rule does.
    """
    naming = [finding for finding in findings if finding.rule == SEEN_BY_SECOND or finding.rule[:3] not in _OF_PLACES]
    telling = (finding.severity is Severity.ERROR or is_rare(finding) for finding in naming)
    return any(telling) or (is_scan and bool(naming))


def _missing(xpath: str, findings: Sequence[Finding]) -> FieldAssessment:
    reasons = tuple(in_words(finding) for finding in findings)
    return FieldAssessment(xpath=xpath, confidence=UNREADABLE, review=True, reasons=reasons)


def _assessed(seen: Seen, *, origin: Origin, is_unplaced: bool) -> FieldAssessment:
    if origin is Origin.PRINTED and _is_exact(seen) and not is_unplaced:
        return FieldAssessment(xpath=seen.xpath, confidence=SURE)
    field = seen.field
    parts = list(MODELS[origin](seen))
    if field.is_unreadable:
        parts.append(Part(UNREADABLE, f"“{field.text}” is not a value that this field can have"))
    if is_unplaced:
        parts.append(Part(NOT_UNDERSTOOD, "the part of the page around it was not understood"))
    confidence = min(part.confidence for part in parts)
    review = confidence < REVIEW_BELOW
    reasons = [part.reason for part in parts if part.confidence < REVIEW_BELOW and part.reason] if review else []
    suggestion = next(
        (s.value for finding in seen.findings for s in finding.suggestions if s.xpath == seen.xpath), None
    )
    return FieldAssessment(
        xpath=seen.xpath, confidence=confidence, review=review, reasons=tuple(reasons), suggestion=suggestion
    )


def _is_exact(seen: Seen) -> bool:
    """Whether nothing speaks against the value of a text layer, which is so for nearly every field."""
    field = seen.field
    spoken = seen.findings or field.readings or field.doubts or field.is_unreadable
    return not spoken and field.placement >= PLACED
