"""DAT: box 3, the dates of the rows and the date beside the signature."""

from datetime import date

from extractor.model.field_paths import signature_xpath
from extractor.model.ownership import OwnershipDocument
from extractor.model.results import Severity, Suggestion
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.business_days import business_day_after, is_trading_day
from extractor.rules.filing import is_form_4, signed_on
from extractor.rules.rows import PlacedRow, both_tables, table_two, transactions

# Rule 16a-3(g)(4): an execution is deemed to happen by the third business day after the trade.
DEEMED_BUSINESS_DAYS = 3
LONGEST_TERM_YEARS = 30


@rule("DAT801", Severity.WARNING, "Form 4, box 3 (date of earliest transaction)")
def box_3_is_not_the_earliest_date(document: OwnershipDocument) -> Problems:
    """Box 3 has the earliest transaction date in both tables.

    Measured: 184 of 17,951 filings.

    Broken:     period_of_report = 01/09/2024
    Broken:     I.1.transaction_date = 01/05/2024
    Consistent: I.2.transaction_date = 01/09/2024
    """
    box_3, dated = document.period_of_report.value, _dated(document)
    if not is_form_4(document) or box_3 is None or not dated:
        return
    earliest, placed = dated[0]
    if earliest != box_3:
        message = f"box 3 says {box_3:%m/%d/%Y}, but {placed.name} has the earliest date {earliest:%m/%d/%Y}"
        reason = "box 3 would then be the earliest date"
        xpaths = (placed.xpath("transaction_date"), "periodOfReport")
        values = (box_3.isoformat(), earliest.isoformat())
        # If several rows share the earliest date, they outvote the box.
        if sum(day == earliest for day, _ in dated) > 1:
            xpaths, values = (xpaths[1], xpaths[0]), (values[1], values[0])
        pairs = zip(xpaths, values, strict=True)
        suggestions = tuple(Suggestion(xpath=xpath, value=value, reason=reason) for xpath, value in pairs)
        yield Problem(xpaths, message, suggestions)


@rule("DAT802", Severity.WARNING, "Form 4, Signature (the form reports what has happened)")
def transaction_after_signature(document: OwnershipDocument) -> Problems:
    """No transaction is later than the signature.

    Measured: 25 of 17,951 filings.

    Broken:     I.2.transaction_date = 01/18/2024
    Consistent: I.2.transaction_date = 01/10/2024
    """
    signed = signed_on(document)
    for day, placed in _dated(document):
        if signed is not None and day > signed:
            message = f"{placed.name}: a transaction of {day:%m/%d/%Y} on a form signed {signed:%m/%d/%Y}"
            yield Problem((placed.xpath("transaction_date"), signature_xpath(1, "signature_date")), message)


@rule("DAT805", Severity.WARNING, "17 CFR 240.16a-3(g)(2) to (4); Form 4, General Instruction 4(a)(ii)")
def deemed_execution_far_from_trade(document: OwnershipDocument) -> Problems:
    """A deemed execution date is zero to three business days after the transaction.

    Measured: 5 of 17,951 filings.

    Broken:     I.1.deemed_execution_date = 01/05/2024
    Broken:     I.1.deemed_execution_date = 01/12/2024
    Consistent: I.1.deemed_execution_date = 01/11/2024
    """
    for placed in both_tables(document):
        traded, deemed = placed.row.transaction_date.value, placed.row.deemed_execution_date.value
        if traded and deemed and not traded <= deemed <= business_day_after(traded, DEEMED_BUSINESS_DAYS):
            message = f"{placed.name}: deemed execution {deemed:%m/%d/%Y} of a transaction of {traded:%m/%d/%Y}"
            yield Problem(placed.xpaths("deemed_execution_date", "transaction_date"), message)


@rule("DAT806", Severity.WARNING, "NYSE Rule 7.2 (holidays)")
def traded_while_closed(document: OwnershipDocument) -> Problems:
    """A purchase or a sale is on a day on which the exchange is open.

    Measured: 10 of 17,951 filings.

    Broken:     I.2.transaction_date = 01/15/2024; signature.1.signature_date = 01/16/2024
    Consistent: I.2.transaction_date = 01/10/2024
    """
    for day, placed in _dated(document):
        code = placed.row.transaction_code.value
        if code in ("P", "S") and not is_trading_day(day):
            message = f"{placed.name}: code {code} on {day:%A, %m/%d/%Y}, when the exchange was closed"
            yield Problem((placed.xpath("transaction_date"),), message)


@rule("DAT810", Severity.WARNING, "Form 4, column 6 (expiration date)")
def expires_in_a_far_future(document: OwnershipDocument) -> Problems:
    """A derivative security expires within thirty years.

    Measured: 0 of 17,951 filings.

    Broken:     II.1.expiration_date = 04/28/2081
    Consistent: II.1.expiration_date = 04/28/2051
    """
    signed = signed_on(document) or document.period_of_report.value
    for placed in table_two(document):
        expiration = placed.row.expiration_date.value
        if expiration and signed and expiration.year - signed.year > LONGEST_TERM_YEARS:
            message = f"{placed.name} expires {expiration:%m/%d/%Y}, but the form is of {signed.year}"
            yield Problem((placed.xpath("expiration_date"),), message)


def _dated(document: OwnershipDocument) -> list[tuple[date, PlacedRow]]:
    """Transactions with their dates, the earliest first."""
    rows = transactions(both_tables(document))
    dated = [(placed.row.transaction_date.value, placed) for placed in rows]
    return sorted(((day, placed) for day, placed in dated if day is not None), key=lambda pair: pair[0])


RULES = (
    box_3_is_not_the_earliest_date,
    transaction_after_signature,
    deemed_execution_far_from_trade,
    traded_while_closed,
    expires_in_a_far_future,
)
