"""The printed form as literal tables: the headings of Table I and Table II, and what stands under each.

The wordings are from EDGAR's page, the SEC's stylesheet, issuers' own pages and the blank form SEC 1474. Headings
are recognised by likeness, so one wording of each kind is enough.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a cell can hold, which decides how its text is parsed."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    CODE = "transaction code"
    EARLY = "V"
    ACQUIRED_DISPOSED = "A or D"
    DIRECT_INDIRECT = "D or I"


@dataclass(frozen=True, slots=True)
class Column:
    """One column without sub-columns: the row attribute that it fills, and the wordings of its own heading."""

    attribute: str
    kind: Kind
    wordings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """One numbered heading and its columns; a column that is alone under its heading has no wording of its own."""

    wordings: tuple[str, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """Table I or II: its element in the XML, and its headings from left to right."""

    element: str
    headings: tuple[Heading, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(column for heading in self.headings for column in heading.columns)


ACQUIRED, DISPOSED = "acquired", "disposed"
"""Table II, column 5: a number's place says whether it is A or D. So its two halves are no attributes of a row."""
TRANSACTION_ONLY = frozenset(
    {
        "transaction_date",
        "deemed_execution_date",
        "transaction_code",
        "transaction_timeliness",
        "transaction_shares",
        "transaction_acquired_disposed_code",
        "transaction_price_per_share",
        ACQUIRED,
        DISPOSED,
    }
)
"""Columns that a holding leaves blank (form 4 rules, R1)."""

TABLE_I = PrintedTable(
    "nonDerivativeTable",
    (
        Heading(("1. Title of Security (Instr. 3)",), (Column("security_title", Kind.TEXT),)),
        Heading(
            ("2. Transaction Date (Month/Day/Year)", "2. Trans. Date"),
            (Column("transaction_date", Kind.DATE),),
        ),
        Heading(
            ("2A. Deemed Execution Date, if any (Month/Day/Year)", "2A. Deemed Execution Date, if any"),
            (Column("deemed_execution_date", Kind.DATE),),
        ),
        Heading(
            ("3. Transaction Code (Instr. 8)", "3. Trans. Code (Instr. 8)"),
            (
                Column("transaction_code", Kind.CODE, ("Code",)),
                Column("transaction_timeliness", Kind.EARLY, ("V",)),
            ),
        ),
        Heading(
            ("4. Securities Acquired (A) or Disposed Of (D) (Instr. 3, 4 and 5)",),
            (
                Column("transaction_shares", Kind.NUMBER, ("Amount",)),
                Column("transaction_acquired_disposed_code", Kind.ACQUIRED_DISPOSED, ("(A) or (D)",)),
                Column("transaction_price_per_share", Kind.NUMBER, ("Price",)),
            ),
        ),
        Heading(
            ("5. Amount of Securities Beneficially Owned Following Reported Transaction(s) (Instr. 3 and 4)",),
            (Column("shares_owned_following_transaction", Kind.NUMBER),),
        ),
        Heading(
            ("6. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)",),
            (Column("direct_or_indirect_ownership", Kind.DIRECT_INDIRECT),),
        ),
        Heading(
            ("7. Nature of Indirect Beneficial Ownership (Instr. 4)",),
            (Column("nature_of_ownership", Kind.TEXT),),
        ),
    ),
)

TABLE_II = PrintedTable(
    "derivativeTable",
    (
        Heading(("1. Title of Derivative Security (Instr. 3)",), (Column("security_title", Kind.TEXT),)),
        Heading(
            ("2. Conversion or Exercise Price of Derivative Security",),
            (Column("conversion_or_exercise_price", Kind.NUMBER),),
        ),
        Heading(
            ("3. Transaction Date (Month/Day/Year)", "3. Trans. Date"),
            (Column("transaction_date", Kind.DATE),),
        ),
        Heading(
            ("3A. Deemed Execution Date, if any (Month/Day/Year)", "3A. Deemed Execution Date, if any"),
            (Column("deemed_execution_date", Kind.DATE),),
        ),
        Heading(
            ("4. Transaction Code (Instr. 8)", "4. Trans. Code (Instr. 8)"),
            (
                Column("transaction_code", Kind.CODE, ("Code",)),
                Column("transaction_timeliness", Kind.EARLY, ("V",)),
            ),
        ),
        Heading(
            ("5. Number of Derivative Securities Acquired (A) or Disposed of (D) (Instr. 3, 4 and 5)",),
            (Column(ACQUIRED, Kind.NUMBER, ("(A)",)), Column(DISPOSED, Kind.NUMBER, ("(D)",))),
        ),
        Heading(
            ("6. Date Exercisable and Expiration Date (Month/Day/Year)", "6. Date Exercisable and Expiration Date"),
            (
                Column("exercise_date", Kind.DATE, ("Date Exercisable",)),
                Column("expiration_date", Kind.DATE, ("Expiration Date",)),
            ),
        ),
        Heading(
            (
                "7. Title and Amount of Securities Underlying Derivative Security (Instr. 3 and 4)",
                "7. Title and Amount of Underlying Securities (Instr. 3 and 4)",
            ),
            (
                Column("underlying_security_title", Kind.TEXT, ("Title",)),
                Column("underlying_security_shares", Kind.NUMBER, ("Amount or Number of Shares",)),
            ),
        ),
        Heading(
            ("8. Price of Derivative Security (Instr. 5)",),
            (Column("transaction_price_per_share", Kind.NUMBER),),
        ),
        Heading(
            ("9. Number of derivative Securities Beneficially Owned Following Reported Transaction(s) (Instr. 4)",),
            (Column("shares_owned_following_transaction", Kind.NUMBER),),
        ),
        Heading(
            (
                "10. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)",
                "10. Ownership Form of Derivative Security: Direct (D) or Indirect (I) (Instr. 4)",
            ),
            (Column("direct_or_indirect_ownership", Kind.DIRECT_INDIRECT),),
        ),
        Heading(
            ("11. Nature of Indirect Beneficial Ownership (Instr. 4)",),
            (Column("nature_of_ownership", Kind.TEXT),),
        ),
    ),
)

TABLES = (TABLE_I, TABLE_II)

VALUE_ATTRIBUTES = {
    "transaction_shares": "transaction_total_value",
    "underlying_security_shares": "underlying_security_value",
    "shares_owned_following_transaction": "value_owned_following_transaction",
}
"""Shares → value: a number that begins with $ in a cell of shares is a value instead (form 4 rules, R8: never both)."""

TRANSACTION_CODES = frozenset("ACDEFGHIJLMOPSUWXZ")
"""The valid codes (ownership XML schema, TRANS_CODE_PICKLIST). K is only a suffix, and V has a column of its own."""
