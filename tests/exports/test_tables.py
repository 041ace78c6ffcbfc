"""Tables of many filings, read again by other programs and compared with the filings' XML."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.dataset
import pytest

from extractor.errors import OutputError
from extractor.exports.formats import PLACES, Table, render, write_table
from extractor.exports.gathered import Gathered
from extractor.exports.lines import Outgoing, column_of
from extractor.exports.tsv import HEADERS, told
from extractor.model.field_paths import ROW_ELEMENTS, fields
from extractor.model.ownership import DateField, DecimalField, StrField
from extractor.model.results import Extraction, Sighting, Where
from tests.exports.hard_filing import FORMULA, LONG, QUOTED, SIXTEEN, as_read, same_number, truth

AMOUNT = "nonDerivativeTable/*[1]/transactionAmounts/transactionShares"
CELLS = [at for at, field in fields(as_read().document) if "Table/" in at and "/" in at and not at.endswith("]")]


def tsv(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, dialect="excel-tab"))


def parquet(folder: Path) -> list[dict[str, object]]:
    table = pyarrow.dataset.dataset(folder, partitioning="hive").to_table()
    rows: list[dict[str, object]] = table.to_pylist()
    return sorted(rows, key=lambda row: (str(row["document_id"]), str(row["table"])[::-1], row["row"]))


def with_title(text: str) -> Extraction:
    return with_field("security_title", StrField(value=text, text=text))


def with_field(name: str, field: StrField | DateField | DecimalField) -> Extraction:
    filing = as_read()
    first, *others = filing.document.non_derivative_table
    table = (first.model_copy(update={name: field}), *others)
    return filing.model_copy(update={"document": filing.document.model_copy(update={"non_derivative_table": table})})


def another(filing: Extraction, number: int) -> Extraction:
    return filing.model_copy(update={"source": filing.source.model_copy(update={"filing": number})})


def test_the_eight_tables_have_the_data_sets_headers_and_the_xmls_values(tmp_path: Path) -> None:
    write_table(Table.TSV, tmp_path, [Outgoing(as_read())])
    assert {path.stem for path in tmp_path.iterdir()} == set(HEADERS)
    for name in HEADERS:
        assert {row["ACCESSION_NUMBER"] for row in tsv(tmp_path, name)} <= {"ab" * 32 + "-1"}
    first, second = tsv(tmp_path, "NONDERIV_TRANS")
    assert (first["TRANS_DATE"], first["SECURITY_TITLE"], second["SECURITY_TITLE"]) == ("08-JAN-2024", FORMULA, QUOTED)
    assert (first["TRANS_PRICEPERSHARE"], second["TRANS_PRICEPERSHARE"]) == ("0", "")
    assert (first["TRANS_PRICEPERSHARE_FN"], second["TRANS_PRICEPERSHARE_FN"]) == ("", "F1")
    assert (first["TRANS_SHARES"], second["TRANS_SHARES"]) == (SIXTEEN, "10.123456")
    assert first["NONDERIV_TRANS_SK"] != second["NONDERIV_TRANS_SK"]
    [holding] = tsv(tmp_path, "NONDERIV_HOLDING")
    assert (holding["SHRS_OWND_FOLWNG_TRANS"], holding["NATURE_OF_OWNERSHIP"]) == ("3000", "By Trust")
    [option] = tsv(tmp_path, "DERIV_TRANS")
    assert (option["EXPIRATION_DATE"], option["EXCERCISE_DATE"], option["EXCERCISE_DATE_FN"]) == (
        "31-DEC-9999",
        "",
        "F2",
    )
    assert (option["TRANS_FORM_TYPE"], option["TRANS_TIMELINESS"]) == ("5", "E")
    [submission] = tsv(tmp_path, "SUBMISSION")
    assert (submission["ISSUERCIK"], submission["AFF10B5ONE"], submission["FILING_DATE"]) == ("", "0", "")
    [owner] = tsv(tmp_path, "REPORTINGOWNER")
    assert (owner["RPTOWNER_RELATIONSHIP"], owner["RPTOWNERCIK"]) == ("Director,Officer", "")
    assert [note["FOOTNOTE_TXT"] for note in tsv(tmp_path, "FOOTNOTES")] == [LONG, "Vested at once."]


def test_the_headers_are_the_published_ones() -> None:
    begin = HEADERS["DERIV_TRANS"].index("TRANS_ACQUIRED_DISP_CD_FN") + 1
    assert HEADERS["DERIV_TRANS"][begin : begin + 4] == (
        "EXCERCISE_DATE",
        "EXCERCISE_DATE_FN",
        "EXPIRATION_DATE",
        "EXPIRATION_DATE_FN",
    )
    assert HEADERS["DERIV_HOLDING"][8:10] == ("EXERCISE_DATE", "EXERCISE_DATE_FN")
    assert [len(header) for header in HEADERS.values()] == [14, 13, 28, 14, 42, 26, 3, 3]


def test_the_doubtful_are_left_out_of_the_data_sets_tables_or_named(tmp_path: Path) -> None:
    doubtful = Outgoing(as_read(doubtful=(AMOUNT,)))
    write_table(Table.TSV, tmp_path, [doubtful])
    assert tsv(tmp_path, "SUBMISSION") == []
    write_table(Table.TSV, tmp_path, [doubtful], keeps_doubtful=True)
    assert len(tsv(tmp_path, "SUBMISSION")) == 1
    [named] = tsv(tmp_path, "REVIEW")
    assert (named["XPATH"], named["VALUE"], named["CONFIDENCE"]) == (AMOUNT, SIXTEEN, "0.4000")
    accepted = Outgoing(doubtful.extraction, reviewer="Ada")
    write_table(Table.TSV, tmp_path, [accepted])
    assert len(tsv(tmp_path, "SUBMISSION")) == 1
    assert not (tmp_path / "REVIEW.tsv").exists()


def test_two_prints_of_one_filing_keep_their_rows_apart(tmp_path: Path) -> None:
    prints = []
    seen = Sighting(accession_number="0001234567-24-000123", where=Where.FILE_NAME)
    for letter in "abc":
        source = as_read().source.model_copy(
            update={"path": f"{letter}.pdf", "sha256": letter * 64, "sightings": (seen,)}
        )
        prints.append(Outgoing(as_read().model_copy(update={"source": source})))
    told: list[str] = []
    write_table(Table.TSV, tmp_path, prints, tell=told.append)
    keys = ["0001234567-24-000123", "b" * 64 + "-1", "c" * 64 + "-1"]
    for name in HEADERS:
        rows = Counter(row["ACCESSION_NUMBER"] for row in tsv(tmp_path, name))
        assert list(rows) == (keys if rows else [])
        assert len(set(rows.values())) <= 1
    assert [notice.split()[0] for notice in told] == ["b.pdf", "c.pdf"]
    assert all("the same number as a.pdf" in notice for notice in told)
    write_table(Table.WORKBOOK, tmp_path / "all.xlsx", prints)
    for rows_of_sheet in sheets(tmp_path / "all.xlsx").values():
        assert [*dict.fromkeys(row[0].value for row in rows_of_sheet)] in (keys, [])  # type: ignore[attr-defined]


@pytest.mark.parametrize("day", [date(2024, 1, 8), date(9999, 12, 31), date(105, 3, 1)])
def test_days_are_written_as_the_data_sets_write_them(day: date) -> None:
    written = told(DateField(value=day))
    assert datetime.strptime(written, "%d-%b-%Y").date() == day  # noqa: DTZ007 - a day has no time zone


def test_parquet_holds_the_xmls_values_exactly(tmp_path: Path) -> None:
    write_table(Table.PARQUET, tmp_path, [Outgoing(as_read())])
    assert [path.name for path in tmp_path.iterdir()] == ["year=2024"]
    rows = parquet(tmp_path)
    assert len(rows) == 4
    for row in rows:
        for name, element in ROW_ELEMENTS.items():
            said, _ = truth_of(row, element)
            carried = row[name]
            if isinstance(carried, Decimal):
                assert same_number(carried, said), name
            elif isinstance(carried, bool):
                assert carried is (said == "1"), name
            else:
                assert (str(carried) if carried is not None else None) == said, name
    assert {(row["issuer_cik"], row["rpt_owner_ciks"], row["aff10b5_one"]) for row in rows} == {(None, None, False)}
    assert str(rows[0]["footnote_texts"]).startswith(f"F1: {LONG}")


def truth_of(row: dict[str, object], element: str) -> tuple[str | None, tuple[str, ...]]:
    from tests.exports.hard_filing import HARD  # noqa: PLC0415

    return truth(HARD, f"{row['table']}/*[{row['row']}]/{element}")


@pytest.mark.parametrize("number", ["0.12345678901", "12345678901234567890123456789"])
def test_a_number_beyond_what_parquet_holds_is_refused_and_costs_the_others_nothing(
    number: str, tmp_path: Path
) -> None:
    wide = with_field("transaction_shares", DecimalField(value=Decimal(number), text=number))
    [error] = write_table(Table.PARQUET, tmp_path, [Outgoing(wide), Outgoing(another(as_read(), 2))])
    assert number in str(error)
    assert {row["document_id"] for row in parquet(tmp_path)} == {"ab" * 32 + "-2"}


def test_a_filing_without_a_period_has_a_folder_of_its_own_and_moves_when_corrected(tmp_path: Path) -> None:
    filing = as_read()
    unknown = filing.model_copy(
        update={"document": filing.document.model_copy(update={"period_of_report": DateField()})}
    )
    write_table(Table.PARQUET, tmp_path, [Outgoing(unknown)])
    assert [path.parent.name for path in tmp_path.rglob("*.parquet")] == ["year=unknown"]
    write_table(Table.PARQUET, tmp_path, [Outgoing(filing)])
    assert [path.parent.name for path in tmp_path.rglob("*.parquet")] == ["year=2024"]


def sheets(path: Path) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(min_row=2)) for sheet in book}


def test_a_workbook_shows_the_tables_as_printed_and_keeps_every_digit(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(bytes(render(as_read(), "xlsx")))  # type: ignore[arg-type]  # a workbook is bytes
    read = sheets(path)
    first, second, holding = [[cell.value for cell in row] for row in read["Table I"]]
    assert first[0] == FORMULA
    assert {row[0].data_type for row in read["Table I"]} == {"s"}
    assert first[1] == datetime(2024, 1, 8)  # noqa: DTZ001 - a day has no time zone
    assert (first[5], first[7], second[5], second[7]) == (SIXTEEN, 0, 10.123456, None)
    assert second[-1] == "transaction_price_per_share F1"
    assert (second[0], holding[-2]) == (QUOTED, "By Trust")
    [option] = [[cell.value for cell in row] for row in read["Table II"]]
    assert (option[6], option[7]) == (None, SIXTEEN)
    assert option[9] == datetime(9999, 12, 31)  # noqa: DTZ001
    assert [row[1].value for row in read["Explanations"]] == [LONG, "Vested at once."]


def test_a_workbook_is_the_same_bytes_every_time() -> None:
    assert render(as_read(doubtful=(AMOUNT,)), "xlsx") == render(as_read(doubtful=(AMOUNT,)), "xlsx")


def test_what_a_cell_cannot_hold_is_refused_or_survives(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="32,767"):
        render(with_title("x" * 32_768), "xlsx")
    path = tmp_path / "form.xlsx"
    old = with_field("transaction_date", DateField(value=date(1899, 12, 31), text="12/31/1899"))
    path.write_bytes(bytes(render(old, "xlsx")))  # type: ignore[arg-type]
    assert sheets(path)["Table I"][0][1].value == "1899-12-31"  # type: ignore[attr-defined]
    path.write_bytes(bytes(render(with_title("a\x01b" + "x" * 32_000), "xlsx")))  # type: ignore[arg-type]
    assert sheets(path)["Table I"][0][0].value == "a_x0001_b" + "x" * 32_000  # type: ignore[attr-defined]
    path.write_bytes(bytes(render(with_title("a\tb\nc"), "xlsx")))  # type: ignore[arg-type]
    assert sheets(path)["Table I"][0][0].value == "a\tb\nc"  # type: ignore[attr-defined]


@pytest.mark.parametrize("xpath", CELLS)
def test_one_damaged_cell_is_doubtful_in_every_table(xpath: str, tmp_path: Path) -> None:
    filing = Outgoing(as_read(doubtful=(xpath,)))
    write_table(Table.PARQUET, tmp_path / "p", [filing])
    [named] = [row for row in parquet(tmp_path / "p") if row["review"]]
    assert (named["review"], named["decision"], named["confidence"]) == (column_of(xpath), "review", 0.4)
    assert xpath.startswith(f"{named['table']}/*[{named['row']}]/")
    write_table(Table.TSV, tmp_path / "t", [filing], keeps_doubtful=True)
    assert [row["XPATH"] for row in tsv(tmp_path / "t", "REVIEW")] == [xpath]
    write_table(Table.JSONL, tmp_path / "l.jsonl", [filing])
    record = json.loads((tmp_path / "l.jsonl").read_text(encoding="utf-8"))
    assert [entry["xpath"] for entry in record["fields"] if entry["review"]] in (
        [xpath],
        [],
    )  # blank: no place, no entry


@pytest.mark.parametrize(
    "xpath", [AMOUNT, "issuer/issuerName", "footnotes/footnote[@id='F1']", "nonDerivativeTable/*[2]"]
)
def test_a_damaged_cell_is_coloured_and_says_why(xpath: str, tmp_path: Path) -> None:
    write_table(Table.WORKBOOK, tmp_path / "all.xlsx", [Outgoing(as_read(doubtful=(xpath,)))])
    read = sheets(tmp_path / "all.xlsx")
    [coloured] = [cell for rows in read.values() for row in rows for cell in row if cell.fill.fgColor.rgb == "FFFFE08A"]  # type: ignore[attr-defined]
    assert "a blot" in coloured.comment.text
    assert [row[4].value for row in read["Findings"]] == [xpath]  # type: ignore[attr-defined]


def test_gathered_filings_are_sorted_and_each_is_there_once(tmp_path: Path) -> None:
    gathered = Gathered(tmp_path)
    for number, path in ((3, "c.pdf"), (1, "b.pdf"), (2, "a.pdf"), (1, "a copy.pdf"), (3, "c.pdf")):
        gathered.add(another(as_read(), number), path)
    assert [filing.extraction.source.filing for filing in gathered] == [1, 2, 3]
    for table in Table:
        for _ in range(2):
            write_table(table, tmp_path / PLACES[table], gathered)
    ids = [json.loads(line)["source"]["filing"] for line in lines(tmp_path / PLACES[Table.JSONL])]
    assert ids == [1, 2, 3]
    assert len(parquet(tmp_path / PLACES[Table.PARQUET])) == 12
    assert len(tsv(tmp_path / PLACES[Table.TSV], "SUBMISSION")) == 3


def lines(path: Path) -> Iterator[str]:
    return iter(path.read_text(encoding="utf-8").splitlines())


def test_a_gathered_filing_that_is_damaged_is_told(tmp_path: Path) -> None:
    kept = Gathered(tmp_path).add(as_read(), "a.pdf")
    kept.write_bytes(kept.read_bytes()[:100])
    with pytest.raises(OutputError, match="damaged"):
        list(Gathered(tmp_path))
