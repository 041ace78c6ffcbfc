"""What an older program read, as this one understands it; the rows themselves are never changed."""

import json
from typing import Any

from extractor.model.page import Origin

_NAMED = '"origin"'
"""Since fields say where they are from. Before, a reading with a score was the only sign of a scan."""


def as_understood_now(extraction: str) -> str:
    """The JSON of an extraction, with the origin of each field where the program that wrote it knew of none."""
    if _NAMED in extraction:
        return extraction
    held = json.loads(extraction)
    _name_origins(held)
    return json.dumps(held)


def _name_origins(value: Any) -> None:
    if isinstance(value, list):
        for part in value:
            _name_origins(part)
    elif isinstance(value, dict):
        if any(_is_scored(reading) for reading in value.get("readings") or ()):
            value["origin"] = Origin.RECOGNISED.value
        for part in value.values():
            _name_origins(part)


def _is_scored(reading: Any) -> bool:
    """Readings are named tuples, which JSON holds as lists: reader, text, score."""
    score = reading.get("score") if isinstance(reading, dict) else reading[2]
    return score is not None
