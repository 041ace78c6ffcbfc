"""The command `form4 review`: starts the review in a web browser."""

import os
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.watch import StoreOption


def review(
    store: StoreOption = None,
    *,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port of the page; 0 takes any that is free.")
    ] = 8044,
    host: Annotated[
        str, typer.Option("--host", help="The address to serve; any other than this machine's own needs a password.")
    ] = ("127.0.0.1"),
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A host name under which the page may be opened; repeatable.")
    ] = None,
    password: Annotated[
        str | None,
        typer.Option(
            "--password", envvar="FORM4_PASSWORD", help="The password for the page; better given in FORM4_PASSWORD."
        ),
    ] = None,
    uploads: Annotated[
        Path | None, typer.Option("--uploads", metavar="FOLDER", help="Where files dropped on the page are kept.")
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Show everything, change nothing.")] = False,
    browser: Annotated[bool, typer.Option("--browser", help="Open the page in a browser.")] = False,
) -> None:
    """Review filings in a web browser: the fields in doubt beside the page as printed, worst filing first.

    Unless --host says otherwise, only this machine can reach the page, and only with the token in the printed address.
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


def _uploads_folder() -> Path:
    """The default folder for uploads, beside the default store in this user's data folder."""
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "form4" / "uploads"
