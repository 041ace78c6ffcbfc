"""The tables, for use in queries; `migrations` creates them.

All rows of a filing refer to its document id. `reading` holds what was read, `correction` what people said about it;
their rows are added and never changed. `reviewed` only combines the two, stored so that the queue and exports need not
compute it each time.
"""

from datetime import UTC, datetime

from sqlalchemy import Boolean, Column, Date, DateTime, Enum, Float, Integer, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from extractor.model.results import Act, Severity
from extractor.store.rows import Action, Status


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored in UTC without a time zone, because SQLite has none; returned with the zone UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.replace(tzinfo=UTC) if value else None


class PlainText(TypeDecorator[str]):
    """A text that every database can store: without NUL, which PostgreSQL refuses, and without lone surrogates."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return value.encode(errors="replace").decode().replace("\0", "?") if value is not None else None


def _names(members: type[Status] | type[Action] | type[Severity] | type[Act]) -> Enum:
    return Enum(members, native_enum=False, values_callable=lambda kinds: [kind.value for kind in kinds])


METADATA = MetaData()

SCHEMA_VERSION = Table("schema_version", METADATA, Column("version", Integer, nullable=False))

DOCUMENT = Table(
    "document",
    METADATA,
    Column("id", PlainText, primary_key=True),
    Column("sha256", PlainText, nullable=False),
    Column("filing", Integer, nullable=False),
    Column("path", PlainText, nullable=False),
    Column("name", PlainText, nullable=False),
    Column("status", _names(Status), nullable=False),
    Column("issuer", PlainText, nullable=False),
    Column("owner", PlainText, nullable=False),
    Column("symbol", PlainText, nullable=False),
    Column("form", PlainText, nullable=False),
    Column("period", Date),
    Column("doubtful", Integer, nullable=False),
    Column("confidence", Float),
    Column("distrusted", Boolean, nullable=False),
    Column("sampled", Boolean, nullable=False),
    Column("extracted_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    Column("failure", PlainText, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("retry_at", UtcDateTime),
    Column("otherwise", Integer, nullable=False),
)

# A table apart from `document`, so that listing the queue does not load whole filings from the disk.
READING = Table(
    "reading",
    METADATA,
    Column("document_id", PlainText, primary_key=True),
    Column("extraction", PlainText, nullable=False),
)
REVIEWED = Table(
    "reviewed",
    METADATA,
    Column("document_id", PlainText, primary_key=True),
    Column("extraction", PlainText, nullable=False),
)

FINDING = Table(
    "finding",
    METADATA,
    Column("document_id", PlainText, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("rule", PlainText, nullable=False),
    Column("severity", _names(Severity), nullable=False),
    Column("xpath", PlainText, nullable=False),
    Column("message", PlainText, nullable=False),
)

CORRECTION = Table(
    "correction",
    METADATA,
    Column("document_id", PlainText, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("xpath", PlainText, nullable=False),
    Column("old", PlainText),
    Column("new", PlainText),
    Column("footnotes", PlainText, nullable=False),
    Column("reviewer", PlainText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("reason", PlainText, nullable=False),
    Column("act", _names(Act), nullable=False),
    Column("decision", Integer, nullable=False),
    Column("undoes", Integer),
)

EVENT = Table(
    "event",
    METADATA,
    Column("document_id", PlainText, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("action", _names(Action), nullable=False),
    Column("reviewer", PlainText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("note", PlainText, nullable=False),
)

CLAIM = Table(
    "claim",
    METADATA,
    Column("sha256", PlainText, primary_key=True),
    Column("holder", PlainText, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

# Which filing's results have which name, so that two filings never share a file.
OUTPUT = Table(
    "output",
    METADATA,
    Column("folder", PlainText, primary_key=True),
    Column("name", PlainText, primary_key=True),
    Column("document_id", PlainText, nullable=False),
)

# One row for each time that the original was read again: by what, and how that differs from what is stored. The newest
# row with an extraction replaces the one in `reading`, which is kept as it is.
READ_AGAIN = Table(
    "read_again",
    METADATA,
    Column("document_id", PlainText, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("made_by", PlainText, nullable=False),
    Column("differences", PlainText, nullable=False),
    Column("extraction", PlainText),
)

# Fields that passed as sure and were drawn at random, with their stored values, and what people typed without seeing
# these.
AUDITED = Table(
    "audited",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("document_id", PlainText, nullable=False),
    Column("xpath", PlainText, nullable=False),
    Column("value", PlainText),
    Column("footnotes", PlainText, nullable=False),
    Column("drawn_at", UtcDateTime, nullable=False),
)
TYPED = Table(
    "typed",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("attempt", Integer, primary_key=True),
    Column("reviewer", PlainText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("value", PlainText),
    Column("footnotes", PlainText, nullable=False),
    Column("unreadable", Boolean, nullable=False),
)

# Filings whose questions an older program computed differently from this one.
RECHECK = Table("recheck", METADATA, Column("document_id", PlainText, primary_key=True))
