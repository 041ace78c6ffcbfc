"""The differences between a filing as read from its print and as printed, for the fields that its layout shows."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from extractor.model.field_paths import fields
from extractor.model.ownership import AnyField, DerivativeRow, OwnershipDocument
from extractor.model.results import Extraction
from extractor.model.values import parse_number
from samples.printing.printed_values import edgar_notation, has_10b5_box

ONLY_IN_LINKS = re.compile(r"Cik$")
RELATIONSHIP_OF_FURTHER_OWNERS = re.compile(r"reportingOwner\[(?!1\])\d+\]/reportingOwnerRelationship")
Value = str | Decimal | None
Entry = tuple[Value, tuple[str, ...]]
"""A field's value and its footnote marks."""
NOTHING: Entry = (None, ())


class Difference(NamedTuple):
    """A field with other values or marks than were printed; `reviewed` says whether a person is asked about it."""

    xpath: str
    printed: Entry
    read: Entry
    reviewed: bool


def differences(truth: OwnershipDocument, extraction: Extraction, layout: str) -> list[Difference]:
    """Every field that `layout` shows and that was not read as `truth` has it."""
    reviewed = {entry.xpath for entry in extraction.assessment.fields if entry.review}
    return [
        Difference(xpath, printed, read, xpath in reviewed)
        for xpath, printed, read in both(truth, extraction.document, layout)
        if printed != read
    ]


def both(truth: OwnershipDocument, read: OwnershipDocument, layout: str) -> list[tuple[str, Entry, Entry]]:
    """Every field that `layout` shows, with its XPath, what was printed, and what was read."""
    printed = dict(_printed(truth, layout))
    seen = {xpath: _value(field) for xpath, field in fields(read) if _is_shown(xpath, truth, layout)}
    return [(xpath, printed.get(xpath, NOTHING), seen.get(xpath, NOTHING)) for xpath in sorted(printed | seen)]


def shown_values(extraction: Extraction) -> dict[str, Entry]:
    """Every field of a reading that is not blank, with its marks."""
    values = ((xpath, _value(field)) for xpath, field in fields(extraction.document))
    return {xpath: value for xpath, value in values if value != NOTHING}


def _printed(truth: OwnershipDocument, layout: str) -> Iterator[tuple[str, Entry]]:
    for xpath, field in fields(_with_side_marks_on_the_amount(truth)):
        if _is_shown(xpath, truth, layout):
            value, marks = _value(field)
            if layout == "edgar" and isinstance(value, Decimal):
                value = parse_number(edgar_notation(truth.period_of_report.value).number(value))
            yield xpath, (value, marks)


def _with_side_marks_on_the_amount(truth: OwnershipDocument) -> OwnershipDocument:
    """Table II prints no A or D of its own, so its marks are printed beside the amount."""
    rows = tuple(_moved(row) for row in truth.derivative_table)
    return truth.model_copy(update={"derivative_table": rows})


def _moved(row: DerivativeRow) -> DerivativeRow:
    side = row.transaction_acquired_disposed_code
    amounts = ("transaction_shares", "transaction_total_value")
    name = next((name for name in amounts if not getattr(row, name).is_blank), amounts[0])
    amount: AnyField = getattr(row, name)
    marks = tuple(dict.fromkeys(amount.footnotes + side.footnotes))
    return row.model_copy(
        update={
            name: amount.model_copy(update={"footnotes": marks}),
            "transaction_acquired_disposed_code": side.model_copy(update={"footnotes": ()}),
        }
    )


def _is_shown(xpath: str, truth: OwnershipDocument, layout: str) -> bool:
    if ONLY_IN_LINKS.search(xpath):
        return False
    if layout != "issuer" and RELATIONSHIP_OF_FURTHER_OWNERS.match(xpath):
        return False
    return xpath != "aff10b5One" or layout == "typed" or has_10b5_box(truth)


def _value(field: AnyField) -> Entry:
    """The value without white space; an unticked box counts the same as no box."""
    value: Any = field.value
    if isinstance(value, Decimal):
        return value, field.footnotes
    text = re.sub(r"\s+", "", field.as_xml or "")
    return (None if isinstance(value, bool) and not value else text or None), field.footnotes
