"""Readings stored without origins: scans remain scans, and text layers remain exact."""

import json
from typing import Any

from extractor.model.field_paths import fields
from extractor.model.page import Origin
from extractor.model.results import Extraction
from extractor.store.older_readings import as_understood_now
from tests.store.filings import filing


def as_before(printed: str) -> str:
    """A stored filing as older programs wrote it; the field with the text `printed` is on page 2, without scores."""
    whole = json.loads(filing().model_dump_json())
    for field in _walk(whole["document"]):
        for name in ("origin", "doubts", "sources"):
            field.pop(name)
        field["page"] = 2 if field["text"] == printed else 1
        field["readings"] = [] if field["page"] == 2 else field["readings"]
    return json.dumps(whole)


def _walk(part: Any) -> list[dict[str, Any]]:
    if isinstance(part, dict) and "readings" in part:
        return [part]
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return [field for each in inner for field in _walk(each)]


def test_what_a_scanned_page_holds_is_recognised_be_it_blank_and_a_printed_page_exact() -> None:
    told = Extraction.model_validate_json(as_understood_now(as_before("Common Stock")))
    known = [field for _, field in fields(told.document)]
    assert {field.origin for field in known if field.page == 1} == {Origin.RECOGNISED}
    assert any(field.is_blank for field in known if field.page == 1)
    assert {field.origin for field in known if field.page == 2} == {Origin.PRINTED}


def test_a_filing_that_says_where_its_fields_are_from_is_left_alone() -> None:
    stored = filing().model_dump_json()
    assert as_understood_now(stored) == stored
