"""Exports can be read again: JSON is valid by its published schema, and programs made for EDGAR read the XML."""

import json
import time
from decimal import Decimal
from pathlib import Path, PurePath
from types import SimpleNamespace

import jsonschema
import pytest
from edgar.ownership import Ownership

from extractor.errors import OutputError
from extractor.exports.files import OutputNames, write_whole
from extractor.exports.record import to_json
from extractor.exports.schema import filing_schema, published_schema
from extractor.exports.sec_xml import NO_CIK, to_sec_xml
from extractor.model.field_paths import fields
from extractor.model.results import Extraction
from extractor.readers.ownership_xml import read_ownership_xml
from samples import make
from tests.support.readings import filings_in

SAMPLES = sorted((make.FOLDER / "pdf").iterdir())


@pytest.fixture(scope="module")
def read() -> dict[str, Extraction]:
    return {path.stem: filings_in(path)[0] for path in SAMPLES}


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep edgartools from asking the SEC whether a CIK is a company's or a person's."""

    person = SimpleNamespace(data=SimpleNamespace(is_company=False))
    monkeypatch.setattr("edgar.ownership.owners.Entity", lambda _: person)


@pytest.mark.parametrize("stem", [path.stem for path in SAMPLES])
def test_json_is_valid_by_the_published_schema(stem: str, read: dict[str, Extraction]) -> None:
    jsonschema.Draft202012Validator(published_schema()).validate(json.loads(to_json(read[stem])))


def test_the_published_schema_is_the_models_own() -> None:
    schema = filing_schema()
    assert published_schema() == schema
    jsonschema.Draft202012Validator.check_schema(schema)


def test_the_schema_refuses_what_is_no_filing(read: dict[str, Extraction]) -> None:
    record = json.loads(to_json(read[SAMPLES[0].stem]))
    record["document"]["buySell"] = "B"
    with pytest.raises(jsonschema.ValidationError, match="buySell"):
        jsonschema.Draft202012Validator(published_schema()).validate(record)


@pytest.mark.parametrize("stem", [path.stem for path in SAMPLES])
def test_every_field_of_the_json_is_addressed_once_and_says_how_sure_it_is(
    stem: str, read: dict[str, Extraction]
) -> None:
    entries = json.loads(to_json(read[stem]))["fields"]
    xpaths = [entry["xpath"] for entry in entries]
    assert len(set(xpaths)) == len(xpaths)
    assert {"issuer/issuerName", "periodOfReport", "nonDerivativeTable/*[1]"} <= set(xpaths)
    assert all(0 <= entry["confidence"] <= 1 for entry in entries)


@pytest.mark.parametrize("stem", [path.stem for path in SAMPLES])
def test_xml_is_read_back_as_the_same_filing(stem: str, read: dict[str, Extraction]) -> None:
    document = read[stem].document
    again = {
        xpath: (field.as_xml, field.footnotes) for xpath, field in fields(read_ownership_xml(to_sec_xml(document)))
    }
    before = {xpath: (field.as_xml, field.footnotes) for xpath, field in fields(document)}
    nothing = ((None, ()), ("0", ()), (NO_CIK, ()))
    assert {xpath: value for xpath, value in again.items() if value not in nothing} == {
        xpath: value for xpath, value in before.items() if value not in nothing
    }


@pytest.mark.parametrize("stem", [path.stem for path in SAMPLES])
def test_a_program_made_for_edgar_takes_the_xml(stem: str, read: dict[str, Extraction]) -> None:
    document = read[stem].document
    parsed = Ownership.from_xml(to_sec_xml(document))
    assert parsed.form == document.document_type.value
    assert parsed.issuer.ticker == document.issuer.issuer_trading_symbol.value
    assert len(parsed.reporting_owners.owners) == len(document.reporting_owners)
    transactions = [row for row in document.non_derivative_table if not row.is_holding]
    assert len(parsed.non_derivative_table.transactions) == len(transactions)
    taken = parsed.non_derivative_table.transactions.data
    assert [Decimal(str(shares)) for shares in (taken.Shares if transactions else [])] == [
        row.transaction_shares.value for row in transactions
    ]


def test_names_of_outputs_never_meet() -> None:
    inputs = [PurePath(name) for name in ("x.pdf", "x.pdf", "X.pdf", "x~2.pdf", "y.tif", "y.pdf", "a/x.pdf")]
    names = OutputNames(inputs)
    made = [names.name(index, filing) for index in range(len(inputs)) for filing in (1, 2)]
    assert len({name.casefold() for name in made}) == len(made)
    assert made[:4] == ["x", "x-2", "x~2", "x~2-2"]
    assert made[-2:] == ["a/x", "a/x-2"]


@pytest.mark.parametrize("order", ["x.pdf x-2.pdf", "x-2.pdf x.pdf", "x.pdf x.pdf x~2-2.pdf", "x~2-2.pdf x.pdf x.pdf"])
def test_names_of_outputs_never_meet_a_second_filing(order: str) -> None:
    inputs = [PurePath(name) for name in order.split()]
    names = OutputNames(inputs)
    made = [names.name(index, filing) for index in range(len(inputs)) for filing in (1, 2)]
    assert len(set(made)) == len(made)


@pytest.mark.parametrize("name", ["form.pdf", "form-{}.pdf", "form-2.pdf"])
def test_names_are_made_in_time_that_grows_with_their_number(name: str) -> None:
    """Twenty thousand names took minutes when each was compared with all others."""
    started = time.process_time()
    names = OutputNames(PurePath(name.format(number)) for number in range(20_000))
    assert len({names.name(index, 1) for index in range(20_000)}) == 20_000
    assert time.process_time() - started < 5


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "form.json"
    write_whole(target, "ä")
    assert target.read_text(encoding="utf-8") == "ä"
    assert [path.name for path in target.parent.iterdir()] == ["form.json"]
    with pytest.raises(OutputError, match="cannot be written"):
        write_whole(target / "below-a-file.json", "x")
    assert target.read_text(encoding="utf-8") == "ä"
