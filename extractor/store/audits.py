"""The audit's own tables: which fields were drawn, their stored values, and what people typed. No filing changes."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from extractor.store.database import Database
from extractor.store.schema import AUDITED, TYPED


@dataclass(frozen=True, slots=True)
class Value:
    """A field's value as the SEC's XML holds it, with its marks; only a typed value can be `unreadable`."""

    value: str | None
    footnotes: tuple[str, ...] = ()
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Audited:
    """A field that was drawn: its stored value at that time, and what people typed since, in order."""

    number: int
    document_id: str
    xpath: str
    held: Value
    typed: tuple[Value, ...] = ()


class Audits:
    """The rows of the audit; they are only added, never changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def draw(self, fields: Iterable[tuple[str, str, Value]], *, now: datetime) -> int:
        """Add fields, each as document id, XPath and stored value; returns how many were new: none is drawn twice."""
        with self._database.write() as connection:
            known = {(row.document_id, row.xpath) for row in connection.execute(select(AUDITED))}
            new = [each for each in fields if each[:2] not in known]
            last = connection.execute(select(func.max(AUDITED.c.number))).scalar() or 0
            for number, (document_id, xpath, held) in enumerate(new, last + 1):
                connection.execute(
                    insert(AUDITED).values(
                        number=number,
                        document_id=document_id,
                        xpath=xpath,
                        value=held.value,
                        footnotes=json.dumps(held.footnotes),
                        drawn_at=now,
                    )
                )
        return len(new)

    def all(self) -> tuple[Audited, ...]:
        """Every field that was drawn, in the order of drawing."""
        with self._database.read() as connection:
            answers: dict[int, list[Value]] = {}
            for row in connection.execute(select(TYPED).order_by(TYPED.c.number, TYPED.c.attempt)):
                answers.setdefault(row.number, []).append(_value(row.value, row.footnotes, unreadable=row.unreadable))
            return tuple(
                Audited(
                    number=row.number,
                    document_id=row.document_id,
                    xpath=row.xpath,
                    held=_value(row.value, row.footnotes),
                    typed=tuple(answers.get(row.number, ())),
                )
                for row in connection.execute(select(AUDITED).order_by(AUDITED.c.number))
            )

    def add(self, number: int, attempt: int, typed: Value, *, reviewer: str, at: datetime) -> bool:
        """Record what was typed at attempt 1 or 2; False if somebody has already typed this attempt."""
        row = {"number": number, "attempt": attempt, "reviewer": reviewer, "at": at}
        said = {"value": typed.value, "footnotes": json.dumps(typed.footnotes), "unreadable": typed.unreadable}
        try:
            with self._database.write() as connection:
                connection.execute(insert(TYPED).values(**row, **said))
        except IntegrityError:
            return False
        return True


def _value(value: str | None, footnotes: str, *, unreadable: bool = False) -> Value:
    return Value(value, tuple(json.loads(footnotes)), unreadable)
