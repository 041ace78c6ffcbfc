"""What a reviewer decides about a field → the corrections that record it."""

from collections.abc import Iterable
from datetime import datetime

from extractor.model.corrections import apply, xpath_now
from extractor.model.field_paths import fields
from extractor.model.ownership import AnyField, BoolField, OwnershipDocument, StrField
from extractor.model.results import Correction, Extraction
from extractor.review.decisions.typed_value import as_read_back, split_typed

CONFIRMED, UNDONE, SUGGESTED = "confirmed", "undone", "suggestion taken"
"""The reasons the page itself gives; any other was typed by a person."""

Corrections = tuple[Correction, ...]


def confirmed(document: OwnershipDocument, xpath: str, *, reviewer: str, at: datetime) -> Corrections:
    """The reviewer looked at the field and it is right as it stands."""
    field = dict(fields(document))[xpath]
    return (_record(xpath, field, field.as_xml, field.footnotes, reviewer=reviewer, at=at, reason=CONFIRMED),)


def typed(
    document: OwnershipDocument, xpath: str, text: str, *, reviewer: str, at: datetime, reason: str = ""
) -> Corrections:
    """The reviewer typed `text` into the field; raises CorrectionError where that is no value of its kind.

    The record holds the value as the XML would, so that a history reads alike whoever typed it.
    `S/K` typed as a transaction code is recorded for both fields it changes.
    """
    value, footnotes = split_typed(xpath, text)
    before = dict(fields(document))
    if value is None and type(before[xpath]) is BoolField:
        value = "0"
    said = _record(xpath, before[xpath], value, footnotes, reviewer=reviewer, at=at, reason=reason)
    return tuple(
        _record(path, before[path], after.as_xml, after.footnotes, reviewer=reviewer, at=at, reason=reason)
        for path, after in as_read_back(document, said).items()
    )


def taken(document: OwnershipDocument, xpath: str, value: str, *, reviewer: str, at: datetime) -> Corrections:
    """The reviewer took the suggested `value`; the footnote marks stay."""
    field = dict(fields(document))[xpath]
    return (_record(xpath, field, value, field.footnotes, reviewer=reviewer, at=at, reason=SUGGESTED),)


def line_added(document: OwnershipDocument, xpath: str, kind: str, *, reviewer: str, at: datetime) -> Corrections:
    """The page shows a line that was not read: an empty one at `xpath`, for the reviewer to fill in."""
    said = Correction(xpath=xpath, old=None, new=kind, footnotes=(), reviewer=reviewer, at=at, reason="line added")
    apply(document, [said])  # raises CorrectionError before anything is saved
    return (said,)


def line_removed(document: OwnershipDocument, xpath: str, *, reviewer: str, at: datetime) -> Corrections:
    """The page does not show the line at `xpath`."""
    kind = dict(fields(document))[xpath].as_xml
    return (Correction(xpath=xpath, old=kind, new=None, footnotes=(), reviewer=reviewer, at=at, reason="line removed"),)


def undone(extraction: Extraction, corrections: Corrections, *, reviewer: str, at: datetime) -> Corrections:
    """Take back what this reviewer said last; empty if there is nothing left to take back.

    `extraction` is the first reading. Nothing is deleted: the way back is recorded like the way there.
    """
    kept = standing(corrections)
    last = next((made for made in reversed(kept) if made.reviewer == reviewer), None)
    if last is None:
        return ()
    now = dict(fields(apply(extraction.document, corrections)))
    before = dict(fields(apply(extraction.document, corrections[: corrections.index(last)])))
    place = xpath_now(last.xpath, corrections[corrections.index(last) + 1 :])
    if place is None:
        return ()
    if _is_line(last) and last.new is None:
        return _line_restored(last, before, reviewer=reviewer, at=at)
    if _is_line(last) and last.old is None:
        return (_record(place, now[place], None, (), reviewer=reviewer, at=at, reason=UNDONE),)
    field = before[last.xpath]
    return (_record(place, now[place], field.as_xml, field.footnotes, reviewer=reviewer, at=at, reason=UNDONE),)


def standing(corrections: Iterable[Correction]) -> Corrections:
    """Leave out every correction that was taken back, and the taking back."""
    kept: list[Correction] = []
    for correction in corrections:
        if correction.reason != UNDONE:
            kept.append(correction)
            continue
        last = next((made for made in reversed(kept) if made.xpath == correction.xpath), None)
        if last is not None:
            kept.remove(last)
    return tuple(kept)


def _line_restored(removed: Correction, before: dict[str, AnyField], *, reviewer: str, at: datetime) -> Corrections:
    line = Correction(
        xpath=removed.xpath, old=None, new=removed.old, footnotes=(), reviewer=reviewer, at=at, reason=UNDONE
    )
    return (
        line,
        *(
            _record(xpath, StrField(), field.as_xml, field.footnotes, reviewer=reviewer, at=at, reason="line restored")
            for xpath, field in before.items()
            if xpath.startswith(f"{removed.xpath}/") and not field.is_blank
        ),
    )


def removes_line(correction: Correction) -> bool:
    """Whether a whole line went with it, so that its XPath is another line's now."""
    return _is_line(correction) and correction.new is None


def _is_line(correction: Correction) -> bool:
    return correction.xpath.endswith("]") and not correction.xpath.startswith("footnotes/")


def _record(
    xpath: str,
    field: AnyField,
    new: str | None,
    footnotes: tuple[str, ...],
    *,
    reviewer: str,
    at: datetime,
    reason: str,
) -> Correction:
    return Correction(
        xpath=xpath, old=field.as_xml, new=new, footnotes=footnotes, reviewer=reviewer, at=at, reason=reason
    )
