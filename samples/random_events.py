"""What insiders do with their stock: one function for each event, which adds its rows to a story."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from extractor.model.ownership import BoolField, DateField, DecimalField, DerivativeRow, StrField
from samples.invented_names import NATURES
from samples.random_rows import Marks, Story, business_day_after, day, flag, number, rounded, text

OPTIONS = ("Stock Option (right to buy)", "Employee Stock Option (Right to Buy)", "Non-Qualified Stock Option")
UNDERTAKING_IN_FULL = (
    "The Reporting Person undertakes to provide to the Issuer, any security holder of the Issuer, or the staff of the "
    "Securities and Exchange Commission, upon request, full information regarding the number of shares {verb} at each "
    "separate price within the range set forth in this footnote."
)
UNDERTAKINGS = (
    UNDERTAKING_IN_FULL,
    "Full information on the number of shares {verb} at each price is given on request.",
)
VESTED_IN_PART = (
    "One fourth of the {shares} shares subject to the award vested on {day} and the remainder vests in equal monthly "
    "installments over the following three years."
)
VESTS_AT_ONCE = (
    "The award vests in full on the third anniversary of {day}, subject to the Reporting Person's continued service "
    "through that date."
)
VESTING = (VESTED_IN_PART, VESTS_AT_ONCE, "This option is immediately exercisable.")


def market_trades(story: Story) -> None:
    """Some sales or purchases on the market, each at one price."""
    sells = story.random.random() < 0.7
    code, verb = ("S", "sold") if sells else ("P", "purchased")
    nature = story.random.choice(("", "", *NATURES))
    swap = story.random.random() < 0.05
    for _ in range(story.random.choice((1, 1, 2, 3, 4, 6))):
        price = _weighted(story, verb) if story.random.random() < 0.5 else number(story.market_price())
        marks = story.note("Effected in connection with a cash-settled equity swap with a dealer.") if swap else ()
        story.trade(code, story.shares(most=900_000), price, acquired=not sells, nature=nature, marks=marks, swap=swap)


def option_exercise(story: Story) -> None:
    """Options exercised (M): given up in Table II, shares acquired in Table I at their price, often sold at once."""
    for _ in range(story.random.choice((1, 1, 2))):
        shares = Decimal(int(story.shares(most=900_000)) or 1)
        strike = rounded(
            story.price * Decimal(str(round(story.random.uniform(0.1, 0.8), 4))), story.random.choice((2, 2, 1, 3))
        )
        story.trade("M", shares, number(strike), acquired=True)
        granted = story.day - timedelta(days=story.random.randint(400, 2500))
        vesting = _vesting_note(story, shares)
        exercise = DateField(footnotes=vesting) if story.random.random() < 0.6 else day(granted + timedelta(days=365))
        row = _derivative(
            story, story.random.choice(OPTIONS), "M", shares, acquired=False, strike=number(strike), exercise=exercise,
            expiration=day(max(granted + timedelta(days=3652), story.day + timedelta(days=30))),
            left=story.random.choice((Decimal(0), Decimal(int(story.shares(most=2_000_000))))),
            price=story.random.choice((number(Decimal(0)), DecimalField())),
            marks=() if exercise.footnotes else vesting,
        )  # fmt: skip
        story.derivatives.append(row)
        if story.random.random() < 0.6:
            story.trade("S", shares, _weighted(story, "sold"), acquired=False)


def units_vest(story: Story) -> None:
    """Restricted units become shares (M at price 0), and some are withheld for tax (F)."""
    shares = Decimal(int(story.shares(most=300_000)) + 3)
    one_for_one = story.note(
        "Each restricted stock unit represents a contingent right to receive one share of the Issuer's stock."
    )
    story.trade("M", shares, number(Decimal(0)), acquired=True)
    withheld = Decimal(int(shares * Decimal("0.37")) or 1)
    mark = story.note("Shares withheld by the Issuer to satisfy tax withholding obligations upon vesting.")
    story.trade("F", withheld, number(story.market_price(), *mark), acquired=False)
    vesting = _vesting_note(story, shares)
    story.derivatives.append(_derivative(
        story, "Restricted Stock Units", "M", shares, acquired=False, strike=DecimalField(footnotes=one_for_one),
        exercise=DateField(footnotes=vesting), expiration=DateField(footnotes=vesting),
        left=Decimal(int(shares) * story.random.randint(0, 12)), price=number(Decimal(0)),
    ))  # fmt: skip


def share_grant(story: Story) -> None:
    """Shares granted by the issuer (A at price 0)."""
    mark = story.note(
        "Represents restricted stock that vests in four equal annual installments, subject to continued service."
    )
    story.trade("A", story.shares(most=2_000_000), number(Decimal(0)), acquired=True, share_marks=mark)


def option_grant(story: Story) -> None:
    """Options granted by the issuer; only Table II has a row."""
    shares = Decimal(int(story.shares(most=3_000_000)) or 1)
    exercise = DateField(footnotes=_vesting_note(story, shares))
    story.derivatives.append(_derivative(
        story, story.random.choice(("Stock Option (Right to Buy)", "Stock Appreciation Right")), "A", shares,
        acquired=True, strike=number(story.market_price()), exercise=exercise,
        expiration=day(story.day + timedelta(days=3652)), left=shares, price=number(Decimal(0)),
    ))  # fmt: skip


def gift(story: Story) -> None:
    """A gift (G at price 0), sometimes reported early (V), sometimes received."""
    received = story.random.random() < 0.15
    early = text("E") if story.random.random() < 0.5 else StrField()
    nature = story.random.choice(("", "", "By Trust", "By Spouse"))
    story.trade("G", story.shares(most=500_000), number(Decimal(0)), acquired=received, nature=nature,
                transaction_timeliness=early)  # fmt: skip


def distribution(story: Story) -> None:
    """A distribution to partners (J), with the price in a footnote only, or 0."""
    pro_rata = story.note("Pro rata distribution to the partners of the fund for no additional consideration.")
    price = story.random.choice((DecimalField(footnotes=pro_rata), number(Decimal(0))))
    nature = story.random.choice(("", "By LLC", "See footnote"))
    story.trade("J", story.shares(most=60_000_000), price, acquired=False, nature=nature, marks=pro_rata)


def merger(story: Story) -> None:
    """All shares given up for cash in a merger (D), with the price in a footnote only."""
    mark = story.note(
        "Disposed of pursuant to the merger agreement, under which each share was converted into the right to receive "
        f"${story.market_price():,f} in cash, without interest."
    )
    shares = story.shares(most=5_000_000)
    story.trade("D", story.held.get((story.title, ""), shares) or shares, DecimalField(footnotes=mark), acquired=False)


def conversion(story: Story) -> None:
    """Preferred stock converted into common stock (C)."""
    shares = Decimal(int(story.shares(most=80_000_000)) or 1)
    nature = story.random.choice(("", "See footnote", "By LLC"))
    mark = story.note(
        "Each share of Series C Preferred Stock automatically converted into one share of common stock upon the "
        "closing of the Issuer's initial public offering and had no expiration date."
    )
    story.trade("C", shares, number(Decimal(0)), acquired=True, nature=nature)
    row = _derivative(
        story, "Series C Convertible Preferred Stock", "C", shares, acquired=False, strike=DecimalField(footnotes=mark),
        exercise=DateField(footnotes=mark), expiration=DateField(footnotes=mark), left=Decimal(0),
        price=number(Decimal(0)),
    )  # fmt: skip
    owner = {"direct_or_indirect_ownership": text("I" if nature else "D"), "nature_of_ownership": story.nature(nature)}
    story.derivatives.append(row.model_copy(update=owner))


def deemed_trade(story: Story) -> None:
    """A purchase by a plan with a deemed execution date (column 2A) one to three business days later."""
    mark = story.note(
        "Acquired under the Issuer's dividend reinvestment plan; the deemed execution date is as notified."
    )
    deemed = day(business_day_after(story.day, story.random.randint(1, 3)), *mark)
    story.trade(
        "P", story.shares(most=9_000), number(story.market_price()), acquired=True, deemed_execution_date=deemed
    )


def option_holding(story: Story) -> None:
    """A row of Table II that only states a holding."""
    shares = Decimal(int(story.shares(most=900_000)) or 1)
    start = story.day - timedelta(days=story.random.randint(30, 900))
    row = _derivative(
        story, "Warrant (right to buy)", "", shares, acquired=True, strike=number(story.market_price()),
        exercise=day(start), expiration=day(start + timedelta(days=3652)), left=shares, price=DecimalField(),
    )  # fmt: skip
    blank: dict[str, Any] = {
        "kind": text("derivativeHolding"), "transaction_date": DateField(), "transaction_code": StrField(),
        "equity_swap_involved": BoolField(), "transaction_shares": DecimalField(),
        "transaction_acquired_disposed_code": StrField(),
    }  # fmt: skip
    story.derivatives.append(row.model_copy(update=blank))


EVENTS: tuple[tuple[Callable[[Story], None], int], ...] = (
    (market_trades, 30),
    (option_exercise, 18),
    (units_vest, 16),
    (share_grant, 10),
    (option_grant, 10),
    (gift, 8),
    (distribution, 6),
    (merger, 3),
    (conversion, 5),
    (deemed_trade, 4),
)
"""The events, each with its weight in the random choice."""


def _weighted(story: Story, verb: str) -> DecimalField:
    """A weighted average price, with the footnote that gives its range."""
    price = rounded(story.price * Decimal(str(round(story.random.uniform(0.97, 1.03), 6))), 4)
    width = rounded(min(Decimal("0.98"), price / 50), 2)
    low, high = rounded(price - width / 2, 2), rounded(price + width / 2, 2) + Decimal("0.01")
    low = min(low, rounded(price, 2) - Decimal("0.01")) if price > Decimal("0.05") else Decimal("0.01")
    undertaking = story.random.choice(UNDERTAKINGS).format(verb=verb)
    return number(price, *story.note(
        f"The price reported in Column 4 is a weighted average price. These shares were {verb} in multiple "
        f"transactions at prices ranging from ${low:,.2f} to ${high:,.2f}, inclusive. {undertaking}"
    ))  # fmt: skip


def _vesting_note(story: Story, shares: Decimal) -> Marks:
    start = story.day - timedelta(days=story.random.randint(200, 1200))
    words = story.random.choice(VESTING)
    return story.note(words.format(shares=f"{shares:,f}", day=f"{start:%B} {start.day}, {start.year}"))


def _derivative(story: Story, title: str, code: str, shares: Decimal, *, acquired: bool, strike: DecimalField,
                exercise: DateField, expiration: DateField, left: Decimal, price: DecimalField,
                marks: Marks = ()) -> DerivativeRow:  # fmt: skip
    return DerivativeRow(
        kind=text("derivativeTransaction"),
        security_title=text(title, *marks),
        conversion_or_exercise_price=strike,
        transaction_date=day(story.day),
        transaction_code=text(code),
        equity_swap_involved=flag(value=False),
        transaction_shares=number(shares),
        transaction_price_per_share=price,
        transaction_acquired_disposed_code=text("A" if acquired else "D"),
        exercise_date=exercise,
        expiration_date=expiration,
        underlying_security_title=text(story.title),
        underlying_security_shares=number(shares),
        shares_owned_following_transaction=number(left),
        direct_or_indirect_ownership=text("D"),
    )
