"""Backing up a store while it is in use, checking it, and restoring it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import Connection, make_url, select

from extractor.errors import OutputError, UsageError
from extractor.model.corrections import CorrectionError, apply
from extractor.store.database import Database
from extractor.store.documents import extraction_of
from extractor.store.errors import StoreUnavailableError
from extractor.store.history import corrections_of
from extractor.store.migrations import version_known
from extractor.store.schema import DOCUMENT, READING


def back_up(url: str, target: Path) -> None:
    """Copy the store to the new file `target`, as it is at one moment, even while others write to it.

    Raises OutputError if `target` exists already or cannot be written.
    """
    _copy(_file_of(url), target)


def restore(source: Path, url: str) -> None:
    """Create the store at `url` from a backup, after checking it; raises OutputError if a store is there already."""
    wrong = check(str(source))
    if wrong:
        raise UsageError(f"{source} is not an undamaged backup: {wrong[0]}")
    target = _file_of(url)
    target.parent.mkdir(parents=True, exist_ok=True)
    _copy(source, target)


def check(url: str) -> tuple[str, ...]:
    """What is wrong with the store, in sentences; empty if nothing is. Nothing is changed."""
    if "://" not in url and not Path(url).is_file():
        raise StoreUnavailableError(f"there is no store at {url}")
    database = Database(url)
    try:
        with database.read() as connection:
            return tuple(_faults(connection))
    finally:
        database.close()


def _faults(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        yield from (
            f"the file is damaged: {row[0]}" for row in _pragma(connection, "integrity_check") if row[0] != "ok"
        )
        yield from (f"a row of {row[0]} belongs to no filing" for row in _pragma(connection, "foreign_key_check"))
    if not version_known(connection):
        yield "it was made by another version of this program; open it with form4 review once, or upgrade the program"
        return
    for key in connection.execute(select(READING.c.document_id)).scalars():
        yield from _faults_of(connection, key)
    known = set(connection.execute(select(DOCUMENT.c.id)).scalars())
    read = set(connection.execute(select(READING.c.document_id)).scalars())
    yield from (f"{key}: was read, but is in no list" for key in sorted(read - known))


def _faults_of(connection: Connection, key: str) -> Iterator[str]:
    """Faults that keep the filing from being rebuilt from its reading and its corrections: nothing else is needed."""
    try:
        extraction = extraction_of(connection, key)
        if extraction is not None:
            apply(extraction.document, corrections_of(connection, key))
    except (ValidationError, ValueError) as error:
        what = "its corrections cannot be applied" if isinstance(error, CorrectionError) else "what was read is damaged"
        yield f"{key}: {what} ({str(error).splitlines()[0]})"


def _pragma(connection: Connection, name: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {name}")]


def _file_of(url: str) -> Path:
    if "://" not in url:
        return Path(url)
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise UsageError("only a store in a file can be copied this way; for PostgreSQL use pg_dump and pg_restore")
    return Path(parsed.database)


def _copy(source: Path, target: Path) -> None:
    if not source.is_file():
        raise StoreUnavailableError(f"there is no store at {source}")
    if target.exists():
        raise OutputError(f"{target} already exists; move it away or choose another name")
    partial = target.with_name(f".{target.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        with closing(sqlite3.connect(source)) as taken, closing(sqlite3.connect(partial)) as made:
            taken.backup(made)
            made.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        os.link(partial, target)  # fails if another process made it meanwhile, so nothing is overwritten
    except (OSError, sqlite3.Error) as error:
        raise OutputError(f"{target} cannot be written: {error}") from error
    finally:
        partial.unlink(missing_ok=True)
