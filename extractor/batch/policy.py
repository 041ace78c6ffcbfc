"""What a user wants to be asked about besides doubtful fields: fields by name, or all below a confidence."""

from difflib import get_close_matches
from typing import NamedTuple

from extractor.errors import UsageError
from extractor.model.field_paths import (
    DOCUMENT_ELEMENTS,
    ISSUER_ELEMENTS,
    OWNER_ELEMENTS,
    ROW_ELEMENTS,
    SIGNATURE_ELEMENTS,
    fields,
)
from extractor.model.finding_codes import ASKED_BY_POLICY
from extractor.model.results import Decision, Extraction, FieldAssessment, Finding
from extractor.model.standing import EXPLANATION

EXPLANATIONS = "footnote"
"""The name for explanations here; all other fields have the SEC's element names."""
TABLES = (DOCUMENT_ELEMENTS, ISSUER_ELEMENTS, OWNER_ELEMENTS, ROW_ELEMENTS, SIGNATURE_ELEMENTS)
ELEMENTS = frozenset(
    {EXPLANATIONS, "remarks", "aff10b5One", *(path.rpartition("/")[2] for table in TABLES for path in table.values())}
)


class Policy(NamedTuple):
    """The elements that are always asked about, and the confidence, 0 to 1, below which every field is."""

    always: frozenset[str] = frozenset()
    below: float = 0.0


def policy_of(always_ask: str, ask_below: float) -> Policy:
    """The policy of the options `--always-ask` and `--ask-below`; raises UsageError for a name that no field has."""
    names = frozenset(name.strip() for name in always_ask.split(",") if name.strip())
    for name in sorted(names - ELEMENTS):
        like = get_close_matches(name, ELEMENTS, 1)
        hint = f"did you mean {like[0]}?" if like else "use the SEC's names, such as transactionShares"
        raise UsageError(f"--always-ask: no field is called {name}; {hint}")
    return Policy(names, ask_below)


def asked_by(policy: Policy, filing: Extraction) -> Extraction:
    """The filing, asking about what the policy names; fields that the page has no place for are left out."""
    known = dict(fields(filing.document))
    wanted = {
        entry.xpath: reason
        for entry in filing.assessment.fields
        if (reason := _reason(policy, entry))
        and entry.xpath in known
        and (known[entry.xpath].page is not None or not known[entry.xpath].is_blank)
    }
    return _asking(filing, [ASKED_BY_POLICY.found(xpath, message=reason) for xpath, reason in wanted.items()])


def asked_as_before(held: Extraction, again: Extraction) -> Extraction:
    """A filing that was read again, with the same questions that a policy added the first time."""
    sure = {entry.xpath for entry in again.assessment.fields if not entry.review}
    before = (finding for finding in held.findings if finding.rule == ASKED_BY_POLICY.id)
    return _asking(again, [finding for finding in before if sure.issuperset(finding.xpaths)])


def _reason(policy: Policy, entry: FieldAssessment) -> str:
    if entry.review:
        return ""
    element = EXPLANATIONS if EXPLANATION.fullmatch(entry.xpath) else entry.xpath.rpartition("/")[2]
    if element in policy.always:
        return f"{element} is always asked"
    return f"less sure than {policy.below:g}" if entry.confidence < policy.below else ""


def _asking(filing: Extraction, found: list[Finding]) -> Extraction:
    if not found:
        return filing
    reasons = {xpath: f"{finding.rule}: {finding.message}" for finding in found for xpath in finding.xpaths}
    assessed = tuple(_wanted(entry, reasons.get(entry.xpath)) for entry in filing.assessment.fields)
    is_accepted = filing.assessment.decision is Decision.ACCEPT
    decision = Decision.REVIEW if is_accepted else filing.assessment.decision
    assessment = filing.assessment.model_copy(update={"fields": assessed, "decision": decision})
    return filing.model_copy(update={"findings": (*filing.findings, *found), "assessment": assessment})


def _wanted(entry: FieldAssessment, reason: str | None) -> FieldAssessment:
    return entry if reason is None else entry.model_copy(update={"review": True, "reasons": (reason,)})
