"""The command `form4`: arguments in, exit code out. Each command imports what it needs only when it runs."""

import errno
import sys
import traceback
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli import (
    arguments as cli_arguments,
)
from extractor.cli import (
    audit as cli_audit,
)
from extractor.cli import (
    config as cli_config,
)
from extractor.cli import (
    doctor as cli_doctor,
)
from extractor.cli import (
    export as cli_export,
)
from extractor.cli import (
    reread as cli_reread,
)
from extractor.cli import (
    review as cli_review,
)
from extractor.cli import (
    rules as cli_rules,
)
from extractor.cli import (
    store as cli_store,
)
from extractor.cli import (
    watch as cli_watch,
)
from extractor.cli.arguments import AlwaysAsk, AskBelow
from extractor.cli.logs import LogFormatOption, VerboseOption
from extractor.cli.settings import Settings
from extractor.cli.terminal import LogFormat, discard_output, occupy_streams, say, speak, write_out
from extractor.errors import ExitCode, ExtractorError
from extractor.verification.mode import Verify

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO})
"""The error numbers of a stream or disk that cannot be written any more."""
SHORT = frozenset({errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOMEM})
"""The error numbers when the system's limit for open files or processes is reached."""

app = typer.Typer(
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # boxes around the help would take longer to load than the command to run
    help="Turn printed SEC Forms 4 back into data that says how sure it is of every value.",
)


class Format(StrEnum):
    """A format that `form4 extract` writes."""

    JSON = "json"
    CSV = "csv"
    XML = "xml"
    XLSX = "xlsx"
    PARQUET = "parquet"
    TSV = "tsv"
    JSONL = "jsonl"


class Doubtful(StrEnum):
    """Whether doubtful filings are in tables that cannot mark a doubt."""

    LEAVE_OUT = "leave-out"
    KEEP = "keep"


def _print_version(*, is_asked: bool) -> None:
    """Print the version and end."""
    if is_asked:
        from extractor import __version__  # noqa: PLC0415

        write_out(f"form4 {__version__}\n")
        raise typer.Exit


@app.callback()
def form4(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and end.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Keep `extract` a command of its own."""


@app.command()
def extract(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE|FOLDER…", help="Forms to read, or folders of them.", parser=cli_arguments.named_path
        ),
    ],
    *,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="OUT", help="Write one file per filing and format here.")
    ] = None,
    formats: Annotated[
        list[Format] | None,
        typer.Option(
            "--format",
            help="json, csv, xml or xlsx: one file per filing; parquet, tsv or jsonl: one for all filings. Repeatable.",
        ),
    ] = None,
    verify: Annotated[
        Verify, typer.Option("--verify", help="Read pages again with a second reader; auto: only filings in doubt.")
    ] = Verify.AUTO,
    sample_rate: Annotated[
        float,
        typer.Option(
            "--sample-rate", min=0.0, max=1.0, help="Share of the filings without doubts to send to review too."
        ),
    ] = 0.0,
    always_ask: AlwaysAsk = "",
    ask_below: AskBelow = 0.0,
    one_workbook: Annotated[
        bool, typer.Option("--one-workbook", help="Write all filings into OUT/form4.xlsx.")
    ] = False,
    doubtful: Annotated[
        Doubtful,
        typer.Option("--doubtful", help="Whether the TSV tables contain doubtful filings; REVIEW.tsv lists these."),
    ] = Doubtful.LEAVE_OUT,
    flat: Annotated[bool, typer.Option("--flat", help="Write the results of all subfolders into one folder.")] = False,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Skip files whose results are complete in OUT and made with the same options."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only list what would be read, skipped and written.")
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE.html", help="Write a page with plots of the run."),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=1, help="Files read at the same time; by default one per core, at most 4."),
    ] = None,
    accession: Annotated[
        str | None,
        typer.Option(
            "--accession",
            help="EDGAR's number of the filing, such as 0001234567-24-000123.",
            parser=cli_arguments.accession,
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not show progress.")] = False,
    log_format: LogFormatOption = LogFormat.TEXT,
    verbose: VerboseOption = False,
) -> None:
    """Read forms: a summary on a terminal, JSON when piped, files with -o.

    Exit codes: 0 nothing to review, 1 something to review, 3 an input could not be read, 5 the
    output could not be written.
    """
    from extractor.batch.policy import policy_of  # noqa: PLC0415
    from extractor.cli.extract import run_extract  # noqa: PLC0415

    speak(log_format)
    chosen = tuple(dict.fromkeys(form.value for form in formats or ()))
    if one_workbook:
        chosen = (*(chosen or ("json",)), "one-workbook")
    raise typer.Exit(
        run_extract(
            tuple(paths),
            output=output,
            formats=chosen,
            jobs=jobs,
            quiet=quiet,
            verify=verify,
            sample_rate=sample_rate,
            policy=policy_of(always_ask, ask_below),
            keeps_doubtful=doubtful is Doubtful.KEEP,
            flat=flat,
            resume=resume,
            dry_run=dry_run,
            report=report,
            accession=accession or "",
            verbose=verbose,
        )
    )


app.command()(cli_watch.watch)
app.command()(cli_watch.retry)
app.command()(cli_reread.reread)
app.command()(cli_review.review)
app.command()(cli_audit.audit)
app.command()(cli_export.export)
app.command()(cli_rules.rules)
app.command()(cli_rules.check)
app.add_typer(cli_store.app, name="store")
app.command()(cli_doctor.doctor)
app.command()(cli_config.config)


def main() -> None:
    """Run the command and end the process with its exit code; the only place where errors become messages."""
    occupy_streams()
    settings = None
    try:
        settings = Settings(app)
        code = settings.run()
    except ExtractorError as error:
        say(str(error))
        code = error.exit_code
    except typer.Abort:
        code = ExitCode.INTERRUPTED
    except KeyboardInterrupt:
        code = ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last boundary: a bug is reported as one
        code = _usage_or_bug(error, settings)
    sys.exit(int(code or 0))


def _usage_or_bug(error: Exception, settings: Settings | None) -> ExitCode:
    """Report a full disk or a system limit as such, the argument parser's errors in its words, all others as bugs."""
    if isinstance(error, OSError) and error.errno in FULL:
        discard_output()
        say(f"the output cannot be written: {error.strerror}")
        return ExitCode.OUTPUT
    if isinstance(error, OSError) and error.errno in SHORT:
        say(f"a limit of the system is too low for this program ({error.strerror}); raise it (ulimit -a shows all)")
        return ExitCode.OUTPUT
    show = getattr(error, "show", None)
    if show is not None:
        show()
        if settings is not None and (origin := settings.origin(error)):
            say(f"the value is set by {origin}")
        return ExitCode.USAGE
    traceback.print_exc()
    say("this is a bug; please report it with the lines above")
    return ExitCode.INTERNAL


if __name__ == "__main__":
    main()
