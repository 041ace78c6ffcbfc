"""The reading side of reviewing: the queue, single documents, and finished filings for export."""

from collections.abc import Iterator

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from extractor.model.finding_codes import READS_OTHERWISE
from extractor.model.results import Correction, Extraction, Finding, Otherwise, Suggestion
from extractor.store.database import Database
from extractor.store.errors import UnknownDocumentError
from extractor.store.history import corrections_of, events_of
from extractor.store.older_readings import as_understood_now
from extractor.store.rows import Action, Counts, DocumentRow, QueueFilter, Status, StoredDocument
from extractor.store.schema import DOCUMENT, EVENT, FINDING, READ_AGAIN, READING, REVIEWED

WAITING = QueueFilter()
QUEUE_PAGE = 50  # documents
OTHERWISE = TypeAdapter(tuple[Otherwise, ...])
EXPORT_CHUNK = 100  # filings read at a time, so that exporting ten thousand neither fills memory nor holds a lock long


class Documents:
    """Reads documents; nothing here changes one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(
        self, chosen: QueueFilter = WAITING, *, limit: int = QUEUE_PAGE, offset: int = 0
    ) -> tuple[DocumentRow, ...]:
        """The chosen documents, worst first: pages not understood, then those with the most doubtful fields."""
        worst_first = (
            DOCUMENT.c.distrusted.desc(),
            DOCUMENT.c.doubtful.desc(),
            DOCUMENT.c.confidence,
            DOCUMENT.c.id,
        )
        query = select(DOCUMENT).where(*_conditions(chosen)).order_by(*worst_first).limit(limit).offset(offset)
        with self._database.read() as connection:
            return tuple(DocumentRow(**row) for row in connection.execute(query).mappings())

    def count(self, chosen: QueueFilter = WAITING) -> int:
        """How many documents are chosen in all."""
        query = select(func.count()).select_from(DOCUMENT).where(*_conditions(chosen))
        with self._database.read() as connection:
            return connection.execute(query).scalar_one()

    def counts(self) -> Counts:
        """How many documents have each status."""
        query = select(DOCUMENT.c.status, func.count()).group_by(DOCUMENT.c.status)
        again = select(func.count()).where(DOCUMENT.c.status == Status.ACCEPTED, DOCUMENT.c.otherwise > 0)
        with self._database.read() as connection:
            standing = {status.value: number for status, number in connection.execute(query)}
            return Counts(**standing, otherwise=connection.execute(again).scalar_one())

    def rules(self) -> tuple[tuple[str, int], ...]:
        """The rules that documents waiting for review break, each with the number of these documents."""
        documents = func.count(FINDING.c.document_id.distinct())
        query = (
            select(FINDING.c.rule, documents)
            .join(DOCUMENT, DOCUMENT.c.id == FINDING.c.document_id)
            .where(DOCUMENT.c.status == Status.NEEDS_REVIEW)
            .group_by(FINDING.c.rule)
            .order_by(FINDING.c.rule)
        )
        with self._database.read() as connection:
            return tuple((rule, number) for rule, number in connection.execute(query))

    def row(self, document_id: str) -> DocumentRow:
        """The document's row; raises `UnknownDocumentError`."""
        with self._database.read() as connection:
            return row_of(connection, document_id)

    def get(self, document_id: str) -> StoredDocument:
        """The document with everything that was read and decided; raises `UnknownDocumentError`."""
        with self._database.read() as connection:
            return stored_of(connection, document_id)

    def corrections(self, document_id: str) -> tuple[Correction, ...]:
        """Everything that reviewers said about the document, oldest first."""
        with self._database.read() as connection:
            return corrections_of(connection, document_id)

    def accepted_by(self, document_id: str) -> str:
        """Who accepted the document as it is now; empty if no person did."""
        decisions = (Action.ACCEPTED, Action.REJECTED, Action.REOPENED, Action.CORRECTED)
        query = (
            select(EVENT.c.action, EVENT.c.reviewer)
            .where(EVENT.c.document_id == document_id, EVENT.c.action.in_(decisions))
            .order_by(EVENT.c.number.desc())
            .limit(1)
        )
        with self._database.read() as connection:
            last = connection.execute(query).first()
        return last.reviewer if last is not None and last.action == Action.ACCEPTED else ""

    def of_file(self, sha256: str) -> tuple[DocumentRow, ...]:
        """The filings of one file, in the file's order; empty for an unknown file."""
        query = select(DOCUMENT).where(DOCUMENT.c.sha256 == sha256).order_by(DOCUMENT.c.filing)
        with self._database.read() as connection:
            return tuple(DocumentRow(**row) for row in connection.execute(query).mappings())

    def export(self, statuses: tuple[Status, ...] = (Status.ACCEPTED,)) -> Iterator[tuple[DocumentRow, Extraction]]:
        """Every filing with one of these statuses that was read, with its corrections, in the order of ids."""
        last = ""
        while chunk := self._chunk(statuses, after=last):
            yield from chunk
            last = chunk[-1][0].id

    def _chunk(self, statuses: tuple[Status, ...], *, after: str) -> list[tuple[DocumentRow, Extraction]]:
        query = (
            select(DOCUMENT)
            .where(DOCUMENT.c.status.in_(statuses), DOCUMENT.c.id > after, has_reading())
            .order_by(DOCUMENT.c.id)
            .limit(EXPORT_CHUNK)
        )
        with self._database.read() as connection:
            rows = [DocumentRow(**row) for row in connection.execute(query).mappings()]
            pairs = [(row, current_of(connection, row.id)) for row in rows]
        return [(row, extraction) for row, extraction in pairs if extraction is not None]


def row_of(connection: Connection, document_id: str) -> DocumentRow:
    """The document's row; raises `UnknownDocumentError`."""
    row = connection.execute(select(DOCUMENT).where(DOCUMENT.c.id == document_id)).mappings().first()
    if row is None:
        raise UnknownDocumentError(f"no document {document_id!r} is in the store")
    return DocumentRow(**row)


def stored_of(connection: Connection, document_id: str) -> StoredDocument:
    """The document with everything that was read and decided; raises `UnknownDocumentError`."""
    row = row_of(connection, document_id)
    return StoredDocument(
        row=row,
        extraction=extraction_of(connection, document_id),
        current=current_of(connection, document_id),
        corrections=corrections_of(connection, document_id),
        events=events_of(connection, document_id),
        otherwise=otherwise_of(connection, document_id) if row.otherwise else (),
    )


def extraction_of(connection: Connection, document_id: str) -> Extraction | None:
    """The filing as read, by the latest reading that counts; for an open filing, plus findings on a later reading."""
    again = (
        select(READ_AGAIN.c.extraction)
        .where(READ_AGAIN.c.document_id == document_id, READ_AGAIN.c.extraction.is_not(None))
        .order_by(READ_AGAIN.c.number.desc())
        .limit(1)
    )
    first = select(READING.c.extraction).where(READING.c.document_id == document_id)
    extraction = _parsed(connection, again) or _parsed(connection, first)
    if extraction is None or not (otherwise := otherwise_of(connection, document_id)):
        return extraction
    if row_of(connection, document_id).status is not Status.NEEDS_REVIEW:
        return extraction
    return extraction.model_copy(update={"findings": (*extraction.findings, *map(_asked, otherwise))})


def otherwise_of(connection: Connection, document_id: str) -> tuple[Otherwise, ...]:
    """How the latest reading differs from what is stored; empty if that reading itself is what is stored."""
    query = (
        select(READ_AGAIN.c.differences, READ_AGAIN.c.extraction)
        .where(READ_AGAIN.c.document_id == document_id)
        .order_by(READ_AGAIN.c.number.desc())
        .limit(1)
    )
    last = connection.execute(query).first()
    return () if last is None or last.extraction is not None else OTHERWISE.validate_json(last.differences)


def _asked(found: Otherwise) -> Finding:
    finding = READS_OTHERWISE.found(found.xpath, message=f"read again: {found}")
    if found.value is None:
        return finding
    suggested = Suggestion(xpath=found.xpath, value=found.value, reason="it is now read so")
    return finding.model_copy(update={"suggestions": (suggested,)})


def current_of(connection: Connection, document_id: str) -> Extraction | None:
    """The filing with its corrections; None if it was never read."""
    reviewed = _parsed(connection, select(REVIEWED.c.extraction).where(REVIEWED.c.document_id == document_id))
    return reviewed or extraction_of(connection, document_id)


def has_reading() -> ColumnElement[bool]:
    """The condition that the document was read."""
    return exists().where(READING.c.document_id == DOCUMENT.c.id)


def _parsed(connection: Connection, query: Select[str]) -> Extraction | None:
    found = connection.execute(query).scalar()
    return None if found is None else Extraction.model_validate_json(as_understood_now(found))


def _conditions(chosen: QueueFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [DOCUMENT.c.status.in_(chosen.statuses)]
    if chosen.issuer:
        conditions.append(DOCUMENT.c.issuer.icontains(chosen.issuer, autoescape=True))
    if chosen.owner:
        conditions.append(DOCUMENT.c.owner.icontains(chosen.owner, autoescape=True))
    if chosen.rule:
        broken = exists().where(FINDING.c.document_id == DOCUMENT.c.id, FINDING.c.rule == chosen.rule)
        conditions.append(broken)
    if chosen.otherwise:
        conditions.append(DOCUMENT.c.otherwise > 0)
    if chosen.period_from:
        conditions.append(DOCUMENT.c.period >= chosen.period_from)
    if chosen.period_to:
        conditions.append(DOCUMENT.c.period <= chosen.period_to)
    return conditions
