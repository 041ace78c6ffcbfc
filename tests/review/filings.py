"""Filings to review: samples as they should be read, with values misread on purpose."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from pypdfium2 import PdfDocument

from extractor.confidence.assessment import assess
from extractor.model.corrections import apply
from extractor.model.field_paths import fields
from extractor.model.ownership import OwnershipDocument
from extractor.model.page import BoundingBox, Origin, Reading
from extractor.model.results import Correction, Extraction, Source
from extractor.readers.ownership_xml import read_ownership_xml
from extractor.rules import check
from extractor.store import Store, document_id

SAMPLES = Path(__file__).parents[2] / "samples" / "pdf"
QUALYS = SAMPLES / "qualys-2014-01-06.edgar.pdf"
NOW = datetime(2026, 5, 20, 14, 5, tzinfo=UTC)

BALANCE = "nonDerivativeTable/*[1]/postTransactionAmounts/sharesOwnedFollowingTransaction"
PRICE = "nonDerivativeTable/*[1]/transactionAmounts/transactionPricePerShare"
SIGNED = "ownerSignature[1]/signatureDate"
BOXES = {
    "issuer/issuerName": BoundingBox(226, 115, 291, 126),
    "reportingOwner[1]/reportingOwnerId/rptOwnerName": BoundingBox(31, 117, 80, 128),
    "nonDerivativeTable/*[1]/transactionAmounts/transactionShares": BoundingBox(335, 299, 359, 309),
    PRICE: BoundingBox(406, 299, 422, 309),
    BALANCE: BoundingBox(456, 299, 480, 309),
    SIGNED: BoundingBox(542, 546, 582, 556),
}
"""Where some fields of the Qualys filing are printed."""
THREE_MISREADINGS: Mapping[str, tuple[str, tuple[Reading, ...]]] = {
    BALANCE: ("70000", (Reading("ppocr", "70,000", 0.93), Reading("tesseract", "10,000", 0.88))),
    PRICE: ("4.8", (Reading("ppocr", "$4.80", 0.71), Reading("tesseract", "$4.30", 0.64))),
    SIGNED: ("2014-01-06", (Reading("ppocr", "01/06/2014", 0.66),)),
}


def misread(extraction: Extraction, misreadings: Mapping[str, tuple[str, tuple[Reading, ...]]]) -> Extraction:
    """The filing as a worse reader and a second one would have read it, checked and assessed again."""
    said = [
        Correction(xpath=xpath, old=None, new=text, footnotes=(), reviewer="", at=NOW)
        for xpath, (text, _) in misreadings.items()
    ]
    document = apply(extraction.document, said)
    for xpath, field in fields(document):
        sure = (Reading("ppocr", field.text, 1.0), Reading("tesseract", field.text, 0.95)) if field.text else ()
        readings = misreadings[xpath][1] if xpath in misreadings else sure
        document = with_field(document, xpath, readings=readings, origin=Origin.RECOGNISED)
    findings = check(document)
    return extraction.model_copy(
        update={"document": document, "findings": findings, "assessment": assess(document, findings)}
    )


def with_field(document: OwnershipDocument, xpath: str, **changes: Any) -> OwnershipDocument:
    """The document with one field changed as no correction can change it."""
    target = dict(fields(document))[xpath]
    return _replaced(document, target, target.model_copy(update=changes))


def _replaced(value: Any, target: Any, new: Any) -> Any:
    """`value` with exactly the object `target` inside it replaced."""
    if value is target:
        return new
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_replaced(item, target, new) for item in value)
    names = getattr(type(value), "model_fields", {})
    if not names or "readings" in names:
        return value
    return value.model_copy(update={name: _replaced(getattr(value, name), target, new) for name in names})


@cache
def read(path: Path) -> tuple[Extraction, ...]:
    """A printed sample as a perfect reader would read it, so these tests do not depend on how well pages are read."""
    document = read_ownership_xml(SAMPLES.parent / "filings" / f"{path.name.partition('.')[0]}.xml")
    if path == QUALYS:
        for xpath, box in BOXES.items():
            document = with_field(document, xpath, page=1, box=box)
    findings = check(document)
    source = Source(
        path=str(path),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        pages=len(PdfDocument(path)),
        read_by=("pdfium",),
        form=document.document_type.value or "4",
    )
    return (Extraction(source=source, document=document, findings=findings, assessment=assess(document, findings)),)


def add(store: Store, path: Path, *extractions: Extraction) -> str:
    """Record the filings of `path`; returns the id of the first."""
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    found = extractions or read(path)
    store.files.add_extractions(sha256, str(path), found, now=NOW, sampled=not extractions)
    return document_id(sha256)


@cache
def doubtful() -> Extraction:
    """A filing with three doubtful fields, one of which breaks a balance."""
    return misread(read(QUALYS)[0], THREE_MISREADINGS)
