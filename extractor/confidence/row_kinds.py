"""Finds the rows of a scan whose kind (transaction or holding) is in doubt.

The form does not print a row's kind: a holding is a row that leaves a transaction's columns blank. So dirt in one of
these columns turns a holding into a transaction, and a transaction that lost many cells may look like a holding.
"""

from collections.abc import Iterator, Mapping, Sequence

from extractor.model.field_paths import ROW_ELEMENTS
from extractor.model.form import TRANSACTION_ONLY
from extractor.model.ownership import OwnershipDocument
from extractor.model.results import FieldAssessment, Finding, Severity

SURENESS = 0.9
"""The most a row's kind keeps if only doubtful cells speak for it; it is asked for."""


def with_doubtful_kinds(
    document: OwnershipDocument, assessed: Sequence[FieldAssessment], findings: Mapping[str, Sequence[Finding]]
) -> list[FieldAssessment]:
    """`assessed`, where the doubtful kinds of rows have a lower confidence and are marked for review."""
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
                yield path, "cells that a row of this kind must have are blank"
            continue
        telling = [name for name in TRANSACTION_ONLY & blank.keys() if not blank[name]]
        if telling and all(entries[places[name]].review for name in telling):
            yield path, "only cells in doubt show whether it is a transaction or a holding"
