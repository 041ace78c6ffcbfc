"""Filings → an Excel workbook: the boxes, both tables as printed, the explanations, and a sheet of findings.

A doubtful cell is coloured, with the reason as its comment. Each filing has its own workbook, or all filings of a run
share one; then the first two columns of each sheet name the filing and its file.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from extractor.errors import OutputError
from extractor.exports.files import binary_draft_of, take_over
from extractor.exports.keys import Keys
from extractor.exports.lines import Outgoing, as_text, marks_of
from extractor.exports.printed_cells import cell_of, headings_of
from extractor.exports.workbook_file import Cell, SheetFile
from extractor.model.field_paths import ROW_ELEMENTS, fields
from extractor.model.form import TABLE_I, TABLE_II, PrintedTable
from extractor.model.ownership import AnyField, DerivativeRow, NonDerivativeRow
from extractor.model.results import Extraction, FieldAssessment

TEXT_MAX = 32_767
"""The most letters in a cell; Excel silently cuts longer texts."""
DIGITS_MAX = 15
"""The most digits of a number that Excel keeps; longer numbers are written as text."""
EARLIEST = date(1900, 1, 1)
"""Excel's first day; earlier dates are written as text."""
SHEETS = {
    "Filing": ("Field", "Value"),
    "Table I": (*headings_of(TABLE_I), "Footnotes"),
    "Table II": (*headings_of(TABLE_II), "Footnotes"),
    "Explanations": ("Number", "Text"),
    "Findings": ("Rule", "Severity", "Fields", "Message"),
}


class _Line(NamedTuple):
    """One line of the sheet named `sheet`."""

    sheet: str
    cells: list[Cell]


def to_workbook(extraction: Extraction) -> bytes:
    """The workbook of one filing; raises `OutputError` for a text that is too long for a cell."""
    lines = list(_lines(extraction))
    with SheetFile(SHEETS) as file:
        for line in lines:
            file.add(line.sheet, line.cells)
        written = io.BytesIO()
        file.save(written)
    return written.getvalue()


def write_workbook(path: Path, filings: Iterable[Outgoing]) -> list[OutputError]:
    """Write one workbook of all filings; returns an error for each filing that a workbook cannot hold."""
    refused: list[OutputError] = []
    keys = Keys()
    with SheetFile({name: ("Document", "File", *columns) for name, columns in SHEETS.items()}) as file:
        for filing in filings:
            extraction = filing.extraction
            try:
                lines = list(_lines(extraction))
            except OutputError as error:
                refused.append(error)
                continue
            name, key = next(filing.lines)["path"], keys.of(filing)
            for line in lines:
                file.add(line.sheet, [Cell(key), Cell(as_text(name)), *line.cells])
        with binary_draft_of(path) as draft:
            file.save(draft)
    take_over(path)
    return refused


def _lines(extraction: Extraction) -> Iterator[_Line]:
    document = extraction.document
    doubts = {entry.xpath: entry for entry in extraction.assessment.fields if entry.review}
    yield _Line("Filing", [Cell("decision"), Cell(extraction.assessment.decision.value)])
    for xpath, field in fields(document):
        in_table = xpath.startswith(("nonDerivativeTable", "derivativeTable", "footnotes/"))
        if not in_table and (not field.is_blank or xpath in doubts):
            yield _Line("Filing", [Cell(xpath), _cell(xpath, field, doubts)])
    for at, row in document.rows():
        sheet, table = ("Table I", TABLE_I) if at.startswith(TABLE_I.element) else ("Table II", TABLE_II)
        yield _Line(sheet, list(_row(table, at, row, doubts)))
    for note in document.footnotes:
        xpath = f"footnotes/footnote[@id='{note.id}']"
        yield _Line("Explanations", [Cell(note.id), _cell(xpath, note.text, doubts)])
    yield from _findings(extraction, doubts)


def _findings(extraction: Extraction, doubts: dict[str, FieldAssessment]) -> Iterator[_Line]:
    """The findings, and fields that are in doubt for other reasons."""
    for finding in extraction.findings:
        yield _finding(finding.rule, finding.severity.value, finding.xpaths, finding.message)
    told = {xpath for finding in extraction.findings for xpath in finding.xpaths}
    for xpath, entry in doubts.items():
        if xpath not in told:
            yield _finding("", "doubt", (xpath,), "; ".join(entry.reasons))


def _finding(rule: str, severity: str, xpaths: Sequence[str], message: str) -> _Line:
    return _Line("Findings", [Cell(rule), Cell(severity), Cell(" ".join(xpaths)[:TEXT_MAX]), Cell(message[:TEXT_MAX])])


def _row(
    table: PrintedTable, at: str, row: NonDerivativeRow | DerivativeRow, doubts: dict[str, FieldAssessment]
) -> Iterator[Cell]:
    """The row's cells as printed; a doubt about the row's kind is shown at its first cell."""
    for number, column in enumerate(table.columns):
        attribute, field = cell_of(row, column.attribute)
        cell = _cell(f"{at}/{ROW_ELEMENTS[attribute]}", field, doubts)
        if number == 0 and at in doubts and not cell.doubt:
            cell = cell._replace(doubt=_reason(doubts[at]))
        yield cell
    yield Cell(marks_of(row))


def _cell(xpath: str, field: AnyField, doubts: dict[str, FieldAssessment]) -> Cell:
    """The field so that Excel holds it exactly; raises `OutputError` for a text that is too long."""
    entry = doubts.get(xpath)
    # Something unreadable is shown as it was read: it is always in doubt.
    value = field.text if field.value is None and field.is_unreadable else field.value
    if isinstance(value, str) and len(value) > TEXT_MAX:
        message = (
            f"{xpath} has {len(value):,} characters, but a cell of a workbook holds {TEXT_MAX:,}; use another format"
        )
        raise OutputError(message)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    elif isinstance(value, Decimal):
        value = value if _digits(value) <= DIGITS_MAX else as_text(value)
    elif isinstance(value, date) and value < EARLIEST:
        value = value.isoformat()
    return Cell(value, _reason(entry) if entry else "")


def _digits(value: Decimal) -> int:
    """How many significant digits the number has."""
    whole, _, decimals = f"{value:f}".partition(".")
    return len((whole.lstrip("-0") + decimals.rstrip("0")) or "0")


def _reason(entry: FieldAssessment) -> str:
    return "; ".join(entry.reasons) or f"sure by {entry.confidence:.0%} only"
