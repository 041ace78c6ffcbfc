"""Many filings → one file that is written piece by piece, so that ten thousand filings do not fill the memory."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from extractor.exports.csv_rows import HEADER, to_csv
from extractor.exports.files import binary_draft_of, take_over
from extractor.exports.lines import Outgoing
from extractor.exports.record import to_json
from extractor.exports.sec_xml import to_doubtful_xml

PIECES = ("csv", "json", "jsonl")
"""The formats that `pieces_of` can write."""


def pieces_of(filings: Iterable[Outgoing], form: str) -> Iterator[str]:
    """The file in pieces: a CSV with one header line, a JSON array, or one JSON record in each line."""
    if form == "csv":
        yield f"{','.join(HEADER)}\n"
        for filing in filings:
            yield to_csv(filing.extraction, header=False, path=filing.path, reviewer=filing.reviewer)
        return
    before, between, after = ("[", ",\n", "]\n") if form == "json" else ("", "\n", "\n")
    yield before
    is_first = True
    for filing in filings:
        yield f"{'' if is_first else between}{to_json(filing.extraction).strip()}"
        is_first = False
    yield after if form == "json" or not is_first else ""


def write_pieces(path: Path, filings: Iterable[Outgoing], form: str) -> None:
    """Write the file in one step; raises `OutputError`."""
    with binary_draft_of(path) as draft:
        for piece in pieces_of(filings, form):
            draft.write(piece.encode())
    take_over(path)


def write_archive(path: Path, filings: Iterable[Outgoing], *, keeps_doubtful: bool = False) -> None:
    """Write a ZIP with one `ownershipDocument` for each filing; only settled ones, unless `keeps_doubtful` is set."""
    with binary_draft_of(path) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for filing in filings:
            if keeps_doubtful or filing.is_settled:
                archive.writestr(zipfile.ZipInfo(_name(filing)), to_doubtful_xml(filing.extraction))
    take_over(path)


def _name(filing: Outgoing) -> str:
    source = filing.extraction.source
    stem = "".join(letter if letter.isprintable() else "_" for letter in PurePath(source.path).stem)
    return f"{stem}.{source.sha256[:8]}-{source.filing}.xml"
