"""An empty or older database → the current tables, one numbered step at a time.

A step that was ever released is never edited: a new one is added below it. Plain SQL that SQLite
and PostgreSQL read alike, so that what a step did last year is what it does today.
"""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, inspect, select, text, update

from extractor.store.errors import NewerStoreError
from extractor.store.origins import tell_origins
from extractor.store.schema import SCHEMA_VERSION

MIGRATION_LOCK = 0x464F524D34  # "FORM4": PostgreSQL's advisory locks are named by a number


def _first_tables(connection: Connection) -> None:
    """Documents, what was read of them, what people said, and who is reading what."""
    _run(connection, Path(__file__).with_name("version_1.sql").read_text(encoding="utf-8"))


def _names_of_outputs(connection: Connection) -> None:
    """Which filing's results carry which name; and the queue's other ways in."""
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


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_first_tables, _names_of_outputs, tell_origins)


def migrate(connection: Connection, migrations: tuple[Callable[[Connection], None], ...] = MIGRATIONS) -> None:
    """Bring the database up to date inside the caller's transaction; one that is already is left alone."""
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


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table(SCHEMA_VERSION.name):
        _run(
            connection, "CREATE TABLE schema_version (version INTEGER NOT NULL); INSERT INTO schema_version VALUES (0)"
        )
    return int(connection.execute(select(SCHEMA_VERSION.c.version)).scalar_one())


def _run(connection: Connection, script: str) -> None:
    """Statement by statement; a script of ours has no semicolon inside one."""
    for statement in script.split(";"):
        if statement.strip():
            connection.exec_driver_sql(statement)
