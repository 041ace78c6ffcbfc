"""The accepted filings, or all, as one file to take away."""

import io
import zipfile
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import PurePath

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from extractor.exports.csv_rows import to_csv
from extractor.exports.formats import render
from extractor.results import Extraction
from extractor.review.desk import desk_of
from extractor.review.intake import readable_name
from extractor.store import DocumentRow, Status, Store

Filings = Iterable[tuple[DocumentRow, Extraction]]
EVERY_READ = (Status.ACCEPTED, Status.NEEDS_REVIEW, Status.REJECTED)


class Format(StrEnum):
    """The formats filings can be taken away in."""

    CSV = "csv"
    JSON = "json"
    XML = "xml"


LABELS = ((Format.CSV, "CSV"), (Format.JSON, "JSON"), (Format.XML, "SEC XML"))


def export(request: Request) -> Response:
    """The download a person asked for with the buttons of the queue page."""
    query = request.query_params
    try:
        chosen = Format(query.get("format", Format.CSV))
    except ValueError as error:
        raise HTTPException(400, "There is no such format.") from error
    statuses = EVERY_READ if query.get("which") == "all" else (Status.ACCEPTED,)
    return download(desk_of(request).store, chosen, statuses)


def download(store: Store, chosen: Format, statuses: tuple[Status, ...]) -> Response:
    """All filings that stand so, corrections included, in one file."""
    write, media_type, name = WRITERS[chosen]
    return Response(
        write(store.documents.export(statuses)),
        media_type=media_type,
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


def _csv(filings: Filings) -> bytes:
    return "".join(to_csv(extraction, header=number == 0) for number, (_, extraction) in enumerate(filings)).encode()


def _json(filings: Filings) -> bytes:
    """One array; each filing is the object that `form4 extract` writes."""
    return ("[" + ",\n".join(render(extraction, "json").strip() for _, extraction in filings) + "]\n").encode()


def _xml(filings: Filings) -> bytes:
    """A ZIP with a file for each filing, since the SEC's XML holds one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for row, extraction in filings:
            stem = readable_name(PurePath(row.name).stem)
            archive.writestr(f"{stem}.{row.sha256[:8]}-{row.filing}.xml", render(extraction, "xml"))
    return buffer.getvalue()


WRITERS: dict[Format, tuple[Callable[[Filings], bytes], str, str]] = {
    Format.CSV: (_csv, "text/csv; charset=utf-8", "form4-filings.csv"),
    Format.JSON: (_json, "application/json", "form4-filings.json"),
    Format.XML: (_xml, "application/zip", "form4-filings-xml.zip"),
}
