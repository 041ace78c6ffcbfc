"""The filing's number on EDGAR, from the margin, the file's name or the option; asked about if they differ."""

from pathlib import Path

import pytest

from extractor.model.page import BoundingBox, Page, Word
from extractor.model.results import Where
from extractor.parsing.identity import in_name, on_pages
from extractor.pipeline import extract_filings
from samples import make

NUMBER = "0001107843-14-000003"
ADDRESS = "https://www.sec.gov/Archives/edgar/data/1107843/000110784314000003/xslF345X03/edgar.xml"
QUALYS = make.FOLDER / "pdf" / "qualys-2014-01-06.edgar.pdf"


def page(text: str, top: float) -> Page:
    return Page(1, 612, 792, words=(Word(text, BoundingBox(20, top, 400, top + 8), 8),))


@pytest.mark.parametrize("top", [12.0, 775.0])
@pytest.mark.parametrize("text", [ADDRESS, NUMBER, ADDRESS.removesuffix("F345X03/edgar.xml") + "…"])
def test_the_margin_says_which_filing_it_is(text: str, top: float) -> None:
    [seen] = on_pages([page(text, top)])
    assert (seen.accession_number, seen.where, seen.page, seen.box) == (
        NUMBER,
        Where.PAGE,
        1,
        BoundingBox(20, top, 400, top + 8),
    )
    assert seen.address in {
        None,
        f"https://www.sec.gov/Archives/edgar/data/1107843/000110784314000003/{NUMBER}-index.htm",
    }
    assert (seen.address is None) == (text == NUMBER)


def test_a_filing_that_the_text_speaks_of_is_another() -> None:
    assert list(on_pages([page(NUMBER, 400)])) == []


@pytest.mark.parametrize("name", [f"{NUMBER}.pdf", "form4_000110784314000003_print.pdf"])
def test_a_files_name_says_which_filing_it_is(name: str) -> None:
    assert [(seen.accession_number, seen.where) for seen in in_name(name)] == [(NUMBER, Where.FILE_NAME)]


@pytest.mark.parametrize("name", ["form.pdf", "20140106.pdf", "00011078431400000399.pdf"])
def test_other_numbers_in_a_name_say_nothing(name: str) -> None:
    assert list(in_name(name)) == []


def test_numbers_that_differ_are_asked(tmp_path: Path) -> None:
    path = tmp_path / f"{NUMBER}.pdf"
    path.write_bytes(QUALYS.read_bytes())
    [same] = extract_filings(path, accession=NUMBER)
    assert (same.source.accession_number, same.source.key, same.assessment.review) == (NUMBER, NUMBER, False)
    [other] = extract_filings(path, accession="0001107843-14-000004")
    assert other.source.accession_number == "0001107843-14-000004"
    assert other.assessment.review
    assert [finding.rule for finding in other.findings] == ["SRC101"]
    assert "file name" in other.assessment.reasons[0]
