"""Opening databases that are empty, old, too new, foreign or in use."""

import sqlite3
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

from extractor.errors import MissingDependencyError
from extractor.store import NewerStoreError, Status, StoreUnavailableError, default_url, document_id, open_store
from extractor.store.database import Database
from extractor.store.migrations import MIGRATIONS, migrate
from extractor.store.schema import METADATA
from tests.store.filings import NOW, filing, sha, sure


def test_the_tables_are_those_that_queries_name(url: str) -> None:
    database = Database(url)
    with database.write() as connection:
        migrate(connection)
        made = inspect(connection)
        assert set(made.get_table_names()) == set(METADATA.tables)
        for name, table in METADATA.tables.items():
            columns = {column["name"]: column["nullable"] for column in made.get_columns(name)}
            assert set(columns) == {column.name for column in table.columns}
            keys = made.get_pk_constraint(name)["constrained_columns"]
            assert keys == [column.name for column in table.primary_key.columns]
    database.close()


def test_a_store_of_version_1_is_brought_up_to_date(url: str) -> None:
    database = Database(url)
    with database.write() as connection:
        migrate(connection, MIGRATIONS[:1])
        connection.exec_driver_sql(
            "INSERT INTO document VALUES ('a-1', 'a', 1, '/in/a.pdf', 'a.pdf', 'failed', '', '', '', '', NULL, 0, NULL,"
            " false, '2026-01-01 00:00:00.000000', 1, 'damaged', 1, NULL)"
        )
    database.close()
    with open_store(url) as store:
        assert store.documents.row("a-1").failure == "damaged"
        assert store.outputs.reserve("/out", "a", "a-1")
    with open_store(url) as store:
        assert store.documents.counts().failed == 1


def test_a_store_of_a_newer_program_is_left_alone(url: str) -> None:
    with open_store(url):
        pass
    database = Database(url)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE schema_version SET version = 99")
    database.close()
    with pytest.raises(NewerStoreError, match="upgrade the program"), open_store(url):
        pass


def test_an_upgrade_that_breaks_off_leaves_the_old_version(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'store.sqlite'}")
    with database.write() as connection:
        migrate(connection, MIGRATIONS[:1])

    def broken(_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), database.write() as connection:
        migrate(connection, (*MIGRATIONS, broken))
    with database.read() as connection:
        assert not inspect(connection).has_table("output")
    database.close()


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("sqlite://user:x@[", StoreUnavailableError),
        ("sqlite:////dev/null/store.sqlite", StoreUnavailableError),
        ("nonsense://host/name", MissingDependencyError),
        ("postgresql:///name?host=/nowhere", StoreUnavailableError),
    ],
)
def test_an_address_that_cannot_be_opened(url: str, error: type[Exception]) -> None:
    if url.startswith("postgresql"):
        pytest.importorskip("psycopg")
    with pytest.raises(error), open_store(url):
        pass


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    path.write_text("a letter to nobody, long enough to be looked at as a database's first page", encoding="utf-8")
    with pytest.raises(StoreUnavailableError, match="not a database"), open_store(f"sqlite:///{path}"):
        pass


def test_a_full_or_locked_disk_is_news_for_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.store.database.BUSY_TIMEOUT", 1)
    path = tmp_path / "store.sqlite"
    with open_store(f"sqlite:///{path}") as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailableError, match="locked"):
            store.files.moved("a", "b")
        other.close()
        store.files.moved("a", "b")


def test_reads_go_on_while_somebody_writes(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with open_store(f"sqlite:///{path}") as store:
        store.files.add_extractions(sha("a"), "a.pdf", [sure()], now=NOW)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert store.documents.row(document_id(sha("a"))).status is Status.ACCEPTED
        other.close()


def test_an_address_may_be_a_files_name(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "new folder" / "50% done?.sqlite")):
        assert [path.name for path in tmp_path.rglob("*.sqlite")] == ["50% done?.sqlite"]


def test_where_the_store_is_when_nobody_says() -> None:
    assert default_url({"FORM4_STORE": "postgresql://db/form4"}) == "postgresql://db/form4"
    assert default_url({"XDG_DATA_HOME": "/data"}) == "/data/form4/store.sqlite"
    assert default_url({}).endswith("/form4/store.sqlite")


def take_all(url: str, worker: int) -> list[str]:
    """Claim, record or fail the same fifty files as all other processes; returns those that this one got."""
    taken = []
    with open_store(url) as store:
        for number in range(50):
            sha256 = sha(f"file {number}")
            if not store.files.claim(sha256, holder=f"w{worker}", lease=timedelta(hours=1), now=NOW):
                continue
            if store.files.standing(sha256, now=NOW).is_due:
                assert store.files.add_extractions(sha256, f"{number}.pdf", [filing(), sure()], now=NOW)
                taken.append(sha256)
            else:
                store.files.release(sha256, holder=f"w{worker}")
    return taken


@pytest.mark.slow
def test_many_processes_share_a_store_that_none_has_made_yet(url: str) -> None:
    with ProcessPoolExecutor(6, mp_context=get_context("spawn")) as pool:
        taken = [sha256 for part in pool.map(take_all, [url] * 6, range(6)) for sha256 in part]
    assert sorted(taken) == sorted(sha(f"file {number}") for number in range(50))
    with open_store(url) as store:
        assert store.documents.counts().total == 100


def test_no_row_hangs_on_a_document_that_is_not_there(url: str) -> None:
    with open_store(url):
        database = Database(url)
        with pytest.raises(IntegrityError), database.write() as connection:
            connection.exec_driver_sql("INSERT INTO reading VALUES ('nobody-1', '{}')")
        database.close()


@pytest.mark.parametrize("change", ["deleted", "replaced"])
def test_a_store_whose_file_is_gone_takes_nothing(tmp_path: Path, change: str) -> None:
    path = tmp_path / "store.sqlite"
    with open_store(str(path)) as store:
        store.files.enqueue(sha("a"), "a.pdf", now=NOW)
        path.rename(tmp_path / "away.sqlite")
        if change == "replaced":
            path.write_bytes((tmp_path / "away.sqlite").read_bytes())
        for use in (lambda: store.files.enqueue(sha("b"), "b.pdf", now=NOW), store.documents.counts):
            with pytest.raises(StoreUnavailableError, match="was deleted" if change == "deleted" else "was replaced"):
                use()
        (tmp_path / "away.sqlite").rename(path)
        assert store.files.enqueue(sha("c"), "c.pdf", now=NOW)
        assert store.documents.counts().queued == 2
