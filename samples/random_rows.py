"""Adds rows to a table one after another: each balance follows from the one before, footnotes are added as needed."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from extractor.model.ownership import BoolField, DateField, DecimalField, DerivativeRow, NonDerivativeRow, StrField
from samples.invented_names import COMMON_TITLES

Marks = tuple[str, ...]


@dataclass
class Story:
    """A filing in the making: what each holder has now, the rows so far, and the footnotes that they refer to."""

    random: Random
    day: date
    title: str
    price: Decimal
    plan_mark: Marks = ()
    fractional: bool = False
    notes: list[str] = field(default_factory=list)
    held: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    rows: list[NonDerivativeRow] = field(default_factory=list)
    derivatives: list[DerivativeRow] = field(default_factory=list)

    def note(self, text: str) -> Marks:
        """The mark of a footnote with this text, which is added if it does not exist yet."""
        if text not in self.notes:
            self.notes.append(text)
        return (f"F{self.notes.index(text) + 1}",)

    def shares(self, *, most: int = 400_000_000) -> Decimal:
        """A number of shares between one and hundreds of millions, sometimes with decimals."""
        size = self.random.choice((1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 7, 8))
        count = self.random.randint(min(10**size // 10, most // 2), min(10**size * 4, most))
        if self.random.random() < 0.5:
            count = max(1, round(count, -(len(str(count)) - 2)))
        if self.fractional and self.random.random() < 0.5:
            return Decimal(count) + Decimal(self.random.randint(1, 9999)).scaleb(-self.random.choice((3, 4)))
        return Decimal(count)

    def market_price(self) -> Decimal:
        """A price near that of the day, with up to four decimals."""
        factor = Decimal(str(round(self.random.uniform(0.98, 1.02), 6)))
        return rounded(self.price * factor, self.random.choice((0, 1, 2, 2, 2, 3, 4, 4, 4)))

    def trade(self, code: str, shares: Decimal, price: DecimalField, *, acquired: bool, nature: str = "",
              marks: Marks = (), **more: Any) -> None:  # fmt: skip
        """Add a transaction to Table I; its balance follows from the one before."""
        key = (self.title, nature)
        before = self.held.setdefault(key, self._opening(shares, acquired=acquired))
        if not acquired:
            shares = min(shares, before)
        if not shares:
            return  # nothing is left to dispose of
        self.held[key] = before + shares if acquired else before - shares
        self.rows.append(
            NonDerivativeRow(
                kind=text("nonDerivativeTransaction"),
                security_title=text(self.title),
                transaction_date=day(self.day),
                transaction_code=text(code, *marks, *(self.plan_mark if code in "PSM" else ())),
                equity_swap_involved=flag(more.pop("swap", False)),
                transaction_shares=number(shares, *more.pop("share_marks", ())),
                transaction_price_per_share=price,
                transaction_acquired_disposed_code=text("A" if acquired else "D"),
                shares_owned_following_transaction=number(self.held[key], *more.pop("balance_marks", ())),
                direct_or_indirect_ownership=text("I" if nature else "D"),
                nature_of_ownership=self.nature(nature),
                **more,
            )
        )

    def hold(self, nature: str) -> None:
        """Add a row to Table I that only states a holding."""
        shares = self.held.setdefault((self.title, nature), self.shares())
        self.rows.append(
            NonDerivativeRow(
                kind=text("nonDerivativeHolding"),
                security_title=text(self.title),
                shares_owned_following_transaction=number(shares),
                direct_or_indirect_ownership=text("I" if nature else "D"),
                nature_of_ownership=self.nature(nature),
            )
        )

    def nature(self, nature: str) -> StrField:
        """Column 7, with the footnote that "See footnote" needs."""
        if nature != "See footnote":
            return text(nature) if nature else StrField()
        return text(nature, *self.note(
            "The securities are held of record by an entity of which the Reporting Person is a managing member. The "
            "Reporting Person disclaims beneficial ownership except to the extent of any pecuniary interest therein."
        ))  # fmt: skip

    def _opening(self, shares: Decimal, *, acquired: bool) -> Decimal:
        """The balance before the first row: 0 or more before an acquisition, at least twelve times a disposal."""
        if acquired:
            return self.random.choice((Decimal(0), self.shares(most=9_000_000)))
        return shares * 12 + self.random.choice((Decimal(0), self.shares(most=9_000_000)))


def text(value: str, *marks: str) -> StrField:
    """A text as if read from the XML."""
    return StrField(value=value or None, text=value, footnotes=marks)


def number(value: Decimal, *marks: str) -> DecimalField:
    """A number as if read from the XML."""
    return DecimalField(value=value, text=f"{value:f}", footnotes=marks)


def day(value: date, *marks: str) -> DateField:
    """A date as if read from the XML."""
    return DateField(value=value, text=value.isoformat(), footnotes=marks)


def flag(value: bool) -> BoolField:  # noqa: FBT001 - a field's value, not an option
    """A ticked or empty box as if read from the XML."""
    return BoolField(value=value, text="1" if value else "0")


def rounded(value: Decimal, decimals: int) -> Decimal:
    """The value rounded to so many decimals, but at least the smallest positive number with them."""
    return max(value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), Decimal(1).scaleb(-decimals))


def business_day_after(start: date, days: int) -> date:
    """The date `days` weekdays after `start`; holidays are not considered."""
    while days > 0:
        start += timedelta(days=1)
        days -= start.weekday() < 5
    return start


def new_story(random: Random, start: date) -> Story:
    """A story without rows: a security, and its price on the day."""
    price = rounded(Decimal(str(10 ** random.uniform(-0.3, 3.4))), 4)
    return Story(random, start, random.choice(COMMON_TITLES), price, fractional=random.random() < 0.15)
