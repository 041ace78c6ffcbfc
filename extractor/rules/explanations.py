"""FTN: what the explanations say, against the values they explain."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from extractor.model.field_paths import footnote_xpath
from extractor.model.ownership import Footnote, NonDerivativeRow, OwnershipDocument
from extractor.model.results import Severity, Suggestion
from extractor.rules.base import Problem, Problems, rule
from extractor.rules.digits import is_slip
from extractor.rules.filing import PLAN_BOX_SINCE, signed_on
from extractor.rules.quoted import PriceRange, counts, is_average_price, price_range
from extractor.rules.rows import Placed, PlacedRow, both_tables, printed, table_one, transactions

PRICE = "transaction_price_per_share"
PLAN = re.compile(r"10b5\s*-\s*1", re.IGNORECASE)
NO_PLAN = re.compile(r"\bnot\b[^.]{0,60}10b5\s*-\s*1", re.IGNORECASE)
WIDEST_RANGE_DOLLARS = Decimal(1)
# Shorter numbers resemble one another by chance.
SMALLEST_COUNT = 1000
COUNTS = ("transaction_shares", "underlying_security_shares", "shares_owned_following_transaction")


@rule("FTN611", Severity.WARNING, "SEC no-action letter to the Society of Corporate Secretaries, 2008-06-25")
def average_outside_range(document: OwnershipDocument) -> Problems:
    """A weighted average price lies between the lowest and the highest price in its footnote.

    Measured: 17 of 17,951 filings.

    Broken:     I.2.transaction_price_per_share = $25.3038 (2)
    Consistent: I.2.transaction_price_per_share = $25.15 (2)
    """
    for placed, footnote, prices in _averages(document):
        price = placed.row.transaction_price_per_share.value
        if price is not None and not prices.low <= price <= prices.high:
            message = (
                f"{placed.name}: {printed(price)} lies outside {printed(prices.low)} to {printed(prices.high)}, "
                f"the range in explanation {footnote.id[1:]}"
            )
            yield Problem((placed.xpath(PRICE), footnote_xpath(footnote.id)), message)


@rule("FTN612", Severity.WARNING, "SEC no-action letter to the Society of Corporate Secretaries, 2008-06-25")
def average_over_wide_range(document: OwnershipDocument) -> Problems:
    """Sales that are reported together on one line have prices within one dollar of each other.

    The SEC allows one line for several sales on this condition, which filers do not always meet.

    Measured: 71 of 17,951 filings.

    Broken:     F.2 = Weighted average sale price, ranging from $25.00 to $26.15 per share.
    Consistent: F.2 = Weighted average sale price, ranging from $25.00 to $26.00 per share.
    """
    for xpath, footnote, prices in {note.id: (p.xpath(PRICE), note, r) for p, note, r in _averages(document)}.values():
        if prices.high - prices.low > WIDEST_RANGE_DOLLARS:
            message = (
                f"explanation {footnote.id[1:]} averages prices from {printed(prices.low)} to {printed(prices.high)}"
            )
            yield Problem((footnote_xpath(footnote.id), xpath), message)


@rule("FTN613", Severity.WARNING, "SEC no-action letter to the Society of Corporate Secretaries, 2008-06-25")
def average_of_no_trade(document: OwnershipDocument) -> Problems:
    """A footnote on a weighted average price explains a purchase, a sale, or shares withheld for tax.

    Measured: 16 of 17,951 filings.

    Broken:     I.1.transaction_price_per_share = $4.8 (2)
    Consistent: I.2.transaction_price_per_share = $25.0338 (2)
    """
    notes = {footnote.id: footnote for footnote in document.footnotes if is_average_price(footnote.text.text)}
    for placed in transactions(table_one(document)):
        code = placed.row.transaction_code.value
        if code in ("P", "S", "F", None):
            continue
        for mark in placed.row.transaction_price_per_share.footnotes:
            if mark in notes:
                message = f"{placed.name}: a footnote on a weighted average price, but the code is {code}"
                yield Problem((*placed.xpaths(PRICE, "transaction_code"), footnote_xpath(mark)), message)


@rule("FTN614", Severity.WARNING, "Form 4, General Instruction 5 (column 4, price)")
def average_away_from_price(document: OwnershipDocument) -> Problems:
    """The mark of a footnote on a weighted average price is beside a price.

    Measured: 82 of 17,951 filings.

    Broken:     I.2.transaction_price_per_share = $25.0338; I.2.shares_owned_following_transaction = 0 (2)
    Consistent: I.2.transaction_price_per_share = $25.0338 (2); I.2.shares_owned_following_transaction = 0
    """
    notes = {
        footnote.id
        for footnote in document.footnotes
        if price_range(footnote.text.text) and is_average_price(footnote.text.text)
    }
    for placed in both_tables(document):
        for attribute, field in placed.cells():
            if attribute == PRICE or not field.footnotes:
                continue
            for mark in notes.intersection(field.footnotes):
                message = f"{placed.name}: footnote ({mark[1:]}) is on a price, but its mark is elsewhere"
                yield Problem((placed.xpath(attribute), placed.xpath(PRICE)), message)


@rule("FTN615", Severity.WARNING, "Form 4, Explanation of Responses")
def number_almost_quoted(document: OwnershipDocument) -> Problems:
    """A number of shares that an explanation mentions is the same in its cell, down to the last digit.

    Numbers that differ in one digit, or two swapped ones, are meant to be the same.

    Measured: 142 of 17,951 filings.

    Broken:     F.3 = Of the 82,934 options left a third can be exercised.
    Consistent: F.3 = Of the 82,394 options left a third can be exercised.
    """
    quoted = [(footnote.id, count) for footnote in document.footnotes for count in counts(footnote.text.text)]
    known = {count for _, count in quoted}
    for placed in both_tables(document) if quoted else ():
        for attribute, field in placed.cells_of(COUNTS):
            value = field.value
            if not isinstance(value, Decimal) or value < SMALLEST_COUNT or value in known:
                continue
            for mark, count in quoted:
                if is_slip(value, count):
                    yield _almost_quoted(placed, attribute, mark, count)


def _almost_quoted(placed: PlacedRow, attribute: str, mark: str, count: Decimal) -> Problem:
    xpath, value = placed.xpath(attribute), getattr(placed.row, attribute).value
    message = f"{placed.name}: {printed(value)}, but explanation {mark[1:]} says {printed(count)}"
    reason = f"explanation {mark[1:]} says {printed(count)}"
    return Problem(
        (xpath, footnote_xpath(mark)), message, (Suggestion(xpath=xpath, value=format(count, "f"), reason=reason),)
    )


@rule("FTN616", Severity.WARNING, "Form 4, General Instruction 10")
def plan_box_without_explanation(document: OwnershipDocument) -> Problems:
    """If the Rule 10b5-1 box is ticked, the explanations give the plan and its date.

    Measured: 90 of 17,951 filings.

    Broken:     F.1 = Sold to pay tax.
    Consistent: aff10b5_one = 1
    """
    if document.aff10b5_one.value and not _plan_notes(document):
        yield Problem(("aff10b5One",), "the Rule 10b5-1 box is ticked, but no explanation mentions a plan")


@rule("FTN617", Severity.WARNING, "Form 4, General Instruction 10")
def plan_without_box(document: OwnershipDocument) -> Problems:
    """If the explanations mention a Rule 10b5-1 plan, the box is ticked.

    Forms without the box, such as the paper form of earlier years, are not checked.

    Measured: 198 of 17,951 filings.

    Broken:     aff10b5_one = 0
    Consistent: aff10b5_one = 1
    """
    has_box = (signed_on(document) or date.min) >= PLAN_BOX_SINCE
    notes = _plan_notes(document)
    if has_box and notes and document.aff10b5_one.value is False:
        message = "the explanations mention a Rule 10b5-1 plan, but its box is not ticked"
        yield Problem(("aff10b5One", notes[0]), message)


def _averages(document: OwnershipDocument) -> Iterator[tuple[Placed[NonDerivativeRow], Footnote, PriceRange]]:
    """Rows of Table I with each footnote that states a range for their price, and that range."""
    ranges = {footnote.id: (footnote, price_range(footnote.text.text)) for footnote in document.footnotes}
    for placed in transactions(table_one(document)):
        for mark in placed.row.transaction_price_per_share.footnotes:
            footnote, prices = ranges.get(mark, (None, None))
            if footnote is not None and prices is not None:
                yield placed, footnote, prices


def _plan_notes(document: OwnershipDocument) -> tuple[str, ...]:
    """XPaths of the explanations and remarks that say that a trade was made under a plan."""
    texts = [(footnote_xpath(footnote.id), footnote.text.text) for footnote in document.footnotes]
    texts.append(("remarks", document.remarks.text))
    return tuple(xpath for xpath, text in texts if PLAN.search(text) and not NO_PLAN.search(text))


RULES = (
    average_outside_range,
    average_over_wide_range,
    average_of_no_trade,
    average_away_from_price,
    number_almost_quoted,
    plan_box_without_explanation,
    plan_without_box,
)
