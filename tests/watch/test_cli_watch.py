"""`form4 watch` and `form4 retry` as a user runs them, with a file that is no form, so nothing is really read."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli.main import app
from extractor.errors import ExitCode, UsageError
from extractor.store import open_store

RUN = CliRunner()


def test_once_then_retry(tmp_path: Path) -> None:
    inbox, store = tmp_path / "inbox", str(tmp_path / "store.sqlite")
    inbox.mkdir()
    (inbox / "letter.pdf").write_text("no form at all", encoding="utf-8")
    once = ["watch", str(inbox), "--store", store, "--once", "--interval", "0.25"]
    assert RUN.invoke(app, once).exit_code == ExitCode.BAD_INPUT
    assert RUN.invoke(app, once).exit_code == ExitCode.OK  # it will be tried again only after some minutes
    retried = RUN.invoke(app, ["retry", "--store", store])
    assert "1 failed file will be read again" in retried.stderr
    assert RUN.invoke(app, once).exit_code == ExitCode.BAD_INPUT
    with open_store(store) as opened:
        assert opened.documents.counts().failed == 1


def test_a_format_nobody_knows_is_refused(tmp_path: Path) -> None:
    refused = RUN.invoke(app, ["watch", str(tmp_path), "--format", "pdf"])
    assert isinstance(refused.exception, UsageError)
    assert "json, csv" in str(refused.exception)


def heard() -> None:
    """A program that a script started in the background ignores Ctrl-C; tests that are started so must not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_signals_end_it_without_noise(tmp_path: Path, number: signal.Signals, code: int) -> None:
    (tmp_path / "letter.pdf").write_text("no form at all", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "extractor.cli.main",
        "watch",
        str(tmp_path),
        "--store",
        str(tmp_path / "store.sqlite"),
    ]
    with subprocess.Popen(  # noqa: S603
        [*command, "--interval", "0.25"],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heard,  # noqa: PLW1509 - there are no threads yet
    ) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        time.sleep(0.3)
        process.send_signal(number)
        try:
            assert process.wait(15) == code
        finally:
            process.kill()
        rest = process.stderr.read()
    assert "letter.pdf: failed: " in first
    assert "Traceback" not in rest
