"""Extraction → CSV: one line for every row of both tables, complete on its own and safe to open in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterator

from extractor.exports.lines import COLUMNS, as_text, lines_of
from extractor.model.results import Extraction

HEADER = COLUMNS
_OBEYED = re.compile(r"'*[=+\-@\t\r]")
"""The beginning of a text that a spreadsheet would take for a formula, or that already begins with an apostrophe."""
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


def to_csv(extraction: Extraction, *, header: bool = True, path: str | None = None, reviewer: str = "") -> str:
    """The rows of one filing as CSV; a filing without rows gives one line with its header values only.

    `header` adds a first line with the column names; `path` and `reviewer` are as in `lines_of`. `read_csv` returns
    the same texts again.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    if header:
        writer.writerow(HEADER)
    for line in lines_of(extraction, path=path, reviewer=reviewer):
        writer.writerow([_harmless(as_text(line[column])) for column in HEADER])
    return written.getvalue()


def read_csv(text: str) -> Iterator[dict[str, str]]:
    """The lines of a CSV that this program wrote, without the apostrophes that made them harmless."""
    for line in csv.DictReader(io.StringIO(text, newline="")):
        yield {
            column: value[1:] if value[:1] == "'" and _OBEYED.match(value) else value for column, value in line.items()
        }


def _harmless(text: str) -> str:
    return f"'{text}" if _OBEYED.match(text) and not _NUMBER.fullmatch(text) else text
