"""Filings stored by a program whose fields did not say where they are from → the same, told by their pages' scores.

Only an engine that reads pictures gives scores. Without this, what such a filing's scanned pages hold would be judged
as exact as a text layer when it is checked again.
"""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, text

TABLES = ("reading", "reviewed")


def tell_origins(connection: Connection) -> None:
    """Every stored filing that does not say where its fields are from says so."""
    for table in TABLES:
        stored = connection.execute(text(f"SELECT document_id, extraction FROM {table}"))  # noqa: S608 - our own names
        for document_id, extraction in stored.all():
            told = with_origins(extraction)
            if told != extraction:
                change = text(f"UPDATE {table} SET extraction = :told WHERE document_id = :id")  # noqa: S608
                connection.execute(change, {"told": told, "id": document_id})


def with_origins(extraction: str) -> str:
    """The JSON of a filing with an origin for each field of a scanned page; the same text if there is none.

    A page of a filing with scans is one unless a value on it, other than a tick, has no score.
    """
    whole = json.loads(extraction)
    fields = [field for field in _fields(whole["document"]) if "origin" not in field]
    scored = {field["page"] for field in fields if any(reading[2] is not None for reading in field["readings"])}
    if not scored:
        return extraction
    printed = {field["page"] for field in fields if _is_written(field)} - scored
    for field in fields:
        if field["page"] is not None and field["page"] not in printed:
            field["origin"] = "recognised"
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _is_written(field: dict[str, Any]) -> bool:
    return bool(field["text"] or field["footnotes"] or field["value"] is not None) and not isinstance(
        field["value"], bool
    )


def _fields(part: Any) -> Iterator[dict[str, Any]]:
    """The fields in a part of a filing, which are told by their readings."""
    if isinstance(part, dict) and "readings" in part:
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _fields(inner)
