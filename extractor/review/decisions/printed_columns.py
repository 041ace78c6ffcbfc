"""The columns of both printed tables, with their headings as reviewers know them."""

from typing import NamedTuple


class Column(NamedTuple):
    """A printed column without sub-columns; `attributes` are the fields that share its cells, the usual one first."""

    heading: str
    group: str
    attributes: tuple[str, ...]


_CODE, _ACQUIRED = "3. Transaction Code", "4. Securities Acquired (A) or Disposed Of (D)"
TABLE_I = (
    Column("1. Title of Security", "", ("security_title",)),
    Column("2. Transaction Date", "", ("transaction_date",)),
    Column("2A. Deemed Execution Date", "", ("deemed_execution_date",)),
    Column("Code", _CODE, ("transaction_code", "equity_swap_involved")),
    Column("V", _CODE, ("transaction_timeliness",)),
    Column("Amount", _ACQUIRED, ("transaction_shares",)),
    Column("(A) or (D)", _ACQUIRED, ("transaction_acquired_disposed_code",)),
    Column("Price", _ACQUIRED, ("transaction_price_per_share",)),
    Column(
        "5. Amount Beneficially Owned Following Transaction",
        "",
        ("shares_owned_following_transaction", "value_owned_following_transaction"),
    ),
    Column("6. Direct (D) or Indirect (I)", "", ("direct_or_indirect_ownership",)),
    Column("7. Nature of Indirect Ownership", "", ("nature_of_ownership",)),
)
_CODE_II, _NUMBER = "4. Transaction Code", "5. Number Acquired (A) or Disposed Of (D)"
_DATES, _UNDERLYING = "6. Date Exercisable and Expiration Date", "7. Underlying Securities"
TABLE_II = (
    Column("1. Title of Derivative Security", "", ("security_title",)),
    Column("2. Conversion or Exercise Price", "", ("conversion_or_exercise_price",)),
    Column("3. Transaction Date", "", ("transaction_date",)),
    Column("3A. Deemed Execution Date", "", ("deemed_execution_date",)),
    Column("Code", _CODE_II, ("transaction_code", "equity_swap_involved")),
    Column("V", _CODE_II, ("transaction_timeliness",)),
    Column("Number", _NUMBER, ("transaction_shares", "transaction_total_value")),
    Column("(A) or (D)", _NUMBER, ("transaction_acquired_disposed_code",)),
    Column("Exercisable", _DATES, ("exercise_date",)),
    Column("Expiration", _DATES, ("expiration_date",)),
    Column("Title", _UNDERLYING, ("underlying_security_title",)),
    Column("Amount", _UNDERLYING, ("underlying_security_shares", "underlying_security_value")),
    Column("8. Price of Derivative Security", "", ("transaction_price_per_share",)),
    Column(
        "9. Number Owned Following Transaction",
        "",
        ("shares_owned_following_transaction", "value_owned_following_transaction"),
    ),
    Column("10. Direct (D) or Indirect (I)", "", ("direct_or_indirect_ownership",)),
    Column("11. Nature of Indirect Ownership", "", ("nature_of_ownership",)),
)
