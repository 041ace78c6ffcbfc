"""Runs `form4 extract`: files in, filings out, progress on the terminal."""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path, PurePath

from extractor.batch.inputs import Input, inputs_of
from extractor.batch.job import NOTHING_MORE, read_file
from extractor.batch.notes import key_of
from extractor.batch.policy import Policy
from extractor.batch.pool import FileOutcome, WorkerPool
from extractor.cli.progress import progress
from extractor.cli.run import STDIN, Run
from extractor.cli.terminal import discard_output, tell
from extractor.cores import usual_workers
from extractor.errors import ExitCode, NotAForm4Error, UsageError
from extractor.readers.suffixes import suffix_of
from extractor.verification.mode import Verify


def run_extract(
    paths: Sequence[Path],
    *,
    output: Path | None,
    formats: Sequence[str],
    jobs: int | None,
    quiet: bool,
    verify: Verify = Verify.AUTO,
    sample_rate: float = 0.0,
    policy: Policy = NOTHING_MORE,
    keeps_doubtful: bool = False,
    flat: bool = False,
    resume: bool = False,
    dry_run: bool = False,
    report: Path | None = None,
    accession: str = "",
    verbose: bool = False,
) -> ExitCode:
    """Read every form in `paths`, write the results, and return the worst exit code; raises UsageError."""
    if output is None and (resume or dry_run or report):
        raise UsageError("--resume, --dry-run and --report need a folder of results: add -o OUT")
    is_stdin = Path(STDIN) in paths
    with ExitStack() as closing:
        inputs = _stdin(paths, closing) if is_stdin else _inputs(paths, flat=flat)
        if accession and len(inputs) > 1:
            raise UsageError("--accession is the number of a single filing; give only one file")
        options = {"verify": verify.value, "sample_rate": sample_rate, "accession": accession}
        options |= {"always_ask": ",".join(sorted(policy.always)), "ask_below": policy.below}
        key = key_of(options) if output else ""
        run = Run(inputs, output=output, formats=formats, key=key, resume=resume, is_stdin=is_stdin, verbose=verbose)
        if dry_run:
            return run.tell()
        read = partial(read_file, verify=verify, sample_rate=sample_rate, accession=accession, policy=policy)
        workers = min(jobs or usual_workers(), len(inputs))
        forks = len(inputs) == 1 and _may_fork()
        pool = closing.enter_context(WorkerPool(read, workers=workers, forks=forks))
        if not _read_all(run, pool, quiet=quiet):
            return run.worst
    run.write_tables(keeps_doubtful=keeps_doubtful)
    if report is not None:
        run.write_page(report)
    if not quiet and len(inputs) > 1 and (output is not None or sys.stderr.isatty()):
        tell(run.report.summary(), **run.report.numbers())
    return run.worst


def _read_all(run: Run, pool: WorkerPool, *, quiet: bool) -> bool:
    """Read and write file after file; False if the program that reads our output has ended."""
    with ExitStack() as closing:
        run.start(closing)
        advance = closing.enter_context(progress(len(run.inputs), quiet=quiet, lines=run.verbose))
        outcomes = pool.outcomes(run.to_read(advance))
        try:
            for done in outcomes if run.output else _in_order([each.path for each in run.inputs], outcomes):
                run.finish(done)
                advance(run.report.counts)
        except BrokenPipeError:
            # The program that reads our output has ended (`| head`): stop quietly, because nothing is wrong.
            discard_output()
            return False
    return True


def _may_fork() -> bool:
    """Whether a forked copy of this process can read: safe only with one thread, as others may hold locks.

    For a single file, forking avoids loading everything twice, which takes longer than reading it.
    """
    threads = Path("/proc/self/task")
    return hasattr(os, "fork") and threads.exists() and len(list(threads.iterdir())) == 1


def _inputs(paths: Sequence[Path], *, flat: bool) -> tuple[Input, ...]:
    inputs = inputs_of(paths, flat=flat)
    if not inputs:
        raise NotAForm4Error(f"no PDF or image in {', '.join(map(str, paths))}; name the folder that holds the forms")
    return inputs


def _stdin(paths: Sequence[Path], closing: ExitStack) -> tuple[Input, ...]:
    """The form on standard input, as a temporary file that is deleted when `closing` closes."""
    if len(paths) > 1:
        raise UsageError("standard input is one form; give - without other files")
    if sys.stdin is None:
        raise UsageError("standard input is closed; give a file")
    content = sys.stdin.buffer.read()
    path = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="form4-"))) / f"stdin{suffix_of(content)}"
    path.write_bytes(content)
    return (Input(path, PurePath(path.name)),)


def _in_order(files: Sequence[Path], outcomes: Iterable[FileOutcome]) -> Iterator[FileOutcome]:
    """The outcomes in the order of `files`, each as soon as it and those before it are there."""
    ready: dict[Path, FileOutcome] = {}
    position = 0
    for done in outcomes:
        ready[done.path] = done
        while position < len(files) and files[position] in ready:
            yield ready.pop(files[position])
            position += 1
