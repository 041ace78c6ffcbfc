"""The SEC's XML names doubtful fields at its head, and contains nothing that the page does not show."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from edgar.ownership import Ownership
from lxml import etree

from extractor.exports.sec_xml import NO_CIK, to_doubtful_xml, to_sec_xml
from extractor.model.field_paths import fields
from extractor.model.ownership import (
    BoolField,
    DateField,
    DecimalField,
    DerivativeRow,
    NonDerivativeRow,
    OwnershipDocument,
    StrField,
)
from extractor.readers.ownership_xml import read_ownership_xml
from samples.random_filing import random_filing
from tests.exports.hard_filing import HARD, as_read


def head(xml: str) -> str:
    """The comment in front of the filing."""
    comment = etree.fromstring(xml.encode()).getprevious()
    assert isinstance(comment, etree._Comment)
    return str(comment.text)


def test_every_field_in_doubt_is_named_at_the_head_and_the_filing_is_written_all_the_same() -> None:
    sure = to_sec_xml(as_read().document)
    for xpath, _ in fields(as_read().document):
        xml = to_doubtful_xml(as_read(doubtful=(xpath,)))
        assert f"\n{xpath}: " in head(xml)
        assert xml.endswith(sure.partition("\n")[2])
    assert "No field is in doubt." in head(to_doubtful_xml(as_read()))


@pytest.mark.parametrize("reason", ["--><x>", "ends with -", "<ownershipDocument>--", "a\x00\x1bb"])
def test_no_reason_breaks_the_comment(reason: str) -> None:
    filing = as_read(doubtful=("remarks",))
    told = filing.assessment.model_copy(update={"reasons": (reason,)})
    xml = to_doubtful_xml(filing.model_copy(update={"assessment": told}))
    assert read_ownership_xml(xml) == read_ownership_xml(to_sec_xml(filing.document))
    assert "Fields in doubt" in head(xml)


def test_a_box_that_the_page_does_not_have_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    person = SimpleNamespace(data=SimpleNamespace(is_company=False))
    monkeypatch.setattr("edgar.ownership.owners.Entity", lambda _: person)
    said = {}
    for value in (True, False, None):
        document = as_read().document.model_copy(update={"aff10b5_one": BoolField(value=value)})
        said[value] = Ownership.from_xml(to_sec_xml(document)).aff10b5_one
    assert said == {True: True, False: False, None: None}


def test_a_code_that_nobody_could_read_is_not_said_to_be_without_a_swap() -> None:
    document = as_read().document
    row = document.non_derivative_table[0].model_copy(
        update={"transaction_code": StrField(text="?"), "equity_swap_involved": BoolField()}
    )
    xml = to_sec_xml(document.model_copy(update={"non_derivative_table": (row,)}))
    coding = etree.fromstring(xml.encode()).find("nonDerivativeTable/*/transactionCoding")
    assert coding is not None
    assert [child.tag for child in coding] == ["transactionFormType"]


def test_what_print_cannot_show_is_all_that_differs_from_edgars_xml() -> None:
    """A CIK that no link gives is ten zeros, and the head says so; a date that is only a mark has no value."""
    xml = to_doubtful_xml(as_read())
    assert f"{NO_CIK} stands for a CIK that the page does not show: issuer/issuerCik" in head(xml)
    root = etree.fromstring(xml.encode())
    assert root.findtext("issuer/issuerCik") == NO_CIK
    assert root.find("derivativeTable/*/exerciseDate/value") is None
    ours = {at: (field.as_xml, field.footnotes) for at, field in fields(read_ownership_xml(xml))}
    assert ours == {at: (field.as_xml, field.footnotes) for at, field in fields(read_ownership_xml(HARD))}


SCHEMA = etree.DTD(str(Path(__file__).parent / "ownership.dtd"))


def without_exceptions(document: OwnershipDocument) -> OwnershipDocument:
    """The filing with a value in every case of the table in docs/formats.md, where pages may lack one."""
    mark = DecimalField(value=Decimal(1))
    day = DateField(value=date(2024, 1, 8))
    fillings = {
        "transaction_price_per_share": mark,
        "conversion_or_exercise_price": mark,
        "exercise_date": day,
        "expiration_date": day,
    }

    def filled(row: NonDerivativeRow | DerivativeRow) -> NonDerivativeRow | DerivativeRow:
        blank = {
            name: field
            for name, field in fillings.items()
            if name in type(row).model_fields and getattr(row, name).as_xml is None and not getattr(row, name).footnotes
        }
        if row.is_holding:
            blank.pop("transaction_price_per_share", None)
        return row.model_copy(update=blank)

    return document.model_copy(
        update={
            "aff10b5_one": BoolField(value=bool(document.aff10b5_one.value)),
            "non_derivative_table": tuple(map(filled, document.non_derivative_table)),
            "derivative_table": tuple(map(filled, document.derivative_table)),
        }
    )


@pytest.mark.parametrize("seed", range(60))
def test_the_xml_is_valid_but_for_what_the_page_does_not_say(seed: int) -> None:
    document = random_filing(seed)
    valid = etree.fromstring(to_sec_xml(without_exceptions(document)).encode())
    assert SCHEMA.validate(valid), (seed, SCHEMA.error_log)
    assert SCHEMA.validate(etree.fromstring(to_sec_xml(as_read().document).encode())), SCHEMA.error_log


@pytest.mark.parametrize("name", ["periodOfReport", "issuer", "ownerSignature", "reportingOwner/reportingOwnerId"])
def test_what_is_missing_without_an_exception_is_found(name: str) -> None:
    root = etree.fromstring(to_sec_xml(without_exceptions(random_filing(1))).encode())
    [found, *_] = root.findall(name)
    parent = found.getparent()
    assert parent is not None
    parent.remove(found)
    assert not SCHEMA.validate(root)
