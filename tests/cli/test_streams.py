"""File names of arbitrary bytes, closed or full streams, senseless arguments: one line of error, nothing else lost."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.batch.inputs import expand
from extractor.errors import ExitCode
from samples import make

FORM = make.FOLDER / "pdf" / "qualys-2014-01-06.edgar.pdf"
FORM4 = (sys.executable, "-m", "extractor.cli.main")
NO_TEXT = os.fsdecode(b"bad\xff.pdf")
IN_FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk to write to")


def run(arguments: list[str], folder: Path, shell: str = "", limits: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run the command in `folder`, with the shell's redirections `shell` and after its `limits`."""
    environment = os.environ | {"PYTHONPATH": str(make.FOLDER.parent)}
    command = ["/bin/sh", "-c", f'{limits} exec "$@" {shell}', "sh", *FORM4, *arguments]
    return subprocess.run(command, capture_output=True, timeout=60, check=False, cwd=folder, env=environment)  # noqa: S603


def one_line(ended: subprocess.CompletedProcess[bytes]) -> str:
    [line] = ended.stderr.decode().splitlines()
    return line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.pdf", NO_TEXT, "c.pdf"):
        (tmp_path / name).write_bytes(FORM.read_bytes())
    return tmp_path


def test_a_name_that_is_no_text_costs_nothing(folder: Path) -> None:
    ended = run(["extract", "."], folder)
    assert ended.returncode == ExitCode.OK, ended.stderr
    names = [json.loads(line)["source"]["path"] for line in ended.stdout.decode().splitlines()]
    assert names == ["a.pdf", "bad\ufffd.pdf", "c.pdf"]


@pytest.mark.parametrize("form", ["json", "csv", "xml"])
def test_a_name_that_is_no_text_has_its_file_of_every_format(folder: Path, form: str) -> None:
    assert run(["extract", NO_TEXT, "-o", "out", "--format", form], folder).returncode == ExitCode.OK
    written = (folder / "out" / NO_TEXT).with_suffix(f".{form}").read_text(encoding="utf-8")
    if form == "csv":
        assert "bad\ufffd.pdf" in {cell for row in csv.reader(io.StringIO(written)) for cell in row}


@pytest.mark.parametrize("name", [os.fsdecode(b"bad\xff.pdf"), "\x1b[31mred.pdf", "two\nlines.pdf", "back\rhome.pdf"])
def test_a_message_is_one_line_whatever_name_it_quotes(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"%PDF-1.4 cut short")
    ended = run(["extract", name], tmp_path)
    assert ended.returncode == ExitCode.BAD_INPUT
    assert one_line(ended).isprintable()


@IN_FULL
@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "a.pdf", "c.pdf"],
        ["extract", "a.pdf", "--format", "csv"],
        ["export", "--store", "sqlite:///store.sqlite"],
        ["rules"],
        ["rules", "TOT701"],
        ["--help"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("shell", ["> /dev/full", ">&-"])
def test_output_that_takes_nothing_is_told_in_one_line(folder: Path, arguments: list[str], shell: str) -> None:
    if arguments == ["--help"] and shell == ">&-":
        pytest.skip("the argument parser shows no help to nobody")
    ended = run(arguments, folder, shell)
    assert ended.returncode == ExitCode.OUTPUT
    assert "output" in one_line(ended)


def test_with_stdout_closed_files_are_written_all_the_same(folder: Path) -> None:
    assert run(["extract", "a.pdf", "-o", "out"], folder, ">&-").returncode == ExitCode.OK
    assert json.loads((folder / "out" / "a.json").read_text(encoding="utf-8"))["source"]["path"] == "a.pdf"


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", ""],
        ["check", ""],
        ["watch", ""],
        *(
            ["watch", ".", option, value]
            for option in ("--interval", "--time-limit")
            for value in ("inf", "1e300", "nan")
        ),
    ],
    ids=" ".join,
)
def test_an_argument_that_means_nothing_is_a_usage_error(folder: Path, arguments: list[str]) -> None:
    ended = run(arguments, folder)
    assert ended.returncode == ExitCode.USAGE
    assert not ended.stdout
    assert "Traceback" not in ended.stderr.decode()


def test_a_name_longer_than_any_file_has_is_told(folder: Path) -> None:
    ended = run(["extract", "a" * 300, "a.pdf"], folder)
    assert ended.returncode == ExitCode.BAD_INPUT
    assert "cannot be opened" in one_line(ended)
    assert len(ended.stdout.splitlines()) == 1


def test_files_that_may_not_be_looked_at_fail_one_by_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", denied)
    assert expand([folder]) == tuple(sorted(folder.iterdir()))


def test_a_folder_that_may_not_be_looked_into_stands_for_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    assert expand([folder]) == (folder,)


def test_a_system_that_lets_open_too_few_files_is_no_bug(folder: Path) -> None:
    ended = run(["extract", "a.pdf", "c.pdf", "--output", "read"], folder, limits="ulimit -n 12;")
    assert ended.returncode == ExitCode.OUTPUT
    assert "Too many open files" in one_line(ended)
