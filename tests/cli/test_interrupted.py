"""A run that is interrupted in any way and resumed writes the same bytes as an uninterrupted run."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor.errors import ExitCode
from samples import make
from samples.print_form import LAYOUTS, print_form
from samples.random_filing import random_filing
from tests.batch.test_pool import has_proc, none_is_running_in
from tests.cli.test_runs import ENVIRONMENT, hashes, report

FILES = 9
SCANS = make.FOLDER / "scans"
SEEDS = range(400, 400 + FILES)
FORMATS = [f"--format={form}" for form in ("json", "csv", "xml", "xlsx", "parquet", "tsv", "jsonl")]
PROGRAM = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from extractor.cli.main import main; main()"
)
"""The command as a terminal starts it; in a background shell, Ctrl-C would be ignored."""
FORM4 = (sys.executable, "-c", PROGRAM, "extract", "in", "--jobs=2", "--one-workbook", *FORMATS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented filings in every layout, two files with the same content, and one that is no form."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "in" / "deep").mkdir(parents=True)
    for seed in SEEDS:
        below = folder / "in" / ("deep" if seed % 3 else "")
        (below / f"{seed}.pdf").write_bytes(print_form(random_filing(seed), sorted(LAYOUTS)[seed % len(LAYOUTS)]))
    (folder / "in" / "copy.pdf").write_bytes((folder / "in" / "deep" / f"{SEEDS[1]}.pdf").read_bytes())
    (folder / "in" / "letter.pdf").write_bytes(b"%PDF-1.4 no form")
    return folder


@pytest.fixture(scope="module")
def whole(folder: Path) -> dict[str, str]:
    """The outputs of a run that nobody interrupts."""
    ended = run(folder, "whole")
    assert set(report(folder / "whole").values()) <= {"sure", "review", "failed"}, ended
    return hashes(folder / "whole")


def run(folder: Path, out: str, *options: str) -> str:
    ended = subprocess.run(  # noqa: S603
        [*FORM4, "-o", out, *options], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == ExitCode.BAD_INPUT, ended.stderr  # because of the letter
    return ended.stderr


def stopped(folder: Path, out: str, how: signal.Signals, *options: str) -> int:
    """Begin a run, and stop it when a third of the files is done; returns its exit code."""
    with subprocess.Popen(  # noqa: S603
        [*FORM4, "-o", out, *options], cwd=folder, env=ENVIRONMENT, stderr=subprocess.DEVNULL, start_new_session=True
    ) as cut:
        while cut.poll() is None and done(folder / out) < FILES // 3:
            time.sleep(0.01)
        os.kill(cut.pid, how)
        return cut.wait(30)


def done(out: Path) -> int:
    lines = out / "report.jsonl"
    return lines.read_bytes().count(b"\n") if lines.exists() else 0


@pytest.mark.slow
@has_proc
@pytest.mark.parametrize(("how", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, ExitCode.INTERRUPTED)])
def test_what_is_written_after_a_stop_is_what_a_whole_run_writes(
    folder: Path, whole: dict[str, str], how: signal.Signals, code: int
) -> None:
    out = how.name.lower()
    assert stopped(folder, out, how) == code
    read = done(folder / out)
    assert FILES // 3 <= read < FILES
    assert none_is_running_in(folder)
    ended = run(folder, out, "--resume")
    statuses = list(report(folder / out).values())
    assert len(statuses) == FILES + 2
    assert FILES // 3 - 2 <= statuses.count("skipped") <= read + 1
    assert ended.splitlines()[-1].startswith(f"{FILES + 2} files: ")
    assert {name for name in whole if hashes(folder / out).get(name) != whole[name]} == set()
    assert hashes(folder / out) == whole


@pytest.mark.slow
@pytest.mark.ocr
@has_proc
def test_scans_are_written_to_the_byte_as_well(tmp_path: Path) -> None:
    """The engines that read scans use threads and time limits; their results must depend on neither."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    scan = "qualys-2014-01-06.edgar.office200.pdf"
    (inputs / scan).write_bytes((SCANS / scan).read_bytes())
    for seed in SEEDS[:4]:
        (inputs / f"{seed}.pdf").write_bytes(print_form(random_filing(seed), "edgar"))
    (inputs / "letter.pdf").write_bytes(b"%PDF-1.4 no form")
    first = "--verify=never"  # Tesseract's part would double the time
    run(tmp_path, "whole", first)
    assert stopped(tmp_path, "cut", signal.SIGKILL, first) == -signal.SIGKILL
    run(tmp_path, "cut", "--resume", first)
    assert hashes(tmp_path / "cut") == hashes(tmp_path / "whole")
