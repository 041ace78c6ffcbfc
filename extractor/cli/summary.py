"""Extraction → a summary for a person at a terminal: header, both tables, explanations, doubts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from extractor.exports.printed_cells import cell_of
from extractor.model.field_paths import ROW_ELEMENTS
from extractor.model.form import ACQUIRED, DISPOSED, TABLE_I, TABLE_II, Kind, PrintedTable
from extractor.model.ownership import AnyField, BoolField, DerivativeRow, NonDerivativeRow
from extractor.model.results import Extraction
from extractor.model.values import print_date, print_marks, print_number

SHORT_HEADINGS = {
    "security_title": "1 Title",
    "conversion_or_exercise_price": "2 Exercise price",
    "transaction_date": "Date",
    "deemed_execution_date": "Deemed",
    "transaction_code": "Code",
    "transaction_timeliness": "V",
    "transaction_shares": "Amount",
    "transaction_acquired_disposed_code": "A/D",
    "transaction_price_per_share": "Price",
    ACQUIRED: "(A)",
    DISPOSED: "(D)",
    "exercise_date": "Exercisable",
    "expiration_date": "Expires",
    "underlying_security_title": "Underlying",
    "underlying_security_shares": "Shares",
    "shares_owned_following_transaction": "Owned after",
    "direct_or_indirect_ownership": "D/I",
    "nature_of_ownership": "Nature",
}
DOUBTFUL = "bold yellow"


def print_summary(extraction: Extraction, console: Console) -> None:
    """Print one filing, with doubtful values highlighted and the reasons at the end."""
    doubted = {entry.xpath for entry in extraction.assessment.fields if entry.review}
    console.print(_header(extraction))
    document = extraction.document
    for table, title, rows in (
        (TABLE_I, "Table I – Non-Derivative Securities", document.non_derivative_table),
        (TABLE_II, "Table II – Derivative Securities", document.derivative_table),
    ):
        console.print(_grid(table, title, rows, doubted) if rows else Text(f"{title}: none", style="dim"))
    for footnote in document.footnotes:
        console.print(Text(f"({footnote.id[1:]}) {footnote.text.value or ''}", style="dim"))
    if document.remarks.value:
        console.print(Text(f"Remarks: {document.remarks.value}", style="dim"))
    for line in _verdict(extraction):
        console.print(line)
    console.print()


def _header(extraction: Extraction) -> Text:
    document = extraction.document
    issuer = document.issuer
    text = Text()
    text.append(f"Form {document.document_type.value}", style="bold")
    text.append(f"  {issuer.issuer_name.value or '?'} [{issuer.issuer_trading_symbol.value or '?'}]")
    if document.period_of_report.value:
        text.append(f"  earliest transaction {print_date(document.period_of_report.value)}")
    for owner in document.reporting_owners:
        roles = ", ".join(_roles(owner.is_director, owner.is_officer, owner.is_ten_percent_owner, owner.is_other))
        title = owner.officer_title.value or owner.other_text.value
        text.append(f"\n{owner.rpt_owner_name.value or '?'}", style="bold")
        text.append(f"  {roles}{f' ({title})' if title else ''}")
    for signature in document.owner_signatures:
        day = print_date(signature.signature_date.value) if signature.signature_date.value else "?"
        text.append(f"\nsigned {day} {signature.signature_name.value or '?'}", style="dim")
    return text


def _roles(*ticks: BoolField) -> Iterator[str]:
    names = ("Director", "Officer", "10% Owner", "Other")
    return (name for name, tick in zip(names, ticks, strict=True) if tick.value)


def _grid(
    table: PrintedTable, title: str, rows: Sequence[NonDerivativeRow | DerivativeRow], doubted: set[str]
) -> Table:
    """The rows as a table without the columns that are blank in all of them, which would only widen it."""
    shown = [column for column in table.columns if any(not cell_of(row, column.attribute)[1].is_blank for row in rows)]
    grid = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in shown:
        is_number = column.kind is Kind.NUMBER
        grid.add_column(SHORT_HEADINGS[column.attribute], justify="right" if is_number else "left", overflow="fold")
    for number, row in enumerate(rows, 1):
        cells = []
        for column in shown:
            attribute, field = cell_of(row, column.attribute)
            path = f"{table.element}/*[{number}]/{ROW_ELEMENTS[attribute]}"
            cells.append(Text(_printed(row, attribute, field), style=DOUBTFUL if path in doubted else ""))
        grid.add_row(*cells)
    return grid


def _printed(row: NonDerivativeRow | DerivativeRow, attribute: str, field: AnyField) -> str:
    """The value as the form prints it, with its marks; without a value, the text that was read."""
    if field.value is None:
        return field.text
    marks = print_marks(field.footnotes)
    text = field.text.removesuffix(marks).strip()
    if attribute == "transaction_code" and row.equity_swap_involved.value:
        text = f"{field.value}/K"
    if not text:  # read from XML, not from a page
        text = print_number(field.value) if isinstance(field.value, Decimal) else str(field.as_xml)
    return f"{text} {marks}".strip()


def _verdict(extraction: Extraction) -> Iterator[Text]:
    """Lines that say what a person should look at, or that there is nothing."""
    assessment = extraction.assessment
    doubted = [entry for entry in assessment.fields if entry.review]
    if not assessment.review:
        yield Text(f"{len(assessment.fields)} fields, nothing to review", style="green")
    for reason in assessment.reasons:
        yield Text(f"! {reason}", style="bold red")
    for entry in doubted:
        yield Text.from_markup(f"[{DOUBTFUL}]?[/] {escape(entry.xpath)}: {escape('; '.join(entry.reasons))}")
