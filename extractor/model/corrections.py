"""Corrections applied to a filing: what a reviewer typed → the filing as it should have been read.

A correction names a field by the XPath that `field_paths.fields` yields; a `new` of None or an empty text
says that the field is blank. Reading can also lose or invent a whole line, so the same type says four more things:

    add a row        xpath `nonDerivativeTable/*[3]`, old None, new `nonDerivativeTransaction`
    remove a row     xpath `nonDerivativeTable/*[3]`, new None
    change its kind  xpath `nonDerivativeTable/*[3]`, old `nonDerivativeHolding`, new `nonDerivativeTransaction`
    move a row       xpath `nonDerivativeTable/*[3]`, act MOVE, old `3`, new `1`

Owners and signatures are added and removed in the same way (`reportingOwner[2]`, new `reportingOwner`;
`ownerSignature[1]`, new `ownerSignature`). An explanation is added or removed by its own XPath, with or without a
text. Corrections apply in order, each to the result of those before it, so an XPath counts rows as they stood when
the correction was written. `model.standing` says which corrections stand, and where a field is after them.
"""

import re
from collections.abc import Iterable
from functools import reduce
from typing import NamedTuple, TypeVar

from extractor.errors import ExitCode, ExtractorError
from extractor.model.field_paths import (
    DOCUMENT_ELEMENTS,
    ISSUER_ELEMENTS,
    OWNER_ELEMENTS,
    ROW_ELEMENTS,
    SIGNATURE_ELEMENTS,
    fields,
)
from extractor.model.ownership import (
    AnyField,
    DerivativeRow,
    Footnote,
    Frozen,
    NonDerivativeRow,
    OwnershipDocument,
    OwnerSignature,
    ReportingOwner,
    StrField,
)
from extractor.model.results import Act, Correction
from extractor.model.standing import EXPLANATION, MEMBER, standing
from extractor.model.values import UnparsableTextError, typed_fields

Model = TypeVar("Model", bound=Frozen)


class CorrectionError(ExtractorError, ValueError):
    """A correction cannot be made; the message tells the reviewer who typed it why."""

    exit_code = ExitCode.USAGE

    def __init__(self, correction: Correction, message: str) -> None:
        super().__init__(message)
        self.correction = correction


class _Group(NamedTuple):
    """A part of the filing that can occur any number of times."""

    attribute: str
    elements: dict[str, str]
    kinds: tuple[str, ...]


_GROUPS = {
    "reportingOwner": _Group("reporting_owners", OWNER_ELEMENTS, ("reportingOwner",)),
    "nonDerivativeTable/*": _Group(
        "non_derivative_table", ROW_ELEMENTS, ("nonDerivativeTransaction", "nonDerivativeHolding")
    ),
    "derivativeTable/*": _Group("derivative_table", ROW_ELEMENTS, ("derivativeTransaction", "derivativeHolding")),
    "ownerSignature": _Group("owner_signatures", SIGNATURE_ELEMENTS, ("ownerSignature",)),
}
_SINGLE_ELEMENTS = DOCUMENT_ELEMENTS | {"aff10b5_one": "aff10b5One", "remarks": "remarks"}

_FOOTNOTE_ID = re.compile(r"F[1-9][0-9]?")
ILLEGIBLE = "illegible"
"""The text of a field of which a person said that nobody can read it."""


def apply(document: OwnershipDocument, corrections: Iterable[Correction]) -> OwnershipDocument:
    """`document` with every correction that stands, in order; raises `CorrectionError` for one that cannot be made."""
    return reduce(_corrected, standing(corrections), document)


def _corrected(document: OwnershipDocument, correction: Correction) -> OwnershipDocument:
    if any(not _FOOTNOTE_ID.fullmatch(mark) for mark in correction.footnotes):
        raise CorrectionError(correction, "footnotes are named F1 to F99")
    if correction.act is Act.CONFIRM and _stands_so(document, correction):
        return document
    if footnote := EXPLANATION.fullmatch(correction.xpath):
        return _with_footnote(document, footnote["id"], correction)
    if member := MEMBER.fullmatch(correction.xpath):
        return _with_member(document, member, correction)
    if correction.xpath.startswith("issuer/"):
        element = correction.xpath.removeprefix("issuer/")
        issuer = _with_field(document.issuer, ISSUER_ELEMENTS, element, correction)
        return document.model_copy(update={"issuer": issuer})
    return _with_field(document, _SINGLE_ELEMENTS, correction.xpath, correction)


def _stands_so(document: OwnershipDocument, correction: Correction) -> bool:
    """Whether the field has the value and marks that were confirmed; confirming None means that there is no field."""
    field = dict(fields(document)).get(correction.xpath)
    if field is None:
        return correction.new is None
    return (field.as_xml, field.footnotes) == (correction.new, correction.footnotes)


def _with_field(model: Model, elements: dict[str, str], element: str, correction: Correction) -> Model:
    """`model` with one field as the reviewer typed it; page and box are kept, because they say where to look."""
    attribute = next((name for name, path in elements.items() if path == element), "")
    if attribute not in type(model).model_fields:
        raise CorrectionError(correction, f"this filing has no field {correction.xpath}")
    if correction.act is Act.UNREADABLE:
        return model.model_copy(update={attribute: _illegible(getattr(model, attribute))})
    try:
        typed = typed_fields(model, attribute, correction.new, footnotes=correction.footnotes)
    except UnparsableTextError as error:
        raise CorrectionError(correction, str(error)) from error
    return model.model_copy(update=typed)


def _illegible(read: AnyField) -> AnyField:
    return type(read)(text=ILLEGIBLE, footnotes=read.footnotes, page=read.page, box=read.box)


def _with_member(document: OwnershipDocument, member: re.Match[str], correction: Correction) -> OwnershipDocument:
    group = _GROUPS.get(member["group"])
    if group is None:
        raise CorrectionError(correction, f"this filing has no field {correction.xpath}")
    members: tuple[Frozen, ...] = getattr(document, group.attribute)
    index = int(member["number"]) - 1
    is_added = not member["element"] and correction.old is None and correction.new is not None
    if index >= len(members) + is_added:
        raise CorrectionError(correction, f"this filing has no {correction.xpath}")
    if correction.act is Act.MOVE:
        return document.model_copy(update={group.attribute: _moved(members, index, correction)})
    before, after = members[:index], members[index + (not is_added) :]
    if member["element"]:
        middle: tuple[Frozen, ...] = (_with_field(members[index], group.elements, member["element"], correction),)
    else:
        middle = _line(group, members[index:][:1], correction)
    return document.model_copy(update={group.attribute: before + middle + after})


def _moved(members: tuple[Frozen, ...], index: int, correction: Correction) -> tuple[Frozen, ...]:
    place = correction.new or ""
    if not (place.isascii() and place.isdigit() and len(place) < 5 and 0 < int(place) <= len(members)):  # noqa: PLR2004
        raise CorrectionError(correction, f"a line can be moved to the places 1 to {len(members)}")
    others = members[:index] + members[index + 1 :]
    return (*others[: int(place) - 1], members[index], *others[int(place) - 1 :])


def _line(group: _Group, current: tuple[Frozen, ...], correction: Correction) -> tuple[Frozen, ...]:
    """What stands at the correction's place afterwards: nothing, a new line, or the line with another kind."""
    kind = correction.new
    if kind is None:
        return ()
    if kind not in group.kinds:
        raise CorrectionError(correction, f"a line here is one of: {', '.join(group.kinds)}")
    if correction.old is None:
        return (_blank_line(kind),)
    if len(group.kinds) == 1:
        raise CorrectionError(correction, f"{correction.xpath} has no kind to change")
    return tuple(line.model_copy(update={"kind": StrField(value=kind, text=kind)}) for line in current)


def _blank_line(kind: str) -> Frozen:
    match kind:
        case "reportingOwner":
            return ReportingOwner()
        case "ownerSignature":
            return OwnerSignature()
        case "nonDerivativeTransaction" | "nonDerivativeHolding":
            return NonDerivativeRow(kind=StrField(value=kind, text=kind))
        case _:
            return DerivativeRow(kind=StrField(value=kind, text=kind))


def _with_footnote(document: OwnershipDocument, mark: str, correction: Correction) -> OwnershipDocument:
    """Add, change or remove one explanation; the explanations stay in the order of their numbers."""
    others = tuple(footnote for footnote in document.footnotes if footnote.id != mark)
    current = next((footnote for footnote in document.footnotes if footnote.id == mark), None)
    if correction.new is None and correction.act is not Act.UNREADABLE:
        if current is None:
            raise CorrectionError(correction, f"this filing has no explanation {mark}")
        return document.model_copy(update={"footnotes": others})
    text = (current or Footnote(id=mark, text=StrField())).text
    changed = _with_field(Footnote(id=mark, text=text), {"text": correction.xpath}, correction.xpath, correction)
    in_order = sorted((*others, changed), key=lambda footnote: int(footnote.id.removeprefix("F")))
    return document.model_copy(update={"footnotes": tuple(in_order)})
