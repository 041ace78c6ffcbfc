"""How `form4 extract` writes filings: as files, as data on stdout, or as a summary on a terminal."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from extractor.cli.terminal import write_out
from extractor.errors import StreamError, UsageError
from extractor.exports.csv_rows import to_csv
from extractor.exports.files import write_whole
from extractor.exports.formats import render
from extractor.model.results import Extraction

Write = Callable[[Sequence[Extraction], str, str], list[Path]]
"""Writes the filings of one file, given its path as it may be shown and its output name; returns the written files."""

TO_STDOUT = ("json", "jsonl", "csv", "xml")
"""Formats that can be written to stdout, one filing after the other."""


def to_stdout_or_terminal(formats: Sequence[str]) -> Write:
    """A function that writes to stdout: data for a program, or a summary for a person at a terminal.

    Raises UsageError for formats that need a folder, and StreamError if stdout is closed.
    """
    if len(formats) > 1:
        raise UsageError("more than one format needs a folder to write to: add -o OUT")
    if formats and formats[0] not in TO_STDOUT:
        raise UsageError(f"{formats[0]} needs a folder to write to: add -o OUT")
    if sys.stdout is None:
        raise StreamError("standard output is closed; open it, or give a folder with -o")
    if not formats and sys.stdout.isatty():
        return _to_terminal()
    return _to_stdout(formats[0] if formats else "json")


def to_files(output: Path, formats: Sequence[str]) -> Write:
    """A function that writes one file for each filing and format into `output`."""

    def write(filings: Sequence[Extraction], path: str, name: str) -> list[Path]:
        written = []
        for number, filing in enumerate(filings, 1):
            for form in formats:
                target = output / f"{name if number == 1 else f'{name}-{number}'}.{form}"
                write_whole(target, to_csv(filing, path=path) if form == "csv" else render(filing, form))
                written.append(target)
        return written

    return write


def _to_terminal() -> Write:
    from rich.console import Console  # noqa: PLC0415

    from extractor.cli.summary import print_summary  # noqa: PLC0415

    console = Console()

    def write(filings: Sequence[Extraction], _path: str, _name: str) -> list[Path]:
        for filing in filings:
            print_summary(filing, console)
        return []

    return write


def _to_stdout(form: str) -> Write:
    """A function that writes one filing after the other: a line of JSON each, CSV with one header, or an XML each."""
    written = 0

    def write(filings: Sequence[Extraction], path: str, _name: str) -> list[Path]:
        nonlocal written
        for filing in filings:
            is_csv = form == "csv"
            write_out(to_csv(filing, header=not written, path=path) if is_csv else _text(filing, form))
            written += 1
        return []

    return write


def _text(filing: Extraction, form: str) -> str | bytes:
    return render(filing, "json" if form == "jsonl" else form)
