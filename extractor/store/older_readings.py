"""What an older program read, as this one understands it; the rows themselves are never changed."""

import json
from collections.abc import Iterator
from typing import Any

from extractor.model.page import Origin

_NAMED = '"origin"'
"""Since fields say where they are from. Before, a reading with a score was the only sign of a scan."""


def as_understood_now(extraction: str) -> str:
    """The JSON of an extraction, with the origin of each field where the program that wrote it knew of none."""
    if _NAMED in extraction:
        return extraction
    held = json.loads(extraction)
    if not isinstance(held, dict) or "document" not in held:
        return extraction  # damaged: the model says so, in its own words
    _name_origins(held["document"])
    return json.dumps(held)


def _name_origins(document: Any) -> None:
    """Readings with a score were an engine's; and so is what has none on the same pages, be it blank.

    A page of such a filing has a text layer only if a value on it, other than a tick, has no score.
    """
    known = list(_fields(document))
    scored = [field for field in known if any(map(_is_scored, field["readings"]))]
    printed = {field.get("page") for field in known if _is_written(field)} - {field.get("page") for field in scored}
    for field in known:
        is_on_scan = bool(scored) and field.get("page") is not None and field["page"] not in printed
        if field in scored or is_on_scan:
            field["origin"] = Origin.RECOGNISED.value


def _fields(value: Any) -> Iterator[dict[str, Any]]:
    """The fields in a part of a filing, which are told by their readings."""
    if isinstance(value, dict) and "readings" in value:
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _fields(part)


def _is_written(field: dict[str, Any]) -> bool:
    value = field.get("value")
    return not isinstance(value, bool) and bool(value is not None or field.get("text") or field.get("footnotes"))


def _is_scored(reading: Any) -> bool:
    """Readings are named tuples, which JSON holds as lists: reader, text, score."""
    score = reading.get("score") if isinstance(reading, dict) else reading[2]
    return score is not None
