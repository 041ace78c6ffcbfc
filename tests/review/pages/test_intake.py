"""Files uploaded on the page."""

import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from starlette.testclient import TestClient

from extractor.batch.pool import FileOutcome
from extractor.errors import ExitCode
from extractor.model.results import Failure
from extractor.review.pages.intake import LARGEST_FILE, Intake, kind_of, readable_name
from extractor.store import Status, Store, open_store
from tests.review.conftest import Open
from tests.review.filings import QUALYS, read
from tests.review.words import words

PDF = QUALYS.read_bytes()


def read_here(paths: Iterable[Path]) -> Iterator[FileOutcome]:
    """The files' outcomes, read without a process of their own."""
    for path in paths:
        yield FileOutcome(path, read(QUALYS))


def fail(paths: Iterable[Path]) -> Iterator[FileOutcome]:
    for path in paths:
        yield FileOutcome(path, Failure(path=str(path), error="E", message="damaged", exit_code=ExitCode.BAD_INPUT))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "uploads"


def upload(browser: TestClient, name: str, content: bytes) -> dict[str, object]:
    answer = browser.post("/upload", files={"file": (name, content)}, headers={"accept": "application/json"})
    (file,) = answer.json()["files"]
    return dict(file)


def settled(store: Store, document: str) -> Status:
    """The filing's status once it has been read."""
    deadline = time.monotonic() + 20
    while store.documents.row(document).status is Status.QUEUED and time.monotonic() < deadline:
        time.sleep(0.01)
    return store.documents.row(document).status


def test_a_dropped_file_is_read(open_review: Open, store: Store, folder: Path) -> None:
    browser = open_review(intake=Intake(store, folder, read_here))
    file = upload(browser, "Qualys Form 4.pdf", PDF)
    assert file["new"]
    assert settled(store, str(file["document"])) is Status.ACCEPTED
    assert store.documents.row(str(file["document"])).name == "Qualys-Form-4.pdf"
    assert not upload(browser, "again.pdf", PDF)["new"]


def test_a_file_that_cannot_be_read_says_so(open_review: Open, store: Store, folder: Path) -> None:
    browser = open_review(intake=Intake(store, folder, fail))
    file = upload(browser, "x.pdf", PDF)
    assert settled(store, str(file["document"])) is Status.FAILED
    assert "damaged" in words(browser.get(f"/document/{file['document']}").text)


@pytest.mark.parametrize(
    "name", ["../../x", "..\\..\\x.pdf", "/etc/passwd", "x\x00.pdf", "<script>.pdf", ".hidden", "a" * 300, "…", ""]
)
def test_a_hostile_file_name_stays_in_the_folder(open_review: Open, store: Store, folder: Path, name: str) -> None:
    intake = Intake(store, folder, read_here)
    open_review(intake=intake)
    receipt = intake.receive(name, PDF)
    kept = [path for path in folder.parent.rglob("*") if path.is_file() and "store.sqlite" not in path.name]
    assert [path.parent for path in kept] == [folder / receipt.sha256]
    assert kept[0].suffix == ".pdf"
    assert not kept[0].name.startswith(".")


@pytest.mark.parametrize("content", [b"", b"MZ\x90", b"<html>", b"PK\x03\x04", b"plain text"])
def test_other_kinds_of_file_are_not_taken(open_review: Open, store: Store, folder: Path, content: bytes) -> None:
    browser = open_review(intake=Intake(store, folder, read_here))
    file = upload(browser, "form4.pdf", content)
    assert file["problem"] == "not a PDF, PNG, JPEG or TIFF file"
    assert not folder.exists()


def test_a_file_that_is_too_large_is_not_taken(store: Store, folder: Path) -> None:
    receipt = Intake(store, folder, read_here).receive("x.pdf", b"%PDF" + bytes(LARGEST_FILE))
    assert receipt.problem == "larger than 32 MB"


def test_what_an_earlier_run_left_is_read_by_the_next(open_review: Open, store: Store, folder: Path) -> None:
    left = Intake(store, folder, read_here).receive("x.pdf", PDF)  # never started, as if killed
    assert store.documents.row(f"{left.sha256}-1").status is Status.QUEUED
    open_review(intake=Intake(store, folder, read_here))
    assert settled(store, f"{left.sha256}-1") is Status.ACCEPTED


def test_without_an_intake_nothing_is_taken(browser: TestClient) -> None:
    assert browser.post("/upload", files={"file": ("x.pdf", PDF)}).status_code == 403


def test_the_page_without_javascript_lists_what_was_received(open_review: Open, store: Store, folder: Path) -> None:
    browser = open_review(intake=Intake(store, folder, read_here))
    answer = browser.post("/upload", files=[("file", ("a.pdf", PDF)), ("file", ("b.exe", b"MZ"))])
    assert "a.pdf: being read" in words(answer.text)
    assert "b.exe: not taken" in words(answer.text)


def test_kinds_are_told_by_content(tmp_path: Path) -> None:
    assert kind_of(PDF) == ".pdf"
    assert kind_of(b"\n%PDF-1.4") == ".pdf"
    assert kind_of(b"II*\x00") == ".tif"
    assert readable_name("C:\\forms\\Form 4 (signed).pdf") == "Form-4-signed-.pdf"
    shutil.rmtree(tmp_path)


@contextmanager
def locked(tmp_path: Path) -> Iterator[None]:
    """Another process writes to the store and does not stop."""
    other = sqlite3.connect(tmp_path / "store.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@pytest.mark.parametrize("step", ["claim", "record"])
def test_a_store_that_was_locked_for_long_loses_no_upload(
    store: Store, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setattr("extractor.store.database.BUSY_TIMEOUT", 300)
    with open_store(f"sqlite:///{tmp_path / 'store.sqlite'}") as hasty:
        reading = Event()

        def read_when_locked(paths: Iterable[Path]) -> Iterator[FileOutcome]:
            for path in paths:
                reading.wait(10)
                yield FileOutcome(path, read(QUALYS))

        outcomes = read_here if step == "claim" else read_when_locked
        intake = Intake(hasty, folder, outcomes, pause=0.05, sweep=0.2)
        first = intake.receive("a.pdf", PDF)
        if step == "record":
            intake.start()
            time.sleep(0.3)
        with locked(tmp_path):
            if step == "claim":
                intake.start()
            reading.set()
            time.sleep(1)
        second = intake.receive("b.pdf", PDF + b"\n")
        assert [settled(store, f"{one.sha256}-1") for one in (first, second)] == [Status.ACCEPTED] * 2
        intake.stop()


def test_a_run_that_was_killed_while_it_read_blocks_the_next_by_nothing(store: Store, folder: Path) -> None:
    killed = Intake(store, folder, read_here)
    receipt = killed.receive("x.pdf", PDF)
    assert killed._claim(receipt.sha256)
    again = Intake(store, folder, read_here)
    again.start()
    assert settled(store, f"{receipt.sha256}-1") is Status.ACCEPTED
    again.stop()


def test_what_another_reads_is_looked_at_again(store: Store, folder: Path) -> None:
    intake = Intake(store, folder, read_here, sweep=0.1)
    receipt = intake.receive("x.pdf", PDF)
    store.files.claim(receipt.sha256, holder="a watcher", lease=timedelta(minutes=10), now=datetime.now(UTC))
    intake.start()
    time.sleep(0.3)
    assert store.documents.row(f"{receipt.sha256}-1").status is Status.QUEUED
    store.files.release(receipt.sha256, holder="a watcher")
    assert settled(store, f"{receipt.sha256}-1") is Status.ACCEPTED
    intake.stop()


def test_a_bug_in_reading_one_file_stops_no_other(store: Store, folder: Path) -> None:
    fell = []

    def falling(paths: Iterable[Path]) -> Iterator[FileOutcome]:
        for path in paths:
            if not fell:
                fell.append(path)
                raise ZeroDivisionError
            yield FileOutcome(path, read(QUALYS))

    intake = Intake(store, folder, falling, pause=0.05, sweep=0.1)
    intake.start()
    receipts = [intake.receive(f"{number}.pdf", PDF + bytes(number)) for number in range(2)]
    assert [settled(store, f"{one.sha256}-1") for one in receipts] == [Status.ACCEPTED] * 2
    intake.stop()
