"""The accepted filings, or all, as one file for download."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from extractor.review.pages.bundle import ACCEPTED, BUNDLES, EVERY_READ, Format
from extractor.review.pages.desk import desk_of
from extractor.store import Status, Store


def export(request: Request) -> Response:
    """The download that a person chose with the buttons of the queue page."""
    query = request.query_params
    try:
        chosen = Format(query.get("format", Format.CSV))
    except ValueError as error:
        raise HTTPException(400, "There is no such format.") from error
    return download(desk_of(request).store, chosen, EVERY_READ if query.get("which") == "all" else ACCEPTED)


def download(store: Store, chosen: Format, statuses: tuple[Status, ...]) -> Response:
    """All filings with one of these statuses, corrections included, in one file."""
    bundle = BUNDLES[chosen]
    return Response(
        bundle.write(store.documents.export(statuses)),
        media_type=bundle.media_type,
        headers={"content-disposition": f'attachment; filename="{bundle.name}"'},
    )
