"""Extraction → a pandas DataFrame with a line for each printed row, in the columns of edgartools and a few more."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extractor.errors import MissingDependencyError
from extractor.exports.lines import Line, Outgoing
from extractor.model.results import Extraction

if TYPE_CHECKING:
    from pandas import DataFrame

TRANSACTION_TYPES = {
    "A": "Award",
    "C": "Conversion",
    "D": "Disposition",
    "E": "Expiration",
    "F": "Tax Withholding",
    "G": "Gift",
    "H": "Expiration",
    "I": "Discretionary",
    "J": "Other",
    "L": "Small Acquisition",
    "M": "Exercise",
    "O": "Exercise",
    "P": "Purchase",
    "S": "Sale",
    "U": "Disposition",
    "W": "Willed",
    "X": "Exercise",
    "Z": "Trust",
}
"""The transaction codes in the words of edgartools; edgartools has none for L."""
COLUMNS = {
    "Table": "table",
    "Row": "row",
    "Kind": "kind",
    "Security": "security_title",
    "Date": "transaction_date",
    "DeemedDate": "deemed_execution_date",
    "form": "",
    "Code": "transaction_code",
    "EquitySwap": "equity_swap_involved",
    "Timeliness": "transaction_timeliness",
    "TransactionType": "",
    "Shares": "transaction_shares",
    "TotalValue": "transaction_total_value",
    "AcquiredDisposed": "transaction_acquired_disposed_code",
    "Price": "transaction_price_per_share",
    "Remaining": "shares_owned_following_transaction",
    "RemainingValue": "value_owned_following_transaction",
    "DirectIndirect": "direct_or_indirect_ownership",
    "NatureOfOwnership": "nature_of_ownership",
    "ExercisePrice": "conversion_or_exercise_price",
    "ExerciseDate": "exercise_date",
    "ExpirationDate": "expiration_date",
    "Underlying": "underlying_security_title",
    "UnderlyingShares": "underlying_security_shares",
    "UnderlyingValue": "underlying_security_value",
    "footnotes": "footnotes",
    "Issuer": "issuer_name",
    "Ticker": "issuer_trading_symbol",
    "IssuerCik": "issuer_cik",
    "Insider": "rpt_owner_names",
    "Position": "rpt_owner_relationships",
    "Review": "review",
    "Confidence": "confidence",
    "Decision": "decision",
    "DocumentId": "document_id",
}
"""Each column of the DataFrame, and the column of `exports.lines` that it shows; an empty one is worked out here."""
_NAMES = {column: name for name, column in COLUMNS.items()}


def to_dataframe(filings: Iterable[Extraction], *, floats: bool = False) -> "DataFrame":
    """The rows of all `filings`; numbers are Decimal, or float with `floats`, which may lose digits.

    Raises MissingDependencyError if pandas is not installed.
    """
    try:
        import pandas as pd  # noqa: PLC0415 - takes longer to load than a page to read
    except ImportError as error:
        raise MissingDependencyError("a DataFrame needs pandas; install it with: pip install pandas") from error
    return pd.DataFrame([_row(line, floats=floats) for line in _lines(filings)], columns=list(COLUMNS))


def _lines(filings: Iterable[Extraction]) -> Iterator[Line]:
    for filing in filings:
        for line in Outgoing(filing).lines:
            if line["row"] is not None:
                yield line


def _row(line: Line, *, floats: bool) -> dict[str, Any]:
    row: dict[str, Any] = {name: line[column] for name, column in COLUMNS.items() if column}
    if line["officer_titles"]:
        row["Position"] = f"{row['Position'] or ''} ({line['officer_titles']})".strip()
    is_transaction = str(line["kind"]).endswith("Transaction")
    row["form"] = ("5" if line["transaction_timeliness"] == "E" else "4") if is_transaction else None
    row["TransactionType"] = TRANSACTION_TYPES.get(str(line["transaction_code"]))
    row["footnotes"] = _renamed(line["footnotes"])
    row["Review"] = " ".join(_NAMES.get(name, name) for name in str(line["review"] or "").split())
    return {name: float(value) if floats and isinstance(value, Decimal) else value for name, value in row.items()}


def _renamed(marks: str | date | Decimal | float | None) -> str:
    """The marks with the DataFrame's column names, such as `Price: F1; Shares: F2 F3`."""
    parts = (part.partition(" ") for part in str(marks or "").split("; ") if part)
    return "; ".join(f"{_NAMES.get(name, name)}: {ids}" for name, _, ids in parts)
