"""Many filings → one file for download, as `form4 export` writes it and the queue page offers it."""

import io
import zipfile
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import PurePath
from typing import NamedTuple

from extractor.exports.csv_rows import to_csv
from extractor.exports.record import to_json
from extractor.exports.sec_xml import to_doubtful_xml
from extractor.model.results import Extraction
from extractor.review.pages.intake import readable_name
from extractor.store import DocumentRow, Status

Filings = Iterable[tuple[DocumentRow, Extraction]]
ACCEPTED = (Status.ACCEPTED,)
EVERY_READ = (Status.ACCEPTED, Status.NEEDS_REVIEW, Status.REJECTED)


class Format(StrEnum):
    """The formats in which filings can be downloaded."""

    CSV = "csv"
    JSON = "json"
    XML = "xml"


class Bundle(NamedTuple):
    """How one format writes many filings into one file."""

    label: str
    write: Callable[[Filings], bytes]
    media_type: str
    name: str


PUT_AWAY = ("done", "review", "failed")
"""Subfolders of an inbox into which the watcher moves files that it has read."""


def place_of(row: DocumentRow) -> str:
    """The original's path as a downloader may know it: its name, with its subfolder of the inbox, if it is in one."""
    folder = PurePath(row.path).parent.name
    return f"{folder}/{row.name}" if folder in PUT_AWAY else row.name


def taken_away(row: DocumentRow, extraction: Extraction) -> Extraction:
    """The filing without any path of this machine; its SHA-256 still identifies the original."""
    source = extraction.source.model_copy(update={"path": place_of(row)})
    return extraction.model_copy(update={"source": source})


def _csv(filings: Filings) -> bytes:
    return "".join(
        to_csv(extraction, header=number == 0, path=place_of(row)) for number, (row, extraction) in enumerate(filings)
    ).encode()


def _json(filings: Filings) -> bytes:
    """One array; each filing is the object that `form4 extract` writes."""
    there = (to_json(taken_away(row, extraction)).strip() for row, extraction in filings)
    return ("[" + ",\n".join(there) + "]\n").encode()


def _xml(filings: Filings) -> bytes:
    """A ZIP with one file for each filing, because the SEC's XML holds only one filing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for row, extraction in filings:
            stem = readable_name(PurePath(row.name).stem)
            archive.writestr(f"{stem}.{row.sha256[:8]}-{row.filing}.xml", to_doubtful_xml(extraction))
    return buffer.getvalue()


BUNDLES = {
    Format.CSV: Bundle("CSV", _csv, "text/csv; charset=utf-8", "form4-filings.csv"),
    Format.JSON: Bundle("JSON", _json, "application/json", "form4-filings.json"),
    Format.XML: Bundle("SEC XML", _xml, "application/zip", "form4-filings-xml.zip"),
}
