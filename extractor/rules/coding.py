"""COD: transaction codes, and the directions and prices that go with them."""

from extractor.model.ownership import OwnershipDocument
from extractor.model.results import Severity
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.filing import is_form_4
from extractor.rules.rows import both_tables, printed, table_one, table_two, transactions

CODES = frozenset("ACDEFGHIJLMOPSUWXZ")


@rule("COD201", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.6.10 TransCodeList")
def unknown_transaction_code(document: OwnershipDocument) -> Problems:
    """Column 3 or 4 has one of EDGAR's eighteen codes; V and K only occur beside a code, never alone.

    Broken:     I.2.transaction_code = 5 (1)
    Broken:     I.2.transaction_code = V (1)
    Consistent: I.2.transaction_code = F (1)
    """
    for placed in both_tables(document):
        code = placed.row.transaction_code.value
        if code is not None and code not in CODES:
            yield Problem((placed.xpath("transaction_code"),), f"{placed.name}: {code!r} is not a transaction code")


@rule(
    "COD202", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 4.3.8.2; Form 4, General Instruction 8"
)
def unknown_timeliness(document: OwnershipDocument) -> Problems:
    """Column V of a Form 4 has a V or is blank; EDGAR's XML writes E for the V.

    Broken:     I.2.transaction_timeliness = M
    Consistent: I.2.transaction_timeliness = E
    """
    if not is_form_4(document):
        return
    for placed in both_tables(document):
        mark = placed.row.transaction_timeliness.value
        if mark not in (None, "E"):
            message = f"{placed.name}: column V has {mark!r}, neither V nor blank"
            yield Problem(placed.xpaths("transaction_timeliness", "transaction_code"), message)


@rule("COD206", Severity.WARNING, "Form 4, General Instructions 5 and 8")
def trade_without_price(document: OwnershipDocument) -> Problems:
    """A purchase (P), a sale (S) or shares withheld for tax (F) have a price above 0.

    Measured: 99 of 17,951 filings.

    Broken:     I.2.transaction_price_per_share = $0 (2)
    Consistent: I.2.transaction_price_per_share = (2)
    """
    for placed in transactions(table_one(document)):
        code, price = placed.row.transaction_code.value, placed.row.transaction_price_per_share.value
        if code in ("P", "S", "F") and price == 0:
            message = f"{placed.name}: code {code} with a price of 0"
            yield Problem(placed.xpaths("transaction_price_per_share", "transaction_code"), message)


@rule("COD207", Severity.WARNING, "Form 4, General Instruction 8 (bona fide gift)")
def gift_with_price(document: OwnershipDocument) -> Problems:
    """A gift has no price.

    Measured: 7 of 17,951 filings.

    Broken:     I.2.transaction_code = G (1)
    Consistent: I.2.transaction_code = G (1); I.2.transaction_price_per_share = $0; F.2 = See the gift deed.;
                I.2.transaction_shares = 10,000 (2)
    """
    for placed in transactions(both_tables(document)):
        price = placed.row.transaction_price_per_share.value
        if placed.row.transaction_code.value == "G" and price:
            message = f"{placed.name}: a gift (G) with a price of {printed(price)}"
            yield Problem(placed.xpaths("transaction_code", "transaction_price_per_share"), message)


@rule("COD208", Severity.WARNING, "Form 4, General Instruction 4(c)(iii)")
def exercise_with_price_in_column_8(document: OwnershipDocument) -> Problems:
    """The price of an exercise is in column 2; column 8 is blank or 0.

    Measured: 85 of 17,951 filings.

    Broken:     II.1.transaction_price_per_share = $4.8
    Consistent: II.1.transaction_price_per_share = $0
    """
    for placed in transactions(table_two(document)):
        code, price = placed.row.transaction_code.value, placed.row.transaction_price_per_share.value
        if code in ("M", "X", "O", "C") and price:
            message = f"{placed.name}: code {code} with a price of {printed(price)} in column 8"
            yield Problem(placed.xpaths("transaction_price_per_share", "transaction_code"), message)


@rule("COD209", Severity.WARNING, "Form 4, General Instruction 8 (describe the nature of a transaction coded J)")
def other_transaction_without_explanation(document: OwnershipDocument) -> Problems:
    """Code J means "other", and a footnote or the remarks say what it was.

    Measured: 0 of 17,951 filings.

    Broken:     I.2.transaction_code = J; I.2.transaction_price_per_share = $25.0338; drop F.2;
                II.1.exercise_date = (2); F.2 = Exercisable at once.; drop F.3
    Consistent: I.1.transaction_code = J (1); II.1.transaction_code = J (1)
    """
    for placed in transactions(both_tables(document)):
        is_explained = document.remarks.text or any(field.footnotes for _, field in placed.cells())
        if placed.row.transaction_code.value == "J" and not is_explained:
            message = f"{placed.name}: code J without a footnote or a remark that explains it"
            yield Problem((placed.xpath("transaction_code"),), message)


@rule("COD210", Severity.WARNING, "Form 4, General Instructions 4(c)(i) and 8")
def derivative_code_in_table_one(document: OwnershipDocument) -> Problems:
    """Codes E and H mean that a derivative position expired, so they occur only in Table II.

    Measured: 1 of 17,951 filings.

    Broken:     I.2.transaction_code = H (1)
    Consistent: II.1.transaction_code = H (1); I.1.transaction_code = A (1)
    """
    for placed in transactions(table_one(document)):
        code = placed.row.transaction_code.value
        if code in ("E", "H"):
            message = f"{placed.name}: code {code} means that a derivative position expired, and belongs in Table II"
            yield Problem((placed.xpath("transaction_code"),), message)


RULES = (
    unknown_transaction_code,
    unknown_timeliness,
    trade_without_price,
    gift_with_price,
    exercise_with_price_in_column_8,
    other_transaction_without_explanation,
    derivative_code_in_table_one,
)
