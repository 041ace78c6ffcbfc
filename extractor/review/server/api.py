"""The HTTP API: the same store and the same rules as the pages, for programs."""

from datetime import date
from functools import partial
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Path, Query, Request, Response, UploadFile
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from extractor.exports.record import FilingRecord, to_record
from extractor.model.corrections import CorrectionError
from extractor.model.values import UnparsableTextError
from extractor.review.decisions.decisions import undone
from extractor.review.pages.bundle import ACCEPTED, EVERY_READ, Format, taken_away
from extractor.review.pages.desk import desk_of
from extractor.review.pages.downloading import download
from extractor.review.pages.filing_view import filing_view
from extractor.review.pages.intake import LARGEST_FILE
from extractor.review.pages.queue import OTHERWISE, STATUSES
from extractor.review.server.answers import corrections_of
from extractor.review.server.api_models import (
    CorrectionMade,
    Document,
    Documents,
    NewCorrections,
    NewStatus,
    Problem,
    Received,
    Saved,
    Step,
    Undo,
    document_of,
    received_of,
)
from extractor.store import QueueFilter, StaleVersionError, UnknownDocumentError, WrongStatusError

DocumentId = Annotated[str, Path(pattern=r"^[0-9a-f]{64}-[1-9][0-9]{0,3}$")]
Responses = dict[int | str, dict[str, Any]]
STATUS_OF = {UnknownDocumentError: 404, StaleVersionError: 409, WrongStatusError: 409}
UNPARSABLE = {CorrectionError: 422, UnparsableTextError: 422}
FAILURES: Responses = {code: {"model": Problem} for code in (400, 401, 403, 404, 409, 413, 422, 503)}


def create_api() -> FastAPI:
    """The API as an application of its own, to be mounted; its OpenAPI description is at `openapi.json`."""
    api = FastAPI(
        title="Form 4 extractor",
        version="1",
        description="Upload printed Form 4s, see what was read and what is in doubt, correct it, and download it.",
        docs_url=None,  # these pages would load scripts from another host
        redoc_url=None,
        responses=FAILURES,
    )
    api.get("/documents")(list_documents)
    api.post("/documents", status_code=202)(send_documents)
    api.get("/documents/{document}")(get_document)
    api.get("/documents/{document}/extraction")(get_extraction)
    api.get("/documents/{document}/corrections")(get_corrections)
    api.post("/documents/{document}/corrections")(send_corrections)
    api.post("/documents/{document}/undo")(undo)
    api.post("/documents/{document}/status")(set_status)
    api.get("/export", response_class=Response)(get_export)
    for kind, status in {**STATUS_OF, **UNPARSABLE}.items():
        api.add_exception_handler(kind, _answer_with(status))
    api.add_exception_handler(RequestValidationError, _malformed)
    return api


def list_documents(  # noqa: PLR0917 - FastAPI calls it by name; each is a query parameter
    request: Request,
    status: Annotated[str, Query(pattern=f"^({'|'.join(STATUSES)})$")] = "needs_review",
    issuer: Annotated[str, Query(max_length=200)] = "",
    owner: Annotated[str, Query(max_length=200)] = "",
    rule: Annotated[str, Query(max_length=20)] = "",
    period_from: date | None = None,
    period_to: date | None = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Documents:
    """The queue, worst first."""
    chosen = QueueFilter(
        STATUSES[status][1], issuer, owner, rule, period_from, period_to, otherwise=status == OTHERWISE
    )
    documents = desk_of(request).store.documents
    rows = documents.queue(chosen, limit=limit, offset=offset)
    return Documents(total=documents.count(chosen), documents=tuple(document_of(row) for row in rows))


def send_documents(request: Request, file: list[UploadFile]) -> list[Received]:
    """Upload PDFs or scans. They are read one after the other; `GET /documents/{document}` gives their status."""
    intake = desk_of(request).intake
    if intake is None:
        raise HTTPException(403, "This review page takes no files.")
    return [received_of(intake.receive(part.filename or "", part.file.read(LARGEST_FILE + 1))) for part in file]


def get_document(request: Request, document: DocumentId) -> Document:
    """The status of a filing."""
    return document_of(desk_of(request).store.documents.row(document))


def get_extraction(request: Request, document: DocumentId, *, as_read: bool = False) -> FilingRecord:
    """What was read, with all corrections; `as_read` leaves them out. The same record that `form4 extract` writes."""
    stored = desk_of(request).store.documents.get(document)
    extraction = stored.extraction if as_read else stored.current
    if extraction is None:
        raise HTTPException(409, "This file was not read yet, or could not be.")
    return to_record(taken_away(stored.row, extraction))


def get_corrections(request: Request, document: DocumentId) -> tuple[CorrectionMade, ...]:
    """Everything that reviewers said about the filing, oldest first."""
    desk_of(request).store.documents.row(document)
    made = desk_of(request).store.documents.corrections(document)
    return tuple(CorrectionMade.model_validate(correction) for correction in made)


def send_corrections(request: Request, document: DocumentId, body: NewCorrections) -> Saved:
    """Correct or confirm fields; all rules run again at once."""
    desk = desk_of(request)
    stored = desk.store.documents.get(document)
    if stored.current is None:
        raise HTTPException(409, "This file was not read yet, or could not be.")
    asked = frozenset(field.xpath for field in stored.current.assessment.fields)
    made = corrections_of(
        stored.current.document, body.corrections, asked=asked, reviewer=body.reviewer, at=desk.clock()
    )
    version = desk.store.reviews.correct(
        document, expected_version=body.version, corrections=made, recheck=desk.recheck
    )
    return Saved(version=version)


def undo(request: Request, document: DocumentId, body: Undo) -> Saved:
    """Take back the reviewer's last decision: the filing and its questions are as they were before it."""
    desk = desk_of(request)
    stored = desk.store.documents.get(document)
    made = undone(stored.corrections, reviewer=body.reviewer, at=desk.clock())
    if not made:
        raise HTTPException(409, "This reviewer has no decision left to undo.")
    version = desk.store.reviews.correct(
        document, expected_version=body.version, corrections=made, recheck=desk.recheck
    )
    return Saved(version=version)


def set_status(request: Request, document: DocumentId, body: NewStatus) -> Saved:
    """Accept, reject or reopen a filing; a filing with a field in doubt cannot be accepted."""
    desk = desk_of(request)
    stored = desk.store.documents.get(document)
    if body.step is Step.ACCEPT and stored.current and filing_view(stored).open:
        raise HTTPException(409, "A field is still in doubt: confirm or correct it first.")
    reviews = desk.store.reviews
    reopen: Any = partial(reviews.reopen, recheck=desk.recheck)
    step = {Step.ACCEPT: reviews.accept, Step.REJECT: reviews.reject, Step.REOPEN: reopen}[body.step]
    version = step(document, expected_version=body.version, reviewer=body.reviewer, at=desk.clock(), note=body.note)
    return Saved(version=version)


def get_export(request: Request, format: Format = Format.JSON, *, all: bool = False) -> Response:  # noqa: A002
    """The accepted filings in one file, or with `all` every filing that was read."""
    return download(desk_of(request).store, format, EVERY_READ if all else ACCEPTED)


def _malformed(_request: Request, error: Exception) -> Response:
    """The refusal of a malformed request, as a sentence like every other refusal."""
    faults = error.errors() if isinstance(error, RequestValidationError) else ()
    said = "; ".join(f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in faults)
    return JSONResponse({"detail": said or str(error)}, 422)


def _answer_with(status: int) -> Any:
    def answer(_request: Request, error: Exception) -> Response:
        return JSONResponse({"detail": str(error)}, status)

    return answer
