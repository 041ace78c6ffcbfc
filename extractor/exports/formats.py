"""The formats in which a filing, or a whole run, can be written, by their names on the command line."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path

from extractor.errors import OutputError
from extractor.exports.csv_rows import to_csv
from extractor.exports.files import draft_of, take_over
from extractor.exports.lines import Outgoing
from extractor.exports.parquet import write_parquet
from extractor.exports.record import to_json
from extractor.exports.sec_xml import to_doubtful_xml
from extractor.exports.tsv import write_tsv
from extractor.exports.workbook import to_workbook, write_workbook
from extractor.model.results import Extraction

FORMATS: dict[str, Callable[[Extraction], str | bytes]] = {
    "json": to_json,
    "csv": to_csv,
    "xml": to_doubtful_xml,
    "xlsx": to_workbook,
}
"""Formats with one file for each filing."""


class Table(StrEnum):
    """Formats in which one file or folder holds all filings of a run."""

    PARQUET = "parquet"
    TSV = "tsv"
    JSONL = "jsonl"
    WORKBOOK = "one-workbook"


PLACES = {
    Table.PARQUET: "form4.parquet",
    Table.TSV: "tsv",
    Table.JSONL: "form4.jsonl",
    Table.WORKBOOK: "form4.xlsx",
}
"""The name of each table's file or folder, below the output folder."""


def render(extraction: Extraction, form: str) -> str | bytes:
    """The filing in one of `FORMATS`."""
    return FORMATS[form](extraction)


def write_table(
    table: Table,
    path: Path,
    filings: Iterable[Outgoing],
    *,
    keeps_doubtful: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> list[OutputError]:
    """Write all filings into `path` in one step; raises `OutputError`, but returns the errors of single filings.

    The TSV tables leave out doubtful filings unless `keeps_doubtful` is set. `tell` is called with notices for the
    user that are no errors.
    """
    match table:
        case Table.PARQUET:
            return write_parquet(path, filings)
        case Table.WORKBOOK:
            return write_workbook(path, filings)
        case Table.TSV:
            for notice in write_tsv(path, filings, keeps_doubtful=keeps_doubtful):
                tell(notice)
        case Table.JSONL:
            _write_lines(path, filings)
    return []


def _write_lines(path: Path, filings: Iterable[Outgoing]) -> None:
    with draft_of(path) as draft:
        for filing in filings:
            draft.write(to_json(filing.extraction))
    take_over(path)
