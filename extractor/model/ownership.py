"""The filing: the SEC's `ownershipDocument` as frozen models, in the SEC's own element names.

Names are the SEC's in snake_case; `model/field_paths.py` says where each stands in the XML. Rows are flat here but
nested in the XML (`transactionAmounts/transactionShares`), because rules and columns deal with a row's values and
never with the elements around them.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from extractor.model.doubts import Doubt, sureness
from extractor.model.page import BoundingBox, Origin, Reading

T = TypeVar("T")


class Frozen(BaseModel):
    """An immutable model, compared by value."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Field(Frozen, Generic[T]):
    """One value of the form, and where it was seen.

    Three states without a value stay apart: blank (`text` empty), given only in a footnote (`value` None,
    `footnotes` not empty) and unreadable (`value` None, `text` is what was read).
    """

    value: T | None = None
    text: str = ""
    footnotes: tuple[str, ...] = ()
    page: int | None = None
    box: BoundingBox | None = None
    readings: tuple[Reading, ...] = ()
    """What each reader read, best first; empty for a text layer, which has no other readings."""
    placement: float = 1.0
    """How surely the words belong to this field: 1 when every word lies inside its cell."""
    origin: Origin = Origin.PRINTED
    """`RECOGNISED` as soon as one word of the field is."""
    doubts: frozenset[Doubt] = frozenset()
    """The doubts of its words that matter to the value: for a running text, only those of its numbers."""
    sources: tuple[int, ...] = ()
    """The numbers of the printed pieces that its words were made of, in reading order."""

    def sureness(self, reading: Reading) -> float | None:
        """The score of one of `readings`, capped by the doubts, which apply only to the first reader's readings."""
        own = reading.reader == self.readings[0].reader
        return sureness(reading.score, self.doubts if own else ())

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there: no value, no mark and nothing unreadable."""
        return self.value is None and not self.text and not self.footnotes

    @property
    def as_xml(self) -> str | None:
        """The value as the SEC's XML would hold it: ISO date, plain decimal, 1 or 0; None if there is none."""
        match self.value:
            case None:
                return None
            case bool():
                return "1" if self.value else "0"
            case Decimal():
                return format(self.value, "f")
            case date():
                return self.value.isoformat()
            case _:
                return str(self.value)

    @property
    def is_unreadable(self) -> bool:
        """Whether the field holds more than footnote marks, but no value of its kind."""
        if self.value is not None or not self.text:
            return False
        return bool(re.sub(r"\(\d{1,2}\)", "", self.text).strip(" ,"))


StrField = Field[str]
DateField = Field[date]
DecimalField = Field[Decimal]
BoolField = Field[bool]
AnyField = StrField | DateField | DecimalField | BoolField


class Issuer(Frozen):
    """Box 2 and 2a."""

    issuer_cik: StrField = StrField()
    issuer_name: StrField = StrField()
    issuer_trading_symbol: StrField = StrField()
    issuer_foreign_trading_symbol: StrField = StrField()


class ReportingOwner(Frozen):
    """Box 1 and 5 for one person: who reports, the address, and the relationship to the issuer."""

    rpt_owner_cik: StrField = StrField()
    rpt_owner_name: StrField = StrField()
    rpt_owner_street1: StrField = StrField()
    rpt_owner_street2: StrField = StrField()
    rpt_owner_city: StrField = StrField()
    rpt_owner_state: StrField = StrField()
    rpt_owner_country: StrField = StrField()
    rpt_owner_zip_code: StrField = StrField()
    is_director: BoolField = BoolField()
    is_officer: BoolField = BoolField()
    is_ten_percent_owner: BoolField = BoolField()
    is_other: BoolField = BoolField()
    officer_title: StrField = StrField()
    other_text: StrField = StrField()


class NonDerivativeRow(Frozen):
    """A row of Table I; `kind` is `nonDerivativeTransaction` or `nonDerivativeHolding`."""

    kind: StrField
    security_title: StrField = StrField()
    transaction_date: DateField = DateField()
    deemed_execution_date: DateField = DateField()
    transaction_code: StrField = StrField()
    equity_swap_involved: BoolField = BoolField()
    transaction_timeliness: StrField = StrField()
    transaction_shares: DecimalField = DecimalField()
    transaction_price_per_share: DecimalField = DecimalField()
    transaction_acquired_disposed_code: StrField = StrField()
    shares_owned_following_transaction: DecimalField = DecimalField()
    value_owned_following_transaction: DecimalField = DecimalField()
    direct_or_indirect_ownership: StrField = StrField()
    nature_of_ownership: StrField = StrField()

    @property
    def is_holding(self) -> bool:
        return self.kind.value == "nonDerivativeHolding"


class DerivativeRow(Frozen):
    """A row of Table II; `kind` is `derivativeTransaction` or `derivativeHolding`."""

    kind: StrField
    security_title: StrField = StrField()
    conversion_or_exercise_price: DecimalField = DecimalField()
    transaction_date: DateField = DateField()
    deemed_execution_date: DateField = DateField()
    transaction_code: StrField = StrField()
    equity_swap_involved: BoolField = BoolField()
    transaction_timeliness: StrField = StrField()
    transaction_shares: DecimalField = DecimalField()
    transaction_total_value: DecimalField = DecimalField()
    transaction_price_per_share: DecimalField = DecimalField()
    transaction_acquired_disposed_code: StrField = StrField()
    exercise_date: DateField = DateField()
    expiration_date: DateField = DateField()
    underlying_security_title: StrField = StrField()
    underlying_security_shares: DecimalField = DecimalField()
    underlying_security_value: DecimalField = DecimalField()
    shares_owned_following_transaction: DecimalField = DecimalField()
    value_owned_following_transaction: DecimalField = DecimalField()
    direct_or_indirect_ownership: StrField = StrField()
    nature_of_ownership: StrField = StrField()

    @property
    def is_holding(self) -> bool:
        return self.kind.value == "derivativeHolding"


class Footnote(Frozen):
    """One numbered explanation; `id` is F1 to F99."""

    id: str
    text: StrField


class OwnerSignature(Frozen):
    """A signature line and the date beside it."""

    signature_name: StrField = StrField()
    signature_date: DateField = DateField()


class OwnershipDocument(Frozen):
    """Everything one Form 4 or 4/A shows; rows in printed order, transactions and holdings together."""

    document_type: StrField = StrField()
    period_of_report: DateField = DateField()
    date_of_original_submission: DateField = DateField()
    not_subject_to_section16: BoolField = BoolField()
    issuer: Issuer = Issuer()
    reporting_owners: tuple[ReportingOwner, ...] = ()
    is_joint_filing: BoolField = BoolField()
    """Box 6. The XML has no element for it, because it follows from the number of owners."""
    aff10b5_one: BoolField = BoolField()
    non_derivative_table: tuple[NonDerivativeRow, ...] = ()
    derivative_table: tuple[DerivativeRow, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    remarks: StrField = StrField()
    owner_signatures: tuple[OwnerSignature, ...] = ()

    def rows(self) -> Iterator[tuple[str, "NonDerivativeRow | DerivativeRow"]]:
        """Every row of both tables with its XPath, Table I first."""
        for index, row in enumerate(self.non_derivative_table, 1):
            yield f"nonDerivativeTable/*[{index}]", row
        for index, derivative in enumerate(self.derivative_table, 1):
            yield f"derivativeTable/*[{index}]", derivative
