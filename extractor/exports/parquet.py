"""Filings → one Parquet data set: the lines of the CSV, with types, in one folder for each year of the period."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.errors import MissingDependencyError, OutputError
from extractor.exports.files import binary_draft_of, take_over
from extractor.exports.lines import COLUMNS, Line, Outgoing
from extractor.model.field_paths import DOCUMENT_ELEMENTS, ROW_ELEMENTS
from extractor.model.ownership import BoolField, DateField, DecimalField, DerivativeRow, OwnershipDocument

DIGITS, DECIMALS = 38, 10
"""The widest decimal that all readers of Parquet accept: 38 digits, 10 of them after the point."""
ROW_GROUP = 10_000
"""How many lines of a year are held in memory before they are written."""
PART = "part-0.parquet"
UNKNOWN = "unknown"


def write_parquet(folder: Path, filings: Iterable[Outgoing]) -> list[OutputError]:
    """Write `folder`/year=…/part-0.parquet for each year, complete or not at all; raises `OutputError`.

    Returns an error for each filing with a number that decimal(38, 10) cannot hold: rather than rounded, such a
    filing is left out.
    """
    refused: list[OutputError] = []
    years: dict[Path, Callable[[list[Line]], None]] = {}
    with ExitStack() as files:
        for filing in filings:
            lines = list(filing.lines)
            if inexact := next(filter(None, map(_inexact, lines)), None):
                refused.append(OutputError(f"{lines[0]['name']}: left out of the Parquet data set: {inexact}"))
                continue
            period = filing.extraction.document.period_of_report.value
            path = folder / f"year={f'{period.year:04d}' if period else UNKNOWN}" / PART
            if path not in years:
                years[path] = files.enter_context(_year(path))
            years[path](lines)
    for path in years:
        take_over(path)
    for path in set(folder.glob(f"year=*/{PART}")) - years.keys():  # of a filing whose year was corrected since
        path.unlink()
    return refused


@contextmanager
def _year(path: Path) -> Iterator[Callable[[list[Line]], None]]:
    """The file of one year; yields a function that takes lines and writes them in groups of `ROW_GROUP` and more."""
    try:
        import pyarrow as pa  # noqa: PLC0415  # takes longer to load than a page to read
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        message = "Parquet needs pyarrow, which is not installed; install it with: pip install pyarrow"
        raise MissingDependencyError(message) from error
    schema = pa.schema([(name, _type(pa, name)) for name in COLUMNS])
    waiting: list[Line] = []

    def flush() -> None:
        writer.write_table(pa.Table.from_pylist(waiting, schema=schema))
        waiting.clear()

    def add(lines: list[Line]) -> None:
        waiting.extend(lines)
        if len(waiting) >= ROW_GROUP:
            flush()

    with binary_draft_of(path) as draft, pq.ParquetWriter(draft, schema, compression="zstd") as writer:
        yield add
        flush()


def _type(pa: Any, name: str) -> Any:
    if name in {"confidence", "row"}:
        return pa.float64() if name == "confidence" else pa.int32()
    model = DerivativeRow if name in ROW_ELEMENTS else OwnershipDocument
    known = name in ROW_ELEMENTS or name in DOCUMENT_ELEMENTS or name == "aff10b5_one"
    kind: Any = model.model_fields[name].annotation if known else None
    types: dict[Any, Any] = {
        BoolField: pa.bool_(),
        DateField: pa.date32(),
        DecimalField: pa.decimal128(DIGITS, DECIMALS),
    }
    return types.get(kind, pa.string())


def _inexact(line: Line) -> str:
    """A message about the first number of the line with too many digits for the data set; empty if all fit."""
    for column, value in line.items():
        if isinstance(value, Decimal):
            whole, _, decimals = f"{value:f}".partition(".")
            if len(whole.lstrip("-0")) > DIGITS - DECIMALS or len(decimals.rstrip("0")) > DECIMALS:
                return f"{column} is {value:f}, which has more digits than this column can hold"
    return ""
