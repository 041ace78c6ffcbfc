"""The store: every file that was read, what was read from it, and what people decided about it.

`open_store(url)` gives a `Store`: `files` for programs that read files, `outputs` for programs that write results,
`documents` for looking at filings, `reviews` for deciding on them, `rereads` for reading them again, and `audits` for
measuring errors. Many processes may use the same store at once.
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
    """One database, accessed in six ways."""

    files: Files
    outputs: Outputs
    documents: Documents
    reviews: Reviews
    rereads: Rereads
    audits: Audits


@contextmanager
def open_store(url: str) -> Iterator[Store]:
    """The store at `url`, a file or `postgresql://user@host/name`; created, or upgraded to this version, if needed."""
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
    """The address with its password hidden."""
    if "://" not in url:
        return url
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return f"{url.partition('://')[0]}://…"


def default_url(environment: Mapping[str, str] = os.environ) -> str:
    """The store that watch, review and export share by default: `FORM4_STORE`, else a file of this user."""
    if chosen := environment.get("FORM4_STORE"):
        return chosen
    home = environment.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return str(Path(home) / "form4" / "store.sqlite")
