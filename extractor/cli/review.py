"""The commands `form4 review` and `form4 export`: look at what is in doubt, and take the result away."""

import os
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.terminal import write_out
from extractor.cli.watch import StoreOption


def review(
    store: StoreOption = None,
    *,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any that is free.")] = 8044,
    host: Annotated[str, typer.Option("--host", help="Another address than this machine's own wants a password.")] = (
        "127.0.0.1"
    ),
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A host name the page may be asked for under; repeatable.")
    ] = None,
    password: Annotated[
        str | None, typer.Option("--password", envvar="FORM4_PASSWORD", help="Better given in FORM4_PASSWORD.")
    ] = None,
    uploads: Annotated[
        Path | None, typer.Option("--uploads", metavar="FOLDER", help="Where files dropped on the page are kept.")
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Show everything, change nothing.")] = False,
    browser: Annotated[bool, typer.Option("--browser", help="Open the page in a browser.")] = False,
) -> None:
    """Review filings in a web browser: what is in doubt beside the page as printed, worst first.

    Only this machine can reach the page, and only with the token in the address that is printed.
    """
    from extractor.review.server.serve import serve  # noqa: PLC0415
    from extractor.store import default_url  # noqa: PLC0415

    serve(
        store or default_url(),
        uploads=uploads or _uploads_folder(),
        host=host,
        port=port,
        password=password,
        names=tuple(name or ()),
        read_only=read_only,
        opens_browser=browser,
    )


def export(
    store: StoreOption = None,
    *,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to stdout.")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="csv, json, or xml (a ZIP with a file a filing).")] = "csv",
    everything: Annotated[bool, typer.Option("--all", help="What is not accepted, too.")] = False,
) -> None:
    """Write the accepted filings, with every correction made in review, as one file."""
    from extractor.errors import UsageError  # noqa: PLC0415
    from extractor.exports.files import write_whole  # noqa: PLC0415
    from extractor.review.pages.bundle import ACCEPTED, BUNDLES, EVERY_READ, Format  # noqa: PLC0415
    from extractor.store import default_url, open_store  # noqa: PLC0415

    if form not in list(Format):
        raise UsageError(f"no format {form!r}; there are {', '.join(Format)}")
    if output is None and form == Format.XML:
        raise UsageError("a ZIP is not for a terminal; give a file with -o")
    with open_store(store or default_url()) as opened:
        content = BUNDLES[Format(form)].write(opened.documents.export(EVERY_READ if everything else ACCEPTED))
    if output is None:
        write_out(content)
    else:
        write_whole(output, content)


def _uploads_folder() -> Path:
    """Beside the default store, in this user's data folder."""
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "form4" / "uploads"
