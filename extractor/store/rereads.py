"""Originals in the store that are read again: what a later program reads, beside what is stored."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from extractor.model.results import Extraction, MadeBy
from extractor.store.database import Database
from extractor.store.documents import OTHERWISE, row_of, stored_of
from extractor.store.history import add_event, replace_findings
from extractor.store.reviews import check_again, summarise
from extractor.store.rows import Action, DocumentRow, Judge, Original, Recheck, Status, Verdict
from extractor.store.schema import DOCUMENT, READ_AGAIN, REVIEWED

KEPT = (Status.NEEDS_REVIEW, Status.ACCEPTED)
"""The statuses of filings that are read again. Rejected ones are of no interest; failed ones go to `Files.retry`."""


class Rereads:
    """Adds later readings. They change no person's decision, and accept or reopen no filing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def originals(self) -> Iterator[Original]:
        """Every file with an open or accepted filing, in the order of the SHA-256."""
        with self._database.read() as connection:
            chosen = select(DOCUMENT.c.sha256).where(DOCUMENT.c.status.in_(KEPT)).distinct()
            contents = connection.execute(chosen.order_by(DOCUMENT.c.sha256)).scalars().all()
        for sha256 in contents:
            with self._database.read() as connection:
                yield _original(connection, sha256)

    def add(self, document_id: str, again: Extraction, *, judge: Judge, recheck: Recheck, now: datetime) -> Verdict:
        """Record what the original of this filing reads like now; `judge` decides what becomes of the new reading.

        A filing about which nobody has decided anything takes the new reading. Any other filing keeps its values. If
        it is open, the differences become questions; if it is accepted, they are shown until somebody reopens it.
        """
        with self._database.write() as connection:
            stored = stored_of(connection, document_id)
            verdict = judge(stored, again)
            _note(connection, document_id, again, verdict, now=now)
            version = DOCUMENT.c.version + 1
            is_accepted = stored.row.status is Status.ACCEPTED
            otherwise = len(verdict.differences) if is_accepted else 0
            changed = update(DOCUMENT).where(DOCUMENT.c.id == document_id)
            connection.execute(changed.values(version=version, otherwise=otherwise))
            if verdict.stands:
                connection.execute(delete(REVIEWED).where(REVIEWED.c.document_id == document_id))
                replace_findings(connection, document_id, again)
                summarise(connection, document_id, again)
            elif not is_accepted:
                check_again(connection, document_id, recheck)
        return verdict


def _note(connection: Connection, document_id: str, again: Extraction, verdict: Verdict, *, now: datetime) -> None:
    last = connection.execute(
        select(func.max(READ_AGAIN.c.number)).where(READ_AGAIN.c.document_id == document_id)
    ).scalar()
    connection.execute(
        insert(READ_AGAIN).values(
            document_id=document_id,
            number=(last or 0) + 1,
            at=now,
            made_by=again.made_by.model_dump_json(),
            differences=OTHERWISE.dump_json(verdict.differences).decode(),
            extraction=again.model_dump_json() if verdict.stands else None,
        )
    )
    found = len(verdict.differences)
    note = f"{found} field{'s' * (found != 1)} read differently" if found else "as before"
    add_event(connection, document_id, Action.READ_AGAIN, at=now, note=f"{note}, by form4 {again.made_by.program}")


def _original(connection: Connection, sha256: str) -> Original:
    query = select(DOCUMENT.c.id).where(DOCUMENT.c.sha256 == sha256, DOCUMENT.c.status.in_(KEPT))
    keys = connection.execute(query.order_by(DOCUMENT.c.filing)).scalars().all()
    rows: list[DocumentRow] = [row_of(connection, key) for key in keys]
    held = [(key, stored_of(connection, key).extraction) for key in keys]
    return Original(
        sha256=sha256,
        path=rows[0].path,
        name=rows[0].name,
        read_by=tuple(
            (key, read.source.read_by, _last_made_by(connection, key) or read.made_by)
            for key, read in held
            if read is not None
        ),
    )


def _last_made_by(connection: Connection, document_id: str) -> MadeBy | None:
    query = select(READ_AGAIN.c.made_by).where(READ_AGAIN.c.document_id == document_id)
    last = connection.execute(query.order_by(READ_AGAIN.c.number.desc()).limit(1)).scalar()
    return None if last is None else MadeBy.model_validate_json(last)
