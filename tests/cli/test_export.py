"""`form4 export`: exactly the chosen filings, in any format, with who accepted them and no path of this machine."""

import csv
import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

from extractor.cli import main as cli
from extractor.errors import ExitCode
from extractor.store import Store, open_store
from tests.review.filings import NOW, QUALYS, SAMPLES, add, doubtful

AMENDMENT = SAMPLES / "amendment-4a.edgar.pdf"


def accept(store: Store, document_id: str, reviewer: str) -> None:
    row = store.documents.row(document_id)
    store.reviews.accept(document_id, expected_version=row.version, reviewer=reviewer, at=NOW)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two filings that people accepted, and a doubtful one."""
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'store.sqlite'}"
    with open_store(url) as store:
        accept(store, add(store, QUALYS), "Ada")
        accept(store, add(store, AMENDMENT), "Bo")
        add(store, SAMPLES / "qualys-2014-01-06.issuer.pdf", doubtful())
    return url


def export(url: str, monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    monkeypatch.setattr(sys, "argv", ["form4", "export", "--store", url, *options])
    with pytest.raises(SystemExit) as ending:
        cli.main()
    return int(ending.value.code or 0)


@pytest.mark.parametrize(
    ("options", "symbols"),
    [
        ([], {"QLYS", "amendment"}),
        (["--issuer", "qualys"], {"QLYS"}),
        (["--issuer", "QLYS", "--code", "s"], {"QLYS"}),
        (["--code", "Z"], set()),
        (["--owner", "nobody of that name"], set()),
        (["--from", "2014-01-06", "--to", "2014-01-06"], {"QLYS"}),
        (["--to", "2014-01-05"], set()),
    ],
    ids=lambda value: str(sorted(value) if isinstance(value, set) else value),  # the same in every process
)
def test_only_what_is_asked_for_is_written(
    url: str,
    options: list[str],
    symbols: set[str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert export(url, monkeypatch, *options) == ExitCode.OK
    rows = list(csv.DictReader(io.StringIO(capfd.readouterr().out)))
    found = {"QLYS" if row["issuer_trading_symbol"] == "QLYS" else "amendment" for row in rows}
    assert found == symbols
    assert {row["reviewer"] for row in rows if row["issuer_trading_symbol"] == "QLYS"} <= {"Ada"}
    assert not [row for row in rows if "/" in row["path"]]


def test_the_doubtful_are_in_the_archive_and_the_tables_only_if_they_are_to_be_kept(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    archive, tables = tmp_path / "all.zip", tmp_path / "tsv"
    for options, count in (([], 2), (["--all"], 2), (["--doubtful", "keep"], 3)):
        assert export(url, monkeypatch, "--format", "xml", "-o", str(archive), *options) == ExitCode.OK
        with zipfile.ZipFile(archive) as opened:
            assert len(opened.namelist()) == count
        assert export(url, monkeypatch, "--format", "tsv", "-o", str(tables), *options) == ExitCode.OK
        assert len((tables / "SUBMISSION.tsv").read_text(encoding="utf-8").splitlines()) == count + 1
        assert (tables / "REVIEW.tsv").exists() == (count == 3)


@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
def test_a_store_without_filings_gives_a_whole_file(form: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    target = tmp_path / "out"
    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    assert export(url, monkeypatch, "--format", form, "-o", str(target)) == ExitCode.OK
    written = target.read_text(encoding="utf-8")
    assert {
        "csv": written.startswith("name,"),
        "json": json.loads(written or "0") == [] if form == "json" else False,
        "jsonl": written == "",
    }[form]


@pytest.mark.parametrize("form", ["json", "jsonl", "parquet", "xlsx"])
def test_every_other_format_is_written(url: str, form: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    target = tmp_path / "out"
    assert export(url, monkeypatch, "--format", form, "-o", str(target), "--all") == ExitCode.OK
    if form == "json":
        assert len(json.loads(target.read_text(encoding="utf-8"))) == 3
    elif form == "jsonl":
        records = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
        assert {"/" in record["source"]["path"] for record in records} == {False}
    else:
        assert target.is_dir() if form == "parquet" else zipfile.is_zipfile(target)


@pytest.mark.parametrize("form", ["xml", "tsv", "parquet", "xlsx"])
def test_what_is_no_text_wants_a_place(url: str, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert export(url, monkeypatch, "--format", form) == ExitCode.USAGE
