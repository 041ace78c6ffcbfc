"""Extraction → the JSON record: the filing nested as in the SEC's XML, and a flat list of all fields with evidence."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from extractor.model.coverage import Coverage, Ending, Patch
from extractor.model.field_paths import (
    DOCUMENT_ELEMENTS,
    ISSUER_ELEMENTS,
    OWNER_ELEMENTS,
    ROW_ELEMENTS,
    SIGNATURE_ELEMENTS,
    fields,
)
from extractor.model.ownership import AnyField, DerivativeRow, Frozen, NonDerivativeRow, OwnershipDocument, StrField
from extractor.model.page import BoundingBox
from extractor.model.results import Extraction, FieldAssessment, Source

SCHEMA_VERSION = "1.3"


class ReadingRecord(BaseModel):
    """What one reader read in the field's place."""

    model_config = ConfigDict(extra="forbid")
    reader: str
    text: str
    score: float | None


class FieldRecord(BaseModel):
    """One field that the form shows, addressed by its XPath from the root of the SEC's XML."""

    model_config = ConfigDict(extra="forbid")
    xpath: str
    value: str | None = Field(description="as the SEC's XML holds it; null if blank, unreadable or only in a footnote")
    text: str = Field(description="exactly what was read")
    footnotes: list[str]
    confidence: float = Field(ge=0, le=1)
    review: bool
    reasons: list[str] = Field(description="why a person should look, as sentences")
    suggestion: str | None = Field(description="a value that was not read, but follows from the rules")
    page: int | None
    box: tuple[float, float, float, float] | None = Field(description="left, top, right, bottom in points")
    readings: list[ReadingRecord]


class FindingRecord(BaseModel):
    """A broken rule, or another doubt about the page."""

    model_config = ConfigDict(extra="forbid")
    rule: str
    severity: str
    xpaths: list[str]
    message: str


class SightingRecord(BaseModel):
    """Where an accession number was seen."""

    model_config = ConfigDict(extra="forbid")
    accession_number: str
    where: str = Field(description="option, page or file name")
    page: int | None
    box: tuple[float, float, float, float] | None


class SourceRecord(BaseModel):
    """The file that the filing was read from, and how much of it belongs to the filing."""

    model_config = ConfigDict(extra="forbid")
    path: str
    sha256: str
    pages: int
    read_by: list[str]
    form: str
    filing: int = Field(ge=1, description="the filing's number in its file")
    accession_number: str | None = Field(description="EDGAR's number of the filing, where it was seen or given")
    edgar_address: str | None
    seen: list[SightingRecord] = Field(description="where accession numbers were seen; asked if they differ")


class MadeByRecord(BaseModel):
    """What made the record; another program version, or other networks, may read the same page differently."""

    model_config = ConfigDict(extra="forbid")
    program: str = Field(description="the version of form4; empty where an older one did not note it")
    confidence: str = Field(description="the SHA-256 of the weights behind the confidence")
    readers: dict[str, str] = Field(description="each reader's version, or its network's file name and SHA-256")


class PatchRecord(BaseModel):
    """Text that stands together in one place of a page."""

    model_config = ConfigDict(extra="forbid")
    text: str
    page: int
    box: tuple[float, float, float, float] = Field(description="left, top, right, bottom in points")


class CoverageRecord(BaseModel):
    """How the printed words were accounted for: each in exactly one of these ways."""

    model_config = ConfigDict(extra="forbid")
    words: int = Field(ge=0, description="all printed words of the filing's pages")
    field: int = Field(ge=0, description="words that are part of a value, or repeat one")
    wording: int = Field(ge=0, description="words that the form prints by itself")
    furniture: int = Field(ge=0, description="page numbers and the like in the margins, watermarks")
    behind: int = Field(ge=0, description="words on pages after the form that do not continue it")
    unplaced: list[PatchRecord] = Field(description="all other words: each of these is asked about")


class FilingRecord(BaseModel):
    """One filing."""

    model_config = ConfigDict(extra="forbid")
    schema_: str = Field(alias="schema", default=SCHEMA_VERSION)
    source: SourceRecord
    made_by: MadeByRecord
    document: dict[str, Any]
    fields: list[FieldRecord]
    findings: list[FindingRecord]
    coverage: CoverageRecord | None = Field(description="null for a scan, or from an older program")
    unseen: list[PatchRecord] = Field(description="text in the file that its pages do not show")
    decision: str
    review: bool


def to_record(extraction: Extraction) -> FilingRecord:
    """The record of one filing."""
    found = dict(fields(extraction.document))
    missed = {xpath for finding in extraction.findings for xpath in finding.xpaths}
    # Something that a rule misses has an assessment but perhaps no field: it is shown as blank and for review.
    shown = [
        (assessment, found.get(assessment.xpath, StrField()))
        for assessment in extraction.assessment.fields
        if assessment.xpath not in found
        or _is_shown(found[assessment.xpath])
        or (assessment.review and assessment.xpath in missed)
    ]
    return FilingRecord(
        source=_source_record(extraction.source),
        made_by=MadeByRecord.model_validate(extraction.made_by.model_dump()),
        document=nested_document(extraction.document),
        fields=[_field_record(field, assessment) for assessment, field in shown],
        findings=[
            FindingRecord(
                rule=finding.rule, severity=finding.severity, xpaths=list(finding.xpaths), message=finding.message
            )
            for finding in extraction.findings
        ],
        coverage=_coverage_record(extraction.coverage),
        unseen=[] if extraction.coverage is None else list(map(_patch_record, extraction.coverage.unseen)),
        decision=extraction.assessment.decision,
        review=extraction.assessment.review,
    )


def _coverage_record(coverage: Coverage | None) -> CoverageRecord | None:
    if coverage is None:
        return None
    return CoverageRecord(
        words=sum(coverage.words.values()),
        field=coverage.words[Ending.FIELD],
        wording=coverage.words[Ending.WORDING],
        furniture=coverage.words[Ending.FURNITURE],
        behind=coverage.words[Ending.BEHIND],
        unplaced=list(map(_patch_record, coverage.unplaced)),
    )


def _patch_record(patch: Patch) -> PatchRecord:
    return PatchRecord(text=patch.text, page=patch.page, box=_corners(patch.box))


def _source_record(source: Source) -> SourceRecord:
    return SourceRecord(
        path=source.path,
        sha256=source.sha256,
        pages=source.pages,
        read_by=list(source.read_by),
        form=source.form,
        filing=source.filing,
        accession_number=source.accession_number,
        edgar_address=source.edgar_address,
        seen=[
            SightingRecord(
                accession_number=seen.accession_number,
                where=seen.where,
                page=seen.page,
                box=_rounded(seen.box),
            )
            for seen in source.sightings
        ],
    )


def _rounded(box: BoundingBox | None) -> tuple[float, float, float, float] | None:
    return None if box is None else _corners(box)


def _corners(box: BoundingBox) -> tuple[float, float, float, float]:
    return round(box.x0, 1), round(box.top, 1), round(box.x1, 1), round(box.bottom, 1)


def to_json(extraction: Extraction) -> str:
    """The record as one line of JSON."""
    return to_record(extraction).model_dump_json(by_alias=True) + "\n"


def _is_shown(field: AnyField) -> bool:
    """Whether the form has a place for the field, blank or not."""
    return field.page is not None or not field.is_blank


def _field_record(field: AnyField, assessment: FieldAssessment) -> FieldRecord:
    return FieldRecord(
        xpath=assessment.xpath,
        value=field.as_xml,
        text=field.text,
        footnotes=list(field.footnotes),
        confidence=round(assessment.confidence, 4),
        review=assessment.review,
        reasons=list(assessment.reasons),
        suggestion=assessment.suggestion,
        page=field.page,
        box=_rounded(field.box),
        readings=[ReadingRecord(reader=r.reader, text=r.text, score=r.score) for r in field.readings],
    )


def nested_document(document: OwnershipDocument) -> dict[str, Any]:
    """The filing nested as in the SEC's XML; each cell of a row is its value with its footnote ids."""
    return {
        **_plain(document, DOCUMENT_ELEMENTS),
        "issuer": _plain(document.issuer, ISSUER_ELEMENTS),
        "reportingOwner": [_plain(owner, OWNER_ELEMENTS) for owner in document.reporting_owners],
        "aff10b5One": document.aff10b5_one.as_xml,
        "nonDerivativeTable": [_row(row) for row in document.non_derivative_table],
        "derivativeTable": [_row(row) for row in document.derivative_table],
        "footnotes": [{"id": footnote.id, "text": footnote.text.value} for footnote in document.footnotes],
        "remarks": document.remarks.value,
        "ownerSignature": [_plain(signature, SIGNATURE_ELEMENTS) for signature in document.owner_signatures],
    }


def _plain(model: Frozen, elements: dict[str, str]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for attribute, path in elements.items():
        _put(nested, path, getattr(model, attribute).as_xml)
    return nested


def _row(row: NonDerivativeRow | DerivativeRow) -> dict[str, Any]:
    nested: dict[str, Any] = {"kind": row.kind.value}
    for attribute, path in ROW_ELEMENTS.items():
        field = getattr(row, attribute, None)
        if field is not None and not field.is_blank:
            _put(nested, path, {"value": field.as_xml, "footnoteId": list(field.footnotes)})
    return nested


def _put(nested: dict[str, Any], path: str, value: Any) -> None:
    *parents, leaf = path.split("/")
    for parent in parents:
        nested = nested.setdefault(parent, {})
    nested[leaf] = value
