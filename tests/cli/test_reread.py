"""`form4 reread`: which originals are read again, what is printed about them, and which are skipped."""

import shutil
import sys
from pathlib import Path

import pytest

from extractor.cli import main as cli
from extractor.errors import ExitCode
from extractor.pipeline import extract_filings
from extractor.store import Status, open_store
from tests.review.filings import BALANCE, NOW, QUALYS, SAMPLES, add, misread

ISSUERS = SAMPLES / "qualys-2014-01-06.issuer.pdf"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


def reread(url: str, monkeypatch: pytest.MonkeyPatch, *options: str) -> ExitCode:
    monkeypatch.setattr(sys, "argv", ["form4", "reread", "--store", url, *options])
    with pytest.raises(SystemExit) as ending:
        cli.main()
    return ExitCode(int(ending.value.code or 0))


def test_what_reads_otherwise_is_named_and_the_accepted_filing_stays(
    url: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (now,) = extract_filings(QUALYS)
    wrong = misread(now, {BALANCE: ("7777", ())}).model_copy(update={"assessment": now.assessment})
    with open_store(url) as store:
        key = add(store, QUALYS, wrong)
        assert store.documents.row(key).status is Status.ACCEPTED
    assert reread(url, monkeypatch) == ExitCode.NEEDS_REVIEW
    said = capfd.readouterr()
    assert "Amount Beneficially Owned Following Transaction: stored as 7,777, now read as 10,000" in said.out
    assert said.err == "form4: 1 accepted: left as it is, but look at what now reads differently\n"
    with open_store(url) as store:
        held = store.documents.get(key)
        assert held.row.status is Status.ACCEPTED
        assert held.current == wrong
        assert [each.xpath for each in held.otherwise] == [BALANCE]
        assert store.documents.counts().otherwise == 1


def test_only_what_another_version_read_is_read_again(
    url: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with open_store(url) as store:
        key = add(store, QUALYS, *extract_filings(QUALYS))
        older = add(store, ISSUERS)  # without a note of the program that read it
    assert reread(url, monkeypatch, "--changed") in {ExitCode.OK, ExitCode.NEEDS_REVIEW}
    capfd.readouterr()
    with open_store(url) as store:
        assert [event.action for event in store.documents.get(key).events if event.action == "read again"] == []
        assert [event.action for event in store.documents.get(older).events][-1] == "read again"
    assert reread(url, monkeypatch, "--changed") == ExitCode.OK
    assert capfd.readouterr().err == "form4: there is nothing to read again\n"


def test_an_original_that_is_gone_or_another_is_told(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.pdf"
    shutil.copy(QUALYS, copy)
    with open_store(url) as store:
        key = add(store, copy, *extract_filings(copy))
        before = store.documents.get(key)
    shutil.copy(ISSUERS, copy)
    assert reread(url, monkeypatch) == ExitCode.BAD_INPUT
    assert "the original is gone, or is now another file" in capfd.readouterr().err
    with open_store(url) as store:
        assert store.documents.get(key) == before


def test_a_rejected_filing_is_left_alone(
    url: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with open_store(url) as store:
        key = add(store, QUALYS)
        store.reviews.reject(key, expected_version=store.documents.row(key).version, reviewer="Anna", at=NOW)
    assert reread(url, monkeypatch) == ExitCode.OK
    assert capfd.readouterr().err == "form4: there is nothing to read again\n"
