"""Extraction → the form's own tables in HTML, for a notebook; a doubtful cell is coloured, its title is the reason."""

from collections.abc import Iterator, Sequence
from html import escape

from extractor.exports.printed_cells import cell_of, headings_of
from extractor.model.field_paths import ROW_ELEMENTS
from extractor.model.form import TABLE_I, TABLE_II, PrintedTable
from extractor.model.ownership import AnyField, DerivativeRow, NonDerivativeRow
from extractor.model.results import Extraction, FieldAssessment
from extractor.model.values import print_marks

DOUBTFUL = "background:#ffe08a;color:#000"


def to_html(extraction: Extraction) -> str:
    """The filing's header, both tables as printed, and the explanations."""
    document = extraction.document
    doubts = {entry.xpath: entry for entry in extraction.assessment.fields if entry.review}
    owners = "; ".join(owner.rpt_owner_name.value or "?" for owner in document.reporting_owners)
    told = f"{len(doubts)} of {len(extraction.assessment.fields)} fields to review"
    form, issuer, symbol = (
        _text(field)
        for field in (document.document_type, document.issuer.issuer_name, document.issuer.issuer_trading_symbol)
    )
    day = _text(document.period_of_report)
    parts = [f"<p><b>Form {form}</b> {issuer} [{symbol}], {escape(owners)}, {day}: {told}</p>"]
    parts += _table(TABLE_I, "Table I", document.non_derivative_table, doubts)
    parts += _table(TABLE_II, "Table II", document.derivative_table, doubts)
    parts += [f"<p>({escape(note.id[1:])}) {_text(note.text)}</p>" for note in document.footnotes]
    return "".join(parts)


def _table(
    table: PrintedTable,
    caption: str,
    rows: Sequence[NonDerivativeRow | DerivativeRow],
    doubts: dict[str, FieldAssessment],
) -> Iterator[str]:
    if not rows:
        return
    heads = "".join(f"<th>{escape(heading)}</th>" for heading in headings_of(table))
    yield f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>"
    for number, row in enumerate(rows, 1):
        yield f"<tr>{''.join(_cells(table, f'{table.element}/*[{number}]', row, doubts))}</tr>"
    yield "</tbody></table>"


def _cells(
    table: PrintedTable, at: str, row: NonDerivativeRow | DerivativeRow, doubts: dict[str, FieldAssessment]
) -> Iterator[str]:
    for column in table.columns:
        attribute, field = cell_of(row, column.attribute)
        entry = doubts.get(f"{at}/{ROW_ELEMENTS[attribute]}") or (
            doubts.get(at) if column is table.columns[0] else None
        )
        style = f' style="{DOUBTFUL}" title="{escape("; ".join(entry.reasons))}"' if entry else ""
        yield f"<td{style}>{_text(field)}{escape(print_marks(field.footnotes))}</td>"


def _text(field: AnyField) -> str:
    return escape((field.as_xml or "") if field.value is not None else field.text if field.is_unreadable else "")
