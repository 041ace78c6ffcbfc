"""The command `form4 export`: writes the filings of a store, accepted ones unless told otherwise, in any format."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.terminal import say, tell, write_out
from extractor.cli.watch import StoreOption
from extractor.errors import ExitCode, OutputError, UsageError

if TYPE_CHECKING:
    from extractor.exports.lines import Outgoing
    from extractor.model.results import Extraction
    from extractor.store import DocumentRow, Store


class ExportFormat(StrEnum):
    """A format that `form4 export` writes."""

    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    XML = "xml"
    TSV = "tsv"
    PARQUET = "parquet"
    XLSX = "xlsx"


class Kept(StrEnum):
    """Whether doubtful filings are exported."""

    LEAVE_OUT = "leave-out"
    KEEP = "keep"


DAYS = ["%Y-%m-%d"]
Wanted = Callable[["DocumentRow", "Extraction"], bool]


def export(
    store: StoreOption = None,
    *,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="Write here instead of to stdout.")
    ] = None,
    form: Annotated[
        ExportFormat, typer.Option("--format", help="xml: a ZIP with one file per filing; tsv and parquet: a folder.")
    ] = ExportFormat.CSV,
    everything: Annotated[bool, typer.Option("--all", help="Also filings that are not accepted.")] = False,
    doubtful: Annotated[
        Kept, typer.Option("--doubtful", help="keep: also filings that are not accepted, even in xml and tsv.")
    ] = Kept.LEAVE_OUT,
    issuer: Annotated[str, typer.Option("--issuer", help="Part of the issuer's name, or its symbol.")] = "",
    owner: Annotated[str, typer.Option("--owner", help="Part of a reporting owner's name.")] = "",
    code: Annotated[str, typer.Option("--code", help="Filings with a transaction of this code, such as P or S.")] = "",
    since: Annotated[
        datetime | None, typer.Option("--from", formats=DAYS, help="Period of report on this day or later.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", formats=DAYS, help="Period of report on this day or earlier.")
    ] = None,
) -> None:
    """Write the accepted filings of a store, with every correction made in review."""
    from extractor.store import default_url, open_store  # noqa: PLC0415

    if output is None and form not in {ExportFormat.CSV, ExportFormat.JSON, ExportFormat.JSONL}:
        raise UsageError(f"{form} cannot go to stdout; give a file or folder with -o")
    keeps = doubtful is Kept.KEEP
    wanted = _wanted(issuer, owner, code, since.date() if since else None, until.date() if until else None)
    with open_store(store or default_url()) as opened:
        refused = _write(_filings(opened, wanted, everything=everything or keeps), form, output, keeps_doubtful=keeps)
    for error in refused:
        say(str(error))
    raise typer.Exit(ExitCode.OUTPUT if refused else ExitCode.OK)


def _write(
    filings: Iterator["Outgoing"], form: ExportFormat, output: Path | None, *, keeps_doubtful: bool
) -> list[OutputError]:
    """Write the filings one after the other; returns an error for each that the format cannot hold."""
    from extractor.exports.formats import Table, write_table  # noqa: PLC0415
    from extractor.exports.streams import PIECES, pieces_of, write_archive, write_pieces  # noqa: PLC0415

    if output is None:
        for piece in pieces_of(filings, form):
            write_out(piece)
    elif form in PIECES:
        write_pieces(output, filings, form)
    elif form is ExportFormat.XML:
        write_archive(output, filings, keeps_doubtful=keeps_doubtful)
    else:
        table = Table.WORKBOOK if form is ExportFormat.XLSX else Table(form)
        return write_table(table, output, filings, keeps_doubtful=keeps_doubtful, tell=tell)
    return []


def _filings(store: "Store", wanted: Wanted, *, everything: bool) -> Iterator["Outgoing"]:
    """The wanted filings, with their files' names instead of paths of this machine, and who accepted them."""
    from extractor.exports.lines import Outgoing  # noqa: PLC0415
    from extractor.review.pages.bundle import ACCEPTED, EVERY_READ  # noqa: PLC0415

    for row, extraction in store.documents.export(EVERY_READ if everything else ACCEPTED):
        if wanted(row, extraction):
            source = extraction.source.model_copy(update={"path": row.name, "filing": row.filing})
            named = extraction.model_copy(update={"source": source})
            yield Outgoing(named, path=row.name, reviewer=store.documents.accepted_by(row.id))


def _wanted(issuer: str, owner: str, code: str, since: date | None, until: date | None) -> Wanted:
    """A function that tells whether a filing meets every given condition; names match in any case."""

    def in_time(period: date | None) -> bool:
        if since is None and until is None:
            return True
        return period is not None and (since or date.min) <= period <= (until or date.max)

    def wanted(row: "DocumentRow", extraction: "Extraction") -> bool:
        codes = {line.transaction_code.value for _, line in extraction.document.rows()} if code else set()
        is_issuers = issuer.casefold() in row.issuer.casefold() or issuer.casefold() == row.symbol.casefold()
        is_owners = owner.casefold() in row.owner.casefold()
        return is_issuers and is_owners and in_time(row.period) and (not code or code.upper() in codes)

    return wanted
