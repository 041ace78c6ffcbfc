"""Rows of a scan and how sure their fields are → which rows may be of the other kind.

Nothing on the form says whether a row is a transaction or a holding: a holding leaves the columns of a transaction
blank. So dirt in one of them makes a transaction of it, and a row of which much was lost may seem a holding.
"""

from collections.abc import Iterator, Mapping, Sequence

from extractor.model.field_paths import ROW_ELEMENTS
from extractor.model.form import TRANSACTION_ONLY
from extractor.model.ownership import OwnershipDocument
from extractor.model.results import FieldAssessment, Finding, Severity

SURENESS = 0.9
"""Of a kind that only cells in doubt speak for; reviewed."""


def with_doubtful_kinds(
    document: OwnershipDocument, assessed: Sequence[FieldAssessment], findings: Mapping[str, Sequence[Finding]]
) -> list[FieldAssessment]:
    """`assessed` with the kinds of rows in doubt for review."""
    entries = {entry.xpath: entry for entry in assessed}
    for path, reason in _doubtful(document, entries, findings):
        kind = entries[path]
        entries[path] = kind.model_copy(
            update={"confidence": min(kind.confidence, SURENESS), "review": True, "reasons": (*kind.reasons, reason)}
        )
    return list(entries.values())


def _doubtful(
    document: OwnershipDocument, entries: Mapping[str, FieldAssessment], findings: Mapping[str, Sequence[Finding]]
) -> Iterator[tuple[str, str]]:
    for path, row in document.rows():
        blank = {name: field.is_blank for name in ROW_ELEMENTS if (field := getattr(row, name, None)) is not None}
        places = {name: f"{path}/{ROW_ELEMENTS[name]}" for name in blank}
        if row.is_holding:
            named = (finding for name in blank if blank[name] for finding in findings.get(places[name], ()))
            if any(finding.severity is Severity.ERROR for finding in named):
                yield path, "cells that a row of this kind has are missing"
            continue
        telling = [name for name in TRANSACTION_ONLY & blank.keys() if not blank[name]]
        if telling and all(entries[places[name]].review for name in telling):
            yield path, "only cells in doubt tell the kind of this row"
