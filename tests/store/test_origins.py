"""A store of before fields said where they are from: its scans stay scans, and its text layers exact."""

import json
from typing import Any

from sqlalchemy import select

from extractor.model.field_paths import fields
from extractor.model.page import Origin
from extractor.store import open_store
from extractor.store.database import Database
from extractor.store.migrations import MIGRATIONS
from extractor.store.origins import tell_origins, with_origins
from extractor.store.schema import READING
from tests.store.filings import NOW, filing, sha


def as_before(stored: str, page_of: dict[str, int] | None = None) -> str:
    """A stored filing as the program wrote it before, with some texts on other pages."""
    whole = json.loads(stored)
    for field in _walk(whole["document"]):
        for name in ("origin", "doubts", "sources"):
            field.pop(name)
        field["page"] = (page_of or {}).get(field["text"], field["page"])
        if field["page"] == 2:
            field["readings"] = []
    return json.dumps(whole)


def _walk(part: Any) -> list[dict[str, Any]]:
    if isinstance(part, dict) and "readings" in part:
        return [part]
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return [field for each in inner for field in _walk(each)]


def test_what_a_scanned_page_holds_stays_recognised_and_a_printed_page_exact() -> None:
    before = as_before(filing().model_dump_json(), {"Common Stock": 2})
    told = type(filing()).model_validate_json(with_origins(before))
    origins = {field.page: set() for _, field in fields(told.document)}
    for _, field in fields(told.document):
        origins[field.page].add(field.origin)
    assert origins[1] == {Origin.RECOGNISED}
    assert origins[2] == {Origin.PRINTED}
    assert with_origins(with_origins(before)) == with_origins(before)


def test_a_filing_without_scores_is_left_alone() -> None:
    before = as_before(filing().model_dump_json())
    printed = json.loads(before)
    for field in _walk(printed["document"]):
        field["readings"] = [[reader, text, None] for reader, text, _ in field["readings"]]
    assert with_origins(json.dumps(printed)) == json.dumps(printed)


def test_all_that_an_older_store_holds_is_told(url: str) -> None:
    with open_store(url) as store:
        store.files.add_extractions(sha("a"), "/in/a.pdf", [filing()], now=NOW)
    database = Database(url)
    with database.write() as connection:
        (stored,) = connection.execute(select(READING.c.extraction)).scalars()
        connection.execute(READING.update().values(extraction=as_before(stored)))
        tell_origins(connection)
        (told,) = connection.execute(select(READING.c.extraction)).scalars()
    database.close()
    assert '"recognised"' in told
    assert tell_origins in MIGRATIONS
