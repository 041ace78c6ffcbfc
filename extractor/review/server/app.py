"""The review application: a store in, a web application out."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from extractor.review.pages import auditing, deciding, document, downloading, page_words, pictures, queue, uploading
from extractor.review.pages.desk import Desk
from extractor.review.pages.intake import LARGEST_UPLOAD
from extractor.review.pages.rendering import STATIC
from extractor.review.server import signing_in
from extractor.review.server.api import create_api
from extractor.review.server.security import Bounded, Gate, Headers, refusal
from extractor.review.server.session import Keys
from extractor.store import StoreUnavailableError, UnknownDocumentError

UPLOAD_PATHS = ("/upload", "/api/v1/documents")
ROUTES = (
    Route("/", queue.queue_page),
    Route("/next", queue.next_document),
    Route("/signin", signing_in.sign_in, methods=["POST"]),
    Route("/name", signing_in.rename, methods=["POST"]),
    Route("/upload", uploading.upload, methods=["POST"]),
    Route("/export", downloading.export),
    Route("/audit", auditing.audit_page),
    Route("/audit", auditing.answer, methods=["POST"]),
    Route("/audit/{number}/picture", auditing.picture),
    Route("/document/{id}", document.document_page),
    Route("/document/{id}", deciding.decide_document, methods=["POST"]),
    Route("/document/{id}/field", document.field_in_hand),
    Route("/document/{id}/field", deciding.decide_field, methods=["POST"]),
    Route("/document/{id}/line", deciding.decide_line, methods=["POST"]),
    Route("/document/{id}/undo", deciding.undo, methods=["POST"]),
    Route("/document/{id}/presence", document.presence),
    Route("/document/{id}/history", document.history_page),
    Route("/document/{id}/words", page_words.page_words),
    Route("/document/{id}/page/{number}", pictures.page_image),
    Route("/document/{id}/patch/{number}", pictures.patch_image),
)


def create_app(
    desk: Desk,
    *,
    keys: Keys,
    names: Collection[str] = (),
    is_local: bool = True,
) -> Starlette:
    """The application over `desk`.

    `keys` check who may use it. It answers to this machine's own addresses. If it is not bound to this machine alone,
    it also answers to `names` and to addresses in digits.
    """

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[dict[str, object]]:
        if desk.intake is not None:
            desk.intake.start()
        yield {"desk": desk, "keys": keys}
        if desk.intake is not None:
            desk.intake.stop()
        desk.images.close()

    return Starlette(
        routes=[
            *ROUTES,
            Mount("/static", StaticFiles(directory=STATIC)),
            Mount("/api/v1", create_api()),
        ],
        middleware=[
            Middleware(Headers),
            Middleware(Gate, keys=keys, names=names, is_local=is_local, read_only=desk.read_only),
            Middleware(Bounded, upload_paths=UPLOAD_PATHS, upload_bytes=LARGEST_UPLOAD),
        ],
        exception_handlers={
            HTTPException: _http_problem,
            UnknownDocumentError: _unknown_document,
            StoreUnavailableError: _store_unavailable,
        },
        lifespan=lifespan,
    )


def _http_problem(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    title = "Not found" if status == 404 else "That did not work"  # noqa: PLR2004
    return refusal(request, status, title, str(getattr(error, "detail", error)))


def _unknown_document(request: Request, _error: Exception) -> Response:
    return refusal(request, 404, "Not found", "The store has no filing with this address.")


def _store_unavailable(request: Request, error: Exception) -> Response:
    return refusal(request, 503, "Please try again", str(error))
