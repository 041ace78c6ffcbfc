"""TOT: shares exercised in Table II, acquired in Table I, and what is then sold or withheld."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from extractor.model.ownership import DerivativeRow, NonDerivativeRow, OwnershipDocument
from extractor.model.results import Severity, Suggestion
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.digits import is_slip
from extractor.rules.rows import Placed, Row_co, printed, table_one, table_two, transactions

AMOUNT, UNDERLYING = "transaction_shares", "underlying_security_shares"
# Two totals that differ by more than a tenth are a sale of a part, even if they differ in one digit only.
LARGEST_ALMOST = Decimal("0.1")


@rule("TOT711", Severity.WARNING, "Form 4, General Instruction 4(c)(i)")
def exercised_and_acquired_differ(document: OwnershipDocument) -> Problems:
    """Exercises with one code acquire as many shares in Table I as are exercised in Table II.

    In Table II, column 7 gives the number, or column 5 where column 7 does not.

    Measured: 161 of 17,951 filings.

    Broken:     II.1.transaction_shares = 1,000; II.1.underlying_security_shares = 1,000
    Broken:     I.1.shares_owned_following_transaction = 18,000; I.1.transaction_shares = 18,000;
                I.2.shares_owned_following_transaction = 8,000
    Consistent: II.1.transaction_shares = 1,000; II.1.underlying_security_shares = 10,000 (3);
                F.3 = Each option converts into ten shares.
    """
    for code in ("M", "X", "O", "C"):
        acquired = list(_moved(table_one(document), code, "A"))
        exercised = list(_moved(table_two(document), code, "D"))
        brought = [placed.row.transaction_shares.value for placed in acquired]
        underlying = [placed.row.underlying_security_shares.value for placed in exercised]
        units = [placed.row.transaction_shares.value for placed in exercised]
        if not acquired or not exercised or None in brought or (None in underlying and None in units):
            continue
        total = _total(brought)
        if total in (_total(underlying), _total(units)):
            continue
        counted = _total(units if None in underlying else underlying)
        message = f"code {code}: {printed(counted)} exercised in Table II, but {printed(total)} acquired in Table I"
        xpaths, suggestions = _unmatched(acquired, exercised)
        yield Problem(xpaths, message, suggestions)


@rule("TOT712", Severity.WARNING, "Form 4, General Instruction 8 (codes M and S)")
def sold_almost_what_was_exercised(document: OwnershipDocument) -> Problems:
    """An owner who sells all shares of an exercise sells exactly as many as were acquired.

    If the two numbers differ in one digit, or two are swapped (10,000 and 10,008), one was misread.

    Measured: 0 of 17,951 filings.

    Broken:     I.1.transaction_shares = 10,080; I.1.shares_owned_following_transaction = 10,080;
                I.2.shares_owned_following_transaction = 80; II.1.transaction_shares = 10,080;
                II.1.underlying_security_shares = 10,080
    Consistent: I.1.transaction_shares = 23,000; I.1.shares_owned_following_transaction = 23,000;
                I.2.shares_owned_following_transaction = 13,000; II.1.transaction_shares = 23,000;
                II.1.underlying_security_shares = 23,000
    """
    sold, acquired = list(_moved(table_one(document), "S", "D")), list(_moved(table_one(document), "M", "A"))
    if not sold or not acquired:
        return
    total_sold = _total(placed.row.transaction_shares.value for placed in sold)
    total_acquired = _total(placed.row.transaction_shares.value for placed in acquired)
    is_near = abs(total_sold - total_acquired) < LARGEST_ALMOST * total_acquired
    if is_near and is_slip(total_sold, total_acquired):
        message = f"{printed(total_acquired)} acquired with code M, but {printed(total_sold)} sold"
        yield Problem(tuple(placed.xpath(AMOUNT) for placed in (*sold, *acquired)), message)


@rule("TOT713", Severity.WARNING, "Form 4, General Instruction 8 (code F)")
def withheld_more_than_vested(document: OwnershipDocument) -> Problems:
    """Tax is paid with a part of the shares that vest, so no more is withheld (F) than acquired that day (M, A).

    Measured: 56 of 17,951 filings.

    Broken:     I.2.transaction_code = F (1); I.2.transaction_shares = 12,000;
                I.1.shares_owned_following_transaction = 20,000; I.2.shares_owned_following_transaction = 8,000
    Consistent: I.2.transaction_code = F (1); I.2.transaction_shares = 2,000;
                I.1.shares_owned_following_transaction = 20,000; I.2.shares_owned_following_transaction = 18,000
    """
    acquired = [*_moved(table_one(document), "M", "A"), *_moved(table_one(document), "A", "A")]
    withheld = list(_moved(table_one(document), "F", "D"))
    for day in dict.fromkeys(placed.row.transaction_date.value for placed in withheld):
        came_in = [placed for placed in acquired if placed.row.transaction_date.value == day]
        went_out = [placed for placed in withheld if placed.row.transaction_date.value == day]
        vested = _total(placed.row.transaction_shares.value for placed in came_in)
        paid = _total(placed.row.transaction_shares.value for placed in went_out)
        if vested and paid > vested:
            message = f"{printed(paid)} shares withheld, but only {printed(vested)} acquired that day"
            yield Problem(tuple(placed.xpath(AMOUNT) for placed in (*went_out, *came_in)), message)


def _moved(rows: Iterable[Placed[Row_co]], code: str, direction: str) -> Iterator[Placed[Row_co]]:
    """The transactions of one code and one direction."""
    for placed in transactions(rows):
        row = placed.row
        if row.transaction_code.value == code and row.transaction_acquired_disposed_code.value == direction:
            yield placed


def _total(values: Iterable[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal(0))


def _unmatched(
    acquired: list[Placed[NonDerivativeRow]], exercised: list[Placed[DerivativeRow]]
) -> tuple[tuple[str, ...], tuple[Suggestion, ...]]:
    """The amounts that the other table lacks; if there is one in each table, each is suggested for the other."""
    one = _without(acquired, AMOUNT, (placed.row.underlying_security_shares.value for placed in exercised))
    two = _without(exercised, UNDERLYING, (placed.row.transaction_shares.value for placed in acquired))
    suggestions: list[Suggestion] = []
    if len(one) == len(two) == 1:
        (xpath, amount), (other_xpath, other) = one[0], two[0]
        for path, value in ((xpath, other), (other_xpath, amount)):
            if value is not None:
                reason = f"{printed(value)} would make the exercises of both tables agree"
                suggestions.append(Suggestion(xpath=path, value=format(value, "f"), reason=reason))
    return tuple(xpath for xpath, _ in (*one, *two)), tuple(suggestions)


def _without(
    rows: Iterable[Placed[Row_co]], column: str, others: Iterable[Decimal | None]
) -> list[tuple[str, Decimal | None]]:
    """The amounts in `column` that have no partner among `others`."""
    partners = Counter(others)
    left = []
    for placed in rows:
        value = getattr(placed.row, column).value
        if partners[value]:
            partners[value] -= 1
        else:
            left.append((placed.xpath(column), value))
    return left


RULES = (exercised_and_acquired_differ, sold_almost_what_was_exercised, withheld_more_than_vested)
