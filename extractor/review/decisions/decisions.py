"""What a reviewer decides about a field → the corrections that record the decision."""

from collections.abc import Sequence
from datetime import datetime

from extractor.model.corrections import CorrectionError, apply
from extractor.model.field_paths import fields
from extractor.model.ownership import AnyField, BoolField, OwnershipDocument
from extractor.model.results import Act, Correction
from extractor.model.standing import EXPLANATION, group_of, moves_others, standing, xpath_between
from extractor.review.decisions.absent import asked_for_by, blank_field, lines_needed
from extractor.review.decisions.typed_value import as_read_back, split_typed

Corrections = tuple[Correction, ...]


def confirmed(document: OwnershipDocument, xpath: str, *, reviewer: str, at: datetime) -> Corrections:
    """The reviewer looked at the field: it is right as it is, or rightly absent.

    Raises CorrectionError for an explanation that is absent while a mark refers to it.
    """
    field = field_at(document, xpath)
    said = _record(xpath, field, field.as_xml, field.footnotes, reviewer=reviewer, at=at, reason="confirmed")
    said = said.model_copy(update={"act": Act.CONFIRM})
    if xpath not in dict(fields(document)) and (marked := asked_for_by(document, xpath)):
        raise CorrectionError(
            said,
            f"a footnote mark refers to this explanation (in {len(marked)} field{'s' * (len(marked) != 1)}): "
            "type it, say that it cannot be read, or say that the page has no such mark",
        )
    return (said,)


def typed(
    document: OwnershipDocument, xpath: str, text: str, *, reviewer: str, at: datetime, reason: str = ""
) -> Corrections:
    """The reviewer typed `text` into the field; raises CorrectionError if it is no value of the field's kind.

    The record holds the value as the XML does, so that histories look the same whoever typed. If a typed value changes
    two fields (the transaction code `S/K`), both are recorded. If the field's line was not read, the line is added.
    """
    value, footnotes = split_typed(xpath, text)
    lines = lines_needed(document, xpath, reviewer=reviewer, at=at)
    document = apply(document, lines)
    before = dict(fields(document))
    if value is None and type(before.get(xpath)) is BoolField:
        value = "0"
    said = _record(xpath, before.get(xpath), value, footnotes, reviewer=reviewer, at=at, reason=reason)
    return lines + tuple(
        _record(path, before.get(path), after.as_xml, after.footnotes, reviewer=reviewer, at=at, reason=reason)
        for path, after in as_read_back(document, said).items()
    )


def blank(document: OwnershipDocument, xpath: str, *, reviewer: str, at: datetime) -> Corrections:
    """The page shows nothing there: no value, no mark and no box to tick."""
    said = _record(xpath, field_at(document, xpath), None, (), reviewer=reviewer, at=at, reason="blank on the page")
    apply(document, [said])  # raises CorrectionError before anything is saved
    return (said,)


def unreadable(document: OwnershipDocument, xpath: str, *, reviewer: str, at: datetime) -> Corrections:
    """Something stands there that cannot be read; the filing says so, and nobody is asked again."""
    lines = lines_needed(document, xpath, reviewer=reviewer, at=at)
    field = field_at(document, xpath)
    said = _record(xpath, field, None, field.footnotes, reviewer=reviewer, at=at, reason="cannot be read")
    said = said.model_copy(update={"act": Act.UNREADABLE})
    apply(document, [*lines, said])  # raises CorrectionError before anything is saved
    return (*lines, said)


def taken(document: OwnershipDocument, xpath: str, value: str, *, reviewer: str, at: datetime) -> Corrections:
    """The reviewer took the suggested `value`; the field keeps its footnote marks."""
    lines = lines_needed(document, xpath, reviewer=reviewer, at=at)
    field = field_at(document, xpath)
    return (
        *lines,
        _record(xpath, field, value, field.footnotes, reviewer=reviewer, at=at, reason="suggestion taken"),
    )


def unmarked(document: OwnershipDocument, explanation: str, *, reviewer: str, at: datetime) -> Corrections:
    """The page shows no mark that refers to this explanation: remove its mark from every field that has it."""
    known = dict(fields(document))
    mark = EXPLANATION.fullmatch(explanation)
    return tuple(
        _record(
            xpath,
            known[xpath],
            known[xpath].as_xml,
            tuple(other for other in known[xpath].footnotes if mark is None or other != mark["id"]),
            reviewer=reviewer,
            at=at,
            reason="mark taken away",
        )
        for xpath in asked_for_by(document, explanation)
    )


def line_added(document: OwnershipDocument, xpath: str, kind: str, *, reviewer: str, at: datetime) -> Corrections:
    """The page shows a line that was not read: add an empty one at `xpath` for the reviewer to fill in."""
    said = Correction(xpath=xpath, old=None, new=kind, footnotes=(), reviewer=reviewer, at=at, reason="line added")
    apply(document, [said])  # raises CorrectionError before anything is saved
    return (said,)


def line_removed(document: OwnershipDocument, xpath: str, *, reviewer: str, at: datetime) -> Corrections:
    """The page does not show the row, owner, signature or explanation at `xpath`: remove it."""
    known = dict(fields(document)).get(xpath)
    old = known.as_xml if known else group_of(xpath)
    said = Correction(xpath=xpath, old=old, new=None, footnotes=(), reviewer=reviewer, at=at, reason="line removed")
    apply(document, [said])
    return (said,)


def line_moved(document: OwnershipDocument, xpath: str, to: int, *, reviewer: str, at: datetime) -> Corrections:
    """The page shows the line at `xpath` at place `to`, counted from 1: move it there."""
    number = xpath.partition("[")[2].rstrip("]")
    said = Correction(
        xpath=xpath,
        old=number,
        new=str(to),
        footnotes=(),
        reviewer=reviewer,
        at=at,
        reason="line moved",
        act=Act.MOVE,
    )
    apply(document, [said])
    return (said,)


def undone(corrections: Sequence[Correction], *, reviewer: str, at: datetime) -> Corrections:
    """Take back this reviewer's last decision; empty if there is none left to take back.

    Nothing is deleted: undoing is recorded like any other decision. Raises CorrectionError if somebody else has since
    added, removed or moved lines there, because their decisions would then refer to other lines.
    """
    kept = standing(corrections)
    own = [made for made in kept if made.reviewer == reviewer and made.act not in {Act.INVERSE, Act.RESTORED}]
    if not own:
        return ()
    last = [made for made in kept if made.decision == own[-1].decision]
    rest = tuple(made for made in kept if made not in last)
    _refuse_where_built_upon(last, kept[kept.index(last[-1]) + 1 :])
    return tuple(
        Correction(
            xpath=xpath_between(made.xpath, kept[: kept.index(made)], rest) or made.xpath,
            old=made.new,
            new=made.old,
            footnotes=(),
            reviewer=reviewer,
            at=at,
            reason="undone",
            act=Act.UNDO,
            undoes=made.decision,
        )
        for made in last
    )


def _refuse_where_built_upon(last: Sequence[Correction], later: Sequence[Correction]) -> None:
    groups = {group_of(made.xpath) for made in last if moves_others(made)}
    built = next((made for made in later if group_of(made.xpath) in groups), None)
    if built is not None:
        raise CorrectionError(built, f"{built.reviewer} has changed these lines since, and must undo that first")


def field_at(document: OwnershipDocument, xpath: str) -> AnyField:
    """The field at `xpath`; an empty one if it was not read but a rule or a second reader says it should be there."""
    return dict(fields(document)).get(xpath) or blank_field(xpath)


def _record(
    xpath: str,
    field: AnyField | None,
    new: str | None,
    footnotes: tuple[str, ...],
    *,
    reviewer: str,
    at: datetime,
    reason: str,
) -> Correction:
    old = field.as_xml if field is not None else None
    return Correction(xpath=xpath, old=old, new=new, footnotes=footnotes, reviewer=reviewer, at=at, reason=reason)
