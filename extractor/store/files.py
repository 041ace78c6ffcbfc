"""The store for programs that read files: which files are known, who is reading which, and the results."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import PurePath

from sqlalchemy import Connection, and_, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from extractor.model.results import Extraction, Failure
from extractor.store.database import Database
from extractor.store.history import add_event, replace_findings
from extractor.store.rows import Action, DocumentRow, FileStanding, Status, summary_of
from extractor.store.schema import CLAIM, DOCUMENT, READING

UNREAD = (Status.QUEUED, Status.FAILED)
LONGEST_LEASE = timedelta(days=1)
"""No claim lasts longer. One that seems to was made by a fast clock, and would otherwise block its file for as long."""
NEW_FILE = FileStanding(status=None, path="", is_due=True, attempts=0, retry_at=None)


def document_id(sha256: str, filing: int = 1) -> str:
    """The id of the filing with number `filing`, counted from 1, in the file with this SHA-256."""
    return f"{sha256}-{filing}"


class Files:
    """Files, each identified by its content's SHA-256; every time is given by the caller, with a time zone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def seen(self, sha256: str) -> bool:
        """Whether this content is in the store already, read, failed or waiting."""
        with self._database.read() as connection:
            return connection.execute(select(DOCUMENT.c.id).where(DOCUMENT.c.sha256 == sha256)).first() is not None

    def standing(self, sha256: str, *, now: datetime) -> FileStanding:
        """What became of this content, and whether it should be read now."""
        query = select(DOCUMENT).where(DOCUMENT.c.sha256 == sha256).order_by(DOCUMENT.c.filing)
        with self._database.read() as connection:
            rows = [DocumentRow(**row) for row in connection.execute(query).mappings()]
        if not rows:
            return NEW_FILE
        statuses = {row.status for row in rows}
        worst = next(status for status in (*UNREAD, Status.NEEDS_REVIEW, *Status) if status in statuses)
        is_due = worst is Status.QUEUED or (worst is Status.FAILED and _is_over(rows[0].retry_at, now))
        return FileStanding(
            status=worst, path=rows[0].path, is_due=is_due, attempts=rows[0].attempts, retry_at=rows[0].retry_at
        )

    def due(self, *, now: datetime) -> tuple[DocumentRow, ...]:
        """Files in the store that should be read now: queued ones, and failed ones whose waiting time is over."""
        query = select(DOCUMENT).where(
            or_(
                DOCUMENT.c.status == Status.QUEUED,
                and_(DOCUMENT.c.status == Status.FAILED, DOCUMENT.c.retry_at <= now),
            )
        )
        with self._database.read() as connection:
            return tuple(DocumentRow(**row) for row in connection.execute(query.order_by(DOCUMENT.c.id)).mappings())

    def claim(self, sha256: str, *, holder: str, lease: timedelta, now: datetime) -> bool:
        """Whether `holder` may read this file now; no other may until it is recorded or released, or the lease ends.

        If the holder is killed, its claim ends with the lease, so the file is not lost.
        """
        values = {"holder": holder, "expires_at": now + min(lease, LONGEST_LEASE)}
        has_ended = or_(CLAIM.c.expires_at <= now, CLAIM.c.expires_at > now + LONGEST_LEASE)
        try:
            with self._database.write() as connection:
                taken_over = connection.execute(update(CLAIM).where(CLAIM.c.sha256 == sha256, has_ended).values(values))
                if taken_over.rowcount == 0:
                    connection.execute(insert(CLAIM).values(sha256=sha256, **values))
        except IntegrityError:
            return False
        return True

    def holder(self, sha256: str) -> str | None:
        """Who has the claim on this file, ended or not; None if nobody has."""
        with self._database.read() as connection:
            found: str | None = connection.execute(select(CLAIM.c.holder).where(CLAIM.c.sha256 == sha256)).scalar()
        return found

    def release(self, sha256: str, *, holder: str) -> None:
        """Give up a claim without a result, so that somebody else can try."""
        with self._database.write() as connection:
            connection.execute(delete(CLAIM).where(CLAIM.c.sha256 == sha256, CLAIM.c.holder == holder))

    def enqueue(self, sha256: str, path: str, *, now: datetime) -> bool:
        """Add a file that was handed in and not read yet; False if its content is known."""
        try:
            with self._database.write() as connection:
                if _status(connection, sha256) is not None:
                    return False
                connection.execute(insert(DOCUMENT).values(_unread(sha256, path, Status.QUEUED, now)))
        except IntegrityError:
            return False
        return True

    def add_extractions(
        self, sha256: str, path: str, extractions: Sequence[Extraction], *, now: datetime, sampled: bool = False
    ) -> bool:
        """Record all filings of a file at once and end its claim; False if that was done already.

        A filing without doubts is accepted at once, unless `sampled` sends it to a reviewer as a check.
        """
        try:
            with self._database.write() as connection:
                connection.execute(delete(CLAIM).where(CLAIM.c.sha256 == sha256))
                if _status(connection, sha256) not in (*UNREAD, None):
                    return False
                for filing, extraction in enumerate(extractions, 1):
                    _record(connection, document_id(sha256, filing), path, extraction, now=now, sampled=sampled)
        except IntegrityError:
            return False  # another process recorded the same file a moment ago
        return True

    def add_failure(
        self, sha256: str, path: str, failure: Failure, *, now: datetime, retry_at: datetime | None = None
    ) -> bool:
        """Record that a file could not be read, and when to try again; False if it was read meanwhile."""
        key = document_id(sha256)
        try:
            with self._database.write() as connection:
                connection.execute(delete(CLAIM).where(CLAIM.c.sha256 == sha256))
                status = _status(connection, sha256)
                if status not in (*UNREAD, None):
                    return False
                if status is None:
                    connection.execute(insert(DOCUMENT).values(_unread(sha256, path, Status.FAILED, now)))
                connection.execute(
                    update(DOCUMENT)
                    .where(DOCUMENT.c.id == key)
                    .values(
                        status=Status.FAILED,
                        path=path,
                        failure=failure.message,
                        attempts=DOCUMENT.c.attempts + 1,
                        retry_at=retry_at,
                        version=DOCUMENT.c.version + 1,
                    )
                )
                add_event(connection, key, Action.FAILED, at=now, note=f"{failure.error}: {failure.message}")
        except IntegrityError:
            return False
        return True

    def retry(self, *, now: datetime, reviewer: str = "", document: str | None = None) -> int:
        """Make failed files due again, all of them or the one with the id `document`; returns their number."""
        chosen = DOCUMENT.c.status == Status.FAILED
        if document is not None:
            chosen = and_(chosen, DOCUMENT.c.id == document)
        with self._database.write() as connection:
            keys = connection.execute(select(DOCUMENT.c.id).where(chosen)).scalars().all()
            for key in keys:
                again = update(DOCUMENT).where(DOCUMENT.c.id == key)
                connection.execute(again.values(attempts=0, retry_at=now, version=DOCUMENT.c.version + 1))
                add_event(connection, key, Action.RETRIED, at=now, reviewer=reviewer)
        return len(keys)

    def moved(self, sha256: str, path: str) -> None:
        """Record the new path of an original that was moved."""
        with self._database.write() as connection:
            connection.execute(update(DOCUMENT).where(DOCUMENT.c.sha256 == sha256).values(path=path))


def _is_over(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now


def _status(connection: Connection, sha256: str) -> Status | None:
    """The status of the file's first filing; databases that lock rows keep it locked until the transaction ends."""
    key = document_id(sha256)
    return connection.execute(select(DOCUMENT.c.status).where(DOCUMENT.c.id == key).with_for_update()).scalar()


def _unread(sha256: str, path: str, status: Status, now: datetime) -> dict[str, object]:
    row = DocumentRow(
        id=document_id(sha256),
        sha256=sha256,
        filing=1,
        path=path,
        name=PurePath(path).name,
        status=status,
        issuer="",
        owner="",
        symbol="",
        form="",
        period=None,
        doubtful=0,
        confidence=None,
        distrusted=False,
        sampled=False,
        extracted_at=now,
        version=1,
        failure="",
        attempts=0,
        retry_at=None,
        otherwise=0,
    )
    return asdict(row)


def _record(
    connection: Connection, key: str, path: str, extraction: Extraction, *, now: datetime, sampled: bool
) -> None:
    sha256, _, filing = key.rpartition("-")
    needs_review = extraction.assessment.review or sampled
    known = connection.execute(select(DOCUMENT.c.id).where(DOCUMENT.c.id == key)).first()
    if known is None:
        connection.execute(
            insert(DOCUMENT).values(_unread(sha256, path, Status.QUEUED, now) | {"id": key, "filing": int(filing)})
        )
    connection.execute(
        update(DOCUMENT)
        .where(DOCUMENT.c.id == key)
        .values(
            **asdict(summary_of(extraction)),
            path=path,
            status=Status.NEEDS_REVIEW if needs_review else Status.ACCEPTED,
            sampled=sampled and not extraction.assessment.review,
            extracted_at=now,
            version=DOCUMENT.c.version + 1,
            failure="",
            retry_at=None,
        )
    )
    connection.execute(insert(READING).values(document_id=key, extraction=extraction.model_dump_json()))
    replace_findings(connection, key, extraction)
    add_event(connection, key, Action.READ, at=now)
    if not needs_review:
        add_event(connection, key, Action.ACCEPTED, at=now, note="every field is sure")
