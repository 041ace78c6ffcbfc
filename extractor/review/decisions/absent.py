"""Fields that were not read although a rule or a second reader asks for them: their kinds, and the lines they need."""

from collections.abc import Mapping
from datetime import datetime

from extractor.model.field_paths import OWNER_ELEMENTS, ROW_ELEMENTS, SIGNATURE_ELEMENTS, fields
from extractor.model.ownership import (
    AnyField,
    DerivativeRow,
    Frozen,
    NonDerivativeRow,
    OwnershipDocument,
    OwnerSignature,
    ReportingOwner,
    StrField,
)
from extractor.model.results import Correction
from extractor.model.standing import EXPLANATION, MEMBER

_KINDS: Mapping[str, tuple[str, type[Frozen], Mapping[str, str]]] = {
    "reportingOwner": ("reportingOwner", ReportingOwner, OWNER_ELEMENTS),
    "ownerSignature": ("ownerSignature", OwnerSignature, SIGNATURE_ELEMENTS),
    "nonDerivativeTable/*": ("nonDerivativeTransaction", NonDerivativeRow, ROW_ELEMENTS),
    "derivativeTable/*": ("derivativeTransaction", DerivativeRow, ROW_ELEMENTS),
}
"""The kind that a line not read is taken to have; the reviewer can change a row's kind."""


def blank_field(xpath: str) -> AnyField:
    """An empty field of the kind that belongs at `xpath`; a text field if the kind is not known."""
    member = MEMBER.fullmatch(xpath)
    if member is None or member["group"] not in _KINDS:
        return StrField()
    _, model, elements = _KINDS[member["group"]]
    attribute = next((name for name, element in elements.items() if element == member["element"]), "")
    info = model.model_fields.get(attribute)
    return info.default if info is not None and info.default is not None else StrField()


def lines_needed(document: OwnershipDocument, xpath: str, *, reviewer: str, at: datetime) -> tuple[Correction, ...]:
    """The lines to add so that a field exists at `xpath`.

    None if its line exists, or if no kind of line is known for it.
    """
    member = MEMBER.fullmatch(xpath)
    if member is None or member["element"] is None or member["group"] not in _KINDS:
        return ()
    kind, group, number = _KINDS[member["group"]][0], member["group"], int(member["number"])
    there = {MEMBER.fullmatch(path)["number"] for path, _ in fields(document) if path.startswith(f"{group}[")}  # type: ignore[index]
    return tuple(
        Correction(
            xpath=f"{group}[{added}]", old=None, new=kind, footnotes=(), reviewer=reviewer, at=at, reason="line added"
        )
        for added in range(len(there) + 1, min(number, len(there) + MOST_LINES) + 1)
    )


MOST_LINES = 10
"""The most lines that typing one field may add: a form has at most ten reporting owners."""


def asked_for_by(document: OwnershipDocument, xpath: str) -> tuple[str, ...]:
    """The fields with a mark that refers to the explanation at `xpath`; none for any other XPath."""
    mark = EXPLANATION.fullmatch(xpath)
    return tuple(path for path, field in fields(document) if mark and mark["id"] in field.footnotes)
