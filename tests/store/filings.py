"""Filings for the tests of the store, with only the values that matter."""

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal

from extractor.model.field_paths import fields
from extractor.model.ownership import (
    DateField,
    DecimalField,
    Footnote,
    Issuer,
    NonDerivativeRow,
    OwnershipDocument,
    OwnerSignature,
    ReportingOwner,
    StrField,
)
from extractor.model.page import BoundingBox, Reading
from extractor.model.results import (
    Assessment,
    Correction,
    Decision,
    Extraction,
    FieldAssessment,
    Finding,
    Severity,
    Source,
    Suggestion,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NAME = "issuer/issuerName"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def text_field(text: str) -> StrField:
    seen = (Reading("pdfium", text, None), Reading("tesseract", text + "?", 0.5))
    return StrField(value=text, text=text, page=1, box=BoundingBox(1.5, 2, 30, 12), readings=seen, placement=0.9)


def line(shares: str) -> NonDerivativeRow:
    return NonDerivativeRow(
        kind=text_field("nonDerivativeTransaction"),
        security_title=text_field("Common Stock"),
        transaction_date=DateField(value=date(2026, 1, 5), text="01/05/2026"),
        transaction_shares=DecimalField(value=Decimal(shares), text=shares, footnotes=("F1",)),
    )


def filing(
    name: str = "ACME",
    *,
    owner: str = "DOE JANE",
    doubtful: int = 1,
    confidence: float = 0.5,
    rules: tuple[str, ...] = ("TOT701",),
    decision: Decision | None = None,
    period: date = date(2026, 1, 5),
    lines: int = 1,
) -> Extraction:
    document = OwnershipDocument(
        document_type=text_field("4"),
        period_of_report=DateField(value=period, text=f"{period:%m/%d/%Y}"),
        issuer=Issuer(issuer_name=text_field(name), issuer_trading_symbol=text_field(name[:4])),
        reporting_owners=(ReportingOwner(rpt_owner_name=text_field(owner)),),
        non_derivative_table=(line("10000.10"),) * lines,
        footnotes=(Footnote(id="F1", text=text_field("By trust.")),),
        owner_signatures=(OwnerSignature(signature_name=text_field("/s/ Jane Doe")),),
    )
    assessed = tuple(
        FieldAssessment(xpath=xpath, confidence=confidence if at < doubtful else 0.999, review=at < doubtful)
        for at, (xpath, _) in enumerate(fields(document))
    )
    found = tuple(
        Finding(
            rule=rule,
            severity=Severity.WARNING,
            xpaths=(NAME,),
            message="the balance is off by 10",
            suggestions=(Suggestion(xpath=NAME, value="ACME INC", reason="the other row says so"),),
        )
        for rule in rules
    )
    return Extraction(
        source=Source(path="x.pdf", sha256=sha(name), pages=1, read_by=("pdfium",), form="4"),
        document=document,
        findings=found,
        assessment=Assessment(
            fields=assessed, decision=decision or (Decision.REVIEW if doubtful else Decision.ACCEPT), reasons=("why",)
        ),
    )


def sure(name: str = "SURE") -> Extraction:
    return filing(name, doubtful=0, rules=())


def correction(new: str | None, *, xpath: str = NAME, old: str | None = "ACME", reviewer: str = "ann") -> Correction:
    return Correction(xpath=xpath, old=old, new=new, footnotes=("F1",), reviewer=reviewer, at=NOW, reason="smudge")


def recheck(extraction: Extraction, corrections: tuple[Correction, ...]) -> Extraction:
    """A `recheck` whose rules find nothing any more once anything was corrected."""
    settled = {said.xpath for said in corrections}
    assessed = tuple(
        field.model_copy(update={"review": field.review and field.xpath not in settled, "confidence": 1.0})
        for field in extraction.assessment.fields
    )
    return extraction.model_copy(
        update={"findings": (), "assessment": Assessment(fields=assessed, decision=Decision.REVIEW)}
    )
