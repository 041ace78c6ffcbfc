"""The JSON Schema of a filing's record, generated from the models; published as `filing.schema.json`."""

import json
from importlib.resources import files
from typing import Any

from extractor.exports.record import FilingRecord
from extractor.model.field_paths import (
    DOCUMENT_ELEMENTS,
    ISSUER_ELEMENTS,
    OWNER_ELEMENTS,
    ROW_ELEMENTS,
    SIGNATURE_ELEMENTS,
)

TEXT = {"type": ["string", "null"]}
LEAF = {
    "type": "object",
    "properties": {"value": TEXT, "footnoteId": {"type": "array", "items": {"type": "string"}}},
    "required": ["value", "footnoteId"],
    "additionalProperties": False,
}


def filing_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of one line of `form4 extract --format json`."""
    schema = FilingRecord.model_json_schema(by_alias=True)
    schema["properties"]["document"] = _document()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def published_schema() -> dict[str, Any]:
    """The schema as published in the package."""
    text = files("extractor").joinpath("filing.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _document() -> dict[str, Any]:
    document = _object(DOCUMENT_ELEMENTS, TEXT)
    document["properties"] |= {
        "issuer": _object(ISSUER_ELEMENTS, TEXT),
        "reportingOwner": _list(_object(OWNER_ELEMENTS, TEXT)),
        "aff10b5One": TEXT,
        "nonDerivativeTable": _list(_row()),
        "derivativeTable": _list(_row()),
        "footnotes": _list(_object({"id": "id", "text": "text"}, TEXT)),
        "remarks": TEXT,
        "ownerSignature": _list(_object(SIGNATURE_ELEMENTS, TEXT)),
    }
    return document


def _row() -> dict[str, Any]:
    row = _object(ROW_ELEMENTS, LEAF)
    row["properties"]["kind"] = TEXT
    return row


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _object(elements: dict[str, str], leaf: dict[str, Any]) -> dict[str, Any]:
    """An object nested as the elements' paths are."""
    schema: dict[str, Any] = {"type": "object", "properties": {}, "additionalProperties": False}
    for path in elements.values():
        *parents, last = path.split("/")
        level = schema
        for parent in parents:
            empty: dict[str, Any] = {"type": "object", "properties": {}, "additionalProperties": False}
            level = level["properties"].setdefault(parent, empty)
        level["properties"][last] = leaf
    return schema


if __name__ == "__main__":
    print(json.dumps(filing_schema(), indent=1))  # noqa: T201 - python -m extractor.exports.schema > filing.schema.json
