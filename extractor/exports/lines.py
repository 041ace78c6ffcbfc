"""Extraction → lines for CSV, Parquet and workbooks: one for each printed row, with the filing's header in each.

A value is typed (text, date, exact number, yes or no), or None if the page does not show it. Each line names its
doubtful columns, so that the doubt stays with the line wherever it goes.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import TypeVar

from extractor.model.field_paths import DOCUMENT_ELEMENTS, ISSUER_ELEMENTS, OWNER_ELEMENTS, ROW_ELEMENTS, fields
from extractor.model.ownership import DerivativeRow, NonDerivativeRow, OwnershipDocument, ReportingOwner
from extractor.model.results import Decision, Extraction, FieldAssessment

Value = str | date | Decimal | bool | int | float | None
Line = dict[str, Value]
Part = TypeVar("Part")

BETWEEN_OWNERS = "; "
ROLES = {
    "is_director": "Director",
    "is_officer": "Officer",
    "is_ten_percent_owner": "TenPercentOwner",
    "is_other": "Other",
}
"""The ticks of box 5, in the words of the SEC's data sets."""
ADDRESS = (
    "rpt_owner_street1",
    "rpt_owner_street2",
    "rpt_owner_city",
    "rpt_owner_state",
    "rpt_owner_country",
    "rpt_owner_zip_code",
)
_OWNER_COLUMNS = {
    "rpt_owner_ciks": ("rpt_owner_cik",),
    "rpt_owner_names": ("rpt_owner_name",),
    "rpt_owner_addresses": ADDRESS,
    "rpt_owner_relationships": tuple(ROLES),
    "officer_titles": ("officer_title",),
    "other_texts": ("other_text",),
}
"""Columns with one text for each owner, and the owner's attributes that they are made of."""
_SOURCE = ("name", "path", "sha256", "document_id", "accession_number", "edgar_address")
_DOUBT = ("review", "confidence", "decision", "reasons", "reviewer")
COLUMNS = (
    *_SOURCE,
    *DOCUMENT_ELEMENTS,
    *ISSUER_ELEMENTS,
    *_OWNER_COLUMNS,
    "aff10b5_one",
    "table",
    "row",
    "kind",
    *ROW_ELEMENTS,
    "footnotes",
    "footnote_texts",
    "remarks",
    "signature_names",
    "signature_dates",
    *_DOUBT,
)
"""`footnotes` says which cell has which marks; `review` names the columns that a person should look at."""

_OWNER_OF = {OWNER_ELEMENTS[name]: column for column, names in _OWNER_COLUMNS.items() for name in names}
_COLUMN_OF = {
    **{element: name for name, element in DOCUMENT_ELEMENTS.items()},
    **{f"issuer/{element}": name for name, element in ISSUER_ELEMENTS.items()},
    "aff10b5One": "aff10b5_one",
    "remarks": "remarks",
}
_ROW_COLUMN_OF = {element: name for name, element in ROW_ELEMENTS.items()}
_ROW = re.compile(r"((?:nonD|d)erivativeTable/\*\[\d+\])(?:/(.+))?")


def lines_of(extraction: Extraction, *, path: str | None = None, reviewer: str = "") -> Iterator[Line]:
    """The filing's lines in printed order, each with all of `COLUMNS`; a filing without rows gives one line.

    `path` is the file's path as it may be shown, or None to show only its name; `reviewer` is the person who accepted
    the filing, if anybody did.
    """
    document = extraction.document
    head = _source(extraction, path) | _header(document)
    doubt = _Doubts(extraction, {at for at, _ in document.rows()}, reviewer)
    empty = dict.fromkeys(COLUMNS)
    for at, row in document.rows():
        yield empty | head | _row(at, row) | doubt.line(at)
    if not (document.non_derivative_table or document.derivative_table):
        yield empty | head | doubt.line("")


def column_of(xpath: str) -> str:
    """The column that shows the field at `xpath`; `xpath` itself if no column does."""
    if found := _ROW.fullmatch(xpath):
        return "kind" if found[2] is None else _ROW_COLUMN_OF.get(found[2], xpath)
    if xpath.startswith("footnotes/"):
        return "footnote_texts"
    if xpath.startswith("ownerSignature"):
        return "signature_dates" if xpath.endswith("signatureDate") else "signature_names"
    if xpath.startswith("reportingOwner["):
        return _OWNER_OF.get(xpath.partition("/")[2], xpath)
    return _COLUMN_OF.get(xpath, xpath)


def roles_of(owner: ReportingOwner) -> str:
    """The ticks of box 5 as the SEC's data sets list them: `Director,Officer`."""
    return ",".join(word for name, word in ROLES.items() if getattr(owner, name).value)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A filing to be written, its file's path as it may be shown, and the person who accepted it, if anybody did."""

    extraction: Extraction
    path: str | None = None
    reviewer: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether no field is in doubt, or a person has accepted the filing."""
        return bool(self.reviewer) or not self.extraction.assessment.review

    @property
    def lines(self) -> Iterator[Line]:
        return lines_of(self.extraction, path=self.path, reviewer=self.reviewer)

    def values(self) -> dict[str, str | None]:
        """The value of every field by its XPath, as the SEC's XML holds it."""
        return {xpath: field.as_xml for xpath, field in fields(self.extraction.document)}


def as_text(value: Value) -> str:
    """A value as the SEC's XML holds it; empty for None."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case _:
            return str(value)


class _Doubts:
    """The doubts that belong in every line of a filing, and those of single rows."""

    def __init__(self, extraction: Extraction, rows: set[str], reviewer: str) -> None:
        self._reviewer = reviewer
        self._assessment = extraction.assessment
        self._shared: list[FieldAssessment] = []
        self._own: dict[str, list[FieldAssessment]] = {at: [] for at in rows}
        for entry in extraction.assessment.fields:
            found = _ROW.fullmatch(entry.xpath)
            at = found[1] if found else ""
            (self._own[at] if at in rows else self._shared).append(entry)  # doubt about a lost row is in all lines

    def line(self, at: str) -> Line:
        """The doubt columns for the row at XPath `at`."""
        entries = [*self._shared, *self._own.get(at, ())]
        doubtful = [entry for entry in entries if entry.review]
        reasons = (*self._assessment.reasons, *(reason for entry in doubtful for reason in entry.reasons))
        decision = Decision.ACCEPT if self._reviewer else self._assessment.decision
        return {
            "review": " ".join(sorted({_named(entry.xpath, at) for entry in doubtful}, key=_position)) or None,
            "confidence": round(min((entry.confidence for entry in entries), default=0.0), 4),
            "decision": decision.value,
            "reasons": "; ".join(dict.fromkeys(reasons)) or None,
            "reviewer": self._reviewer or None,
        }


def _named(xpath: str, at: str) -> str:
    """The field's column in the line of the row `at`; the XPath itself if the field belongs to a row not found."""
    found = _ROW.fullmatch(xpath)
    return xpath if found and found[1] != at else column_of(xpath)


def _position(name: str) -> tuple[int, str]:
    return (COLUMNS.index(name) if name in COLUMNS else len(COLUMNS), name)


def _source(extraction: Extraction, path: str | None) -> Line:
    source = extraction.source
    name = PurePath(source.path).name
    return {
        "name": name,
        "path": path or name,
        "sha256": source.sha256,
        "document_id": source.document_id,
        "accession_number": source.accession_number,
        "edgar_address": source.edgar_address,
    }


def _header(document: OwnershipDocument) -> Line:
    owners, signatures = document.reporting_owners, document.owner_signatures
    return {
        **{name: getattr(document, name).value for name in DOCUMENT_ELEMENTS},
        **{name: getattr(document.issuer, name).value for name in ISSUER_ELEMENTS},
        "rpt_owner_ciks": _of_each(owners, lambda owner: owner.rpt_owner_cik.value),
        "rpt_owner_names": _of_each(owners, lambda owner: owner.rpt_owner_name.value),
        "rpt_owner_addresses": _of_each(owners, _address),
        "rpt_owner_relationships": _of_each(owners, roles_of),
        "officer_titles": _of_each(owners, lambda owner: owner.officer_title.value),
        "other_texts": _of_each(owners, lambda owner: owner.other_text.value),
        "aff10b5_one": document.aff10b5_one.value,
        "footnote_texts": "\n".join(f"{note.id}: {note.text.value or ''}" for note in document.footnotes) or None,
        "remarks": document.remarks.value,
        "signature_names": _of_each(signatures, lambda signature: signature.signature_name.value),
        "signature_dates": _of_each(signatures, lambda signature: signature.signature_date.as_xml),
    }


def _of_each(parts: Sequence[Part], told: Callable[[Part], str | None]) -> str | None:
    """One text for each part, empty where there is none, joined by "; "; None if no part has a text."""
    texts = [told(part) or "" for part in parts]
    return BETWEEN_OWNERS.join(texts) if any(texts) else None


def _address(owner: ReportingOwner) -> str:
    return ", ".join(text for name in ADDRESS if (text := getattr(owner, name).value))


def _row(at: str, row: NonDerivativeRow | DerivativeRow) -> Line:
    table, number = at.removesuffix("]").split("/*[")
    return {
        "table": table,
        "row": int(number),
        "kind": row.kind.value,
        **{name: getattr(row, name).value for name in ROW_ELEMENTS if hasattr(row, name)},
        "footnotes": marks_of(row),
    }


def marks_of(row: NonDerivativeRow | DerivativeRow) -> str | None:
    """Which cell has which marks: `transaction_code F1; transaction_price_per_share F2 F3`; None without marks."""
    marked = [(name, marks) for name in ROW_ELEMENTS if hasattr(row, name) and (marks := getattr(row, name).footnotes)]
    return "; ".join(f"{name} {' '.join(marks)}" for name, marks in marked) or None
