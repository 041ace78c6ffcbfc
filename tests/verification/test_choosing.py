"""Choosing between readings: only values that some reader read, those that the rules accept best."""

from decimal import Decimal

import pytest

from extractor.model.field_paths import fields, with_row_fields
from extractor.model.ownership import AnyField, OwnershipDocument
from extractor.model.page import Reading
from extractor.verification.choosing import choose_readings
from tests.support.builders import document

ROW = "nonDerivativeTable/*[2]"
SHARES = f"{ROW}/transactionAmounts/transactionShares"
TITLE = f"{ROW}/securityTitle"


def read_as(attribute: str, *readings: Reading, value: object) -> OwnershipDocument:
    """The consistent filing, with one field of its second row read in these ways."""
    filing = document()
    field: AnyField = getattr(filing.non_derivative_table[1], attribute)
    update = {"value": value, "text": readings[0].text, "readings": readings, "page": 1}
    return with_row_fields(filing, ROW, {attribute: field.model_copy(update=update)})


def chosen(filing: OwnershipDocument, xpath: str) -> AnyField:
    return dict(fields(choose_readings(filing)))[xpath]


def test_a_filing_read_in_one_way_is_left_alone() -> None:
    filing = document()
    assert choose_readings(filing) is filing


def test_the_reading_that_makes_the_balance_hold_is_chosen() -> None:
    filing = read_as(
        "transaction_shares", Reading("a", "70,000", 0.93), Reading("a", "10,000", 0.6), value=Decimal(70000)
    )
    field = chosen(filing, SHARES)
    assert field.value == Decimal(10000)
    assert field.readings[0] == Reading("a", "10,000", 0.6)
    assert set(field.readings) == {Reading("a", "70,000", 0.93), Reading("a", "10,000", 0.6)}


def test_a_value_that_does_not_parse_gives_way_to_one_that_does() -> None:
    filing = read_as("transaction_shares", Reading("a", "1O,000", 0.9), Reading("b", "10,000", 0.8), value=None)
    assert chosen(filing, SHARES).value == Decimal(10000)


def test_what_nobody_read_is_never_written() -> None:
    filing = read_as(
        "transaction_shares", Reading("a", "70,000", 0.9), Reading("a", "76,000", 0.5), value=Decimal(70000)
    )
    assert chosen(filing, SHARES).value in (Decimal(70000), Decimal(76000))


@pytest.mark.parametrize("second", ["Common Stork", "Commor Stock"])
def test_where_the_rules_are_silent_the_likelier_reading_stands(second: str) -> None:
    filing = read_as(
        "security_title", Reading("a", "Common Stock", 0.97), Reading("a", second, 0.3), value="Common Stock"
    )
    assert chosen(filing, TITLE).value == "Common Stock"


def test_place_and_footnotes_of_the_field_are_kept() -> None:
    filing = read_as(
        "transaction_shares", Reading("a", "70,000", 0.93), Reading("a", "10,000", 0.6), value=Decimal(70000)
    )
    before, after = dict(fields(filing))[SHARES], chosen(filing, SHARES)
    assert (after.page, after.box, after.footnotes) == (before.page, before.box, before.footnotes)


def test_what_the_first_reader_did_not_see_is_not_made_up_from_the_second() -> None:
    """Beside 4,288, only the sign of "$4,288" suggests dollars owned; the rules, which then find both, do not."""
    filing = read_as(
        "value_owned_following_transaction", Reading("a", "", None), Reading("b", "$4,288", 0.7), value=None
    )
    field = chosen(filing, f"{ROW}/postTransactionAmounts/valueOwnedFollowingTransaction")
    assert field.value is None
    assert field.is_blank


def test_where_the_rules_miss_a_value_the_second_reader_may_give_it() -> None:
    filing = read_as("transaction_code", Reading("a", "", None), Reading("b", "M", 0.9), value=None)
    assert chosen(filing, f"{ROW}/transactionCoding/transactionCode").value == "M"


def test_a_reading_nobody_believes_is_not_taken_for_one_without_a_score() -> None:
    filing = read_as("security_title", Reading("a", "Common Stock", 0.8), Reading("a", "Rights", 0.0), value="Rights")
    assert chosen(filing, TITLE).value == "Common Stock"
