"""COD: whether a code goes with (A) or with (D)."""

from typing import NamedTuple

from extractor.model.ownership import NonDerivativeRow, OwnershipDocument
from extractor.model.results import Severity
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.rows import PlacedRow, both_tables, transactions


class Direction(NamedTuple):
    """What column 4 or 5 says beside a code: A or D; `meaning` is the code in words."""

    letter: str
    meaning: str


# Codes whose wording allows only one direction; no correctly read filing was measured with another.
FIRM_DIRECTIONS = {
    ("I", "S"): Direction("D", "a sale"),
    ("I", "F"): Direction("D", "a payment of exercise price or tax in shares"),
    ("I", "M"): Direction("A", "an acquisition by exercise"),
    ("I", "X"): Direction("A", "an acquisition by exercise"),
    ("I", "O"): Direction("A", "an acquisition by exercise"),
    ("I", "D"): Direction("D", "a disposition to the issuer"),
    ("II", "X"): Direction("D", "an exercised security"),
    ("II", "S"): Direction("D", "a sale"),
}
# Codes with which filers themselves use the other direction now and then.
USUAL_DIRECTIONS = {
    ("I", "P"): Direction("A", "a purchase"),
    ("I", "A"): Direction("A", "a grant"),
    ("I", "L"): Direction("A", "a small acquisition"),
    ("I", "U"): Direction("D", "a tender of shares"),
    ("II", "M"): Direction("D", "an exercised security"),
    ("II", "C"): Direction("D", "a converted security"),
    ("II", "O"): Direction("D", "an exercised security"),
    ("II", "A"): Direction("A", "a grant"),
    ("II", "P"): Direction("A", "a purchase"),
}


@rule("COD203", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.6.1 AcqDispList")
def unknown_direction(document: OwnershipDocument) -> Problems:
    """A security is acquired (A) or disposed of (D).

    Broken:     I.1.transaction_acquired_disposed_code = $4.8
    Consistent: I.1.transaction_acquired_disposed_code = A
    """
    for placed in both_tables(document):
        direction = placed.row.transaction_acquired_disposed_code.value
        if direction not in (None, "A", "D"):
            message = f"{placed.name}: the column for (A) or (D) has {direction!r}"
            yield Problem((placed.xpath("transaction_acquired_disposed_code"),), message)


@rule("COD204", Severity.WARNING, "Form 4, General Instruction 8")
def direction_against_code(document: OwnershipDocument) -> Problems:
    """In Table I a sale or shares given up for tax are a disposition (D), an exercise is an acquisition (A).

    Measured: 40 of 17,951 filings.

    Broken:     I.2.transaction_acquired_disposed_code = A; I.2.shares_owned_following_transaction = 20,000
    Consistent: I.2.transaction_code = P (1); I.2.transaction_acquired_disposed_code = A;
                I.2.shares_owned_following_transaction = 20,000
    """
    for placed in transactions(both_tables(document)):
        yield from _against(placed, FIRM_DIRECTIONS)


@rule("COD205", Severity.WARNING, "Form 4, General Instruction 8")
def direction_unusual_for_code(document: OwnershipDocument) -> Problems:
    """A purchase or a grant is an acquisition (A); an exercised or converted security of Table II is disposed of (D).

    Weaker than COD204, because filers report these in both directions.

    Measured: 138 of 17,951 filings.

    Broken:     II.1.transaction_acquired_disposed_code = A
    Consistent: II.1.transaction_code = I; I.1.transaction_code = I; II.1.transaction_acquired_disposed_code = A
    """
    for placed in transactions(both_tables(document)):
        yield from _against(placed, USUAL_DIRECTIONS)


def _against(placed: PlacedRow, directions: dict[tuple[str, str], Direction]) -> Problems:
    code = placed.row.transaction_code.value or ""
    letter = placed.row.transaction_acquired_disposed_code.value
    usual = directions.get(("I" if isinstance(placed.row, NonDerivativeRow) else "II", code))
    if usual is not None and letter in ("A", "D") and letter != usual.letter:
        message = f"{placed.name}: code {code} is {usual.meaning}, so ({usual.letter}) is expected and not ({letter})"
        yield Problem(placed.xpaths("transaction_acquired_disposed_code", "transaction_code"), message)


RULES = (
    unknown_direction,
    direction_against_code,
    direction_unusual_for_code,
)
