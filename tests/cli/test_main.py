"""The command as other programs use it: data on stdout, messages on stderr, and exit codes."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from extractor.cli import main as cli
from extractor.errors import ExitCode
from extractor.exports.csv_rows import HEADER
from extractor.model.values import print_date
from extractor.readers.ownership_xml import read_ownership_xml
from samples import make
from tests.support.damage import joined

QUALYS = make.FOLDER / "pdf" / "qualys-2014-01-06.edgar.pdf"
ISSUER = make.FOLDER / "pdf" / "qualys-2014-01-06.issuer.pdf"
AMENDMENT = make.FOLDER / "pdf" / "amendment-4a.edgar.pdf"


def form4(arguments: Sequence[object], monkeypatch: pytest.MonkeyPatch) -> int:
    """The command's exit code."""
    monkeypatch.setattr(sys, "argv", ["form4", *map(str, arguments)])
    with pytest.raises(SystemExit) as ending:
        cli.main()
    return int(ending.value.code or 0)


def results(out: Path) -> list[str]:
    """The files that a run wrote below `out`, without its report and its own notes."""
    below = (path.relative_to(out) for path in out.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in below if path.parts[0] not in {".form4", "report.jsonl"})


def process(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """The output of a process of its own, run in the repository's folder."""
    folder = make.FOLDER.parent
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=folder)  # noqa: S603


def test_json_when_piped_one_line_a_filing(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    assert form4(["extract", QUALYS, AMENDMENT], monkeypatch) == ExitCode.OK
    out, err = capfd.readouterr()
    types = [json.loads(line)["document"]["documentType"] for line in out.splitlines()]
    assert (types, err) == (["4", "4/A"], "")


def test_csv_of_several_files_has_one_header(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert form4(["extract", QUALYS, AMENDMENT, "--format", "csv"], monkeypatch) == ExitCode.OK
    rows = list(csv.DictReader(io.StringIO(capfd.readouterr().out)))
    assert tuple(rows[0]) == HEADER
    assert {row["path"] for row in rows} == {QUALYS.name, AMENDMENT.name}
    assert [row for row in rows if row["path"] == "path"] == []


def test_files_are_named_after_their_inputs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "in" / "again").mkdir(parents=True)
    (tmp_path / "in" / "a.pdf").write_bytes(QUALYS.read_bytes())
    (tmp_path / "in" / "again" / "A.pdf").write_bytes(AMENDMENT.read_bytes())
    (tmp_path / "in" / "two.PDF").write_bytes(joined(QUALYS.read_bytes(), ISSUER.read_bytes()))
    (tmp_path / "in" / "notes.txt").write_text("no form")
    out = tmp_path / "out"
    code = form4(["extract", tmp_path / "in", "-o", out, "--format", "json", "--format", "xml"], monkeypatch)
    assert code == ExitCode.OK
    stems = ("again/A", "a", "two", "two-2")
    assert results(out) == sorted(f"{stem}.{form}" for stem in stems for form in ("json", "xml"))
    assert read_ownership_xml(out / "two-2.xml").issuer.issuer_trading_symbol.value == "QLYS"


def test_files_that_fail_cost_the_others_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name, content in (
        ("1.pdf", b""),
        ("2.pdf", QUALYS.read_bytes()),
        ("3.pdf", b"%PDF-1.7"),
        ("4.pdf", AMENDMENT.read_bytes()),
    ):
        (tmp_path / name).write_bytes(content)
    out = tmp_path / "out"
    assert form4(["extract", tmp_path, tmp_path / "5.pdf", "-o", out], monkeypatch) == ExitCode.BAD_INPUT
    assert results(out) == ["2.json", "4.json"]
    printed = capfd.readouterr()
    *failed, last = printed.err.splitlines()
    assert sorted(line.split(": ")[1].rpartition("/")[2] for line in failed) == ["1.pdf", "3.pdf", "5.pdf"]
    assert last == "5 files: 2 sure, 0 to review, 3 failed, 0 read before"
    report = [json.loads(line) for line in (out / "report.jsonl").read_text().splitlines()]
    assert {line["path"]: (line["status"], line["code"]) for line in report} == {
        **dict.fromkeys(("1.pdf", "3.pdf", "5.pdf"), ("failed", 3)),
        **dict.fromkeys(("2.pdf", "4.pdf"), ("sure", 0)),
    }
    assert printed.out == ""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["extract"], ExitCode.USAGE, id="no-file"),
        pytest.param(["extract", QUALYS, "--format", "docx"], ExitCode.USAGE, id="no-such-format"),
        pytest.param(["extract", QUALYS, "--jobs", "0"], ExitCode.USAGE, id="no-jobs"),
        pytest.param(["extrakt", QUALYS], ExitCode.USAGE, id="no-such-command"),
        pytest.param(["extract", QUALYS, "--format", "csv", "--format", "xml"], ExitCode.USAGE, id="two-in-one-pipe"),
        pytest.param(["extract", "/nowhere/form.pdf"], ExitCode.BAD_INPUT, id="no-such-file"),
        pytest.param(["extract", make.FOLDER / "filings"], ExitCode.BAD_INPUT, id="a-folder-without-forms"),
        pytest.param(["extract", QUALYS, "-o", QUALYS], ExitCode.OUTPUT, id="output-is-a-file"),
        pytest.param(["extract", QUALYS, "-o", "/proc/out"], ExitCode.OUTPUT, id="output-cannot-be-written"),
    ],
)
def test_what_goes_wrong_has_its_exit_code_and_a_word_on_stderr(
    arguments: list[object], code: ExitCode, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert form4(arguments, monkeypatch) == code
    out, err = capfd.readouterr()
    assert out == ""
    assert err
    assert "Traceback" not in err


@pytest.mark.parametrize("command", [["--help"], ["extract", "--help"]], ids=" ".join)
def test_help_is_there_and_loads_nothing_heavy(command: list[str]) -> None:
    # Typer loads pydantic if that is installed.
    heavy = {"numpy", "pypdfium2", "rich", "sqlalchemy", "starlette", "pdfplumber", "camelot", "cv2"}
    shown = process([sys.executable, "-m", "extractor.cli.main", *command])
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "extract" in shown.stdout.lower()
    probe = (
        f"import sys; sys.argv = ['form4', *{command!r}]\n"
        "from extractor.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    loaded = process([sys.executable, "-c", probe])
    assert heavy & set(loaded.stderr.split()) == set()


@pytest.mark.parametrize("name", ["qualys-2014-01-06.edgar", "price-in-a-footnote.browser-without-rulings"])
def test_reading_a_text_layer_loads_nothing_it_does_not_need(name: str) -> None:
    """What is slow to load, and is needed only by other runs: for pictures, engines, calendars, servers, stores."""
    heavy = (
        *("PIL", "cv2", "onnx", "onnxruntime", "openvino", "pytesseract", "pdfplumber", "camelot", "numpy.ma"),
        *("holidays", "sqlalchemy", "fastapi", "pyarrow", "openpyxl", "rich"),
    )
    path = str(make.FOLDER / "pdf" / f"{name}.pdf")
    program = (
        "import sys; from pathlib import Path; import extractor.cli.extract, extractor.exports.formats;"
        f"from extractor.pipeline import extract_filings; extract_filings(Path({path!r}));"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    assert process([sys.executable, "-c", program]).stdout.strip() == "[]"


def test_a_reader_who_leaves_early_is_no_error() -> None:
    command = (
        f"{sys.executable} -m extractor.cli.main extract {QUALYS} {AMENDMENT} {ISSUER} | true; echo ${{PIPESTATUS[0]}}"
    )
    run = process(["/bin/bash", "-c", command])
    assert run.stdout.split() == ["0"]
    assert run.stderr == ""


def test_the_summary_shows_the_tables_as_a_person_would_copy_them(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "200")
    assert form4(["extract", QUALYS], monkeypatch) == ExitCode.OK
    lines = [" ".join(line.split()) for line in re.sub(r"\x1b\[[\d;]*m", "", capfd.readouterr().out).splitlines()]
    truth = read_ownership_xml(make.FOLDER / "filings" / "qualys-2014-01-06.xml")
    assert lines[0].startswith(
        f"Form 4 QUALYS, INC. [QLYS] earliest transaction {print_date(truth.period_of_report.value)}"
    )
    assert "Common Stock 01/06/2014 M (1) 10,000 A $4.8 10,000 D" in lines
    assert "Common Stock 01/06/2014 S (1) 10,000 D $25.0338 (2) 0 D" in lines
    assert any("nothing to review" in line for line in lines)


def test_interrupting_ends_at_once_and_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("extractor.cli.extract.run_extract", interrupted)
    assert form4(["extract", QUALYS], monkeypatch) == ExitCode.INTERRUPTED
    assert capfd.readouterr().out == ""


def test_a_bug_is_told_as_one(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("extractor.cli.extract.run_extract", broken)
    assert form4(["extract", QUALYS], monkeypatch) == ExitCode.INTERNAL
    assert "this is a bug" in capfd.readouterr().err
