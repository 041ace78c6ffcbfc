"""The first page: the filings that wait for review, worst first, and how much is done."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from extractor.review.pages.asked import whole_number
from extractor.review.pages.bundle import BUNDLES
from extractor.review.pages.desk import desk_of
from extractor.review.pages.rendering import page
from extractor.store import Counts, QueueFilter, Status

PAGE_LENGTH = 50
LONGEST_FILTER = 200
"""The most characters of a filter, as in the API; databases refuse patterns of many thousands."""
OTHERWISE = "otherwise"
"""The tab of accepted filings that a later program reads differently."""
STATUSES = {
    "needs_review": ("To check", (Status.NEEDS_REVIEW,)),
    "accepted": ("Accepted", (Status.ACCEPTED,)),
    "rejected": ("Rejected", (Status.REJECTED,)),
    "failed": ("Not readable", (Status.FAILED,)),
    "queued": ("Being read", (Status.QUEUED,)),
    OTHERWISE: ("Now reads differently", (Status.ACCEPTED,)),
    "all": ("All", tuple(Status)),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the queue, with the number of its filings."""

    name: str
    label: str
    number: int
    is_chosen: bool
    href: str


def queue_page(request: Request) -> Response:
    """The list of filings that the filters choose."""
    desk = desk_of(request)
    chosen_status, offset = status_of(request.query_params), offset_of(request.query_params)
    chosen = filter_of(request.query_params)
    documents, counts = desk.store.documents, desk.store.documents.counts()
    rows = documents.queue(chosen, limit=PAGE_LENGTH, offset=offset)
    return page(
        request,
        "queue.html",
        {
            "rows": rows,
            "total": documents.count(chosen),
            "offset": offset,
            "older": _href(request.query_params, offset=offset + PAGE_LENGTH),
            "newer": _href(request.query_params, offset=max(0, offset - PAGE_LENGTH)),
            "tabs": _tabs(request.query_params, counts, chosen_status),
            "chosen": chosen,
            "status": chosen_status,
            "is_filtered": bool(chosen.issuer or chosen.owner or chosen.rule or chosen.period_from or chosen.period_to),
            "rules": documents.rules(),
            "counts": counts,
            "decided": counts.accepted + counts.rejected,
            "can_upload": desk.intake is not None and not desk.read_only,
            "formats": [(format_.value, bundle.label) for format_, bundle in BUNDLES.items()],
            "notice": request.query_params.get("accepted", ""),
        },
    )


def next_document(request: Request) -> Response:
    """The worst filing still to check, except the one just left; the queue if none is left."""
    left = request.query_params.get("after", "")
    waiting = desk_of(request).store.documents.queue(limit=2)
    following = next((row for row in waiting if row.id != left), None)
    accepted = request.query_params.get("accepted", "")
    query = f"?{urlencode({'accepted': accepted})}" if accepted else ""
    return RedirectResponse(f"/document/{following.id}{query}" if following else f"/{query}", 303)


def filter_of(query: QueryParams) -> QueueFilter:
    """The filters in an address; an invalid date counts as none."""
    return QueueFilter(
        statuses=STATUSES[status_of(query)][1],
        issuer=query.get("issuer", "").strip()[:LONGEST_FILTER],
        owner=query.get("owner", "").strip()[:LONGEST_FILTER],
        rule=query.get("rule", "").strip()[:LONGEST_FILTER],
        period_from=_date_of(query.get("from", "")),
        period_to=_date_of(query.get("to", "")),
        otherwise=status_of(query) == OTHERWISE,
    )


def status_of(query: QueryParams) -> str:
    """The chosen tab's name; `needs_review` if none is chosen."""
    chosen = query.get("status", "")
    return chosen if chosen in STATUSES else "needs_review"


def offset_of(query: QueryParams) -> int:
    """How many rows of the list come before the part shown."""
    return whole_number(query.get("offset", "")) or 0


def _date_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _tabs(query: QueryParams, counts: Counts, chosen: str) -> tuple[Tab, ...]:
    return tuple(
        Tab(
            name=name,
            label=label,
            number=counts.otherwise if name == OTHERWISE else sum(getattr(counts, each.value) for each in statuses),
            is_chosen=name == chosen,
            href=_href(query, status=name, offset=0),
        )
        for name, (label, statuses) in STATUSES.items()
    )


def _href(query: QueryParams, **changed: str | int) -> str:
    kept = {name: query[name] for name in ("status", "issuer", "owner", "rule", "from", "to") if query.get(name)}
    return "/?" + urlencode({**kept, **{name: value for name, value in changed.items() if value}})
