"""The command `form4 extract`: files in, filings out, progress on the terminal."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from extractor.batch.job import read_file
from extractor.batch.pool import FileOutcome, WorkerPool, expand
from extractor.cli.terminal import discard_output, say, write_out
from extractor.cores import usual_workers
from extractor.errors import ExitCode, NotAForm4Error, OutputError, StreamError, UsageError
from extractor.exports.csv_rows import to_csv
from extractor.exports.files import OutputNames, write_whole
from extractor.exports.formats import render
from extractor.model.results import Extraction, Failure
from extractor.verification.mode import Verify

Write = Callable[[Path, Sequence[Extraction]], None]
"""Writes the filings of one file."""


def run_extract(
    paths: Sequence[Path],
    *,
    output: Path | None,
    formats: Sequence[str],
    jobs: int | None,
    quiet: bool,
    verify: Verify = Verify.AUTO,
    sample_rate: float = 0.0,
) -> ExitCode:
    """Read every form that `paths` mean and give the worst of the outcomes."""
    files = expand(paths)
    if not files:
        raise NotAForm4Error(f"no PDF or image in {', '.join(map(str, paths))}; name the folder that holds the forms")
    if output is None and len(formats) > 1:
        raise UsageError("more than one format needs a folder to write to: add -o OUT")
    write = _writer(files, output, formats)
    worst = ExitCode.OK
    workers = min(jobs or usual_workers(), len(files))
    pool = WorkerPool(partial(read_file, verify=verify, sample_rate=sample_rate), workers=workers)
    try:
        with _progress(len(files), quiet=quiet) as advance, pool:
            for done in _in_order(files, pool.outcomes(files)):
                worst = max(worst, _finish(done, write))
                advance()
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing more can be said, and nothing is wrong.
        discard_output()
    return worst


def _finish(done: FileOutcome, write: Write) -> ExitCode:
    """Write one file's outcome; a file that fails costs the others nothing."""
    if isinstance(done.result, Failure):
        say(done.result.message if done.path.name in done.result.message else f"{done.path}: {done.result.message}")
        return done.result.exit_code
    try:
        write(done.path, done.result)
    except StreamError:
        raise
    except OutputError as error:
        say(str(error))
        return error.exit_code
    return max(filing.exit_code for filing in done.result)


def _in_order(files: Sequence[Path], outcomes: Iterable[FileOutcome]) -> Iterator[FileOutcome]:
    """Outcomes in the order of their files, each as soon as those before it are there."""
    ready: dict[Path, FileOutcome] = {}
    position = 0
    for done in outcomes:
        ready[done.path] = done
        while position < len(files) and files[position] in ready:
            yield ready.pop(files[position])
            position += 1


def _writer(files: Sequence[Path], output: Path | None, formats: Sequence[str]) -> Write:
    """How filings leave: as files, as data on stdout, or as a summary for the person at the terminal."""
    if output is not None:
        return _to_files(OutputNames(files), output, formats or ("json",))
    if sys.stdout is None:
        raise StreamError("standard output is closed; open it, or give a folder with -o")
    if not formats and sys.stdout.isatty():
        return _to_terminal()
    return _to_stdout(formats[0] if formats else "json")


def _to_files(names: OutputNames, output: Path, formats: Sequence[str]) -> Write:
    def write(path: Path, filings: Sequence[Extraction]) -> None:
        for number, filing in enumerate(filings, 1):
            for form in formats:
                write_whole(output / f"{names.name(path, number)}.{form}", render(filing, form))

    return write


def _to_terminal() -> Write:
    from rich.console import Console  # noqa: PLC0415

    from extractor.cli.summary import print_summary  # noqa: PLC0415

    console = Console()

    def write(path: Path, filings: Sequence[Extraction]) -> None:  # noqa: ARG001 - the filing knows its source
        for filing in filings:
            print_summary(filing, console)

    return write


def _to_stdout(form: str) -> Write:
    """One filing after the other: a line of JSON each, CSV under one header, XML one document each."""
    written = 0

    def write(path: Path, filings: Sequence[Extraction]) -> None:  # noqa: ARG001 - the filing knows its source
        nonlocal written
        for filing in filings:
            text = to_csv(filing, header=not written) if form == "csv" else render(filing, form)
            write_out(text)
            written += 1

    return write


@contextmanager
def _progress(total: int, *, quiet: bool) -> Iterator[Callable[[], None]]:
    """A line on stderr that counts files, for a person who waits; nothing in a log."""
    if quiet or total == 1 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    console = Console(stderr=True)
    with Progress(TextColumn("reading forms"), MofNCompleteColumn(), console=console, transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda: progress.advance(task)
