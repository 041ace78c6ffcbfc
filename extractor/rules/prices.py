"""AMT: prices, also against other prices of the same day in the filing."""

import re
from decimal import Decimal

from extractor.model.ownership import NonDerivativeRow, OwnershipDocument
from extractor.model.results import Severity, Suggestion
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.rows import Placed, both_tables, is_empty, printed, table_one, table_two, transactions

PRICE = "transaction_price_per_share"
# If one security has two prices on one day, the higher is nearly always less than this factor times the lower.
SAME_DAY_PRICE_RATIO = Decimal("1.25")
HIGHEST_USUAL_PRICE = Decimal(10_000)
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


@rule(
    "AMT304",
    Severity.ERROR,
    "EDGAR Ownership XML Technical Specification v5.5, 3.5, cm(8); schema NONDERIV_TRANSACT_AMOUNTS",
)
def price_missing(document: OwnershipDocument) -> Problems:
    """A transaction in Table I has a price, or a footnote in its place.

    Broken:     I.1.transaction_price_per_share =
    Consistent: I.1.transaction_price_per_share = (1)
    """
    for placed in transactions(table_one(document)):
        if is_empty(placed.row.transaction_price_per_share):
            message = f"{placed.name} has neither a price nor a footnote in its place"
            yield Problem(placed.xpaths("transaction_price_per_share"), message)


@rule(
    "AMT305",
    Severity.WARNING,
    "EDGAR Ownership XML Technical Specification v5.5, 3.5; Form 4, General Instruction 4(c)(iii)",
)
def derivative_price_missing(document: OwnershipDocument) -> Problems:
    """Column 8 has a price or a footnote; the form lets an exercise or a conversion leave it blank.

    Measured: 0 of 17,951 filings.

    Broken:     II.1.transaction_code = A (1); II.1.transaction_acquired_disposed_code = A;
                I.1.transaction_code = A (1); II.1.transaction_price_per_share =
    Consistent: II.1.transaction_price_per_share =
    """
    for placed in transactions(table_two(document)):
        code = placed.row.transaction_code.value
        if code not in ("M", "C", "X", "O", "E", "H") and is_empty(placed.row.transaction_price_per_share):
            message = f"{placed.name}: code {code} without a price or a footnote in column 8"
            yield Problem(placed.xpaths("transaction_price_per_share"), message)


@rule("AMT314", Severity.WARNING, "Form 4 as filers print it (all prices with a dollar sign, or none)")
def dollar_sign_read_as_5(document: OwnershipDocument) -> Problems:
    """If other prices have a dollar sign, a price that begins with 5 has one too; else the 5 may be the sign.

    Measured: 0 of 79 filings, none of which prints some of its prices without the sign.

    Broken:     I.2.transaction_price_per_share = 525.0338 (2)
    Consistent: I.2.transaction_price_per_share = 25.0338 (2)
    """
    prices = [
        (placed, name, field)
        for placed in both_tables(document)
        for name, field in placed.cells_of((PRICE, "conversion_or_exercise_price"))
        if field.value is not None
    ]
    if any(field.text.startswith("$") for _, _, field in prices):
        for placed, name, field in prices:
            if field.text.startswith("5"):
                yield _five_or_dollar(placed.xpath(name), placed.name, field.text)


def _five_or_dollar(xpath: str, row: str, text: str) -> Problem:
    rest, reason = text[1:].replace(",", ""), "the 5 may be a dollar sign"
    suggestions = (Suggestion(xpath=xpath, value=rest, reason=reason),) if _NUMBER.fullmatch(rest) else ()
    return Problem((xpath,), f"{row}: {text!r} begins with 5, but other prices begin with a dollar sign", suggestions)


@rule("AMT310", Severity.WARNING, "Form 4, General Instruction 5 (prices per share)")
def price_far_from_same_day(document: OwnershipDocument) -> Problems:
    """Trades of one security on one day have similar prices.

    Otherwise a digit or a decimal point was lost in reading, or the filer gave the total instead of a price.

    Measured: 9 of 17,951 filings.

    Broken:     I.3 = I.2; I.3.transaction_shares = 1; I.2.transaction_shares = 9,999;
                I.2.shares_owned_following_transaction = 1; I.3.transaction_price_per_share = $250.338 (1)
    Consistent: I.3 = I.2; I.3.transaction_shares = 1; I.2.transaction_shares = 9,999;
                I.2.shares_owned_following_transaction = 1; I.3.transaction_price_per_share = $25.18
    """
    first: dict[object, tuple[Placed[NonDerivativeRow], Decimal]] = {}
    for placed in transactions(table_one(document)):
        price, row = placed.row.transaction_price_per_share.value, placed.row
        if not price or price < 0 or row.transaction_code.value not in ("P", "S", "F"):
            continue
        other, other_price = first.setdefault((row.security_title.value, row.transaction_date.value), (placed, price))
        if not 1 / SAME_DAY_PRICE_RATIO <= price / other_price <= SAME_DAY_PRICE_RATIO:
            message = f"{placed.name}: {printed(price)} a share, but {other.name} has {printed(other_price)} that day"
            yield Problem((placed.xpath(PRICE), other.xpath(PRICE), placed.xpath("transaction_date")), message)


@rule("AMT311", Severity.WARNING, "Form 4, General Instruction 8 (code F)")
def withheld_at_two_prices(document: OwnershipDocument) -> Problems:
    """All shares withheld for tax (F) on one day have the same price.

    Measured: 33 of 17,951 filings.

    Broken:     I.2.transaction_code = F (1); I.2.transaction_shares = 1,000; I.2.transaction_price_per_share = $25.03;
                I.2.shares_owned_following_transaction = 9,000; I.3 = I.2; I.3.transaction_price_per_share = $25.08;
                I.3.shares_owned_following_transaction = 8,000; F.2 = See remarks.; I.1.transaction_shares = 10,000 (2)
    Consistent: I.2.transaction_code = F (1); I.2.transaction_shares = 1,000; I.2.transaction_price_per_share = $25.03;
                I.2.shares_owned_following_transaction = 9,000; I.3 = I.2;
                I.3.shares_owned_following_transaction = 8,000; F.2 = See remarks.; I.1.transaction_shares = 10,000 (2)
    """
    first: dict[object, tuple[Placed[NonDerivativeRow], Decimal]] = {}
    for placed in transactions(table_one(document)):
        row, price = placed.row, placed.row.transaction_price_per_share.value
        if row.transaction_code.value != "F" or price is None:
            continue
        other, other_price = first.setdefault((row.security_title.value, row.transaction_date.value), (placed, price))
        if price != other_price:
            message = f"{placed.name}: withheld at {printed(price)}, but {other.name} at {printed(other_price)}"
            yield Problem((placed.xpath(PRICE), other.xpath(PRICE)), message)


@rule("AMT312", Severity.WARNING, "Form 4, General Instruction 5 (per share, not aggregate)")
def price_as_large_as_a_total(document: OwnershipDocument) -> Problems:
    """A price is the price of one share; only one listed share costs more than 10,000 dollars.

    Otherwise a decimal point was lost in reading, or the filer gave the total.

    Measured: 29 of 17,951 filings.

    Broken:     I.2.transaction_price_per_share = $250,338; I.2.transaction_shares = 10,000 (2)
    Consistent: I.2.transaction_price_per_share = $8,338.25; I.2.transaction_shares = 10,000 (2);
                F.2 = See remarks.
    """
    for placed in both_tables(document):
        for column, field in placed.cells_of((PRICE, "conversion_or_exercise_price")):
            if isinstance(field.value, Decimal) and field.value > HIGHEST_USUAL_PRICE:
                message = f"{placed.name}: {printed(field.value)} dollars a share, more than shares usually cost"
                yield Problem((placed.xpath(column),), message)


RULES = (
    price_missing,
    derivative_price_missing,
    price_far_from_same_day,
    withheld_at_two_prices,
    price_as_large_as_a_total,
    dollar_sign_read_as_5,
)
