"""The queue's figures about each filing, computed again from what was read."""

import json
from typing import Any

from sqlalchemy import Connection, text

CHUNK = 200  # filings held in memory at a time
# Plain SQL, because a migration finds the tables as they were then, not as `schema` describes them today.
_CHUNK = """
SELECT document.id, COALESCE(reviewed.extraction, reading.extraction)
FROM document JOIN reading ON reading.document_id = document.id
LEFT JOIN reviewed ON reviewed.document_id = document.id
WHERE document.id > :last ORDER BY document.id LIMIT :chunk
"""
_UPDATE = "UPDATE document SET doubtful = :doubtful, distrusted = :distrusted WHERE id = :id"


def count_questions(connection: Connection) -> None:
    """Set for each filing how many fields are in doubt, and whether its page was understood."""
    last = ""
    while rows := connection.execute(text(_CHUNK), {"last": last, "chunk": CHUNK}).all():
        connection.execute(text(_UPDATE), [_counted(key, json.loads(held)) for key, held in rows])
        last = rows[-1][0]


def _counted(key: str, extraction: dict[str, Any]) -> dict[str, Any]:
    assessment = extraction["assessment"]
    doubtful = sum(bool(field.get("review")) for field in assessment["fields"])
    return {"id": key, "doubtful": doubtful, "distrusted": assessment["decision"] == "distrust"}
