"""One filing: the page as printed beside the form as read, with the fields still in doubt."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from extractor.model.results import Finding
from extractor.review.decisions.recheck import findings_then
from extractor.review.decisions.rereading import named
from extractor.review.pages.asked import whole_number
from extractor.review.pages.desk import Desk, desk_of, visitor_of
from extractor.review.pages.filing_view import FieldView, FilingView, filing_view
from extractor.review.pages.rendering import page
from extractor.store import StoredDocument


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence about what just happened; `tone` is `good`, `plain` or `bad`."""

    tone: str
    text: str


@dataclass(frozen=True, slots=True)
class Effect:
    """How the last decision changed the findings: those it settled, and new ones."""

    settled: tuple[Finding, ...] = ()
    broken: tuple[Finding, ...] = ()


def document_page(request: Request) -> Response:
    """The filing, with the field named in the address selected, else the first field in doubt."""
    desk, query = desk_of(request), request.query_params
    stored = desk.store.documents.get(request.path_params["id"])
    since = whole_number(query.get("since", ""))
    effect = effect_since(desk, stored, since) if since is not None else Effect()
    notices = [Notice("good", f"{query['accepted']} is accepted.")] if query.get("accepted") else []
    return show_document(request, stored, field=query.get("field", ""), effect=effect, notices=notices)


def show_document(
    request: Request,
    stored: StoredDocument,
    *,
    field: str = "",
    typed: str | None = None,
    effect: Effect | None = None,
    notices: list[Notice] | None = None,
    status_code: int = 200,
) -> Response:
    """The filing's page; `typed` is a text that could not be saved and is put into the editor again."""
    if stored.current is None:
        return page(request, "unread.html", {"row": stored.row, "events": stored.events}, status_code)
    view = filing_view(stored)
    values = {
        **_hand(view, field, typed),
        "view": view,
        "row": stored.row,
        "effect": effect or Effect(),
        "otherwise": named(view.extraction.document, stored.otherwise),
        "notices": notices or [],
        "others": desk_of(request).presence.enter(stored.row.id, visitor_of(request)),
        "can_edit": stored.row.is_open and not desk_of(request).read_only,
    }
    return page(request, "document.html", values, status_code)


def field_in_hand(request: Request) -> Response:
    """Only the panel of the field named in the address."""
    stored = desk_of(request).store.documents.get(request.path_params["id"])
    view = filing_view(stored)
    can_edit = stored.row.is_open and not desk_of(request).read_only
    values = {**_hand(view, request.query_params.get("field", ""), None), "view": view, "row": stored.row}
    return page(request, "dock.html", {**values, "can_edit": can_edit})


def _hand(view: FilingView, field: str, typed: str | None) -> dict[str, FieldView | str | int | None]:
    """The selected field, its number among the fields in doubt, and the text for its editor."""
    selected = view.fields.get(field) or next(iter(view.open), None)
    numbers = {doubtful.xpath: number for number, doubtful in enumerate(view.open, 1)}
    return {"selected": selected, "number": numbers.get(selected.xpath) if selected else None, "typed": typed}


def effect_since(desk: Desk, stored: StoredDocument, known: int) -> Effect:
    """How the findings differ from those when only the first `known` corrections were made."""
    if stored.extraction is None or stored.current is None:
        return Effect()
    before = findings_then(stored.extraction, stored.corrections[:known], desk.check)
    now = findings_then(stored.extraction, stored.corrections, desk.check)
    return Effect(settled=_only_in(before, now), broken=_only_in(now, before))


def _only_in(these: tuple[Finding, ...], those: tuple[Finding, ...]) -> tuple[Finding, ...]:
    # Same by fields or by message: the message survives when a line above is added or removed, the fields survive when
    # a number in the message changes.
    others: set[tuple[str, object]] = {(finding.rule, finding.xpaths) for finding in those}
    others |= {(finding.rule, finding.message) for finding in those}
    return tuple(
        finding
        for finding in these
        if others.isdisjoint({(finding.rule, finding.xpaths), (finding.rule, finding.message)})
    )


def history_page(request: Request) -> Response:
    """Everything that happened to the filing, and everything that was said about its fields, newest first."""
    stored = desk_of(request).store.documents.get(request.path_params["id"])
    view = filing_view(stored) if stored.current else None
    return page(request, "history.html", {"row": stored.row, "stored": stored, "view": view})


def presence(request: Request) -> Response:
    """Sent by an open page: notes that it is still open; answers who else has the filing open, and its version."""
    desk, visitor = desk_of(request), visitor_of(request)
    row = desk.store.documents.row(request.path_params["id"])
    if request.query_params.get("leaving"):
        desk.presence.leave(row.id, visitor)
        return JSONResponse({"others": [], "version": row.version})
    return JSONResponse({"others": desk.presence.enter(row.id, visitor), "version": row.version})
