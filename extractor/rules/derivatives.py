"""DRV: what Table II says of a derivative security, in itself and against Table I."""

import re
from collections.abc import Iterable
from decimal import Decimal

from extractor.model.ownership import OwnershipDocument
from extractor.model.results import Severity, Suggestion
from extractor.model.texts import unspaced_in_any_case
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.digits import is_slip
from extractor.rules.rows import PlacedRow, printed, table_one, table_two, transactions

RATIO_CELLS = (
    "security_title",
    "conversion_or_exercise_price",
    "transaction_shares",
    "underlying_security_title",
    "underlying_security_shares",
)
RATIO = re.compile(r"\b(?:convert|ratio|represent|each|equal|exchang|principal|notional|adjust|per )", re.IGNORECASE)
ONE_FOR_ONE = re.compile(r"\b(?:one|1)[ -](?:for|to)[ -](?:one|1)\b|\bone (?:\w+ )?share\b", re.IGNORECASE)


@rule("DRV501", Severity.WARNING, "Form 4, column 6 (date exercisable and expiration date)")
def exercisable_after_expiration(document: OwnershipDocument) -> Problems:
    """A derivative security becomes exercisable no later than it expires.

    Measured: 0 of 17,951 filings.

    Broken:     II.1.exercise_date = 04/29/2031 (3)
    Consistent: II.1.exercise_date = 04/28/2031 (3)
    """
    for placed in table_two(document):
        exercise, expiration = placed.row.exercise_date.value, placed.row.expiration_date.value
        if exercise and expiration and exercise > expiration:
            message = f"{placed.name} can be exercised from {exercise:%m/%d/%Y}, but expires {expiration:%m/%d/%Y}"
            yield Problem(placed.xpaths("exercise_date", "expiration_date"), message)


@rule("DRV502", Severity.WARNING, "Form 4, columns 3 and 6")
def expired_before_transaction(document: OwnershipDocument) -> Problems:
    """A derivative security that has expired is no longer traded.

    Measured: 20 of 17,951 filings.

    Broken:     II.1.expiration_date = 04/28/2021
    Consistent: II.1.expiration_date = 01/08/2024
    """
    for placed in transactions(table_two(document)):
        traded, expiration = placed.row.transaction_date.value, placed.row.expiration_date.value
        if traded and expiration and traded > expiration:
            message = f"{placed.name}: a transaction of {traded:%m/%d/%Y} after the expiration {expiration:%m/%d/%Y}"
            yield Problem(placed.xpaths("expiration_date", "transaction_date"), message)


@rule("DRV503", Severity.WARNING, "Form 4, columns 5 and 7")
def units_and_underlying_differ(document: OwnershipDocument) -> Problems:
    """One derivative security is for one underlying share, unless a footnote of the row gives another ratio.

    Measured: 73 of 17,951 filings.

    Broken:     II.1.underlying_security_shares = 1,000
    Consistent: II.1.underlying_security_shares = 1,000 (3); F.3 = Each option converts into a tenth of a share.
    """
    texts = {footnote.id: footnote.text.text for footnote in document.footnotes}
    for placed in transactions(table_two(document)):
        row = placed.row
        units, underlying = row.transaction_shares.value, row.underlying_security_shares.value
        if units is None or underlying is None or units == underlying:
            continue
        notes = [texts.get(mark, "") for column in RATIO_CELLS for mark in getattr(row, column).footnotes]
        if not any(RATIO.search(note) and not ONE_FOR_ONE.search(note) for note in notes):
            columns = placed.xpaths("transaction_shares", "underlying_security_shares")
            message = f"{placed.name}: {printed(units)} derivatives for {printed(underlying)} underlying shares"
            yield Problem(columns, message, _either_way(columns, (units, underlying)))


@rule("DRV504", Severity.WARNING, "Form 4, General Instruction 4(c)(iii)")
def exercise_price_not_in_column_2(document: OwnershipDocument) -> Problems:
    """The price of shares acquired by an exercise (M, X) is the price in column 2 of an exercised security.

    Measured: 38 of 17,951 filings.

    Broken:     I.1.transaction_price_per_share = $4.3
    Consistent: I.1.transaction_price_per_share = (1)
    """
    paid = _prices(table_one(document), "transaction_price_per_share")
    listed = _prices(table_two(document), "conversion_or_exercise_price")
    if not paid or not listed or None in paid or None in listed:  # a price known from a footnote alone
        return
    for price, xpath in paid.items():
        if price is not None and price not in listed:
            yield _not_among(price, xpath, listed, "column 2 of Table II")
    for price, xpath in listed.items():
        if price is not None and price not in paid and not set(paid).difference(listed):
            yield _not_among(price, xpath, paid, "column 4 of Table I")


def _prices(rows: Iterable[PlacedRow], column: str) -> dict[Decimal | None, str]:
    """The prices of exercises in `column`, each with the XPath where it occurs first."""
    prices: dict[Decimal | None, str] = {}
    for placed in transactions(rows):
        if placed.row.transaction_code.value in ("M", "X"):
            prices.setdefault(getattr(placed.row, column).value, placed.xpath(column))
    return prices


def _not_among(price: Decimal, xpath: str, others: dict[Decimal | None, str], where: str) -> Problem:
    """An exercise price that the other table does not have, with its likeliest counterpart there as a suggestion."""
    known = sorted((other for other in others if other is not None), key=lambda other: not is_slip(other, price))
    message = f"an exercise at {printed(price)}, but {where} has {', '.join(map(printed, known))}"
    suggestion = Suggestion(xpath=xpath, value=format(known[0], "f"), reason=f"{where} has {printed(known[0])}")
    return Problem((xpath, *others.values()), message, (suggestion,))


@rule("DRV505", Severity.WARNING, "Form 4, General Instruction 4(c)(i)")
def exercise_in_table_one_alone(document: OwnershipDocument) -> Problems:
    """An exercise (M, X, O) in Table I has a row with the same code in Table II, for the exercised security.

    Measured: 42 of 17,951 filings.

    Broken:     drop II.1; I.1.transaction_shares = 10,000 (3)
    Consistent: drop I.1; I.1.shares_owned_following_transaction = 0
    """
    given_up = {placed.row.transaction_code.value for placed in transactions(table_two(document))}
    for placed in transactions(table_one(document)):
        code = placed.row.transaction_code.value
        if code in ("M", "X", "O") and code not in given_up:
            message = f"{placed.name} has code {code}, but no row of Table II has it"
            yield Problem((placed.xpath("transaction_code"), placed.path), message)


@rule("DRV506", Severity.WARNING, "Form 4, column 7 (title of the underlying security)")
def exercise_into_another_security(document: OwnershipDocument) -> Problems:
    """The underlying security of an exercise in Table II is one that an exercise in Table I acquires.

    Measured: 22 of 17,951 filings.

    Broken:     II.1.underlying_security_title = Preferred Stock
    Consistent: II.1.underlying_security_title = common stock
    """
    brought = [p for p in transactions(table_one(document)) if p.row.transaction_code.value in ("M", "X")]
    titles = {unspaced_in_any_case(placed.row.security_title.value or "") for placed in brought}
    for placed in transactions(table_two(document)):
        title, code = placed.row.underlying_security_title.value, placed.row.transaction_code.value
        if not brought or code not in ("M", "X") or not title:
            continue
        # "Common Shares" is short for "Common Shares, no par value".
        own = unspaced_in_any_case(title)
        if not any(known.startswith(own) or own.startswith(known) for known in titles):
            message = f"{placed.name} has the underlying security {title!r}, which no exercise in Table I acquires"
            first = brought[0].xpath("security_title")
            yield Problem((placed.xpath("underlying_security_title"), first), message)


def _either_way(xpaths: tuple[str, ...], values: tuple[Decimal, Decimal]) -> tuple[Suggestion, ...]:
    """Suggestions that replace each of two values by the other, because they should agree."""
    reason = "columns 5 and 7 would agree"
    pairs = zip(xpaths, reversed(values), strict=True)
    return tuple(Suggestion(xpath=xpath, value=format(value, "f"), reason=reason) for xpath, value in pairs)


RULES = (
    exercisable_after_expiration,
    expired_before_transaction,
    units_and_underlying_differ,
    exercise_price_not_in_column_2,
    exercise_in_table_one_alone,
    exercise_into_another_security,
)
