"""The rows that belong to a document: its present findings, its corrections and its history."""

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Table, delete, func, insert, select

from extractor.model.results import Correction, Extraction
from extractor.store.rows import Action, Event
from extractor.store.schema import CORRECTION, EVENT, FINDING


def add_event(
    connection: Connection, document_id: str, action: Action, *, at: datetime, reviewer: str = "", note: str = ""
) -> None:
    """Add a line to the document's history."""
    number = _next_number(connection, EVENT, document_id)
    event = Event(document_id=document_id, number=number, action=action, reviewer=reviewer, at=at, note=note)
    connection.execute(
        insert(EVENT).values(
            document_id=event.document_id,
            number=event.number,
            action=event.action,
            reviewer=event.reviewer,
            at=event.at,
            note=event.note,
        )
    )


def events_of(connection: Connection, document_id: str) -> tuple[Event, ...]:
    """The document's history, oldest first."""
    query = select(EVENT).where(EVENT.c.document_id == document_id).order_by(EVENT.c.number)
    return tuple(Event(**row) for row in connection.execute(query).mappings())


def add_corrections(connection: Connection, document_id: str, corrections: Iterable[Correction]) -> None:
    """Add corrections after all earlier ones."""
    first = _next_number(connection, CORRECTION, document_id)
    for number, correction in enumerate(corrections, first):
        # Corrections saved together are one decision, identified by the number of its first correction.
        values = correction.model_dump() | {"footnotes": json.dumps(correction.footnotes), "decision": first}
        connection.execute(insert(CORRECTION).values(document_id=document_id, number=number, **values))


def corrections_of(connection: Connection, document_id: str) -> tuple[Correction, ...]:
    """Everything that reviewers said about the document, oldest first."""
    columns = [column for column in CORRECTION.c if column.name not in {"document_id", "number"}]
    query = select(*columns).where(CORRECTION.c.document_id == document_id).order_by(CORRECTION.c.number)
    return tuple(
        Correction.model_validate(dict(row) | {"footnotes": json.loads(row["footnotes"])})
        for row in connection.execute(query).mappings()
    )


def replace_findings(connection: Connection, document_id: str, extraction: Extraction) -> None:
    """Store the findings of `extraction`, so that the queue can be filtered by them."""
    connection.execute(delete(FINDING).where(FINDING.c.document_id == document_id))
    for number, finding in enumerate(extraction.findings, 1):
        connection.execute(
            insert(FINDING).values(
                document_id=document_id,
                number=number,
                rule=finding.rule,
                severity=finding.severity,
                xpath=next(iter(finding.xpaths), ""),
                message=finding.message,
            )
        )


def _next_number(connection: Connection, table: Table, document_id: str) -> int:
    """The next number within the document, whose row the caller has locked by changing it."""
    last = connection.execute(select(func.max(table.c.number)).where(table.c.document_id == document_id)).scalar()
    return (last or 0) + 1
