"""Files uploaded on the queue page."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from extractor.review.pages.desk import desk_of
from extractor.review.pages.intake import LARGEST_FILE, Receipt
from extractor.review.pages.rendering import page

MOST_FILES = 50


async def upload(request: Request) -> Response:
    """Accept the uploaded files; the answer says what became of each."""
    receipts = await receive_all(request)
    values = [
        {"name": receipt.name, "document": f"{receipt.sha256}-1", "new": receipt.is_new, "problem": receipt.problem}
        for receipt in receipts
    ]
    status = 200 if any(not receipt.problem for receipt in receipts) else 422
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"files": values}, status)
    return page(request, "uploaded.html", {"files": values}, status)


async def receive_all(request: Request) -> list[Receipt]:
    """Give every file of a multipart form to the intake; raises HTTPException 403 if uploads are not accepted."""
    intake = desk_of(request).intake
    if intake is None:
        raise HTTPException(403, "This review page takes no files.")
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FILES) as form:
        files = [part for part in form.getlist("file") if isinstance(part, UploadFile)]
        return [
            await run_in_threadpool(intake.receive, part.filename or "", await part.read(LARGEST_FILE + 1))
            for part in files
        ]
