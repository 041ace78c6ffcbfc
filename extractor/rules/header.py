"""HDR: the form itself, the issuer, and the boxes that hold for the whole filing."""

from extractor.model.field_paths import issuer_xpath, owner_xpath, signature_xpath
from extractor.model.ownership import AnyField, OwnershipDocument
from extractor.model.results import Severity
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.filing import PLAN_BOX_SINCE, is_amendment, is_form_4, owner_xpaths, signed_on
from extractor.rules.rows import both_tables, transactions

FORMS = ("3", "3/A", "4", "4/A", "5", "5/A")


@rule("HDR101", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.6.3 DocTypeList")
def unknown_form(document: OwnershipDocument) -> Problems:
    """The form must be one that EDGAR knows.

    Broken:     document_type = 4/B
    Consistent: document_type = 4/A; date_of_original_submission = 01/10/2024; remarks = Corrects row 1.
    """
    if document.document_type.value is not None and document.document_type.value not in FORMS:
        yield Problem(("documentType",), f"there is no form {document.document_type.value!r}")


@rule("HDR102", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.5 (dateOfOriginalSubmission)")
def original_date_and_form_disagree(document: OwnershipDocument) -> Problems:
    """An amendment gives the date of the original filing in box 4; other forms leave box 4 blank.

    Broken:     document_type = 4/A; remarks = Corrects row 1.
    Broken:     date_of_original_submission = 01/10/2024
    Consistent: document_type = 4/A; date_of_original_submission = 01/10/2024; remarks = Corrects row 1.
    """
    if document.document_type.value is None:
        return
    original = document.date_of_original_submission
    if is_amendment(document) and original.value is None:
        yield Problem(("dateOfOriginalSubmission", "documentType"), "this is an amendment, but box 4 has no date")
    elif not is_amendment(document) and not original.is_blank:
        yield Problem(
            ("documentType", "dateOfOriginalSubmission"),
            f"box 4 shows {original.text!r}, but the form is {document.document_type.value!r} and not an amendment",
        )


@rule("HDR103", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.5 and 4.3.1")
def header_value_missing(document: OwnershipDocument) -> Problems:
    """The form, the name in box 1, box 2 and box 3 are mandatory; an issuer without a symbol writes NONE.

    Broken:     period_of_report =
    Broken:     issuer.issuer_trading_symbol =
    Broken:     owner.1.rpt_owner_name =
    Consistent: issuer.issuer_trading_symbol = NONE
    """
    named: list[tuple[str, AnyField]] = [
        ("documentType", document.document_type),
        ("periodOfReport", document.period_of_report),
        (issuer_xpath("issuer_name"), document.issuer.issuer_name),
        (issuer_xpath("issuer_trading_symbol"), document.issuer.issuer_trading_symbol),
    ]
    for number, owner in enumerate(document.reporting_owners, 1):
        named.append((owner_xpath(number, "rpt_owner_name"), owner.rpt_owner_name))
    for xpath, field in named:
        if field.value is None:
            yield Problem((xpath,), f"{xpath.rpartition('/')[2]} is mandatory and has no value")
    if not document.reporting_owners:
        yield Problem(owner_xpaths(1), "box 1 names no reporting person")


@rule("HDR112", Severity.WARNING, "EDGAR Ownership XML Technical Specification v5.5, 4.3.3 and 4.3.4")
def no_transaction(document: OwnershipDocument) -> Problems:
    """A Form 4 reports a transaction, unless its owner is no longer subject to Section 16.

    Measured: 8 of 17,951 filings.

    Broken:     drop I.2; drop I.1; drop II.1; drop F.3; drop F.2; drop F.1
    Consistent: drop I.2; drop I.1; drop II.1; drop F.3; drop F.2; drop F.1;
                not_subject_to_section16 = 1; aff10b5_one = 0
    """
    reports_transactions = any(transactions(both_tables(document)))
    if is_form_4(document) and not reports_transactions and not document.not_subject_to_section16.value:
        yield Problem(
            ("notSubjectToSection16",),
            "neither table has a transaction, and the box “no longer subject to Section 16” is not ticked",
        )


@rule("HDR113", Severity.WARNING, "Form 4 as of 2023-04-01; SEC Release 33-11138")
def plan_box_before_its_time(document: OwnershipDocument) -> Problems:
    """Only forms signed since April 2023 have the Rule 10b5-1 box.

    Measured: 46 of 17,951 filings.

    Broken:     signature.1.signature_date = 01/10/2023
    Consistent: signature.1.signature_date = 01/09/2024
    """
    signed = signed_on(document)
    if document.aff10b5_one.value and signed and signed < PLAN_BOX_SINCE:
        message = f"the form was signed {signed:%m/%d/%Y}, before it had a Rule 10b5-1 box to tick"
        yield Problem(("aff10b5One", signature_xpath(1, "signature_date")), message)


@rule("HDR114", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.5 (ownerSignature)")
def signature_incomplete(document: OwnershipDocument) -> Problems:
    """The form is signed, and every signature has a name and a date.

    Broken:     drop signature.1
    Broken:     signature.1.signature_date =
    Broken:     signature.1.signature_name =
    Consistent: signature.1.signature_name = Bruce Posey, Attorney-in-Fact
    """
    if not document.owner_signatures:
        yield Problem((signature_xpath(1, "signature_name"), signature_xpath(1, "signature_date")), "nothing is signed")
    for number, signature in enumerate(document.owner_signatures, 1):
        if signature.signature_name.value is None:
            yield Problem((signature_xpath(number, "signature_name"),), f"signature {number} has no name")
        if signature.signature_date.value is None:
            yield Problem((signature_xpath(number, "signature_date"),), f"signature {number} has no date")


@rule("HDR115", Severity.WARNING, "Form 4, General Instruction 4(b)(v)")
def signatures_and_owners_differ(document: OwnershipDocument) -> Problems:
    """Every owner signs, so there are as many signatures as owners; EDGAR does not enforce this.

    If there are more signatures than owners, an owner was not read.

    Measured: 184 of 17,951 filings.

    Broken:     signature.2 = signature.1
    Consistent: is_joint_filing = 1; owner.2 = owner.1; owner.2.rpt_owner_name = Albert Family LLC;
                signature.2 = signature.1
    """
    owners, signatures = len(document.reporting_owners), len(document.owner_signatures)
    if owners and signatures and owners != signatures:
        message = f"{owners} reporting owner(s) and {signatures} signature(s)"
        lost = [xpath for number in range(owners + 1, signatures + 1) for xpath in owner_xpaths(number)]
        yield Problem((signature_xpath(signatures, "signature_name"), *lost), message)


RULES = (
    unknown_form,
    original_date_and_form_disagree,
    header_value_missing,
    no_transaction,
    plan_box_before_its_time,
    signature_incomplete,
    signatures_and_owners_differ,
)
