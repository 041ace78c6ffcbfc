"""Reads an `ownershipDocument` XML, from EDGAR or written by this project, into an OwnershipDocument."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from extractor.errors import UnreadableDocumentError
from extractor.model.field_paths import (
    DOCUMENT_ELEMENTS,
    ISSUER_ELEMENTS,
    OWNER_ELEMENTS,
    ROW_ELEMENTS,
    SIGNATURE_ELEMENTS,
)
from extractor.model.ownership import (
    BoolField,
    DateField,
    DecimalField,
    DerivativeRow,
    Field,
    Footnote,
    Frozen,
    Issuer,
    NonDerivativeRow,
    OwnershipDocument,
    OwnerSignature,
    ReportingOwner,
    StrField,
)

Row = TypeVar("Row", NonDerivativeRow, DerivativeRow)


def read_ownership_xml(source: Path | str) -> OwnershipDocument:
    """The filing in an XML file (Path), or in a text with the XML (str); raises UnreadableDocumentError."""
    text = source.read_text(encoding="utf-8-sig", errors="replace") if isinstance(source, Path) else source
    # EDGAR's full submission files wrap the XML in other text.
    begin = re.search(r"<(?:\w+:)?ownershipDocument\b", text)
    ends = [end.end() for end in re.finditer(r"</(?:\w+:)?ownershipDocument>", text)]
    if begin is None or not ends or ends[-1] < begin.end():
        raise UnreadableDocumentError("no ownershipDocument in this XML; give a Form 4 as EDGAR publishes it")
    try:
        root = ET.fromstring(text[begin.start() : ends[-1]])  # noqa: S314 - entities need a DTD, which is left out
    except ET.ParseError as error:
        raise UnreadableDocumentError(f"the XML is damaged ({error}); fetch it again") from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return OwnershipDocument(
        **_values(root, OwnershipDocument, DOCUMENT_ELEMENTS),
        issuer=Issuer(**_values(_child(root, "issuer"), Issuer, ISSUER_ELEMENTS)),
        reporting_owners=tuple(
            ReportingOwner(**_values(owner, ReportingOwner, OWNER_ELEMENTS)) for owner in root.findall("reportingOwner")
        ),
        is_joint_filing=BoolField(value=len(root.findall("reportingOwner")) > 1),
        aff10b5_one=_field(root.find("aff10b5One"), BoolField),
        non_derivative_table=tuple(_row(row, NonDerivativeRow) for row in _child(root, "nonDerivativeTable")),
        derivative_table=tuple(_row(row, DerivativeRow) for row in _child(root, "derivativeTable")),
        footnotes=tuple(_footnote(note) for note in root.findall("footnotes/footnote")),
        remarks=_field(root.find("remarks"), StrField),
        owner_signatures=tuple(
            OwnerSignature(**_values(signature, OwnerSignature, SIGNATURE_ELEMENTS))
            for signature in root.findall("ownerSignature")
        ),
    )


def _row(element: ET.Element, model: type[Row]) -> Row:
    values = _values(element, model, ROW_ELEMENTS)
    coding = _child(element, "transactionCoding")
    code = values.get("transaction_code", StrField())
    values["transaction_code"] = code.model_copy(update={"footnotes": _footnote_ids(coding)})
    if coding.findtext("transactionFormType") == "5":
        # A form 4 prints V both for type 5 and for timeliness E; they say the same (spec 4.3.8.2).
        values["transaction_timeliness"] = values["transaction_timeliness"].model_copy(
            update={"value": "E", "text": "V"}
        )
    return model(kind=StrField(value=element.tag, text=element.tag), **values)


def _values(parent: ET.Element, model: type[Frozen], elements: dict[str, str]) -> dict[str, Any]:
    return {
        attribute: _field(parent.find(path), model.model_fields[attribute].annotation)
        for attribute, path in elements.items()
        if attribute in model.model_fields
    }


def _field(element: ET.Element | None, kind: Any) -> Any:
    """The element's value as a field of type `kind`; a value that does not parse is kept as text only."""
    if element is None:
        return kind()
    inner = element.find("value")
    text = " ".join(((element if inner is None else inner).text or "").split())
    if element.tag.endswith("Cik") and not text.strip("0"):
        return kind()  # zeros stand for a CIK that is not on the page
    try:
        value = PARSERS[kind](text) if text else None
    except (ValueError, InvalidOperation):
        value = None
    return kind(value=value, text=text, footnotes=_footnote_ids(element))


def _footnote(element: ET.Element) -> Footnote:
    text = " ".join("".join(element.itertext()).split())
    return Footnote(id=_footnote_id(element), text=StrField(value=text or None, text=text))


def _footnote_ids(element: ET.Element) -> tuple[str, ...]:
    return tuple(_footnote_id(mark) for mark in element.findall("footnoteId"))


def _footnote_id(element: ET.Element) -> str:
    return f"F{int(re.sub(r'[^0-9]', '', element.get('id', '')) or 0)}"


def _child(parent: ET.Element, tag: str) -> ET.Element:
    child = parent.find(tag)
    return ET.Element(tag) if child is None else child


PARSERS: dict[Any, Callable[[str], Any]] = {
    Field[str]: str,
    DateField: lambda text: date.fromisoformat(text[:10]),  # older files add a time zone
    DecimalField: lambda text: Decimal(text.replace(",", "").replace("$", "")),
    BoolField: lambda text: text.lower() in ("1", "true"),
}
