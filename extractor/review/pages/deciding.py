"""A reviewer's decision, sent by the document page → corrections and steps in the store, and the page to show next."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from extractor.model.corrections import CorrectionError
from extractor.model.ownership import OwnershipDocument
from extractor.model.values import UnparsableTextError
from extractor.review.decisions.decisions import (
    Corrections,
    blank,
    confirmed,
    line_added,
    line_moved,
    line_removed,
    taken,
    typed,
    undone,
    unmarked,
    unreadable,
)
from extractor.review.pages.asked import whole_number
from extractor.review.pages.desk import Desk, desk_of, visitor_of
from extractor.review.pages.document import Notice, show_document
from extractor.review.pages.filing_view import filing_view
from extractor.store import StaleVersionError, StoredDocument, WrongStatusError

Decide = Callable[[Request, FormData, StoredDocument], Response]


class Who(NamedTuple):
    """Who decides, and when; part of every record of a decision."""

    reviewer: str
    at: datetime


async def decide_field(request: Request) -> Response:
    """Accept one field as it is, type it anew, or take its suggestion."""
    return await _answered(request, _field)


async def decide_line(request: Request) -> Response:
    """Add, remove or move a row, owner or signature, or change its kind; or remove an explanation."""
    return await _answered(request, _line)


async def undo(request: Request) -> Response:
    """Take back this reviewer's last decision."""
    return await _answered(request, _undo)


async def decide_document(request: Request) -> Response:
    """Accept, reject or reopen the whole filing."""
    return await _answered(request, _document)


async def _answered(request: Request, decide: Decide) -> Response:
    """The answer to the decision, or the page again with the reason why nothing was saved."""
    form = await request.form()

    def answer() -> Response:
        documents = desk_of(request).store.documents
        stored = documents.get(request.path_params["id"])
        try:
            return decide(request, form, stored)
        except (StaleVersionError, WrongStatusError) as error:
            status, notice = 409, Notice("bad", f"Nothing was saved: {error}.")
        except (CorrectionError, UnparsableTextError) as error:
            status, notice = 422, Notice("bad", f"Nothing was saved: {error}.")
        return show_document(
            request,
            documents.get(stored.row.id),
            field=_text(form, "field"),
            typed=_text(form, "text") if _text(form, "action") == "correct" else None,
            notices=[notice],
            status_code=status,
        )

    return await run_in_threadpool(answer)


def _field(request: Request, form: FormData, stored: StoredDocument) -> Response:
    document, xpath = _document_of(stored), _text(form, "field")
    who = Who(visitor_of(request).name, desk_of(request).clock())
    view = filing_view(stored).fields.get(xpath)
    if view is None:
        raise StaleVersionError(stored.row.id, expected=0, actual=stored.row.version, reviewer="", at=None)
    text, suggestion = _text(form, "text"), view.suggestion
    decide: dict[str, Callable[[], Corrections]] = {
        "confirm": lambda: confirmed(document, xpath, **who._asdict()),
        "blank": lambda: blank(document, xpath, **who._asdict()),
        "unreadable": lambda: unreadable(document, xpath, **who._asdict()),
        "unmark": lambda: unmarked(document, xpath, **who._asdict()),
        "suggestion": lambda: taken(document, xpath, suggestion.value, **who._asdict()) if suggestion else (),
    }
    said = decide.get(_text(form, "action"), lambda: typed(document, xpath, text, **who._asdict()))
    return _saved(request, form, stored, said())


def _line(request: Request, form: FormData, stored: StoredDocument) -> Response:
    document, xpath = _document_of(stored), _text(form, "field")
    who = Who(visitor_of(request).name, desk_of(request).clock())
    kind, to = _text(form, "kind"), whole_number(_text(form, "to"))
    if kind and _text(form, "action") == "switch":
        made = typed(document, xpath, kind, **who._asdict())
    elif kind:
        made = line_added(document, xpath, kind, **who._asdict())
    elif to is not None:
        made = line_moved(document, xpath, to, **who._asdict())
    else:
        made = line_removed(document, xpath, **who._asdict())
    return _saved(request, form, stored, made)


def _undo(request: Request, form: FormData, stored: StoredDocument) -> Response:
    made = undone(stored.corrections, reviewer=visitor_of(request).name, at=desk_of(request).clock())
    if not made:
        notice = Notice("plain", "You have no decision left to undo in this filing.")
        return show_document(request, stored, field=_text(form, "field"), notices=[notice])
    _save(desk_of(request), form, stored, made)
    return _to(stored.row.id, field=made[-1].xpath, since=len(stored.corrections))


def _document(request: Request, form: FormData, stored: StoredDocument) -> Response:
    reviews, who, at = desk_of(request).store.reviews, visitor_of(request).name, desk_of(request).clock()
    key, version, note = stored.row.id, _version(form), _text(form, "note")
    match _text(form, "action"):
        case "accept":
            return _accepted(request, form, stored)
        case "reject":
            reviews.reject(key, expected_version=version, reviewer=who, at=at, note=note)
            return RedirectResponse(f"/next?{urlencode({'after': key})}", 303)
        case _:
            recheck = desk_of(request).recheck
            reviews.reopen(key, expected_version=version, reviewer=who, at=at, note=note, recheck=recheck)
            return _to(key)


def _accepted(request: Request, form: FormData, stored: StoredDocument) -> Response:
    """Accept the filing and go on to the next; refused while a field is in doubt, because each needs a decision."""
    still_open = filing_view(stored).open if stored.current else ()
    if still_open:
        number = "One field is" if len(still_open) == 1 else f"{len(still_open)} fields are"
        notice = Notice("bad", f"{number} still in doubt. Accept or correct each, then accept the filing.")
        return show_document(request, stored, field=still_open[0].xpath, notices=[notice], status_code=409)
    desk = desk_of(request)
    desk.store.reviews.accept(
        stored.row.id, expected_version=_version(form), reviewer=visitor_of(request).name, at=desk.clock()
    )
    name = stored.row.issuer or stored.row.name
    return RedirectResponse(f"/next?{urlencode({'after': stored.row.id, 'accepted': name})}", 303)


def _saved(request: Request, form: FormData, stored: StoredDocument, made: Corrections) -> Response:
    """Save, then show the next field in doubt; if the decided field was not in doubt, it stays selected."""
    before, xpath = filing_view(stored), _text(form, "field")
    if not made:
        return show_document(request, stored, field=xpath)
    _save(desk_of(request), form, stored, made)
    was_open = any(view.xpath == xpath for view in before.open)
    after = filing_view(desk_of(request).store.documents.get(stored.row.id))
    following = after.next_open(xpath)
    field = (following.xpath if following else "") if was_open else xpath
    return _to(stored.row.id, field=field, since=len(stored.corrections))


def _save(desk: Desk, form: FormData, stored: StoredDocument, made: Corrections) -> None:
    desk.store.reviews.correct(stored.row.id, expected_version=_version(form), corrections=made, recheck=desk.recheck)


def _to(document_id: str, **query: str | int) -> Response:
    return RedirectResponse(f"/document/{document_id}?{urlencode(query)}", 303)


def _document_of(stored: StoredDocument) -> OwnershipDocument:
    if stored.current is None:
        raise WrongStatusError("this file was never read, so there is nothing to correct")
    return stored.current.document


def _version(form: FormData) -> int:
    """The version that the page showed; -1, which is always stale, for a form without one."""
    version = whole_number(_text(form, "version"))
    return -1 if version is None else version


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
