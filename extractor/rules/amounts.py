"""AMT: what every row must hold, and the numbers it may hold."""

import re
from decimal import Decimal

from extractor.model.ownership import AnyField, NonDerivativeRow, OwnershipDocument
from extractor.model.results import Severity
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.rows import PlacedRow, both_tables, is_empty, printed, table_two, transactions

# Values that no row can lack, with the column's name in messages.
TRANSACTION_VALUES = {
    "transaction_date": "transaction date",
    "transaction_code": "transaction code",
    "transaction_acquired_disposed_code": "(A) or (D)",
}
LINE_VALUES = {"security_title": "title", "direct_or_indirect_ownership": "ownership form (D) or (I)"}
# Of each pair the form holds one: shares, or a value in dollars.
PAIRS = {
    ("transaction_shares", "transaction_total_value"): "amount",
    ("underlying_security_shares", "underlying_security_value"): "underlying amount",
    ("shares_owned_following_transaction", "value_owned_following_transaction"): "balance",
}
TABLE_ONE_PAIRS = {pair: words for pair, words in PAIRS.items() if words == "balance"}
TRANSACTION_CELLS = (
    "transaction_code",
    "transaction_date",
    "transaction_shares",
    "transaction_acquired_disposed_code",
    "transaction_price_per_share",
    "deemed_execution_date",
    "transaction_timeliness",
)
TERMS = {
    "conversion_or_exercise_price": "exercise price (column 2)",
    "exercise_date": "date exercisable",
    "expiration_date": "expiration date",
}
NUMBERS = (
    "conversion_or_exercise_price",
    "transaction_shares",
    "transaction_total_value",
    "transaction_price_per_share",
    "underlying_security_shares",
    "underlying_security_value",
    "shares_owned_following_transaction",
    "value_owned_following_transaction",
)
LARGEST_NUMBER = Decimal("999999999999.9999")
DECIMALS = 4
GROUPED = re.compile(r"\s*+\$?\s*+\d{1,3}(?:,\d{3})+(?![\d,])")


@rule("AMT301", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.5, cm(4) and cm(7)")
def transaction_value_missing(document: OwnershipDocument) -> Problems:
    """A transaction has a date, a code, an amount, a direction, a balance and a form of ownership.

    A footnote instead of the value is not enough for any of them. EDGAR's schema would let a row
    leave out transactionCoding as a whole, but its specification does not (4.3.8.2).

    Broken:     I.1.transaction_shares =
    Broken:     I.2.transaction_date = (1)
    Broken:     II.1.shares_owned_following_transaction =
    Consistent: II.1.transaction_shares = ; II.1.transaction_total_value = $10,000
    """
    for placed in transactions(both_tables(document)):
        missing = _missing(placed, TRANSACTION_VALUES | LINE_VALUES) | _missing_pairs(placed, "amount", "balance")
        if missing:
            message = f"{placed.name} is a transaction without {', '.join(missing.values())}"
            yield Problem(placed.xpaths(*missing), message)


@rule("AMT302", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.5, cm(7)")
def holding_value_missing(document: OwnershipDocument) -> Problems:
    """A row that reports only a holding has a title, a balance and a form of ownership.

    Table II of a Form 3 has no column for balances.

    Broken:     I.3 = holding; I.3.shares_owned_following_transaction =
    Consistent: I.3 = holding
    """
    has_balances = not (document.document_type.value or "").startswith("3")
    for placed in both_tables(document):
        if not placed.row.is_holding:
            continue
        missing = _missing(placed, LINE_VALUES)
        if has_balances or isinstance(placed.row, NonDerivativeRow):
            missing |= _missing_pairs(placed, "balance")
        if missing:
            message = f"{placed.name} is a holding without {', '.join(missing.values())}"
            yield Problem(placed.xpaths(*missing), message)


@rule("AMT303", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.5, cm(6) and cm(8)")
def derivative_terms_missing(document: OwnershipDocument) -> Problems:
    """A derivative has a price in column 2, two dates in column 6 and an amount in column 7, or footnotes there.

    Broken:     II.1.exercise_date = ; I.1.transaction_shares = 10,000 (3)
    Broken:     II.1.underlying_security_title =
    Consistent: II.1.expiration_date = (3)
    """
    for placed in table_two(document):
        row = placed.row
        missing = {name: words for name, words in TERMS.items() if is_empty(getattr(row, name))}
        if row.underlying_security_title.value is None:
            missing["underlying_security_title"] = "title of the underlying security"
        if is_empty(row.underlying_security_shares) and is_empty(row.underlying_security_value):
            missing["underlying_security_shares"] = "amount of the underlying security"
        if missing:
            message = f"{placed.name} has no {', '.join(missing.values())}"
            yield Problem(placed.xpaths(*missing), message)


@rule(
    "AMT306", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 4.3.8.2; schema NONDERIVATIVE_HOLDING"
)
def holding_with_transaction(document: OwnershipDocument) -> Problems:
    """A row that reports a holding has no date, code, amount, direction or price.

    Broken:     I.3 = holding; I.3.transaction_code = M
    Consistent: I.3 = holding
    """
    for placed in both_tables(document):
        if not placed.row.is_holding:
            continue
        filled = [name for name in TRANSACTION_CELLS if not getattr(placed.row, name).is_blank]
        if filled:
            texts = ", ".join(repr(getattr(placed.row, name).text) for name in filled)
            yield Problem(
                (*placed.xpaths(*filled), placed.path), f"{placed.name} reports a holding, but also has {texts}"
            )


@rule("AMT307", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.3, cm(4), cm(6) and cm(7)")
def shares_and_value_both(document: OwnershipDocument) -> Problems:
    """An amount is a number of shares or a value in dollars, not both.

    Broken:     II.1.underlying_security_value = $48,000
    Consistent: II.1.underlying_security_shares = ; II.1.underlying_security_value = $48,000
    """
    for placed in both_tables(document):
        for pair, words in TABLE_ONE_PAIRS.items() if isinstance(placed.row, NonDerivativeRow) else PAIRS.items():
            shares, value = getattr(placed.row, pair[0]), getattr(placed.row, pair[1])
            if shares.value is not None and value.value is not None:
                message = f"{placed.name}: the {words} is both {printed(shares.value)} and ${printed(value.value)}"
                yield Problem(placed.xpaths(*reversed(pair)), message)


@rule("AMT308", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.2 (decimal)")
def number_out_of_range(document: OwnershipDocument) -> Problems:
    """A number lies between 0 and 999,999,999,999.9999 and has at most four decimals.

    Broken:     I.2.transaction_price_per_share = 25.03385 (2)
    Broken:     II.1.shares_owned_following_transaction = -82,394
    Consistent: I.2.transaction_price_per_share = 25.0338 (2)
    """
    for placed in both_tables(document):
        for name, field in placed.cells_of(NUMBERS):
            number = field.value
            if isinstance(number, Decimal) and not _is_storable(number):
                yield Problem((placed.xpath(name),), f"{placed.name}: EDGAR accepts no number like {number}")


@rule("AMT313", Severity.WARNING, "Form 4 as EDGAR prints it (grouped by thousands, or not at all)")
def number_grouped_wrongly(document: OwnershipDocument) -> Problems:
    """A printed number has a comma before every group of three digits, or no comma at all.

    Otherwise a digit was lost, or a raised footnote mark was read as the last digit.

    Measured: 0 of 17,951 filings.

    Broken:     II.1.shares_owned_following_transaction = 82,3943
    Broken:     II.1.shares_owned_following_transaction = 82,34
    Consistent: II.1.shares_owned_following_transaction = 82394
    """
    for placed in both_tables(document):
        for name, field in placed.cells_of(NUMBERS):
            if "," in field.text and not GROUPED.match(field.text):
                yield Problem((placed.xpath(name),), f"{placed.name}: {field.text!r} is not grouped by thousands")


@rule("AMT309", Severity.WARNING, "Form 4, column 4 and column 5 (a transaction moves something)")
def nothing_moved(document: OwnershipDocument) -> Problems:
    """A transaction has an amount above 0.

    Measured: 5 of 17,951 filings.

    Broken:     I.2.transaction_shares = 0; I.2.shares_owned_following_transaction = 10,000
    Consistent: I.2.transaction_shares = 1; I.2.shares_owned_following_transaction = 9,999
    """
    for placed in transactions(both_tables(document)):
        if placed.row.transaction_shares.value == 0:
            yield Problem(placed.xpaths("transaction_shares"), f"{placed.name} is a transaction of 0 shares")


def _is_storable(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -DECIMALS:
        exponent = number.normalize().as_tuple().exponent  # 4.80000 has one decimal
    return isinstance(exponent, int) and exponent >= -DECIMALS and 0 <= number <= LARGEST_NUMBER


def _missing(placed: PlacedRow, columns: dict[str, str]) -> dict[str, str]:
    """The columns without a value, by their names for a message; an unreadable text is quoted."""
    fields = {name: getattr(placed.row, name) for name in columns}
    return {name: _quoted(columns[name], field) for name, field in fields.items() if field.value is None}


def _missing_pairs(placed: PlacedRow, *wanted: str) -> dict[str, str]:
    """The amounts for which neither the number nor the value in dollars was read."""
    missing = {}
    for (shares, value), words in PAIRS.items():
        if words in wanted and getattr(placed.row, shares).value is None:
            dollars = getattr(placed.row, value, None)  # Table I has no total value
            if dollars is None or dollars.value is None:
                missing[shares] = _quoted(words, getattr(placed.row, shares))
    return missing


def _quoted(words: str, field: AnyField) -> str:
    return f"{words} (it reads {field.text!r})" if field.text else words


RULES = (
    transaction_value_missing,
    holding_value_missing,
    derivative_terms_missing,
    holding_with_transaction,
    shares_and_value_both,
    number_out_of_range,
    number_grouped_wrongly,
    nothing_moved,
)
