"""Upgrades an empty or older database to the current tables, in numbered steps.

A released step is never edited; changes go into a new step below it. The steps are plain SQL that SQLite and
PostgreSQL both understand, so that an old step always does what it did when it was released.
"""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, inspect, select, text, update

from extractor.store.errors import NewerStoreError
from extractor.store.recounting import count_questions
from extractor.store.schema import SCHEMA_VERSION

MIGRATION_LOCK = 0x464F524D34  # "FORM4": PostgreSQL's advisory locks are named by a number


def _first_tables(connection: Connection) -> None:
    """Documents, what was read from them, what people said, and who is reading what."""
    _run(connection, Path(__file__).with_name("version_1.sql").read_text(encoding="utf-8"))


def _names_of_outputs(connection: Connection) -> None:
    """The names under which filings' results were written; and an index for files that are due."""
    _run(
        connection,
        """
        CREATE TABLE output (
            folder TEXT NOT NULL,
            name TEXT NOT NULL,
            document_id TEXT NOT NULL,
            PRIMARY KEY (folder, name),
            UNIQUE (document_id, folder)
        );
        CREATE INDEX document_due ON document (status, retry_at)
        """,
    )


def _decisions_and_questions(connection: Connection) -> None:
    """What a correction does, and which others it was saved with; how many questions each filing has.

    Earlier, only its reason told that a correction took back another. Such rows remain changes of their own. But the
    program that wrote them took the restored fields for decided, so their filings must be checked again.
    """
    _run(
        connection,
        """
        ALTER TABLE correction ADD COLUMN act TEXT NOT NULL DEFAULT 'set';
        ALTER TABLE correction ADD COLUMN decision INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE correction ADD COLUMN undoes INTEGER;
        UPDATE correction SET decision = number;
        UPDATE correction SET act = 'confirm' WHERE reason = 'confirmed';
        UPDATE correction SET act = 'inverse' WHERE reason = 'undone';
        UPDATE correction SET act = 'restored' WHERE reason = 'line restored';
        ALTER TABLE document ADD COLUMN distrusted BOOLEAN NOT NULL DEFAULT FALSE;
        CREATE TABLE recheck (document_id TEXT PRIMARY KEY REFERENCES document);
        INSERT INTO recheck SELECT DISTINCT document_id FROM correction WHERE act IN ('inverse', 'restored');
        DROP INDEX document_worst_first;
        CREATE INDEX document_worst_first ON document (status, distrusted DESC, doubtful DESC, confidence, id)
        """,
    )
    count_questions(connection)


def _read_again(connection: Connection) -> None:
    """What later programs read from the same originals, and how many fields of an accepted filing differ."""
    _run(
        connection,
        """
        CREATE TABLE read_again (
            document_id TEXT NOT NULL REFERENCES document,
            number INTEGER NOT NULL,
            at TIMESTAMP NOT NULL,
            made_by TEXT NOT NULL,
            differences TEXT NOT NULL,
            extraction TEXT,
            PRIMARY KEY (document_id, number)
        );
        ALTER TABLE document ADD COLUMN otherwise INTEGER NOT NULL DEFAULT 0
        """,
    )


def _audits(connection: Connection) -> None:
    """Fields drawn to be typed without seeing their values, and what was typed; separate from the filings."""
    _run(
        connection,
        """
        CREATE TABLE audited (
            number INTEGER PRIMARY KEY,
            document_id TEXT NOT NULL REFERENCES document,
            xpath TEXT NOT NULL,
            value TEXT,
            footnotes TEXT NOT NULL,
            drawn_at TIMESTAMP NOT NULL,
            UNIQUE (document_id, xpath)
        );
        CREATE TABLE typed (
            number INTEGER NOT NULL REFERENCES audited,
            attempt INTEGER NOT NULL,
            reviewer TEXT NOT NULL,
            at TIMESTAMP NOT NULL,
            value TEXT,
            footnotes TEXT NOT NULL,
            unreadable BOOLEAN NOT NULL,
            PRIMARY KEY (number, attempt)
        )
        """,
    )


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    _first_tables,
    _names_of_outputs,
    _decisions_and_questions,
    _read_again,
    _audits,
)


def migrate(connection: Connection, migrations: tuple[Callable[[Connection], None], ...] = MIGRATIONS) -> None:
    """Upgrade the database inside the caller's transaction; raises NewerStoreError if a newer program made it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
    version = _version(connection)
    if version > len(migrations):
        raise NewerStoreError(
            f"the store is of version {version} and this program knows version {len(migrations)}: upgrade the program"
        )
    for step in migrations[version:]:
        step(connection)
    if version < len(migrations):
        connection.execute(update(SCHEMA_VERSION).values(version=len(migrations)))


def version_known(connection: Connection) -> bool:
    """Whether the store has exactly the version that this program uses."""
    return inspect(connection).has_table(SCHEMA_VERSION.name) and _version(connection) == len(MIGRATIONS)


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table(SCHEMA_VERSION.name):
        _run(
            connection, "CREATE TABLE schema_version (version INTEGER NOT NULL); INSERT INTO schema_version VALUES (0)"
        )
    return int(connection.execute(select(SCHEMA_VERSION.c.version)).scalar_one())


def _run(connection: Connection, script: str) -> None:
    """Run the statements of `script` one by one; they are split at semicolons, so none may contain one."""
    for statement in script.split(";"):
        if statement.strip():
            connection.exec_driver_sql(statement)
