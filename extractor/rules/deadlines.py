"""DAT: when a filing was signed, and when it was due."""

from datetime import date

from extractor.model.field_paths import signature_xpath
from extractor.model.ownership import OwnershipDocument
from extractor.model.results import Severity
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.business_days import business_day_after, is_business_day
from extractor.rules.filing import is_amendment, is_form_4, signed_on

DUE_BUSINESS_DAYS = 2
# A lag this long is more often a misread digit than a late filing.
LONGEST_LAG_DAYS = 30

FIRST_SIGNED = signature_xpath(1, "signature_date")


@rule("DAT803", Severity.WARNING, "17 CFR 240.16a-3(g)(1); Form 4, General Instruction 1(a)")
def filed_late(document: OwnershipDocument) -> Problems:
    """A Form 4 is due before the end of the second business day after the transaction.

    The days are counted up to the signature, without weekends and federal holidays, when EDGAR is
    closed. EDGAR accepts late filings, and they are not rare, so this is only a hint that a date may
    have been misread.

    Measured: 698 of 17,951 filings.

    Broken:     signature.1.signature_date = 01/11/2024
    Consistent: signature.1.signature_date = 01/10/2024
    """
    signed, box_3 = _filed(document), document.period_of_report.value
    if not is_form_4(document) or signed is None or box_3 is None or (signed - box_3).days > LONGEST_LAG_DAYS:
        return
    due = business_day_after(box_3, DUE_BUSINESS_DAYS)
    if signed > due:
        message = f"signed {signed:%m/%d/%Y} but due {due:%m/%d/%Y}, two business days after {box_3:%m/%d/%Y}"
        yield Problem(("periodOfReport", FIRST_SIGNED), message)


@rule("DAT804", Severity.WARNING, "Form 4, General Instruction 1(a)")
def filed_much_later(document: OwnershipDocument) -> Problems:
    """More than thirty days between transaction and signature are more likely a misread digit than a late filing.

    Measured: 417 of 17,951 filings.

    Broken:     signature.1.signature_date = 04/10/2024
    Consistent: signature.1.signature_date = 01/10/2024
    """
    signed, box_3 = _filed(document), document.period_of_report.value
    if not is_form_4(document) or signed is None or box_3 is None:
        return
    lag = (signed - box_3).days
    if lag > LONGEST_LAG_DAYS:
        message = f"{lag} days between {box_3:%m/%d/%Y} in box 3 and the signature of {signed:%m/%d/%Y}"
        yield Problem(("periodOfReport", FIRST_SIGNED), message)


@rule("DAT807", Severity.WARNING, "17 CFR 232.12 (EDGAR's business days)")
def signed_on_a_holiday(document: OwnershipDocument) -> Problems:
    """A form is signed on a business day of EDGAR's.

    Forms are signed on the day of filing or shortly before, and EDGAR is closed on weekends and holidays.

    Measured: 54 of 17,951 filings.

    Broken:     signature.1.signature_date = 01/15/2024; period_of_report = 01/11/2024
    Consistent: signature.1.signature_date = 01/09/2024
    """
    for number, signature in enumerate(document.owner_signatures, 1):
        signed = signature.signature_date.value
        if signed is not None and not is_business_day(signed):
            message = f"signed on {signed:%A, %m/%d/%Y}, when EDGAR is closed"
            yield Problem((signature_xpath(number, "signature_date"),), message)


@rule("DAT808", Severity.WARNING, "Form 4, box 4 (date of the original)")
def original_date_out_of_order(document: OwnershipDocument) -> Problems:
    """The original form was filed after the transaction, and before the amendment was signed.

    Measured: 0 of 17,951 filings.

    Broken:     document_type = 4/A; date_of_original_submission = 01/11/2024
    Broken:     document_type = 4/A; date_of_original_submission = 01/05/2024
    Consistent: document_type = 4/A; date_of_original_submission = 01/09/2024
    """
    original, signed, box_3 = (
        document.date_of_original_submission.value,
        signed_on(document),
        document.period_of_report.value,
    )
    if original is not None and signed is not None and original > signed:
        message = f"the original of {original:%m/%d/%Y} is later than its amendment, signed {signed:%m/%d/%Y}"
        yield Problem(("dateOfOriginalSubmission", FIRST_SIGNED), message)
    if original is not None and box_3 is not None and original < box_3:
        message = f"the original of {original:%m/%d/%Y} is earlier than the transaction of {box_3:%m/%d/%Y}"
        yield Problem(("dateOfOriginalSubmission", "periodOfReport"), message)


@rule("DAT809", Severity.WARNING, "Form 4, General Instruction 4(b)(v)")
def signatures_of_several_days(document: OwnershipDocument) -> Problems:
    """Owners who file together sign on the same day.

    Measured: 1 of 17,951 filings.

    Broken:     is_joint_filing = 1; owner.2 = owner.1; owner.2.rpt_owner_name = Albert Family LLC;
                signature.2 = signature.1; signature.2.signature_date = 01/09/2024
    Consistent: is_joint_filing = 1; owner.2 = owner.1; owner.2.rpt_owner_name = Albert Family LLC;
                signature.2 = signature.1
    """
    days = [signature.signature_date.value for signature in document.owner_signatures]
    for number, day in enumerate(days, 1):
        if day is not None and days[0] is not None and day != days[0]:
            message = f"signature {number} is dated {day:%m/%d/%Y}, but the first {days[0]:%m/%d/%Y}"
            yield Problem((signature_xpath(number, "signature_date"), FIRST_SIGNED), message)


def _filed(document: OwnershipDocument) -> date | None:
    """The day on which the filing was first made; for an amendment that is the date of the original."""
    if is_amendment(document):
        return document.date_of_original_submission.value
    return signed_on(document)


RULES = (
    filed_late,
    filed_much_later,
    signed_on_a_holiday,
    original_date_out_of_order,
    signatures_of_several_days,
)
