"""Backing up, checking and restoring a store: with every decision, and never over an existing store."""

import sqlite3
import threading
from pathlib import Path

import pytest

from extractor.errors import ExtractorError, OutputError, UsageError
from extractor.store import Store, StoreUnavailableError, back_up, check, document_id, open_store, restore
from tests.store.filings import NOW, correction, filing, recheck, sha

A = sha("a")
KEY = document_id(A)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "store.sqlite"
    with open_store(str(found)) as store:
        fill(store)
    return found


def fill(store: Store) -> None:
    store.files.add_extractions(A, "a.pdf", [filing()], now=NOW)
    version = store.documents.row(KEY).version
    store.reviews.correct(KEY, expected_version=version, corrections=[correction("ACME INC")], recheck=recheck)


def test_what_was_backed_up_comes_back_with_every_decision(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    with open_store(str(path)) as store:  # while it is in use
        back_up(str(path), copy)
        before = store.documents.get(KEY)
    for gone in tmp_path.glob("store.sqlite*"):
        gone.unlink()
    restore(copy, f"sqlite:///{path}")
    assert check(str(path)) == ()
    with open_store(str(path)) as store:
        assert store.documents.get(KEY) == before
    assert sorted(found.name for found in tmp_path.iterdir() if "store" not in found.name) == ["copy.sqlite"]


def test_a_backup_is_of_one_moment_while_others_write(path: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with open_store(str(path)) as store:
            number = 0
            while not stop.is_set():
                store.files.add_extractions(sha(f"n{number}"), "n.pdf", [filing()], now=NOW)
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copy = tmp_path / "copy.sqlite"
        back_up(str(path), copy)
    finally:
        stop.set()
        writer.join()
    assert check(str(copy)) == ()


def test_nothing_is_ever_replaced(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("dear", encoding="utf-8")
    with pytest.raises(OutputError, match="already exists"):
        back_up(str(path), other)
    with pytest.raises(OutputError, match="already exists"):
        restore(path, str(path))
    assert other.read_text(encoding="utf-8") == "dear"


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE reading SET extraction = '{}'", "what was read is damaged"),
        ("UPDATE correction SET xpath = 'nowhere'", "its corrections cannot be applied"),
        ("UPDATE schema_version SET version = 99", "another version"),
    ],
)
def test_a_damaged_store_is_told_and_not_restored(path: Path, tmp_path: Path, damage: str, words: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(damage)
    connection.commit()
    connection.close()
    (fault,) = check(str(path))
    assert words in fault
    with pytest.raises(UsageError, match="not an undamaged backup"):
        restore(path, str(tmp_path / "new.sqlite"))
    assert not (tmp_path / "new.sqlite").exists()


def test_a_store_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    for use in (check, lambda url: back_up(url, tmp_path / "copy"), lambda url: restore(Path(url), f"{url}-new")):
        with pytest.raises(StoreUnavailableError, match="no store"):
            use(str(tmp_path / "nothing.sqlite"))
    assert list(tmp_path.iterdir()) == []


def test_a_database_server_has_its_own_tools(tmp_path: Path) -> None:
    with pytest.raises(ExtractorError, match="pg_dump"):
        back_up("postgresql://host/name", tmp_path / "copy")
