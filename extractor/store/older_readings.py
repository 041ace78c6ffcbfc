"""What an older program read, converted for this one when it is loaded; the stored rows do not change."""

import json
from collections.abc import Iterator
from typing import Any

from extractor.model.page import Origin

_NAMED = '"origin"'
"""Present in every extraction since fields record their origin. Before, only scores of readings told that a page was a
scan."""


def as_understood_now(extraction: str) -> str:
    """The JSON of an extraction; if it was written before fields had an origin, origins are added."""
    if _NAMED in extraction:
        return extraction
    held = json.loads(extraction)
    if not isinstance(held, dict) or "document" not in held:
        return extraction  # damaged: validation by the model reports it
    _name_origins(held["document"])
    return json.dumps(held)


def _name_origins(document: Any) -> None:
    """Fields whose readings have a score were read by an engine, and so were all fields on the same pages.

    A page of such a filing counts as a text layer only if some value on it, other than a tick, has no score.
    """
    known = list(_fields(document))
    scored = [field for field in known if any(map(_is_scored, field["readings"]))]
    printed = {field.get("page") for field in known if _is_written(field)} - {field.get("page") for field in scored}
    for field in known:
        is_on_scan = bool(scored) and field.get("page") is not None and field["page"] not in printed
        if field in scored or is_on_scan:
            field["origin"] = Origin.RECOGNISED.value


def _fields(value: Any) -> Iterator[dict[str, Any]]:
    """The fields in a part of a filing; fields are recognised by having readings."""
    if isinstance(value, dict) and "readings" in value:
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _fields(part)


def _is_written(field: dict[str, Any]) -> bool:
    value = field.get("value")
    return not isinstance(value, bool) and bool(value is not None or field.get("text") or field.get("footnotes"))


def _is_scored(reading: Any) -> bool:
    """Whether the reading has a score; as a named tuple it is stored as a list: reader, text, score."""
    score = reading.get("score") if isinstance(reading, dict) else reading[2]
    return score is not None
