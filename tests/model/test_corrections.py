"""Corrections: typed texts become fields, lines are added and removed, and impossible corrections are refused."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model.corrections import CorrectionError, apply
from extractor.model.field_paths import fields
from extractor.model.ownership import (
    DateField,
    DecimalField,
    Footnote,
    Issuer,
    NonDerivativeRow,
    OwnershipDocument,
    OwnerSignature,
    ReportingOwner,
    StrField,
)
from extractor.model.page import BoundingBox
from extractor.model.results import Act, Correction
from extractor.model.standing import xpath_now

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
ROW = "nonDerivativeTable/*[1]"


def correction(xpath: str, new: str | None, *, old: str | None = "?", footnotes: tuple[str, ...] = ()) -> Correction:
    return Correction(xpath=xpath, old=old, new=new, footnotes=footnotes, reviewer="ann", at=AT)


def row(title: str) -> NonDerivativeRow:
    return NonDerivativeRow(
        kind=StrField(value="nonDerivativeTransaction"),
        security_title=StrField(value=title, text=title),
        transaction_shares=DecimalField(value=Decimal(10), text="10", page=1, box=BoundingBox(1, 2, 3, 4)),
    )


def document() -> OwnershipDocument:
    return OwnershipDocument(
        issuer=Issuer(issuer_name=StrField(value="ACME", text="ACME")),
        reporting_owners=(ReportingOwner(rpt_owner_name=StrField(value="DOE JANE", text="DOE JANE")),),
        non_derivative_table=(row("Common"), row("Preferred")),
        footnotes=(Footnote(id="F1", text=StrField(value="By trust.", text="By trust.")),),
        owner_signatures=(OwnerSignature(signature_date=DateField(value=date(2026, 1, 2), text="01/02/2026")),),
    )


def values(filing: OwnershipDocument) -> dict[str, str | None]:
    return {xpath: field.as_xml for xpath, field in fields(filing)}


@pytest.mark.parametrize(
    ("xpath", "typed", "value"),
    [
        (f"{ROW}/transactionAmounts/transactionShares", "1,234.50", "1234.50"),
        (f"{ROW}/transactionAmounts/transactionPricePerShare", "$0", "0"),
        (f"{ROW}/transactionDate", "1/31/2026", "2026-01-31"),
        (f"{ROW}/transactionDate", "2026-01-31", "2026-01-31"),
        (f"{ROW}/transactionTimeliness", "V", "E"),
        (f"{ROW}/transactionTimeliness", "E", "E"),
        (f"{ROW}/transactionCoding/transactionCode", "S", "S"),
        (f"{ROW}/ownershipNature/directOrIndirectOwnership", "I", "I"),
        (f"{ROW}/securityTitle", "  Class A \n Common ", "Class A Common"),
        ("issuer/issuerTradingSymbol", "ACME", "ACME"),
        ("reportingOwner[1]/reportingOwnerRelationship/isDirector", "X", "1"),
        ("reportingOwner[1]/reportingOwnerRelationship/isDirector", "0", "0"),
        ("ownerSignature[1]/signatureDate", "1/5/26", "2026-01-05"),
        ("footnotes/footnote[@id='F1']", "By daughter.", "By daughter."),
        ("aff10b5One", "1", "1"),
        ("remarks", "None", "None"),
        ("periodOfReport", "", None),
        (ROW, "nonDerivativeHolding", "nonDerivativeHolding"),
        ("reportingOwner[1]/reportingOwnerAddress/rptOwnerCountry", "Germany", "2M"),
        ("reportingOwner[1]/reportingOwnerAddress/rptOwnerCountry", "2M", "2M"),
        ("reportingOwner[1]/reportingOwnerAddress/rptOwnerState", "California", "CA"),
    ],
)
def test_a_typed_text_becomes_the_fields_value(xpath: str, typed: str, value: str | None) -> None:
    corrected = apply(document(), [correction(xpath, typed)])
    assert values(corrected) == values(document()) | {xpath: value}


def test_the_place_on_the_page_stays_and_the_filing_read_is_untouched() -> None:
    read = document()
    shares = apply(read, [correction(f"{ROW}/transactionAmounts/transactionShares", "7", footnotes=("F1",))])
    field = shares.non_derivative_table[0].transaction_shares
    assert (field.value, field.text, field.footnotes) == (Decimal(7), "7", ("F1",))
    assert (field.page, field.box) == (1, BoundingBox(1, 2, 3, 4))
    assert read == document()


def test_a_code_with_a_swap_fills_both_fields() -> None:
    changed = apply(document(), [correction(f"{ROW}/transactionCoding/transactionCode", "S/K")]).non_derivative_table[0]
    assert (changed.transaction_code.value, changed.equity_swap_involved.value) == ("S", True)


def test_a_cell_given_only_in_a_footnote() -> None:
    xpath = f"{ROW}/transactionAmounts/transactionPricePerShare"
    field = apply(document(), [correction(xpath, None, footnotes=("F1",))]).non_derivative_table[0]
    price = field.transaction_price_per_share
    assert price.value is None
    assert not price.is_blank
    assert not price.is_unreadable


def test_lines_come_and_go() -> None:
    added = apply(document(), [correction("nonDerivativeTable/*[2]", "nonDerivativeHolding", old=None)])
    assert [line.security_title.value for line in added.non_derivative_table] == ["Common", None, "Preferred"]
    assert added.non_derivative_table[1].is_holding
    assert apply(added, [correction("nonDerivativeTable/*[2]", None)]) == document()
    derivative = apply(document(), [correction("derivativeTable/*[1]", "derivativeTransaction", old=None)])
    assert derivative.derivative_table[0].kind.value == "derivativeTransaction"
    owners = apply(document(), [correction("reportingOwner[2]", "reportingOwner", old=None)])
    assert owners.reporting_owners == (*document().reporting_owners, ReportingOwner())
    signatures = apply(document(), [correction("ownerSignature[1]", "ownerSignature", old=None)])
    assert signatures.owner_signatures == (OwnerSignature(), *document().owner_signatures)


def test_explanations_keep_the_order_of_their_numbers() -> None:
    several = [correction(f"footnotes/footnote[@id='F{number}']", "Text", old=None) for number in (10, 2)]
    corrected = apply(document(), several)
    assert [footnote.id for footnote in corrected.footnotes] == ["F1", "F2", "F10"]
    assert apply(document(), [correction("footnotes/footnote[@id='F1']", None)]).footnotes == ()


def test_a_change_of_kind_keeps_the_line() -> None:
    line = apply(document(), [correction(ROW, "nonDerivativeHolding")]).non_derivative_table[0]
    assert line.is_holding
    assert line.security_title.value == "Common"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (correction(f"{ROW}/transactionAmounts/transactionShares", "1O"), "“1O” is not a number"),
        (correction(f"{ROW}/transactionDate", "13/45/2026"), "not a day of the calendar"),
        (correction(f"{ROW}/transactionCoding/transactionCode", "sale"), "not a transaction code"),
        (correction("aff10b5One", "maybe"), "not a box"),
        (correction("remarks", "a\x00b"), "not a text that a filing can hold"),
        (correction("remarks", "fine", footnotes=("1",)), "F1 to F99"),
        (correction(f"{ROW}/conversionOrExercisePrice", "1"), "no field"),
        (correction("issuer/issuerNickname", "x"), "no field"),
        (correction("../etc/passwd", "x"), "no field"),
        (correction("someTable/*[1]", "x"), "no field"),
        (correction("", "x"), "no field"),
        (correction("nonDerivativeTable/*[3]", None), "has no"),
        (correction("nonDerivativeTable/*[4]", "nonDerivativeHolding", old=None), "has no"),
        (correction("nonDerivativeTable/*[1]", "derivativeHolding", old=None), "a line here is one of"),
        (correction("reportingOwner[1]", "reportingOwner"), "no kind to change"),
        (correction("footnotes/footnote[@id='F7']", None), "no explanation F7"),
    ],
)
def test_what_cannot_be_said_is_refused_in_words(wrong: Correction, message: str) -> None:
    with pytest.raises(CorrectionError, match=message) as refused:
        apply(document(), [wrong])
    assert refused.value.correction == wrong


def test_every_field_takes_its_own_value_back() -> None:
    corrections = [
        correction(xpath, field.as_xml, footnotes=field.footnotes)
        for xpath, field in fields(document())
        if xpath not in {"nonDerivativeTable/*[1]", "nonDerivativeTable/*[2]"}
    ]
    same = [c for c in corrections if not (c.xpath.startswith("footnotes") and c.new is None)]
    assert values(apply(document(), same)) == values(document())


def test_where_a_field_stands_after_lines_moved() -> None:
    moves = [
        correction("nonDerivativeTable/*[2]", "nonDerivativeHolding", old=None),
        correction("nonDerivativeTable/*[1]", None),
        correction("nonDerivativeTable/*[1]", "nonDerivativeTransaction", old="nonDerivativeHolding"),
        correction("footnotes/footnote[@id='F1']", None),
    ]
    assert xpath_now("nonDerivativeTable/*[2]/securityTitle", moves) == "nonDerivativeTable/*[2]/securityTitle"
    assert xpath_now("nonDerivativeTable/*[2]", moves[:1]) == "nonDerivativeTable/*[3]"
    assert xpath_now("nonDerivativeTable/*[1]/securityTitle", moves) is None
    assert xpath_now("derivativeTable/*[1]/securityTitle", moves) == "derivativeTable/*[1]/securityTitle"
    assert xpath_now("footnotes/footnote[@id='F1']", moves) is None
    assert xpath_now("remarks", moves) == "remarks"


def test_a_moved_line_keeps_its_fields_and_takes_its_number_along() -> None:
    move = correction("nonDerivativeTable/*[1]", "2", old="1").model_copy(update={"act": Act.MOVE})
    moved = apply(document(), [move])
    assert [line.security_title.value for line in moved.non_derivative_table] == ["Preferred", "Common"]
    assert xpath_now("nonDerivativeTable/*[1]/securityTitle", [move]) == "nonDerivativeTable/*[2]/securityTitle"
    assert xpath_now("nonDerivativeTable/*[2]/securityTitle", [move]) == "nonDerivativeTable/*[1]/securityTitle"
    for place in ("0", "3", "x", "1" * 5000):
        with pytest.raises(CorrectionError, match="places 1 to 2"):
            apply(document(), [move.model_copy(update={"new": place})])


def test_what_is_confirmed_stays_as_it_was_read() -> None:
    xpath = f"{ROW}/transactionAmounts/transactionShares"
    confirm = correction(xpath, "10").model_copy(update={"act": Act.CONFIRM})
    assert apply(document(), [confirm]) == document()


def test_what_cannot_be_read_is_no_blank() -> None:
    xpath = f"{ROW}/transactionAmounts/transactionShares"
    said = correction(xpath, None).model_copy(update={"act": Act.UNREADABLE})
    field = apply(document(), [said]).non_derivative_table[0].transaction_shares
    assert (field.value, field.is_unreadable, field.is_blank, field.page) == (None, True, False, 1)


@given(st.sampled_from([xpath for xpath, _ in fields(document())]), st.text(max_size=20))
def test_any_text_gives_a_filing_or_a_correction_error(xpath: str, text: str) -> None:
    try:
        corrected = apply(document(), [correction(xpath, text)])
    except CorrectionError:
        return
    assert OwnershipDocument.model_validate_json(corrected.model_dump_json()) == corrected
