"""The audit's page: a picture of a field without its value, an editor, and the rate of silent errors so far."""

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from extractor.model.corrections import CorrectionError
from extractor.model.field_paths import fields
from extractor.model.values import UnparsableTextError
from extractor.review.decisions.auditing import Outcome, as_value, following, outcome, rate
from extractor.review.decisions.printed_form import printed_form
from extractor.review.decisions.typed_value import hint
from extractor.review.pages.asked import whole_number
from extractor.review.pages.desk import Desk, desk_of, visitor_of
from extractor.review.pages.pictures import part_of_page
from extractor.review.pages.rendering import page
from extractor.store import Audited, Value


def audit_page(request: Request) -> Response:
    """The next field to type, and how many of the fields with a result are wrong."""
    return _shown(request)


async def answer(request: Request) -> Response:
    """Record what was typed, or that the field cannot be read, and go on to the next."""
    form = await request.form()
    number, attempt = (whole_number(str(form.get(name, ""))) for name in ("number", "attempt"))
    text, action = str(form.get("text", "")), str(form.get("action", ""))

    def saved() -> Response:
        desk = desk_of(request)
        field = _drawn(desk, number)
        if attempt != len(field.typed) + 1 or outcome(field) not in {Outcome.OPEN, Outcome.AGAIN}:
            return _shown(
                request, problem="Somebody else has typed that field in the meantime; here is the next one.", status=409
            )
        try:
            typed = Value(None, unreadable=True) if action == "unreadable" else _typed(desk, field, text)
        except (CorrectionError, UnparsableTextError) as error:
            return _shown(request, problem=f"Nothing was saved: {error}.", typed=text, status=422)
        desk.store.audits.add(field.number, attempt, typed, reviewer=visitor_of(request).name, at=desk.clock())
        return RedirectResponse("/audit", 303)

    return await run_in_threadpool(saved)


async def picture(request: Request) -> Response:
    """The field's place on its page, with a little around it."""
    desk = desk_of(request)
    drawn = await run_in_threadpool(_drawn, desk, whole_number(request.path_params["number"]))
    stored = await run_in_threadpool(desk.store.documents.get, drawn.document_id)
    field = dict(fields(stored.extraction.document)).get(drawn.xpath) if stored.extraction else None
    if stored.extraction is None or field is None or field.page is None or field.box is None:
        raise HTTPException(404, "This field has no place on a page any more.")
    return await part_of_page(desk, stored, field.page, field.box)


def _shown(request: Request, *, problem: str = "", typed: str = "", status: int = 200) -> Response:
    desk = desk_of(request)
    every = desk.store.audits.all()
    outcomes = [outcome(field) for field in every]
    values = {
        "total": len(every),
        "done": sum(found not in {Outcome.OPEN, Outcome.AGAIN} for found in outcomes),
        "rate": str(rate(every)),
        "unreadable": outcomes.count(Outcome.UNREADABLE),
        "wrong": [_told(desk, field) for field in every if outcome(field) is Outcome.WRONG],
        "problem": problem,
        "typed": typed,
        "field": None,
    }
    if (field := following(every)) is not None:
        name, hinted, file = _told(desk, field)
        attempt = len(field.typed) + 1
        values |= {"field": field, "name": name, "hint": hinted, "file": file, "attempt": attempt}
    return page(request, "audit.html", values, status)


def _told(desk: Desk, field: Audited) -> tuple[str, str, str]:
    """The field's name on the form, the hint for typing it, and its file's name."""
    stored = desk.store.documents.get(field.document_id)
    known = dict(fields(stored.extraction.document)) if stored.extraction else {}
    if stored.extraction is None or field.xpath not in known:
        return field.xpath, "text", stored.row.name
    names = {place.xpath: place.name for place in printed_form(stored.extraction.document).places()}
    return names.get(field.xpath, field.xpath), hint(field.xpath, known[field.xpath]), stored.row.name


def _typed(desk: Desk, field: Audited, text: str) -> Value:
    stored = desk.store.documents.get(field.document_id)
    if stored.extraction is None or field.xpath not in dict(fields(stored.extraction.document)):
        return Value(None, unreadable=True)  # a later reading does not have this field any more
    return as_value(stored.extraction.document, field.xpath, text)


def _drawn(desk: Desk, number: int | None) -> Audited:
    found = next((field for field in desk.store.audits.all() if field.number == number), None)
    if found is None:
        raise HTTPException(404, "No such field was drawn.")
    return found
