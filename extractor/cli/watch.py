"""The commands `form4 watch` and `form4 retry`: arguments in, log lines on stderr, exit code out."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.arguments import LONGEST_WAIT, AlwaysAsk, AskBelow, named_path, seconds
from extractor.cli.logs import LogFormatOption, VerboseOption, log_to_stderr
from extractor.cli.terminal import LogFormat
from extractor.errors import ExitCode, UsageError

StoreOption = Annotated[
    str | None,
    typer.Option("--store", metavar="FILE|URL", help="Where filings are stored: a file, or postgresql://…"),
]


def watch(
    inbox: Annotated[Path, typer.Argument(metavar="INBOX", help="The folder to watch.", parser=named_path)],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="OUT", help="Write results here instead of beside each file.")
    ] = None,
    formats: Annotated[
        list[str] | None, typer.Option("--format", help="json, csv or xml; may be given more than once.")
    ] = None,
    store: StoreOption = None,
    move: Annotated[
        bool, typer.Option("--move", help="Move files that were read to done/, review/ or failed/ in INBOX.")
    ] = False,
    once: Annotated[bool, typer.Option("--once", help="Read what is there, then end; for cron.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Files read at the same time.")] = 1,
    interval: Annotated[
        float,
        typer.Option(
            "--interval", min=0.25, max=LONGEST_WAIT, callback=seconds, help="Seconds between two looks at the folder."
        ),
    ] = 2.0,
    time_limit: Annotated[
        float | None,
        typer.Option(
            "--time-limit",
            min=1.0,
            max=LONGEST_WAIT,
            callback=seconds,
            help="Seconds one file may take; by default 30 plus 10 per page of computing time, at most 300 in all.",
        ),
    ] = None,
    sample: Annotated[
        float,
        typer.Option(
            "--sample-rate", min=0.0, max=1.0, help="Share of the filings without doubts to send to review too."
        ),
    ] = 0.0,
    always_ask: AlwaysAsk = "",
    ask_below: AskBelow = 0.0,
    log_format: LogFormatOption = LogFormat.TEXT,
    verbose: VerboseOption = False,
) -> None:
    """Read every form that arrives in a folder, once; each file gets a log line on stderr.

    On SIGTERM, the files being read are finished first. With --once the exit code is that of the worst file.
    """
    from extractor.batch.job import read_file  # noqa: PLC0415
    from extractor.batch.policy import policy_of  # noqa: PLC0415
    from extractor.exports.formats import FORMATS, render  # noqa: PLC0415
    from extractor.store import default_url, open_store  # noqa: PLC0415
    from extractor.watch import watch as watch_folder  # noqa: PLC0415

    chosen, policy = tuple(dict.fromkeys(formats or ("json",))), policy_of(always_ask, ask_below)
    if unknown := [form for form in chosen if form not in FORMATS]:
        raise UsageError(f"there is no format {unknown[0]!r}; the formats are {', '.join(FORMATS)}")
    with (
        log_to_stderr(log_format, verbose=verbose),
        _sigterm() as stopping,
        open_store(store or default_url()) as opened,
    ):
        code = watch_folder(
            inbox,
            store=opened,
            extract=partial(read_file, policy=policy),
            render=render,
            formats=chosen,
            out=out,
            move=move,
            once=once,
            workers=jobs,
            interval=interval,
            time_limit=time_limit,
            sample=sample,
            should_stop=lambda: bool(stopping),
        )
    raise typer.Exit(code)


def retry(store: StoreOption = None) -> None:
    """Have every failed file read again, when the watcher next looks at its folder."""
    from datetime import UTC, datetime  # noqa: PLC0415

    from extractor.store import default_url, open_store  # noqa: PLC0415

    with open_store(store or default_url()) as opened:
        number = opened.files.retry(now=datetime.now(UTC))
    sys.stderr.write(f"form4: {number} failed file{'s' * (number != 1)} will be read again by form4 watch\n")
    raise typer.Exit(ExitCode.OK)


@contextmanager
def _sigterm() -> Iterator[list[int]]:
    """A list of the SIGTERM signals received within the context; empty until one arrives."""
    received: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: received.append(number))
    try:
        yield received
    finally:
        signal.signal(signal.SIGTERM, before)
