"""Transactions on the database at an address, safe among many processes; they fail in one way only."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, NoSuchModuleError, ProgrammingError

from extractor.errors import MissingDependencyError
from extractor.store.errors import StoreUnavailableError

BUSY_TIMEOUT = 30_000  # milliseconds that a writer waits for another; the longest transaction takes some milliseconds
WAL_ATTEMPTS = 50  # SQLite refuses the switch at once while another process is switching
WAL_PAUSE = 0.1  # seconds


class Database:
    """An open database; it is used only through `read` and `write`."""

    def __init__(self, url: str) -> None:
        """Connect to `url`; a missing SQLite file and its folder are created."""
        self._engine = _engine(_address(url))
        self._file = _OpenFile.of(self._engine.url)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction for reading: everything read in it is of one moment."""
        self._file.check()
        with _translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction for writing, saved as a whole or not at all.

        SQLite's lock is taken at the start. If it were taken later, two writers could block each other.
        """
        self._file.check()
        with _translated(), self._engine.connect() as plain:
            connection = plain.execution_options(form4_write=True)
            with connection.begin():
                yield connection
        self._file.check()

    def close(self) -> None:
        self._engine.dispose()


class _OpenFile(NamedTuple):
    """The file that was opened as an SQLite store.

    A file that was deleted or replaced meanwhile still accepts writes, which are lost once the last process closes
    it. So before and after each transaction the path must still lead to the same file.
    """

    path: Path | None
    device: int = 0
    inode: int = 0

    @classmethod
    def of(cls, url: URL) -> "_OpenFile":
        """The file of `url`; there is none to check in memory and for other databases."""
        if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
            return cls(None)
        try:
            found = Path(url.database).stat()
        except OSError:
            return cls(None)
        return cls(Path(url.database), found.st_dev, found.st_ino)

    def check(self) -> None:
        """Raise StoreUnavailableError if the file is no longer there, or is another one."""
        if self.path is None:
            return
        try:
            found = self.path.stat()
        except OSError as error:
            raise StoreUnavailableError(f"the store {self.path} was deleted or moved away; put it back") from error
        if (found.st_dev, found.st_ino) != (self.device, self.inode):
            raise StoreUnavailableError(f"the store {self.path} was replaced by another file; start again to use that")


def _address(text: str) -> URL:
    if "://" not in text:
        return URL.create("sqlite", database=str(Path(text).absolute()))
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise StoreUnavailableError(
            f"{text!r} is no database address; write a file's name or postgresql://user@host/name"
        ) from error
    return url.set(drivername="postgresql+psycopg") if url.drivername in {"postgresql", "postgres"} else url


def _engine(url: URL) -> Engine:
    is_sqlite = url.get_backend_name() == "sqlite"
    if is_sqlite and url.database:
        _make_folder(Path(url.database).parent)
    try:
        engine = create_engine(url)
    except (NoSuchModuleError, ImportError) as error:
        raise MissingDependencyError(
            f"a store at {url.drivername}:// needs a driver: pip install 'form4-extractor[postgresql]'"
        ) from error
    except ArgumentError as error:
        raise StoreUnavailableError(str(error)) from error
    if is_sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        with _translated():
            _switch_to_wal(engine)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailableError(f"the store's folder {folder} cannot be made: {error.strerror}") from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # else the driver would start transactions by itself
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")  # a saved correction survives a power cut


def _begin_sqlite(connection: Connection) -> None:
    is_write = connection.get_execution_options().get("form4_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")


def _switch_to_wal(engine: Engine) -> None:
    """Allow readers and one writer at the same time; the file keeps this setting."""
    driver = engine.raw_connection()
    try:
        for attempt in range(1, WAL_ATTEMPTS + 1):
            try:
                driver.cursor().execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError:
                if attempt == WAL_ATTEMPTS:
                    raise
                time.sleep(WAL_PAUSE)
            else:
                return
    finally:
        driver.close()


@contextmanager
def _translated() -> Iterator[None]:
    """Turn the errors of a locked, full or lost database into StoreUnavailableError; a wrong query stays a bug."""
    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise
    except (DatabaseError, sqlite3.DatabaseError) as error:
        reason = getattr(error, "orig", None) or error
        raise StoreUnavailableError(f"the store cannot be used just now: {reason}") from error
