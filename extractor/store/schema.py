"""The tables, as queries name them; `migrations` makes them.

A filing's rows hang on its document id. `reading` holds what was read and `correction` what people
said of it: rows of these two are added and never changed. `reviewed` is only the two put together,
kept so that the queue and an export need not work it out again.
"""

from datetime import UTC, datetime

from sqlalchemy import Boolean, Column, Date, DateTime, Enum, Float, Integer, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from extractor.results import Severity
from extractor.store.rows import Action, Status


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, held as UTC without a zone because SQLite has none, and given back with it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.replace(tzinfo=UTC) if value else None


def _names(members: type[Status] | type[Action] | type[Severity]) -> Enum:
    return Enum(members, native_enum=False, values_callable=lambda kinds: [kind.value for kind in kinds])


METADATA = MetaData()

SCHEMA_VERSION = Table("schema_version", METADATA, Column("version", Integer, nullable=False))

DOCUMENT = Table(
    "document",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("filing", Integer, nullable=False),
    Column("path", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("status", _names(Status), nullable=False),
    Column("issuer", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("symbol", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("period", Date),
    Column("doubtful", Integer, nullable=False),
    Column("confidence", Float),
    Column("sampled", Boolean, nullable=False),
    Column("extracted_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    Column("failure", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("retry_at", UtcDateTime),
)

# Apart from `document`, so that a look through the queue does not drag whole filings off the disk.
READING = Table(
    "reading",
    METADATA,
    Column("document_id", Text, primary_key=True),
    Column("extraction", Text, nullable=False),
)
REVIEWED = Table(
    "reviewed",
    METADATA,
    Column("document_id", Text, primary_key=True),
    Column("extraction", Text, nullable=False),
)

FINDING = Table(
    "finding",
    METADATA,
    Column("document_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("severity", _names(Severity), nullable=False),
    Column("xpath", Text, nullable=False),
    Column("message", Text, nullable=False),
)

CORRECTION = Table(
    "correction",
    METADATA,
    Column("document_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("xpath", Text, nullable=False),
    Column("old", Text),
    Column("new", Text),
    Column("footnotes", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False),
)

EVENT = Table(
    "event",
    METADATA,
    Column("document_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("action", _names(Action), nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("note", Text, nullable=False),
)

CLAIM = Table(
    "claim",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)
