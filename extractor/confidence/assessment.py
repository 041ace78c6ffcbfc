"""A document and its findings → how sure each field is, what a person should look at, and why."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp

from extractor.confidence.features import SCORE_FLOOR, Signs, is_of_keys, keys_differ, signs
from extractor.confidence.guarding import guarded_fields
from extractor.confidence.row_kinds import with_doubtful_kinds
from extractor.model.field_paths import fields
from extractor.model.finding_codes import SEEN_ONLY_BY_SECOND
from extractor.model.ownership import AnyField, OwnershipDocument
from extractor.model.results import Assessment, Decision, FieldAssessment, Finding, Severity

SURE = 0.9995
"""A value of a text layer that stands inside its cell under a recognised heading: none of the samples' is wrong."""
REVIEW_BELOW = 0.98
"""A field less sure than this is shown to a person; set with the weights, by benchmarks/fit_confidence.py."""
DIFFERING = 0.97
"""At most: what two readers read differently is never sure."""
PLACED = 0.85
"""A word must lie in its cell by so much of its width to be sure of its column."""
UNREADABLE = 0.02
"""What stands there is no value of its kind, so the field is certainly not right as it is."""
MISREAD = 0.3
"""A value of a text layer that EDGAR would not have taken: misread, or on a page that is not EDGAR's."""
NOT_UNDERSTOOD = 0.9
"""A value of a table of which a column or words found no place; reviewed. Of 51 on invented scans 48 were right."""

SEEN_BY_SECOND = SEEN_ONLY_BY_SECOND.id
"""Of the findings on a page the only one that names a field; the others name tables."""

Doubts = Mapping[str, Sequence[Finding]]


def assess(document: OwnershipDocument, findings: Iterable[Finding]) -> Assessment:
    """How sure every field of `document` is, and what to do with the whole."""
    findings = tuple(findings)
    doubts = _by_xpath(findings)
    page = [finding for finding in findings if finding.rule.startswith("PAG") and finding.severity is Severity.ERROR]
    unplaced = tuple(xpath for finding in page for xpath in finding.xpaths)
    known = dict(fields(document))
    scanned = scanned_pages(known.values())
    guarded = guarded_fields(document) if scanned else frozenset[str]()
    assessed = [
        _assessed(xpath, field, doubts, unplaced, is_scan=field.page in scanned, guarded=xpath in guarded)
        for xpath, field in known.items()
    ]
    if scanned:
        assessed = with_doubtful_kinds(document, assessed, doubts)
    lost = (xpath for xpath in doubts if xpath not in known and _is_missing(doubts[xpath], is_scan=bool(scanned)))
    assessed += [_missing(xpath, doubts[xpath]) for xpath in lost]
    if page:
        return Assessment(fields=tuple(assessed), decision=Decision.DISTRUST, reasons=tuple(f.message for f in page))
    review = any(entry.review for entry in assessed)
    return Assessment(fields=tuple(assessed), decision=Decision.REVIEW if review else Decision.ACCEPT)


def scanned_pages(known: Iterable[AnyField]) -> frozenset[int | None]:
    """The numbers of the pages that an engine read from a picture; with `None`, for fields without a page, if any was.

    Only such engines give scores. A page of a filing with scans counts as one itself unless a value on it, other than
    a tick, has no score: of a scanned page it may be that nothing was read.
    """
    known = tuple(known)
    scored = {field.page for field in known if any(reading.score is not None for reading in field.readings)}
    if not scored:
        return frozenset()
    printed = {field.page for field in known if not field.is_blank and not isinstance(field.value, bool)} - scored
    return frozenset({field.page for field in known} - printed | {None})


def _by_xpath(findings: Iterable[Finding]) -> Doubts:
    doubts: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for xpath in finding.xpaths:
            doubts[xpath].append(finding)
    return doubts


def _is_missing(findings: Sequence[Finding], *, is_scan: bool) -> bool:
    """Whether what was not found must be looked for: a rule names it that EDGAR enforces, or of a scan any."""
    naming = [finding for finding in findings if finding.rule == SEEN_BY_SECOND or not finding.rule.startswith("PAG")]
    return any(finding.severity is Severity.ERROR for finding in naming) or (is_scan and bool(naming))


def _missing(xpath: str, findings: Sequence[Finding]) -> FieldAssessment:
    reasons = tuple(_in_words(finding) for finding in findings)
    return FieldAssessment(xpath=xpath, confidence=UNREADABLE, review=True, reasons=reasons)


def _assessed(
    xpath: str, field: AnyField, doubts: Doubts, unplaced: tuple[str, ...], *, is_scan: bool, guarded: bool
) -> FieldAssessment:
    own = doubts.get(xpath, ())
    if not (own or unplaced or is_scan or field.readings or field.is_unreadable) and field.placement >= PLACED:
        return FieldAssessment(xpath=xpath, confidence=SURE)  # nearly every field of a text layer
    parts = list(_scan_parts(xpath, field, own, guarded=guarded) if is_scan else _text_parts(field, own))
    if field.is_unreadable:
        parts.append((UNREADABLE, f"“{field.text}” is not a value of this kind"))
    if any(xpath.startswith(place) for place in unplaced):
        parts.append((NOT_UNDERSTOOD, "the page around it was not understood"))
    confidence = min(score for score, _ in parts)
    review = confidence < REVIEW_BELOW
    reasons = [reason for score, reason in parts if score < REVIEW_BELOW and reason] if review else []
    suggestion = next((s.value for finding in own for s in finding.suggestions if s.xpath == xpath), None)
    return FieldAssessment(
        xpath=xpath, confidence=confidence, review=review, reasons=tuple(reasons), suggestion=suggestion
    )


def _text_parts(field: AnyField, doubts: Sequence[Finding]) -> Iterator[tuple[float, str]]:
    """Each part's score with its reason: a text layer is exact, so only its place, rules and a second key doubt it."""
    yield SURE, ""
    if keys_differ(field) and not any(map(is_of_keys, doubts)):
        yield DIFFERING, _both(field)
    if field.placement < PLACED:
        yield max(field.placement, 0.05) * 0.9, "its words do not lie wholly under one heading"
    for finding in doubts:
        if is_of_keys(finding):
            yield DIFFERING, _in_words(finding)
        elif finding.severity is Severity.ERROR:
            yield MISREAD, _in_words(finding)


def _scan_parts(
    xpath: str, field: AnyField, doubts: Sequence[Finding], *, guarded: bool
) -> Iterator[tuple[float, str]]:
    """The fitted chance that the field is right, with everything that speaks against it."""
    known = signs(field, doubts, xpath, guarded=guarded)
    confidence = probability(known, weights())
    yield confidence, ""
    score = field.readings[0].score if field.readings else None
    if score is not None and score < 1 - SCORE_FLOOR:
        yield confidence, f"read by {field.readings[0].reader} with a score of {score:.0%}"
    for doubt in sorted(field.doubts):
        yield confidence, doubt.sentence
    if known.keys_differ and not any(map(is_of_keys, doubts)):
        yield min(confidence, DIFFERING), _both(field)
    elif known.rival:
        yield confidence, f"it could also be read “{field.readings[1].text}”"
    if known.out_of_place > 1 - PLACED:
        yield confidence, "its words do not lie wholly under one heading"
    for finding in doubts:
        yield min(confidence, DIFFERING) if is_of_keys(finding) else confidence, _in_words(finding)


def _both(field: AnyField) -> str:
    return "the readers differ: " + ", ".join(f"{reading.reader} “{reading.text}”" for reading in field.readings)


def probability(known: Signs, fitted: Sequence[float]) -> float:
    """The logistic model: the chance that a field with these signs is right."""
    return 1 / (1 + exp(-sum(sign * weight for sign, weight in zip(known, fitted, strict=True))))


@cache
def weights() -> tuple[float, ...]:
    """The fitted weights, in the order of `Signs`; the file says when, on what and how well they were fitted."""
    fitted = json.loads(files("extractor.confidence").joinpath("weights.json").read_text(encoding="utf-8"))
    return tuple(fitted["weights"][name] for name in Signs._fields)


def _in_words(finding: Finding) -> str:
    return f"{finding.rule}: {finding.message}"
