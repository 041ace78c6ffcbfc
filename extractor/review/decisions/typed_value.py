"""How a field is typed: its hint, the text that its editor starts with, and how a typed text becomes a value."""

from extractor.model.corrections import apply
from extractor.model.field_paths import fields
from extractor.model.ownership import AnyField, BoolField, DateField, DecimalField, OwnershipDocument
from extractor.model.results import Correction
from extractor.model.values import parse_marks, print_marks, print_value, split_trailing_marks

HINTS = {
    "transactionCode": "a code, like S or S/K",
    "transactionTimeliness": "V, or empty",
    "transactionAcquiredDisposedCode": "A or D",
    "directOrIndirectOwnership": "D or I",
}
KIND_HINTS = {
    DateField: "MM/DD/YYYY",
    DecimalField: "a number",
    BoolField: "X if ticked, empty if not",
}
MARKED_HINT = ", marks as (1)"


def hint(xpath: str, field: AnyField) -> str:
    """What may be typed at `xpath`, in words."""
    said = HINTS.get(xpath.rpartition("/")[2]) or KIND_HINTS.get(type(field), "text")
    return said + (MARKED_HINT if is_marked(xpath) else "")


def is_marked(xpath: str) -> bool:
    """Whether a number in brackets at the end of this field is a footnote mark, as in all cells of the tables."""
    return "Table/*[" in xpath and not xpath.endswith("]")


def typed_text(xpath: str, field: AnyField) -> str:
    """The field as one would type it: as printed, with its footnote marks at the end."""
    return print_value(xpath, field) + (print_marks(field.footnotes) if is_marked(xpath) else "")


def split_typed(xpath: str, text: str) -> tuple[str | None, tuple[str, ...]]:
    """A typed text's value and footnotes; the value is None if nothing but marks was typed."""
    value, marks = split_trailing_marks(text.strip()) if is_marked(xpath) else (text.strip(), "")
    return value or None, parse_marks(marks) if marks else ()


def as_read_back(document: OwnershipDocument, correction: Correction) -> dict[str, AnyField]:
    """The fields that `correction` changes, as they are afterwards; raises CorrectionError if the text is no value."""
    before = dict(fields(document))
    return {
        xpath: field
        for xpath, field in fields(apply(document, [correction]))
        if xpath == correction.xpath or field.as_xml != before[xpath].as_xml
    }
