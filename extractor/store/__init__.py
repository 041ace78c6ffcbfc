"""The store: every file that was read, what was read of it, and what people said of that.

`open_store(url)` gives a `Store`: `files` for whoever reads files, `outputs` for whoever writes results,
`documents` for whoever looks at filings, `reviews` for whoever decides on them. Many processes may
have the same store open.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from extractor.store.audits import Audited, Audits, Value
from extractor.store.database import Database
from extractor.store.documents import Documents
from extractor.store.errors import (
    NewerStoreError,
    StaleVersionError,
    StoreUnavailableError,
    UnknownDocumentError,
    WrongStatusError,
)
from extractor.store.files import LONGEST_LEASE, Files, document_id
from extractor.store.migrations import migrate
from extractor.store.outputs import Outputs
from extractor.store.rereads import Rereads
from extractor.store.reviews import Reviews
from extractor.store.rows import (
    Action,
    Counts,
    DocumentRow,
    Event,
    FileStanding,
    Judge,
    Original,
    QueueFilter,
    Recheck,
    Status,
    StoredDocument,
    Summary,
    Verdict,
    summary_of,
)
from extractor.store.upkeep import back_up, check, restore

__all__ = [
    "LONGEST_LEASE",
    "Action",
    "Audited",
    "Audits",
    "Counts",
    "DocumentRow",
    "Documents",
    "Event",
    "FileStanding",
    "Files",
    "Judge",
    "NewerStoreError",
    "Original",
    "Outputs",
    "QueueFilter",
    "Recheck",
    "Rereads",
    "Reviews",
    "StaleVersionError",
    "Status",
    "Store",
    "StoreUnavailableError",
    "StoredDocument",
    "Summary",
    "UnknownDocumentError",
    "Value",
    "Verdict",
    "WrongStatusError",
    "back_up",
    "check",
    "default_url",
    "document_id",
    "open_store",
    "restore",
    "shown_url",
    "summary_of",
]


@dataclass(frozen=True)
class Store:
    """One database, from six sides."""

    files: Files
    outputs: Outputs
    documents: Documents
    reviews: Reviews
    rereads: Rereads
    audits: Audits


@contextmanager
def open_store(url: str) -> Iterator[Store]:
    """The store in a file, or at `postgresql://user@host/name`; made, or brought up to date, if needed."""
    database = Database(url)
    try:
        with database.write() as connection:
            migrate(connection)
        yield Store(
            Files(database),
            Outputs(database),
            Documents(database),
            Reviews(database),
            Rereads(database),
            Audits(database),
        )
    finally:
        database.close()


def shown_url(url: str) -> str:
    """The address without a password in it."""
    if "://" not in url:
        return url
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return f"{url.partition('://')[0]}://…"


def default_url(environment: Mapping[str, str] = os.environ) -> str:
    """Where watch, review and export meet when nobody says: `FORM4_STORE`, else a file of this user."""
    if chosen := environment.get("FORM4_STORE"):
        return chosen
    home = environment.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return str(Path(home) / "form4" / "store.sqlite")
