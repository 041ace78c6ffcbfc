"""A filing with its reviewers' corrections → the same filing with present findings and what is still in doubt.

A field that somebody corrected or confirmed is settled: nobody is asked about it again. All other fields are assessed
again, from the evidence of their reading and from the present findings of the rules. Only a person's decision about a
field itself settles it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from extractor.confidence.assessment import assess
from extractor.confidence.judging import in_words
from extractor.model.corrections import apply
from extractor.model.field_paths import fields
from extractor.model.finding_codes import ASKED_BY_POLICY, READS_OTHERWISE
from extractor.model.ownership import OwnershipDocument
from extractor.model.results import Act, Assessment, Correction, Decision, Extraction, FieldAssessment, Finding
from extractor.model.standing import removes, standing, xpath_now
from extractor.review.decisions.absent import asked_for_by
from extractor.rules import RULES

Check = Callable[[OwnershipDocument], tuple[Finding, ...]]
RULE_IDS = frozenset(rule.id for rule in RULES)
TAKEN_BACK = "a decision on this field was taken back"
LOWEST = 0.02
"""The confidence of a field that is asked about whatever its evidence says."""


def recheck_with(check: Check) -> Callable[[Extraction, tuple[Correction, ...]], Extraction]:
    """The store's `recheck`, with `check` as the rules: it takes the corrected filing and assesses it again."""

    def recheck(extraction: Extraction, corrections: tuple[Correction, ...]) -> Extraction:
        kept = standing(corrections)
        settled = _settled(extraction.document, kept)
        findings = _findings(extraction, kept, settled, check)
        asked = dict.fromkeys(_taken_back(kept), TAKEN_BACK) | _named_by(READS_OTHERWISE.id, findings)
        assessed = assess(extraction.document, findings)
        wanted = _named_by(ASKED_BY_POLICY.id, findings)
        fields_now = tuple(_wanted(field, wanted) for field in assessed.fields)
        assessment = _with_decisions(assessed.model_copy(update={"fields": fields_now}), settled, asked)
        return extraction.model_copy(update={"findings": findings, "assessment": assessment})

    return recheck


def findings_then(read: Extraction, corrections: Sequence[Correction], check: Check) -> tuple[Finding, ...]:
    """The findings when only `corrections` had been made to the first reading.

    The confidence of fields is not computed: it takes a hundred times as long as the rules, and this runs at every key.
    """
    document, kept = apply(read.document, corrections), standing(corrections)
    filing = read.model_copy(update={"document": document})
    return _findings(filing, kept, _settled(document, kept), check)


def _findings(
    filing: Extraction, kept: Sequence[Correction], settled: frozenset[str], check: Check
) -> tuple[Finding, ...]:
    return (*_of_the_page(filing.findings, kept, settled), *check(filing.document))


def _settled(document: OwnershipDocument, kept: Sequence[Correction]) -> frozenset[str]:
    """The fields that need no further decision."""
    settled = settled_xpaths(kept)
    return settled - {xpath for xpath in settled if _is_missed(document, xpath)}


def settled_xpaths(corrections: Sequence[Correction]) -> frozenset[str]:
    """The present XPaths of the fields that somebody has decided about."""
    settled: set[str] = set()
    for made, place in _places_now(standing(corrections)):
        if made.act in {Act.SET, Act.CONFIRM, Act.UNREADABLE}:
            settled.add(place)
        elif made.act is Act.INVERSE:
            settled.discard(place)
    return frozenset(settled)


def _places_now(kept: Sequence[Correction]) -> Iterator[tuple[Correction, str]]:
    """Every correction whose field still exists, with the field's present XPath."""
    for number, made in enumerate(kept, 1):
        place = None if removes(made) else xpath_now(made.xpath, kept[number:])
        if place is not None:
            yield made, place


def _is_missed(document: OwnershipDocument, xpath: str) -> bool:
    """Whether an explanation is absent while a mark refers to it: "there is none" cannot be right."""
    return xpath not in dict(fields(document)) and bool(asked_for_by(document, xpath))


def _of_the_page(findings: Sequence[Finding], kept: Sequence[Correction], settled: frozenset[str]) -> Iterator[Finding]:
    """Findings that only the page could give; each holds until a person has decided about all fields that it names."""
    for finding in findings:
        if finding.rule in RULE_IDS:
            continue
        now = tuple(place for xpath in finding.xpaths if (place := xpath_now(xpath, kept)) is not None)
        if not finding.xpaths or not settled.issuperset(now):
            yield finding if now == finding.xpaths else finding.model_copy(update={"xpaths": now, "suggestions": ()})


def _taken_back(kept: Sequence[Correction]) -> frozenset[str]:
    """Fields that an older program restored without their evidence; they are asked about whatever they hold."""
    return frozenset(place for made, place in _places_now(kept) if made.act in {Act.INVERSE, Act.RESTORED})


def _wanted(field: FieldAssessment, wanted: Mapping[str, str]) -> FieldAssessment:
    """The field, in doubt if the user's policy asks for it, however sure it is."""
    if field.review or field.xpath not in wanted:
        return field
    return field.model_copy(update={"review": True, "reasons": (wanted[field.xpath],)})


def _named_by(rule: str, findings: Sequence[Finding]) -> dict[str, str]:
    """The fields that this rule's findings name, each with the finding's message."""
    return {xpath: in_words(each) for each in findings if each.rule == rule for xpath in each.xpaths}


def _with_decisions(assessment: Assessment, settled: frozenset[str], asked: Mapping[str, str]) -> Assessment:
    assessed = tuple(_decided(field, settled, asked) for field in assessment.fields)
    if assessment.decision is Decision.DISTRUST:
        return assessment.model_copy(update={"fields": assessed})
    # A question about a place of the page that names no field stays open until the filing is accepted.
    is_asked = bool(assessment.reasons) or any(field.review for field in assessed)
    decision = Decision.REVIEW if is_asked else Decision.ACCEPT
    return assessment.model_copy(update={"fields": assessed, "decision": decision})


def _decided(field: FieldAssessment, settled: frozenset[str], asked: Mapping[str, str]) -> FieldAssessment:
    if field.xpath in settled:
        return FieldAssessment(xpath=field.xpath, confidence=1.0)
    if field.xpath in asked:
        reasons = tuple(dict.fromkeys((asked[field.xpath], *field.reasons)))
        return field.model_copy(update={"confidence": LOWEST, "review": True, "reasons": reasons})
    return field
