"""DAT: box 3, the dates of the rows and the date beside the signature."""

from datetime import date

from extractor.ownership import OwnershipDocument
from extractor.results import Severity, Suggestion
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.business_days import business_day_after, is_business_day, is_trading_day
from extractor.rules.header import is_form_4
from extractor.rules.rows import PlacedRow, both_tables, transactions

DUE_BUSINESS_DAYS = 2
# Rule 16a-3(g)(4): an execution is deemed to happen by the third business day after the trade.
DEEMED_BUSINESS_DAYS = 3
# A lag this long is a wrong digit more often than a late filing.
LONGEST_LAG_DAYS = 30
LONGEST_TERM_YEARS = 30


@rule("DAT801", Severity.WARNING, "Form 4, box 3 (date of earliest transaction)")
def box_3_is_not_the_earliest_date(document: OwnershipDocument) -> Problems:
    """Box 3 shows the earliest date of a transaction in both tables.

    Measured: 0 of 79 filings.

    Broken:     period_of_report = 01/09/2024
    Broken:     I.1.transaction_date = 01/05/2024
    Consistent: I.2.transaction_date = 01/09/2024
    """
    box_3, dated = document.period_of_report.value, _dated(document)
    if not is_form_4(document) or box_3 is None or not dated:
        return
    earliest, placed = dated[0]
    if earliest != box_3:
        message = f"box 3 says {box_3:%m/%d/%Y}, and {placed.name} has the earliest date {earliest:%m/%d/%Y}"
        reason = "box 3 would be the earliest date"
        xpaths = (placed.xpath("transaction_date"), "periodOfReport")
        values = (box_3.isoformat(), earliest.isoformat())
        # Many rows that agree with one another outvote the box.
        if sum(day == earliest for day, _ in dated) > 1:
            xpaths, values = (xpaths[1], xpaths[0]), (values[1], values[0])
        pairs = zip(xpaths, values, strict=True)
        suggestions = tuple(Suggestion(xpath=xpath, value=value, reason=reason) for xpath, value in pairs)
        yield Problem(xpaths, message, suggestions)


@rule("DAT802", Severity.WARNING, "Form 4, Signature (the form reports what has happened)")
def transaction_after_signature(document: OwnershipDocument) -> Problems:
    """Nobody signs before the transaction.

    Measured: 1 of 79 filings (a vesting announced beforehand).

    Broken:     I.2.transaction_date = 01/18/2024
    Consistent: I.2.transaction_date = 01/10/2024
    """
    signed = _signed(document)
    for day, placed in _dated(document):
        if signed is not None and day > signed:
            message = f"{placed.name}: a transaction of {day:%m/%d/%Y} on a form signed {signed:%m/%d/%Y}"
            yield Problem((placed.xpath("transaction_date"), "ownerSignature[1]/signatureDate"), message)


@rule("DAT803", Severity.WARNING, "17 CFR 240.16a-3(g)(1); Form 4, General Instruction 1(a)")
def filed_late(document: OwnershipDocument) -> Problems:
    """A Form 4 is due before the end of the second business day after the transaction.

    Counted to the signature, without federal holidays, when EDGAR is closed. Late filings are
    lawful to print and not rare, so this is a hint at a date misread and no more.

    Measured: 0 of 79 filings.

    Broken:     signature.1.signature_date = 01/11/2024
    Consistent: signature.1.signature_date = 01/10/2024
    """
    signed, box_3 = _filed(document), document.period_of_report.value
    if not is_form_4(document) or signed is None or box_3 is None or (signed - box_3).days > LONGEST_LAG_DAYS:
        return
    due = business_day_after(box_3, DUE_BUSINESS_DAYS)
    if signed > due:
        message = f"signed {signed:%m/%d/%Y} and due {due:%m/%d/%Y}, two business days after {box_3:%m/%d/%Y}"
        yield Problem(("periodOfReport", "ownerSignature[1]/signatureDate"), message)


@rule("DAT804", Severity.WARNING, "Form 4, General Instruction 1(a)")
def filed_much_later(document: OwnershipDocument) -> Problems:
    """More than thirty days between transaction and signature are a wrong digit first, and a late filing second.

    Measured: 2 of 79 filings.

    Broken:     signature.1.signature_date = 04/10/2024
    Consistent: signature.1.signature_date = 01/10/2024
    """
    signed, box_3 = _filed(document), document.period_of_report.value
    if not is_form_4(document) or signed is None or box_3 is None:
        return
    lag = (signed - box_3).days
    if lag > LONGEST_LAG_DAYS:
        message = f"{lag} days between {box_3:%m/%d/%Y} in box 3 and the signature of {signed:%m/%d/%Y}"
        yield Problem(("periodOfReport", "ownerSignature[1]/signatureDate"), message)


@rule("DAT805", Severity.WARNING, "17 CFR 240.16a-3(g)(2) to (4); Form 4, General Instruction 4(a)(ii)")
def deemed_execution_far_from_trade(document: OwnershipDocument) -> Problems:
    """A deemed execution date lies from zero to three business days after the transaction.

    Measured: 0 of 79 filings.

    Broken:     I.1.deemed_execution_date = 01/05/2024
    Broken:     I.1.deemed_execution_date = 01/12/2024
    Consistent: I.1.deemed_execution_date = 01/11/2024
    """
    for placed in both_tables(document):
        traded, deemed = placed.row.transaction_date.value, placed.row.deemed_execution_date.value
        if traded and deemed and not traded <= deemed <= business_day_after(traded, DEEMED_BUSINESS_DAYS):
            message = f"{placed.name}: executed {deemed:%m/%d/%Y}, traded {traded:%m/%d/%Y}"
            yield Problem(placed.xpaths("deemed_execution_date", "transaction_date"), message)


@rule("DAT806", Severity.WARNING, "NYSE Rule 7.2 (holidays)")
def traded_while_closed(document: OwnershipDocument) -> Problems:
    """A purchase or a sale falls on a day on which the exchange opens.

    Measured: 0 of 79 filings.

    Broken:     I.2.transaction_date = 01/15/2024; signature.1.signature_date = 01/16/2024
    Consistent: I.2.transaction_date = 01/10/2024
    """
    for day, placed in _dated(document):
        code = placed.row.transaction_code.value
        if code in ("P", "S") and not is_trading_day(day):
            message = f"{placed.name}: code {code} on {day:%A, %m/%d/%Y}, when the exchange was closed"
            yield Problem((placed.xpath("transaction_date"),), message)


@rule("DAT807", Severity.WARNING, "17 CFR 232.12 (EDGAR's business days)")
def signed_on_a_holiday(document: OwnershipDocument) -> Problems:
    """Forms are signed on the day they are filed or shortly before, and EDGAR is closed on weekends and holidays.

    Measured: 0 of 79 filings.

    Broken:     signature.1.signature_date = 01/15/2024; period_of_report = 01/11/2024
    Consistent: signature.1.signature_date = 01/09/2024
    """
    for number, signature in enumerate(document.owner_signatures, 1):
        signed = signature.signature_date.value
        if signed is not None and not is_business_day(signed):
            message = f"signed on {signed:%A, %m/%d/%Y}, when EDGAR is closed"
            yield Problem((f"ownerSignature[{number}]/signatureDate",), message)


@rule("DAT808", Severity.WARNING, "Form 4, box 4 (date of the original)")
def original_date_out_of_order(document: OwnershipDocument) -> Problems:
    """The original was filed after the transaction, and before its amendment was signed.

    Measured: 0 of 79 filings.

    Broken:     document_type = 4/A; date_of_original_submission = 01/11/2024
    Broken:     document_type = 4/A; date_of_original_submission = 01/05/2024
    Consistent: document_type = 4/A; date_of_original_submission = 01/09/2024
    """
    original, signed, box_3 = (
        document.date_of_original_submission.value,
        _signed(document),
        document.period_of_report.value,
    )
    if original is not None and signed is not None and original > signed:
        message = f"the original of {original:%m/%d/%Y} is younger than its amendment of {signed:%m/%d/%Y}"
        yield Problem(("dateOfOriginalSubmission", "ownerSignature[1]/signatureDate"), message)
    if original is not None and box_3 is not None and original < box_3:
        message = f"the original of {original:%m/%d/%Y} is older than the transaction of {box_3:%m/%d/%Y}"
        yield Problem(("dateOfOriginalSubmission", "periodOfReport"), message)


@rule("DAT809", Severity.WARNING, "Form 4, General Instruction 4(b)(v)")
def signatures_of_several_days(document: OwnershipDocument) -> Problems:
    """Those who file together sign on one day.

    Measured: 0 of 79 filings.

    Broken:     is_joint_filing = 1; owner.2 = owner.1; owner.2.rpt_owner_name = Albert Family LLC;
                signature.2 = signature.1; signature.2.signature_date = 01/09/2024
    Consistent: is_joint_filing = 1; owner.2 = owner.1; owner.2.rpt_owner_name = Albert Family LLC;
                signature.2 = signature.1
    """
    days = [signature.signature_date.value for signature in document.owner_signatures]
    for number, day in enumerate(days, 1):
        if day is not None and days[0] is not None and day != days[0]:
            message = f"signature {number} is of {day:%m/%d/%Y}, the first of {days[0]:%m/%d/%Y}"
            yield Problem((f"ownerSignature[{number}]/signatureDate", "ownerSignature[1]/signatureDate"), message)


@rule("DAT810", Severity.WARNING, "Form 4, column 6 (expiration date)")
def expires_in_a_far_future(document: OwnershipDocument) -> Problems:
    """A right expires within thirty years.

    Measured: 0 of 79 filings.

    Broken:     II.1.expiration_date = 04/28/2081
    Consistent: II.1.expiration_date = 04/28/2051
    """
    signed = _signed(document) or document.period_of_report.value
    for placed in both_tables(document):
        expiration = getattr(placed.row, "expiration_date", None)
        if expiration and expiration.value and signed and expiration.value.year - signed.year > LONGEST_TERM_YEARS:
            message = f"{placed.name} expires {expiration.value:%m/%d/%Y}, on a form of {signed.year}"
            yield Problem((placed.xpath("expiration_date"),), message)


def _dated(document: OwnershipDocument) -> list[tuple[date, PlacedRow]]:
    """Transactions with their dates, the earliest first."""
    rows = transactions(both_tables(document))
    dated = [(placed.row.transaction_date.value, placed) for placed in rows]
    return sorted(((day, placed) for day, placed in dated if day is not None), key=lambda pair: pair[0])


def _signed(document: OwnershipDocument) -> date | None:
    """The last day on which somebody signed."""
    days = [signature.signature_date.value for signature in document.owner_signatures]
    return max((day for day in days if day is not None), default=None)


def _filed(document: OwnershipDocument) -> date | None:
    """When the filing was first made: an amendment is as late as its original was."""
    if (document.document_type.value or "").endswith("/A"):
        return document.date_of_original_submission.value
    return _signed(document)


RULES = (
    box_3_is_not_the_earliest_date,
    transaction_after_signature,
    filed_late,
    filed_much_later,
    deemed_execution_far_from_trade,
    traded_while_closed,
    signed_on_a_holiday,
    original_date_out_of_order,
    signatures_of_several_days,
    expires_in_a_far_future,
)
