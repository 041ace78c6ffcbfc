"""Extraction → CSV: one line for every row of both tables, with the filing's header repeated on each."""

import csv
import io
from collections.abc import Iterator

from extractor.model.field_paths import ROW_ELEMENTS
from extractor.model.ownership import DerivativeRow, NonDerivativeRow
from extractor.model.results import Extraction

HEADER = (
    "path",
    "document_type",
    "period_of_report",
    "issuer_name",
    "issuer_trading_symbol",
    "rpt_owner_names",
    "table",
    "row",
    "kind",
    *ROW_ELEMENTS,
    "footnotes",
    "review",
)
"""Columns; `footnotes` says which cell carries which mark, `review` which cells a person should look at."""


def to_csv(extraction: Extraction, *, header: bool = True) -> str:
    """The rows of one filing; a filing without rows has a line with its header alone."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    if header:
        writer.writerow(HEADER)
    writer.writerows(_lines(extraction))
    return lines.getvalue()


def _lines(extraction: Extraction) -> Iterator[list[str]]:
    document = extraction.document
    head = [
        extraction.source.path,
        document.document_type.as_xml or "",
        document.period_of_report.as_xml or "",
        document.issuer.issuer_name.as_xml or "",
        document.issuer.issuer_trading_symbol.as_xml or "",
        "; ".join(owner.rpt_owner_name.as_xml or "" for owner in document.reporting_owners),
    ]
    doubted = {entry.xpath for entry in extraction.assessment.fields if entry.review}
    rows = list(document.rows())
    for path, row in rows:
        table, number = path.removesuffix("]").split("/*[")
        values = [_value(row, attribute) for attribute in ROW_ELEMENTS]
        yield [*head, table, number, row.kind.value or "", *values, _marks(row), _doubts(path, doubted)]
    if not rows:
        yield head + [""] * (len(HEADER) - len(head))


def _value(row: NonDerivativeRow | DerivativeRow, attribute: str) -> str:
    field = getattr(row, attribute, None)
    return (field.as_xml or "") if field is not None else ""


def _marks(row: NonDerivativeRow | DerivativeRow) -> str:
    """`transaction_code F1; transaction_price_per_share F2 F3`."""
    marked = ((attribute, getattr(row, attribute, None)) for attribute in ROW_ELEMENTS)
    return "; ".join(f"{name} {' '.join(field.footnotes)}" for name, field in marked if field and field.footnotes)


def _doubts(path: str, doubted: set[str]) -> str:
    named = (attribute for attribute, element in ROW_ELEMENTS.items() if f"{path}/{element}" in doubted)
    return " ".join([*(["kind"] if path in doubted else []), *named])
