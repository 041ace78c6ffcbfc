"""What a reviewer does to a document; every step states the version that the reviewer saw."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from extractor.model.corrections import apply
from extractor.model.results import Correction, Extraction
from extractor.store.database import Database
from extractor.store.documents import extraction_of, otherwise_of, row_of
from extractor.store.errors import StaleVersionError, WrongStatusError
from extractor.store.history import add_corrections, add_event, corrections_of, events_of, replace_findings
from extractor.store.rows import Action, Recheck, Status, summary_of
from extractor.store.schema import DOCUMENT, RECHECK, REVIEWED

WORDS = {"words"}
"""Left out of `reviewed`: the words of the pages are stored with the reading, and no decision changes them."""

# Each step's new status, and the statuses in which it is allowed.
STEPS = {
    Action.ACCEPTED: (Status.ACCEPTED, (Status.NEEDS_REVIEW, Status.REJECTED)),
    Action.REJECTED: (Status.REJECTED, (Status.NEEDS_REVIEW, Status.ACCEPTED, Status.FAILED)),
    Action.REOPENED: (Status.NEEDS_REVIEW, (Status.ACCEPTED, Status.REJECTED)),
}


class Reviews:
    """Changes documents. Each method returns the new version, or raises StaleVersionError if somebody was faster."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def correct(
        self, document_id: str, *, expected_version: int, corrections: Sequence[Correction], recheck: Recheck
    ) -> int:
        """Add corrections to a document that is open for review; `recheck` runs the rules over the result.

        If one correction cannot be applied, nothing is saved and CorrectionError is raised.
        """
        with self._database.write() as connection:
            version = _advance(connection, document_id, expected_version)
            if row_of(connection, document_id).status is not Status.NEEDS_REVIEW:
                raise WrongStatusError("this filing is not open for review; reopen it first")
            add_corrections(connection, document_id, corrections)
            check_again(connection, document_id, recheck)
            for correction in corrections:
                add_event(
                    connection,
                    document_id,
                    Action.CORRECTED,
                    at=correction.at,
                    reviewer=correction.reviewer,
                    note=correction.xpath,
                )
        return version

    def refresh(self, recheck: Recheck) -> int:
        """Check the filings again whose questions an older program computed differently; returns their number.

        No decision changes, and accepted filings stay accepted.
        """
        with self._database.write() as connection:
            keys = connection.execute(select(RECHECK.c.document_id)).scalars().all()
            for key in keys:
                check_again(connection, key, recheck)
            connection.execute(delete(RECHECK))
        return len(keys)

    def accept(self, document_id: str, *, expected_version: int, reviewer: str, at: datetime, note: str = "") -> int:
        """Accept the filing as it is."""
        return self._step(document_id, Action.ACCEPTED, expected_version, reviewer=reviewer, at=at, note=note)

    def reject(self, document_id: str, *, expected_version: int, reviewer: str, at: datetime, note: str = "") -> int:
        """Reject the filing: it is not to be kept."""
        return self._step(document_id, Action.REJECTED, expected_version, reviewer=reviewer, at=at, note=note)

    def reopen(
        self,
        document_id: str,
        *,
        expected_version: int,
        reviewer: str,
        at: datetime,
        recheck: Recheck,
        note: str = "",
    ) -> int:
        """Send an accepted or rejected filing back to review; differences of a later reading then become questions."""
        with self._database.write() as connection:
            version = _stepped(
                connection, document_id, Action.REOPENED, expected_version, reviewer=reviewer, at=at, note=note
            )
            if otherwise_of(connection, document_id):
                connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == document_id).values(otherwise=0))
                check_again(connection, document_id, recheck)
        return version

    def _step(
        self, document_id: str, action: Action, expected_version: int, *, reviewer: str, at: datetime, note: str
    ) -> int:
        with self._database.write() as connection:
            return _stepped(connection, document_id, action, expected_version, reviewer=reviewer, at=at, note=note)


def _stepped(
    connection: Connection,
    document_id: str,
    action: Action,
    expected_version: int,
    *,
    reviewer: str,
    at: datetime,
    note: str,
) -> int:
    target, sources = STEPS[action]
    version = _advance(connection, document_id, expected_version)
    status = row_of(connection, document_id).status
    if status not in sources:
        raise WrongStatusError(f"a filing that is {status.value.replace('_', ' ')} cannot be {action.value}")
    connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == document_id).values(status=target))
    add_event(connection, document_id, action, at=at, reviewer=reviewer, note=note)
    return version


def _advance(connection: Connection, document_id: str, expected_version: int) -> int:
    """Take the next version, which also locks the row; a second writer finds no row with the old version."""
    taken = connection.execute(
        update(DOCUMENT)
        .where(DOCUMENT.c.id == document_id, DOCUMENT.c.version == expected_version)
        .values(version=DOCUMENT.c.version + 1)
    )
    if taken.rowcount == 0:
        actual = row_of(connection, document_id).version
        last = next(iter(events_of(connection, document_id)[-1:]), None)
        raise StaleVersionError(
            document_id,
            expected=expected_version,
            actual=actual,
            reviewer=last.reviewer if last else "",
            at=last.at if last else None,
        )
    return expected_version + 1


def check_again(connection: Connection, document_id: str, recheck: Recheck) -> None:
    """Combine reading and corrections again, with the findings and questions that follow from them."""
    current = _rechecked(connection, document_id, recheck)
    connection.execute(delete(REVIEWED).where(REVIEWED.c.document_id == document_id))
    connection.execute(
        insert(REVIEWED).values(document_id=document_id, extraction=current.model_dump_json(exclude=WORDS))
    )
    replace_findings(connection, document_id, current)
    summarise(connection, document_id, current)


def _rechecked(connection: Connection, document_id: str, recheck: Recheck) -> Extraction:
    """Start from the reading and apply every correction, so that the result always matches its history."""
    extraction = extraction_of(connection, document_id)
    if extraction is None:
        raise WrongStatusError("this file was never read, so there is nothing to correct")
    corrections = corrections_of(connection, document_id)
    document = apply(extraction.document, corrections)
    return recheck(extraction.model_copy(update={"document": document}), corrections)


def summarise(connection: Connection, document_id: str, current: Extraction) -> None:
    """Store the figures that the queue shows of the filing."""
    summary = asdict(summary_of(current))
    connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == document_id).values(**summary))
