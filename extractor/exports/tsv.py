"""Filings → the eight tables of the SEC's Insider Transactions Data Sets, with exactly their headers.

A page shows neither when EDGAR accepted the filing nor a filer's file number, so those columns stay blank. The tables
hold only filings with nothing to review, or that a person accepted. If doubtful filings are to be kept as well, a
ninth table, REVIEW.tsv, names every field in doubt.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import IO, Any

from extractor.exports.files import draft_of, take_over
from extractor.exports.keys import Keys
from extractor.exports.lines import Outgoing, as_text, roles_of
from extractor.model.ownership import AnyField, DerivativeRow, NonDerivativeRow, OwnershipDocument, ReportingOwner

_OWNED = """SHRS_OWND_FOLWNG_TRANS SHRS_OWND_FOLWNG_TRANS_FN VALU_OWND_FOLWNG_TRANS VALU_OWND_FOLWNG_TRANS_FN
 DIRECT_INDIRECT_OWNERSHIP DIRECT_INDIRECT_OWNERSHIP_FN NATURE_OF_OWNERSHIP NATURE_OF_OWNERSHIP_FN"""
_DATED = """TRANS_DATE TRANS_DATE_FN DEEMED_EXECUTION_DATE DEEMED_EXECUTION_DATE_FN TRANS_FORM_TYPE TRANS_CODE
 EQUITY_SWAP_INVOLVED EQUITY_SWAP_TRANS_CD_FN TRANS_TIMELINESS TRANS_TIMELINESS_FN TRANS_SHARES TRANS_SHARES_FN"""
_PRICED = """TRANS_PRICEPERSHARE TRANS_PRICEPERSHARE_FN TRANS_ACQUIRED_DISP_CD TRANS_ACQUIRED_DISP_CD_FN"""
_UNDERLYING = """EXPIRATION_DATE EXPIRATION_DATE_FN UNDLYNG_SEC_TITLE UNDLYNG_SEC_TITLE_FN UNDLYNG_SEC_SHARES
 UNDLYNG_SEC_SHARES_FN UNDLYNG_SEC_VALUE UNDLYNG_SEC_VALUE_FN"""
_EXERCISE_PRICE = "CONV_EXERCISE_PRICE CONV_EXERCISE_PRICE_FN"
_FORM_TYPE = "TRANS_FORM_TYPE TRANS_FORM_TYPE_FN"
_TITLE = "SECURITY_TITLE SECURITY_TITLE_FN"
HEADERS = {
    name: tuple(f"ACCESSION_NUMBER {columns}".split())
    for name, columns in {
        "SUBMISSION": """FILING_DATE PERIOD_OF_REPORT DATE_OF_ORIG_SUB NO_SECURITIES_OWNED NOT_SUBJECT_SEC16
            FORM3_HOLDINGS_REPORTED FORM4_TRANS_REPORTED DOCUMENT_TYPE ISSUERCIK ISSUERNAME ISSUERTRADINGSYMBOL REMARKS
            AFF10B5ONE""",
        "REPORTINGOWNER": """RPTOWNERCIK RPTOWNERNAME RPTOWNER_RELATIONSHIP RPTOWNER_TITLE RPTOWNER_TXT RPTOWNER_STREET1
            RPTOWNER_STREET2 RPTOWNER_CITY RPTOWNER_STATE RPTOWNER_ZIPCODE RPTOWNER_STATE_DESC FILE_NUMBER""",
        "NONDERIV_TRANS": f"NONDERIV_TRANS_SK {_TITLE} {_DATED} {_PRICED} {_OWNED}",
        "NONDERIV_HOLDING": f"NONDERIV_HOLDING_SK {_TITLE} {_FORM_TYPE} {_OWNED}",
        # EXCERCISE is the SEC's spelling, in this table only.
        "DERIV_TRANS": f"""DERIV_TRANS_SK {_TITLE} {_EXERCISE_PRICE} {_DATED} TRANS_TOTAL_VALUE TRANS_TOTAL_VALUE_FN
            {_PRICED} EXCERCISE_DATE EXCERCISE_DATE_FN {_UNDERLYING} {_OWNED}""",
        "DERIV_HOLDING": f"""DERIV_HOLDING_SK {_TITLE} {_EXERCISE_PRICE} {_FORM_TYPE} EXERCISE_DATE EXERCISE_DATE_FN
            {_UNDERLYING} {_OWNED}""",
        "FOOTNOTES": "FOOTNOTE_ID FOOTNOTE_TXT",
        "OWNER_SIGNATURE": "OWNERSIGNATURENAME OWNERSIGNATUREDATE",
    }.items()
}
REVIEW = "REVIEW"
REVIEW_HEADER = ("ACCESSION_NUMBER", "XPATH", "VALUE", "CONFIDENCE", "REASONS")
MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]

_ATTRIBUTES = {
    "SECURITY_TITLE": "security_title",
    "CONV_EXERCISE_PRICE": "conversion_or_exercise_price",
    "TRANS_DATE": "transaction_date",
    "DEEMED_EXECUTION_DATE": "deemed_execution_date",
    "TRANS_CODE": "transaction_code",
    "EQUITY_SWAP_INVOLVED": "equity_swap_involved",
    "EQUITY_SWAP_TRANS_CD": "transaction_code",
    "TRANS_TIMELINESS": "transaction_timeliness",
    "TRANS_SHARES": "transaction_shares",
    "TRANS_TOTAL_VALUE": "transaction_total_value",
    "TRANS_PRICEPERSHARE": "transaction_price_per_share",
    "TRANS_ACQUIRED_DISP_CD": "transaction_acquired_disposed_code",
    "EXCERCISE_DATE": "exercise_date",
    "EXERCISE_DATE": "exercise_date",
    "EXPIRATION_DATE": "expiration_date",
    "UNDLYNG_SEC_TITLE": "underlying_security_title",
    "UNDLYNG_SEC_SHARES": "underlying_security_shares",
    "UNDLYNG_SEC_VALUE": "underlying_security_value",
    "SHRS_OWND_FOLWNG_TRANS": "shares_owned_following_transaction",
    "VALU_OWND_FOLWNG_TRANS": "value_owned_following_transaction",
    "DIRECT_INDIRECT_OWNERSHIP": "direct_or_indirect_ownership",
    "NATURE_OF_OWNERSHIP": "nature_of_ownership",
}
_ROW_TABLES = {
    "nonDerivativeTransaction": "NONDERIV_TRANS",
    "nonDerivativeHolding": "NONDERIV_HOLDING",
    "derivativeTransaction": "DERIV_TRANS",
    "derivativeHolding": "DERIV_HOLDING",
}
Row = dict[str, str]


def write_tsv(folder: Path, filings: Iterable[Outgoing], *, keeps_doubtful: bool = False) -> list[str]:
    """Write the tables into `folder`, each complete or not at all; raises `OutputError`.

    Returns messages about prints that share an accession number.
    """
    headers = HEADERS | ({REVIEW: REVIEW_HEADER} if keeps_doubtful else {})
    numbers: Counter[str] = Counter()
    keys = Keys()
    with ExitStack() as drafts:
        writers = {
            name: _writer(drafts.enter_context(draft_of(folder / f"{name}.tsv")), header)
            for name, header in headers.items()
        }
        for filing in filings:
            if keeps_doubtful or filing.is_settled:
                for name, row in _rows(filing, keys.of(filing), numbers):
                    if name in writers:
                        writers[name].writerow(row)
    for name in headers:
        take_over(folder / f"{name}.tsv")
    if not keeps_doubtful:
        (folder / f"{REVIEW}.tsv").unlink(missing_ok=True)
    return keys.notices


def _writer(draft: IO[str], header: tuple[str, ...]) -> "csv.DictWriter[str]":
    writer = csv.DictWriter(draft, header, restval="", dialect="excel-tab", lineterminator="\n")
    writer.writeheader()
    return writer


def _rows(filing: Outgoing, joined_by: str, numbers: Counter[str]) -> Iterator[tuple[str, Row]]:
    """The filing's rows, each with its table's name; `numbers` counts each table's rows, for their keys."""
    document = filing.extraction.document
    key = {"ACCESSION_NUMBER": joined_by}
    yield "SUBMISSION", key | _submission(document)
    for owner in document.reporting_owners:
        yield "REPORTINGOWNER", key | _owner(owner)
    for at, row in document.rows():
        name = _ROW_TABLES[row.kind.value or f"{at.partition('Table')[0]}Transaction"]
        numbers[name] += 1
        values = {column: _value(row, column) for column in HEADERS[name][2:]}
        yield name, key | {f"{name}_SK": str(numbers[name])} | values
    for note in document.footnotes:
        yield "FOOTNOTES", key | {"FOOTNOTE_ID": note.id, "FOOTNOTE_TXT": note.text.value or ""}
    for signature in document.owner_signatures:
        name, day = told(signature.signature_name), told(signature.signature_date)
        yield "OWNER_SIGNATURE", key | {"OWNERSIGNATURENAME": name, "OWNERSIGNATUREDATE": day}
    for row_in_doubt in _in_doubt(filing):
        yield REVIEW, key | row_in_doubt


def _submission(document: OwnershipDocument) -> Row:
    return {
        "PERIOD_OF_REPORT": told(document.period_of_report),
        "DATE_OF_ORIG_SUB": told(document.date_of_original_submission),
        "NOT_SUBJECT_SEC16": told(document.not_subject_to_section16),
        "DOCUMENT_TYPE": told(document.document_type),
        "ISSUERCIK": told(document.issuer.issuer_cik),
        "ISSUERNAME": told(document.issuer.issuer_name),
        "ISSUERTRADINGSYMBOL": told(document.issuer.issuer_trading_symbol),
        "REMARKS": told(document.remarks),
        "AFF10B5ONE": told(document.aff10b5_one),
    }


def _owner(owner: ReportingOwner) -> Row:
    return {
        "RPTOWNERCIK": told(owner.rpt_owner_cik),
        "RPTOWNERNAME": told(owner.rpt_owner_name),
        "RPTOWNER_RELATIONSHIP": roles_of(owner),
        "RPTOWNER_TITLE": told(owner.officer_title),
        "RPTOWNER_TXT": told(owner.other_text),
        "RPTOWNER_STREET1": told(owner.rpt_owner_street1),
        "RPTOWNER_STREET2": told(owner.rpt_owner_street2),
        "RPTOWNER_CITY": told(owner.rpt_owner_city),
        "RPTOWNER_STATE": told(owner.rpt_owner_state),
        "RPTOWNER_ZIPCODE": told(owner.rpt_owner_zip_code),
    }


def _value(row: NonDerivativeRow | DerivativeRow, column: str) -> str:
    if column == "TRANS_FORM_TYPE":
        # A form 4 reports its own transactions as type 4, early ones (column V) as type 5: spec 4.3.8.2.
        return "" if row.is_holding else "5" if row.transaction_timeliness.value == "E" else "4"
    if column == "TRANS_FORM_TYPE_FN":
        return ""
    name = column.removesuffix("_FN")
    field = getattr(row, _ATTRIBUTES[name])
    return ",".join(field.footnotes) if name != column else told(field)


def told(field: AnyField) -> str:
    """The field's value as the data sets write it: dates as 08-JAN-2024, everything else as in the XML."""
    value: Any = field.value
    return f"{value.day:02d}-{MONTHS[value.month - 1]}-{value.year:04d}" if isinstance(value, date) else as_text(value)


def _in_doubt(filing: Outgoing) -> Iterator[Row]:
    assessment = filing.extraction.assessment
    known = filing.values()
    for reason in assessment.reasons:
        yield {"REASONS": reason}
    for entry in assessment.fields:
        if entry.review:
            yield {
                "XPATH": entry.xpath,
                "VALUE": known.get(entry.xpath) or "",
                "CONFIDENCE": f"{entry.confidence:.4f}",
                "REASONS": "; ".join(entry.reasons),
            }
