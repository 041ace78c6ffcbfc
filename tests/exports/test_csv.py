"""CSV as other programs read it: exactly the XML's values, doubt in every line, and harmless to spreadsheets."""

import csv
import io
from pathlib import Path

import pytest

from extractor.exports.csv_rows import read_csv, to_csv
from extractor.exports.lines import column_of
from extractor.model.field_paths import DOCUMENT_ELEMENTS, ISSUER_ELEMENTS, ROW_ELEMENTS, fields
from extractor.model.results import Extraction
from extractor.pipeline import extract
from extractor.readers.ownership_xml import read_ownership_xml
from samples import make
from samples.print_form import print_form
from tests.exports.hard_filing import ACCENTED, FORMULA, HARD, LONG, as_read, same_number, truth
from tests.support.readings import filings_in

PRINTS = [sample for sample in make.PRINTS if sample.layout == "issuer"]  # shows every digit of the XML
NUMBERS = {name for name in ROW_ELEMENTS if name.endswith(("_shares", "_share", "_price", "_value", "_transaction"))}


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def unlike(line: dict[str, str], xml: str | Path) -> list[str]:
    """The columns of a row's line that differ from the XML, marks included."""
    at = f"{line['table']}/*[{line['row']}]"
    marks = {name: tuple(ids) for name, *ids in (part.split() for part in line["footnotes"].split("; ") if part)}
    wrong = []
    for name, element in ROW_ELEMENTS.items():
        said, marked = truth(xml, f"{at}/{element}")
        if name == "transaction_code":
            _, marked = truth(xml, f"{at}/transactionCoding")
        carried = line[name].removeprefix("'") or None
        same = same_number(carried, said) if name in NUMBERS else carried == said
        if not same or marks.get(name, ()) != marked:
            wrong.append(name)
    return wrong


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Extraction:
    """The hard filing, printed, and read from the print."""
    path = tmp_path_factory.mktemp("hard") / "form.pdf"
    path.write_bytes(print_form(read_ownership_xml(HARD), "issuer"))
    return extract(path)


@pytest.mark.parametrize("sample", PRINTS, ids=lambda sample: sample.path.stem)
def test_a_line_for_every_row_holds_what_the_xml_holds(sample: make.Print) -> None:
    xml = make.FOLDER / "filings" / f"{sample.slug}.xml"
    read = lines(to_csv(*filings_in(sample.path)))
    assert [line["kind"] for line in read] == [row.kind.value for _, row in read_ownership_xml(xml).rows()]
    assert {(line["table"], line["row"]): wrong for line in read if (wrong := unlike(line, xml))} == {}
    for line in read:
        for name, element in {**DOCUMENT_ELEMENTS, **{n: f"issuer/{e}" for n, e in ISSUER_ELEMENTS.items()}}.items():
            if not name.endswith("_cik"):
                assert (line[name] or None) == truth(xml, element)[0], name


def test_hard_values_come_through_as_the_xml_holds_them(hard: Extraction) -> None:
    first, second, _, option = read = lines(to_csv(hard))
    assert {(line["table"], line["row"]): wrong for line in read if (wrong := unlike(line, HARD))} == {}
    assert (first["transaction_price_per_share"], second["transaction_price_per_share"]) == ("0", "")
    assert "transaction_price_per_share F1" in second["footnotes"]
    assert option["expiration_date"] == "9999-12-31"
    assert first["issuer_name"] == ACCENTED
    assert first["footnote_texts"].splitlines() == [f"F1: {LONG}", "F2: Vested at once."]


def test_nothing_stands_for_what_the_page_does_not_say(hard: Extraction) -> None:
    assert {(line["issuer_cik"], line["rpt_owner_ciks"]) for line in lines(to_csv(hard))} == {("", "")}
    of_2014 = to_csv(*filings_in(make.FOLDER / "pdf/qualys-2014-01-06.edgar.pdf"))
    [old] = {line["aff10b5_one"] for line in lines(of_2014)}
    assert old == ""


def test_no_cell_is_taken_for_a_formula_and_our_reader_gives_the_text_back() -> None:
    title = "nonDerivativeHolding"
    for text in (FORMULA, "+cmd", "-cmd", "@SUM(A1)", "'=1", "''@x", "\t=1", "'plain", "-5", "+1.5", 'a "b"\nc, d'):
        holding = as_read().document.non_derivative_table[2]
        table = (
            holding.model_copy(update={"security_title": holding.security_title.model_copy(update={"value": text})}),
        )
        filing = as_read()
        filing = filing.model_copy(
            update={
                "document": filing.document.model_copy(update={"non_derivative_table": table, "derivative_table": ()})
            }
        )
        [cell] = [line["security_title"] for line in lines(to_csv(filing)) if line["kind"] == title]
        assert cell[0] not in "=@\t\r"
        assert cell in {"-5", "+1.5"} or cell[0] not in "+-"
        assert next(read_csv(to_csv(filing)))["security_title"] == text


def test_every_field_in_doubt_is_named_in_the_lines_it_is_of() -> None:
    at = [xpath for xpath, _ in fields(as_read().document)]
    for xpath in at:
        read = lines(to_csv(as_read(doubtful=(xpath,))))
        named = [line for line in read if line["review"] == column_of(xpath)]
        own = [line for line in read if xpath.startswith(f"{line['table']}/*[{line['row']}]")]
        assert named == (own or read), xpath
        assert {(line["confidence"], line["decision"]) for line in named} == {("0.4", "review")}
        assert all(line["confidence"] != "0.4" for line in read if line not in named)


def test_a_row_that_nobody_found_is_in_doubt_in_every_line() -> None:
    filing = as_read(doubtful=("issuer/issuerName",))
    lost = filing.assessment.fields[0].model_copy(update={"xpath": "nonDerivativeTable/*[9]", "review": True})
    changed = filing.assessment.model_copy(update={"fields": (lost,)})
    read = lines(to_csv(filing.model_copy(update={"assessment": changed})))
    assert {line["review"] for line in read} == {"nonDerivativeTable/*[9]"}


def test_no_folder_of_the_machine_leaves_with_a_line() -> None:
    [line, *_] = lines(to_csv(as_read(), path="2024/form.pdf", reviewer="Ada"))
    assert (line["name"], line["path"], line["reviewer"]) == ("form.pdf", "2024/form.pdf", "Ada")
    assert "/home" not in to_csv(as_read())
