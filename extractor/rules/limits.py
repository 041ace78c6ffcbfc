"""HDR and AMT: how long a text may be, and how many rows, owners and signatures a filing may have."""

from collections.abc import Iterator

from extractor.model.field_paths import issuer_xpath, owner_xpath, row_path, signature_xpath
from extractor.model.ownership import NonDerivativeRow, OwnershipDocument, StrField
from extractor.model.results import Severity
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.rows import both_tables

LONGEST_ISSUER = {"issuer_name": 150, "issuer_trading_symbol": 10, "issuer_foreign_trading_symbol": 14}
LONGEST_OWNER = {
    "rpt_owner_name": 150,
    "rpt_owner_street1": 40,
    "rpt_owner_street2": 40,
    "rpt_owner_city": 30,
    "officer_title": 30,
    "other_text": 30,
}
LONGEST_ROW = {"security_title": 60, "nature_of_ownership": 100}
LONGEST_ROW_II = {**LONGEST_ROW, "underlying_security_title": 60}
LONGEST_REMARKS = 2000
LONGEST_SIGNATURE = 255
MOST_ROWS = 30
MOST_OWNERS = 10


@rule("HDR121", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.5 (Max Length) and 5")
def text_too_long(document: OwnershipDocument) -> Problems:
    """No text is longer than EDGAR accepts; a longer one has run together with the text beside it.

    Broken:     issuer.issuer_trading_symbol = QUALYS INC.
    Broken:     owner.1.officer_title = VP, OPERATIONS AND SECRETARY OF
    Consistent: owner.1.officer_title = VP, OPERATIONS AND SECRETARY
    """
    for xpath, field, longest in _limited(document):
        if len(field.value or "") > longest:
            name = xpath.rpartition("/")[2]
            yield Problem((xpath,), f"{name} has {len(field.value or ''):,} characters; EDGAR accepts {longest:,}")


@rule("HDR122", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.5 (Max Occur) and 5")
def too_many_owners(document: OwnershipDocument) -> Problems:
    """A filing has at most ten owners and ten signatures.

    Broken:     signature.11 = signature.1
    Consistent: signature.1.signature_name = Bruce Posey
    """
    owners, signatures = len(document.reporting_owners), len(document.owner_signatures)
    named = {
        owner_xpath(owners, "rpt_owner_name"): (owners, "reporting owners"),
        signature_xpath(signatures, "signature_name"): (signatures, "signatures"),
    }
    for xpath, (count, words) in named.items():
        if count > MOST_OWNERS:
            yield Problem((xpath,), f"the filing has {count} {words}; EDGAR accepts {MOST_OWNERS}")


@rule("AMT321", Severity.ERROR, "EDGAR Ownership XML Technical Specification v5.5, 3.5 (Max Occur) and 5")
def too_many_rows(document: OwnershipDocument) -> Problems:
    """A table has at most thirty rows; further rows are filed in a second Form 4.

    Broken:     I.31 = holding
    Consistent: I.3 = holding
    """
    tables = {
        row_path("nonDerivativeTable", len(document.non_derivative_table)): len(document.non_derivative_table),
        row_path("derivativeTable", len(document.derivative_table)): len(document.derivative_table),
    }
    for xpath, count in tables.items():
        if count > MOST_ROWS:
            yield Problem((xpath,), f"the table has {count} rows; EDGAR accepts {MOST_ROWS}")


def _limited(document: OwnershipDocument) -> Iterator[tuple[str, StrField, int]]:
    for name, longest in LONGEST_ISSUER.items():
        yield issuer_xpath(name), getattr(document.issuer, name), longest
    for number, owner in enumerate(document.reporting_owners, 1):
        for name, longest in LONGEST_OWNER.items():
            yield owner_xpath(number, name), getattr(owner, name), longest
    for placed in both_tables(document):
        for name, longest in (LONGEST_ROW if isinstance(placed.row, NonDerivativeRow) else LONGEST_ROW_II).items():
            yield placed.xpath(name), getattr(placed.row, name), longest
    yield "remarks", document.remarks, LONGEST_REMARKS
    for number, signature in enumerate(document.owner_signatures, 1):
        yield signature_xpath(number, "signature_name"), signature.signature_name, LONGEST_SIGNATURE


RULES = (text_too_long, too_many_owners, too_many_rows)
