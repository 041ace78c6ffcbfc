"""OwnershipDocument → the SEC's `ownershipDocument` XML (schema X0609), as EDGAR holds it."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence

from extractor.model.field_paths import (
    DOCUMENT_ELEMENTS,
    ISSUER_ELEMENTS,
    OWNER_ELEMENTS,
    ROW_ELEMENTS,
    SIGNATURE_ELEMENTS,
    fields,
)
from extractor.model.ownership import AnyField, DerivativeRow, Frozen, NonDerivativeRow, OwnershipDocument
from extractor.model.results import Extraction

SCHEMA_VERSION = "X0609"
NO_CIK = "0000000000"
"""Written for a CIK that the page does not show."""


def to_doubtful_xml(extraction: Extraction) -> str:
    """The filing's XML, with a comment at its head that names the doubtful fields and the CIKs that are not known."""
    declaration, _, filing = to_sec_xml(extraction.document).partition("\n")
    lines = "\n".join(_commented(line) for line in _doubts(extraction))
    return f"{declaration}\n<!--\n{lines}\n-->\n{filing}"


def _doubts(extraction: Extraction) -> Iterator[str]:
    doubtful = [entry for entry in extraction.assessment.fields if entry.review]
    yield from extraction.assessment.reasons
    yield "Fields in doubt:" if doubtful else "No field is in doubt."
    yield from (f"{entry.xpath}: {'; '.join(entry.reasons)}" for entry in doubtful)
    unknown = [xpath for xpath, field in fields(extraction.document) if xpath.endswith("Cik") and field.value is None]
    if unknown:
        yield f"{NO_CIK} stands for a CIK that the page does not show: {', '.join(unknown)}"


def _commented(text: str) -> str:
    """The text made safe for an XML comment: no two hyphens side by side, and nothing that looks like a tag."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain.replace("<", "‹").replace(">", "›").replace("--", "- -").replace("--", "- -").removesuffix("-")


def to_sec_xml(document: OwnershipDocument) -> str:
    """The filing as XML that programs made for EDGAR's files can read.

    It validates against the SEC's schema unless the page shows less than the schema requires: values that nobody
    could read and boxes that the page does not have are left out. A CIK that no link on the page gives is written as
    ten zeros, which no filer has, because programs made for EDGAR require digits.
    """
    root = ET.Element("ownershipDocument")
    ET.SubElement(root, "schemaVersion").text = SCHEMA_VERSION
    _add_plain(root, document, DOCUMENT_ELEMENTS)
    issuer = ET.SubElement(root, "issuer")
    _add_plain(issuer, document.issuer, ISSUER_ELEMENTS, cik="issuerCik")
    for owner in document.reporting_owners:
        parent = ET.SubElement(root, "reportingOwner")
        _add_plain(parent, owner, OWNER_ELEMENTS, cik="reportingOwnerId/rptOwnerCik")
        _descend(parent, ["reportingOwnerRelationship"])
    if document.aff10b5_one.value is not None:  # forms before April 2023 have no such box
        ET.SubElement(root, "aff10b5One").text = document.aff10b5_one.as_xml
    _add_table(root, "nonDerivativeTable", document.non_derivative_table)
    _add_table(root, "derivativeTable", document.derivative_table)
    if document.footnotes:
        footnotes = ET.SubElement(root, "footnotes")
        for footnote in document.footnotes:
            ET.SubElement(footnotes, "footnote", id=footnote.id).text = footnote.text.value
    if document.remarks.value:
        ET.SubElement(root, "remarks").text = document.remarks.value
    for signature in document.owner_signatures:
        _add_plain(ET.SubElement(root, "ownerSignature"), signature, SIGNATURE_ELEMENTS)
    ET.indent(root)
    return '<?xml version="1.0"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _add_table(root: ET.Element, name: str, rows: Sequence[NonDerivativeRow | DerivativeRow]) -> None:
    """Add a table; without rows it is left out, which the schema allows."""
    if rows:
        table = ET.SubElement(root, name)
        for row in rows:
            _add_row(table, row)


def _add_row(table: ET.Element, row: NonDerivativeRow | DerivativeRow) -> None:
    parent = ET.SubElement(table, row.kind.value or table.tag.replace("Table", "Transaction"))
    if not row.is_holding:
        # A form 4 reports its own transactions as type 4, early ones (column V) as type 5: spec 4.3.8.2.
        coding = ET.SubElement(parent, "transactionCoding")
        early = row.transaction_timeliness.value == "E"
        ET.SubElement(coding, "transactionFormType").text = "5" if early else "4"
    for attribute, path in ROW_ELEMENTS.items():
        field: AnyField | None = getattr(row, attribute, None)
        if field is None or (field.value is None and not field.footnotes):
            continue
        if attribute in ("transaction_code", "equity_swap_involved"):
            _descend(parent, path.split("/")).text = field.as_xml
            continue
        element = _descend(parent, path.split("/"))
        if field.value is not None:
            ET.SubElement(element, "value").text = field.as_xml
        _add_footnote_ids(element, field.footnotes)
    if not row.is_holding:
        _finish_coding(parent, row)


def _finish_coding(parent: ET.Element, row: NonDerivativeRow | DerivativeRow) -> None:
    """Move the coding to where the schema wants it, after the dates, and end it with its footnotes."""
    coding = _descend(parent, ["transactionCoding"])
    if coding.find("transactionCode") is not None and coding.find("equitySwapInvolved") is None:
        ET.SubElement(coding, "equitySwapInvolved").text = "0"
    _add_footnote_ids(coding, row.transaction_code.footnotes)
    parent.remove(coding)
    before = {"securityTitle", "conversionOrExercisePrice", "transactionDate", "deemedExecutionDate"}
    parent.insert(sum(child.tag in before for child in parent), coding)


def _add_plain(parent: ET.Element, model: Frozen, elements: dict[str, str], cik: str = "") -> None:
    for attribute, path in elements.items():
        value = getattr(model, attribute).as_xml
        if path == cik:
            value = value or NO_CIK
        if value is not None:
            _descend(parent, path.split("/")).text = value


def _add_footnote_ids(element: ET.Element, footnotes: tuple[str, ...]) -> None:
    for footnote in footnotes:
        ET.SubElement(element, "footnoteId", id=footnote)


def _descend(parent: ET.Element, path: list[str]) -> ET.Element:
    """The element at `path` below `parent`; missing elements are created."""
    for tag in path:
        child = parent.find(tag)
        parent = ET.SubElement(parent, tag) if child is None else child
    return parent
