"""Corrections applied to a filing: what a reviewer typed → the filing as it should have been read.

A correction names a field by the XPath that `ownership.fields` yields; None or an empty text says
that nothing stands there. Three more things can be said with the same type, because a page can
lose or invent a whole line:

    add a row        xpath `nonDerivativeTable/*[3]`, old None, new `nonDerivativeTransaction`
    remove a row     xpath `nonDerivativeTable/*[3]`, new None
    change its kind  xpath `nonDerivativeTable/*[3]`, old `nonDerivativeHolding`, new `nonDerivativeTransaction`

Owners and signatures are added and removed alike (`reportingOwner[2]`, new `reportingOwner`;
`ownerSignature[1]`, new `ownerSignature`), an explanation by its own XPath with or without a text.
Corrections apply in order, each to what the ones before it left, so an XPath counts rows as they
stood when it was written; `xpath_now` says where a field of the first reading stands after them.
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
)
from extractor.model.ownership import (
    DerivativeRow,
    Footnote,
    Frozen,
    NonDerivativeRow,
    OwnershipDocument,
    OwnerSignature,
    ReportingOwner,
    StrField,
)
from extractor.model.results import Correction
from extractor.model.values import UnparsableTextError, typed_fields

Model = TypeVar("Model", bound=Frozen)


class CorrectionError(ExtractorError, ValueError):
    """A correction cannot be made; the message tells the reviewer who typed it why."""

    exit_code = ExitCode.USAGE

    def __init__(self, correction: Correction, message: str) -> None:
        super().__init__(message)
        self.correction = correction


class _Group(NamedTuple):
    """A part of the filing that stands there any number of times."""

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

_MEMBER = re.compile(r"(?P<group>[A-Za-z]+(?:/\*)?)\[(?P<number>[1-9][0-9]{0,3})\](?:/(?P<element>.+))?")
_FOOTNOTE = re.compile(r"footnotes/footnote\[@id='(?P<id>F[1-9][0-9]?)'\]")
_FOOTNOTE_ID = re.compile(r"F[1-9][0-9]?")


def apply(document: OwnershipDocument, corrections: Iterable[Correction]) -> OwnershipDocument:
    """Make all `corrections`, in their order; raises `CorrectionError` at the first that cannot be made."""
    return reduce(_corrected, corrections, document)


def xpath_now(xpath: str, corrections: Iterable[Correction]) -> str | None:
    """Where a field of the filing as read stands after `corrections`; None if its line was removed."""
    for correction in corrections:
        if xpath == correction.xpath and _FOOTNOTE.fullmatch(xpath) and correction.new is None:
            return None
        changed, member = _MEMBER.fullmatch(correction.xpath), _MEMBER.fullmatch(xpath)
        if not changed or not member or changed["element"] or changed["group"] != member["group"]:
            continue
        number, shift = int(member["number"]), _shift(correction)
        if shift == -1 and number == int(changed["number"]):
            return None
        if number >= int(changed["number"]):
            xpath = f"{member['group']}[{number + shift}]" + (f"/{member['element']}" if member["element"] else "")
    return xpath


def _shift(correction: Correction) -> int:
    """How far the rows below move: down when one is added, up when one is removed, not when its kind changes."""
    if correction.new is None:
        return -1
    return 1 if correction.old is None else 0


def _corrected(document: OwnershipDocument, correction: Correction) -> OwnershipDocument:
    if any(not _FOOTNOTE_ID.fullmatch(mark) for mark in correction.footnotes):
        raise CorrectionError(correction, "footnotes are named F1 to F99")
    if footnote := _FOOTNOTE.fullmatch(correction.xpath):
        return _with_footnote(document, footnote["id"], correction)
    if member := _MEMBER.fullmatch(correction.xpath):
        return _with_member(document, member, correction)
    if correction.xpath.startswith("issuer/"):
        element = correction.xpath.removeprefix("issuer/")
        issuer = _with_field(document.issuer, ISSUER_ELEMENTS, element, correction)
        return document.model_copy(update={"issuer": issuer})
    return _with_field(document, _SINGLE_ELEMENTS, correction.xpath, correction)


def _with_field(model: Model, elements: dict[str, str], element: str, correction: Correction) -> Model:
    """`model` with one field as the reviewer typed it; page and box stay, for they say where to look."""
    attribute = next((name for name, path in elements.items() if path == element), "")
    if attribute not in type(model).model_fields:
        raise CorrectionError(correction, f"this filing has no field {correction.xpath}")
    try:
        fields = typed_fields(model, attribute, correction.new, footnotes=correction.footnotes)
    except UnparsableTextError as error:
        raise CorrectionError(correction, str(error)) from error
    return model.model_copy(update=fields)


def _with_member(document: OwnershipDocument, member: re.Match[str], correction: Correction) -> OwnershipDocument:
    group = _GROUPS.get(member["group"])
    if group is None:
        raise CorrectionError(correction, f"this filing has no field {correction.xpath}")
    members: tuple[Frozen, ...] = getattr(document, group.attribute)
    index = int(member["number"]) - 1
    is_added = not member["element"] and correction.old is None and correction.new is not None
    if index >= len(members) + is_added:
        raise CorrectionError(correction, f"this filing has no {correction.xpath}")
    before, after = members[:index], members[index + (not is_added) :]
    if member["element"]:
        middle: tuple[Frozen, ...] = (_with_field(members[index], group.elements, member["element"], correction),)
    else:
        middle = _line(group, members[index:][:1], correction)
    return document.model_copy(update={group.attribute: before + middle + after})


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
    """Explanations stay in the order of their numbers."""
    others = tuple(footnote for footnote in document.footnotes if footnote.id != mark)
    current = next((footnote for footnote in document.footnotes if footnote.id == mark), None)
    if correction.new is None:
        if current is None:
            raise CorrectionError(correction, f"this filing has no explanation {mark}")
        return document.model_copy(update={"footnotes": others})
    text = (current or Footnote(id=mark, text=StrField())).text
    changed = _with_field(Footnote(id=mark, text=text), {"text": correction.xpath}, correction.xpath, correction)
    in_order = sorted((*others, changed), key=lambda footnote: int(footnote.id.removeprefix("F")))
    return document.model_copy(update={"footnotes": tuple(in_order)})
