"""The library as Python callers use it: any kind of source, DataFrames with exact numbers, pages with boxes."""

import io
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import extractor
from extractor import Extraction, Failure, extract, extract_many, from_xml
from extractor.errors import MissingDependencyError, UnreadableDocumentError
from extractor.library.filing import UNSURE
from samples import make
from tests.exports.hard_filing import HARD, as_read

QUALYS = make.FOLDER / "pdf" / "qualys-2014-01-06.edgar.pdf"
PRICE = "nonDerivativeTable/*[1]/transactionAmounts/transactionPricePerShare"


@pytest.fixture(scope="module")
def qualys() -> Extraction:
    return extract(QUALYS)


def test_all_that_is_named_is_there() -> None:
    for name in set(extractor.__all__) - {"__version__"}:
        assert getattr(extractor, name).__name__ == name
    with pytest.raises(AttributeError):
        _ = extractor.nothing


def test_a_path_bytes_and_an_open_file_give_the_same_filing(qualys: Extraction) -> None:
    with QUALYS.open("rb") as file:
        read = [
            extract(str(QUALYS)),
            extract(QUALYS.read_bytes()),
            extract(io.BytesIO(QUALYS.read_bytes())),
            extract(file),
        ]
    assert {filing.document for filing in read} == {qualys.document}
    assert [filing.source.path for filing in read] == [str(QUALYS), "", "", str(QUALYS)]
    assert read[0] == qualys
    with pytest.raises(UnreadableDocumentError):
        extract(b"")


def test_many_files_come_as_they_are_done_with_failures_among_them(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 cut short")
    told: list[tuple[int, int]] = []
    read = list(extract_many([QUALYS, tmp_path], workers=1, progress=lambda done, total: told.append((done, total))))
    assert [type(each) for each in read] == [Extraction, Failure]
    assert told == [(1, 2), (2, 2)]


def test_a_data_frame_has_a_line_for_every_row_with_its_own_date_and_balance(qualys: Extraction) -> None:
    frame = qualys.to_dataframe()
    rows = [row for _, row in qualys.document.rows()]
    assert list(frame.Date) == [row.transaction_date.value for row in rows]
    assert list(frame.Remaining) == [row.shares_owned_following_transaction.value for row in rows]
    assert list(frame.Price) == [row.transaction_price_per_share.value for row in rows]
    assert {type(value) for value in frame.Shares} == {Decimal}
    assert {type(value) for value in qualys.to_dataframe(floats=True).Shares} <= {float}
    assert list(frame.Ticker.unique()) == ["QLYS"]
    assert list(frame.Review.unique()) == [""]
    assert {"EquitySwap", "NatureOfOwnership"} <= set(frame)


def test_hard_values_stay_exact_in_a_data_frame() -> None:
    filing = from_xml(HARD)
    first, second, holding, option = filing.to_dataframe().to_dict("records")
    assert (first["Security"], first["Shares"]) == ("=1+1", Decimal(1234567890123456))
    assert first["Price"] == Decimal(0)
    assert second["Price"] is None
    assert second["footnotes"] == "Price: F1"
    assert (holding["Kind"], holding["Remaining"]) == ("nonDerivativeHolding", Decimal(3000))
    assert (option["ExpirationDate"], option["ExerciseDate"]) == (date(9999, 12, 31), None)
    assert pd.isna(option["UnderlyingValue"])
    assert first["Position"] == 'Director,Officer (Chief "Risk" Officer)'


def test_a_damaged_cell_is_named_in_its_line_of_the_frame_and_coloured_in_html() -> None:
    filing = Extraction.of(as_read(doubtful=(PRICE,)))
    frame = filing.to_dataframe()
    assert list(frame.Review) == ["Price", "", "", ""]
    assert next(iter(frame.Confidence)) == 0.4
    html = filing._repr_html_()
    assert html.count("a blot") == 1
    assert "=1+1" in html
    assert "1 of" in repr(filing)
    assert len(repr(filing)) < 200


def test_html_of_a_filing_is_text_and_no_markup_of_its_own() -> None:
    filing = from_xml(HARD.replace("By Trust", "&lt;script&gt;"))
    assert "<script>" not in filing._repr_html_()


def test_a_page_is_shown_with_a_box_around_every_value(qualys: Extraction) -> None:
    plain = qualys.show(1)
    doubtful = qualys.assessment.fields[0].model_copy(update={"review": True, "confidence": 0.1})
    at = next(entry.xpath for entry in qualys.assessment.fields if entry.xpath == PRICE)
    fields = tuple(
        doubtful.model_copy(update={"xpath": at}) if entry.xpath == at else entry for entry in qualys.assessment.fields
    )
    asked = qualys.model_copy(update={"assessment": qualys.assessment.model_copy(update={"fields": fields})})
    assert UNSURE not in {colour for _, colour in plain.getcolors(1 << 24) or []}
    assert UNSURE in {colour for _, colour in asked.show(1).getcolors(1 << 24) or []}
    assert extract(QUALYS.read_bytes()).show(1).size == plain.size
    for gone in (lambda: qualys.show(99), lambda: from_xml(HARD).show()):
        with pytest.raises(UnreadableDocumentError):
            gone()


def test_without_pandas_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingDependencyError, match="pip install pandas"):
        from_xml(HARD).to_dataframe()


def test_reading_one_file_loads_no_library_of_the_tables() -> None:
    program = (
        f"import sys; sys.argv = ['form4', 'extract', {str(QUALYS)!r}]\n"
        "from extractor.cli import main\n"
        "try: main.main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert {"openpyxl", "pyarrow", "pandas"} & set(loaded.stderr.split()) == set()
