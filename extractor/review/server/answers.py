"""What an API request says about fields and lines → the corrections that record it."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime

from fastapi import HTTPException

from extractor.model.corrections import apply
from extractor.model.field_paths import fields
from extractor.model.ownership import OwnershipDocument
from extractor.model.standing import EXPLANATION, MEMBER
from extractor.review.decisions.decisions import (
    Corrections,
    blank,
    confirmed,
    line_added,
    line_moved,
    line_removed,
    typed,
    unmarked,
    unreadable,
)
from extractor.review.server.api_models import Answer, FieldCorrection


def corrections_of(
    filing: OwnershipDocument, said: Iterable[FieldCorrection], *, asked: AbstractSet[str], reviewer: str, at: datetime
) -> Corrections:
    """The corrections for everything in `said`; each entry applies to the filing as the entries before it left it."""
    made: Corrections = ()
    for one in said:
        made += _of_one(apply(filing, made), one, asked=asked, reviewer=reviewer, at=at)
    return made


def _of_one(
    filing: OwnershipDocument, said: FieldCorrection, *, asked: AbstractSet[str], reviewer: str, at: datetime
) -> Corrections:
    """The corrections for `said`; raises CorrectionError, or HTTPException 422 if the filing has no such field.

    `asked` are the fields that may be decided about although they were not read.
    """
    xpath, answer = said.xpath, said.answer
    is_new = answer is Answer.ADD or (EXPLANATION.fullmatch(xpath) and said.text is not None)
    if not is_new and xpath not in asked | dict(fields(filing)).keys() | _lines(filing):
        raise HTTPException(422, f"this filing has no field {xpath}")
    to = said.to or 0
    decide: dict[Answer | None, Callable[[], Corrections]] = {
        Answer.CONFIRM: lambda: confirmed(filing, xpath, reviewer=reviewer, at=at),
        Answer.BLANK: lambda: blank(filing, xpath, reviewer=reviewer, at=at),
        Answer.UNREADABLE: lambda: unreadable(filing, xpath, reviewer=reviewer, at=at),
        Answer.UNMARK: lambda: unmarked(filing, xpath, reviewer=reviewer, at=at),
        Answer.ADD: lambda: line_added(filing, xpath, said.kind or xpath.partition("[")[0], reviewer=reviewer, at=at),
        Answer.REMOVE: lambda: line_removed(filing, xpath, reviewer=reviewer, at=at),
        Answer.MOVE: lambda: line_moved(filing, xpath, to, reviewer=reviewer, at=at),
        None: lambda: typed(filing, xpath, said.text or "", reviewer=reviewer, at=at, reason=said.reason),
    }
    return decide[Answer.CONFIRM if answer is None and said.text is None else answer]()


def _lines(filing: OwnershipDocument) -> AbstractSet[str]:
    """The owners and signatures as whole lines; rows are among the fields already, because their kind is a field."""
    members = (MEMBER.fullmatch(xpath) for xpath, _ in fields(filing))
    return {f"{member['group']}[{member['number']}]" for member in members if member}
