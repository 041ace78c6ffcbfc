"""Runs over many files: outputs are the same however often a run was interrupted, and all files are counted."""

import csv
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow.dataset
import pytest

from extractor.batch.counts import Counts
from extractor.errors import ExitCode
from samples import make

PDF = make.FOLDER / "pdf"
FORM4 = (sys.executable, "-m", "extractor.cli.main", "extract")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(make.FOLDER.parent)}


def run(*arguments: object, folder: Path, code: ExitCode = ExitCode.OK) -> subprocess.CompletedProcess[str]:
    command = [*FORM4, *map(str, arguments)]
    ended = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, timeout=120, check=False, cwd=folder, env=ENVIRONMENT
    )
    assert ended.returncode == code, ended.stderr
    return ended


def hashes(out: Path) -> dict[str, str]:
    """The hash of every file below `out`, without the report, which contains seconds."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file() and path.name != "report.jsonl" and not path.name.endswith(".draft")
    }


def report(out: Path) -> dict[str, str]:
    lines = (json.loads(line) for line in (out / "report.jsonl").read_text(encoding="utf-8").splitlines())
    return {line["path"]: line["status"] for line in lines}


def told_of_fields(out: Path) -> dict[str, object]:
    lines = (json.loads(line) for line in (out / "report.jsonl").read_text(encoding="utf-8").splitlines())
    return {line["path"]: {name: line[name] for name in Counts.model_fields} for line in lines}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five files in two folders, two of them with the same content."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for name, sample in (
        ("a.pdf", "qualys-2014-01-06.edgar"),
        ("copy of a.pdf", "qualys-2014-01-06.edgar"),
        ("b.pdf", "amendment-4a.edgar"),
        ("deep/a.pdf", "price-in-a-footnote.issuer"),
        ("deep/c.pdf", "foreign-issuer-with-plan-box.issuer"),
    ):
        (tmp_path / "in" / name).write_bytes((PDF / f"{sample}.pdf").read_bytes())
    return tmp_path


def test_a_run_counts_to_the_last_file_and_keeps_the_folders(folder: Path) -> None:
    whole = folder / "whole"
    ended = run("in", "-o", whole, folder=folder)
    assert ended.stderr.splitlines()[-1] == "5 files: 5 sure, 0 to review, 0 failed, 0 read before"
    assert {path for path in hashes(whole) if path.endswith(".json")} - {
        path for path in hashes(whole) if path.startswith(".form4")
    } == {"a.json", "copy of a.json", "b.json", "deep/a.json", "deep/c.json"}


def test_only_what_is_not_whole_or_not_the_same_is_read_again(folder: Path) -> None:
    out = folder / "out"
    run("in", "-o", out, "--format=json", "--format=tsv", folder=folder)
    before = hashes(out)
    cut = out / "b.json"
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
    (folder / "in" / "deep" / "c.pdf").write_bytes((PDF / "joint-filing-of-three.issuer.pdf").read_bytes())
    told = run("in", "-o", out, "--format=json", "--format=tsv", "--resume", "--dry-run", folder=folder).stdout
    assert sorted(line.split(" →")[0] for line in told.splitlines()) == [
        "read in/b.pdf",
        "read in/deep/c.pdf",
        "skip in/a.pdf",
        "skip in/copy of a.pdf",
        "skip in/deep/a.pdf",
        "write tsv",
    ]
    run("in", "-o", out, "--format=json", "--format=tsv", "--resume", folder=folder)
    assert report(out) == {
        "a.pdf": "skipped",
        "copy of a.pdf": "skipped",
        "deep/a.pdf": "skipped",
        "b.pdf": "sure",
        "deep/c.pdf": "sure",
    }
    fresh = folder / "fresh"
    run("in", "-o", fresh, "--format=json", "--format=tsv", "--report=fresh.html", folder=folder)
    assert "5 files with Forms 4" in (folder / "fresh.html").read_text(encoding="utf-8")
    assert told_of_fields(out) == told_of_fields(fresh)  # also about files that were read before
    assert hashes(out) == hashes(fresh)
    assert hashes(out)["b.json"] == before["b.json"]
    run("in", "-o", out, "--format=json", "--format=tsv", "--verify=never", "--resume", folder=folder)
    assert set(report(out).values()) == {"sure"}


def test_every_table_has_each_filing_once_however_often_it_was_read(folder: Path) -> None:
    out = folder / "out"
    for _ in range(2):
        run("in", "-o", out, "--format=parquet", "--format=tsv", "--one-workbook", folder=folder)
    with (out / "tsv" / "SUBMISSION.tsv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file, dialect="excel-tab"))) == 4
    rows = pyarrow.dataset.dataset(out / "form4.parquet", partitioning="hive").to_table().to_pylist()
    assert len({row["document_id"] for row in rows}) == 4
    assert {row["path"] for row in rows} <= {"a.pdf", "copy of a.pdf", "b.pdf", "deep/a.pdf", "deep/c.pdf"}
    filings = openpyxl.load_workbook(out / "form4.xlsx")["Filing"]
    assert len({row[0].value for row in filings.iter_rows(min_row=2)}) == 4


def test_flat_and_named_files_are_written_side_by_side(folder: Path) -> None:
    run("in/deep", "in/deep/a.pdf", "in/a.pdf", "-o", "out", "--flat", folder=folder)
    assert {path.name for path in (folder / "out").glob("*.json")} == {"a.json", "c.json", "a~2.json"}
    run("in/deep/a.pdf", "-o", "named", folder=folder)
    assert [path.name for path in (folder / "named").glob("*.json")] == ["a.json"]


@pytest.mark.parametrize(
    "arguments",
    [["--format=tsv"], ["--format=xlsx"], ["--one-workbook"], ["--resume"], ["--dry-run"], ["--report=a.html"]],
    ids=str,
)
def test_what_needs_a_folder_says_so(folder: Path, arguments: list[str]) -> None:
    assert "-o OUT" in run("in/a.pdf", *arguments, folder=folder, code=ExitCode.USAGE).stderr


def test_a_form_on_standard_input_is_read_and_no_path_of_the_machine_is_told(folder: Path) -> None:
    command = [*FORM4, "-", "-o", str(folder / "out"), "--accession", "0001107843-14-000003"]
    with (folder / "in" / "a.pdf").open("rb") as file:
        ended = subprocess.run(command, stdin=file, capture_output=True, text=True, env=ENVIRONMENT, check=False)  # noqa: S603
    assert (ended.returncode, ended.stderr) == (ExitCode.OK, "")
    source = json.loads((folder / "out" / "stdin.json").read_text(encoding="utf-8"))["source"]
    assert (source["path"], source["accession_number"]) == ("-", "0001107843-14-000003")
    assert [seen["where"] for seen in source["seen"]] == ["option"]


@pytest.mark.parametrize("number", ["12", "0001107843-14-00000x"])
def test_what_is_no_accession_number_is_refused(folder: Path, number: str) -> None:
    assert "accession" in run("in/a.pdf", "--accession", number, folder=folder, code=ExitCode.USAGE).stderr


def test_a_run_tells_of_every_file_when_asked_and_in_json_of_nothing_else(folder: Path) -> None:
    (folder / "in" / "bad\nname.pdf").write_text("no PDF", encoding="utf-8")
    options = ("--verbose", "--log-format=json", "--verify=never")
    ended = run("in/a.pdf", "in/bad\nname.pdf", "-o", "out", *options, folder=folder, code=ExitCode.BAD_INPUT)
    lines = [json.loads(line) for line in ended.stderr.splitlines()]
    assert sorted(line["level"] for line in lines) == ["error", "info", "info"]
    [read] = [line for line in lines if "path" in line]
    assert (read["path"], read["asked"], read["pages"]) == ("a.pdf", 0, 1)
    assert (lines[-1]["sure"], lines[-1]["failed"]) == (1, 1)
