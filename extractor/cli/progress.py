"""The progress of a run: a bar on a terminal, otherwise a log line every 30 seconds."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from extractor.batch.report import Status
from extractor.cli.terminal import speaks_json, tell

Advance = Callable[[Counter[Status]], None]
"""Called after each file with the number of files so far, by status."""

BETWEEN_LINES = 30.0
"""Seconds between two lines in a log."""


@contextmanager
def progress(total: int, *, quiet: bool, lines: bool = False) -> Iterator[Advance]:
    """Shows rate, time left, failures and files to review; nothing for a single file. With `lines`, without a bar."""
    if quiet or total == 1 or sys.stderr is None:
        yield lambda _: None
    elif sys.stderr.isatty() and not lines and not speaks_json():
        with _bar(total) as advance:
            yield advance
    else:
        yield _lines(total)


def _lines(total: int) -> Advance:
    begin = told = time.monotonic()

    def advance(counts: Counter[Status]) -> None:
        nonlocal told
        now, done = time.monotonic(), sum(counts.values())
        if now - told >= BETWEEN_LINES and done < total:
            told = now
            left = (now - begin) / done * (total - done)
            rate = done / (now - begin)
            tell(
                f"{done:,} of {total:,}, {rate:.2f} files/s, {left:.0f} s left, {_told(counts)}",
                done=done,
                total=total,
                rate=round(rate, 3),
                left=round(left),
            )

    return advance


@contextmanager
def _bar(total: int) -> Iterator[Advance]:
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (
        TextColumn("reading forms"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    begin = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, rate="")

        def advance(counts: Counter[Status]) -> None:
            done = sum(counts.values())
            rate = f"{done / max(time.monotonic() - begin, 0.001):.1f} files/s"
            bar.update(task, completed=done, description=_told(counts), rate=rate)

        yield advance


def _told(counts: Counter[Status]) -> str:
    return f"{counts[Status.FAILED]:,} failed, {counts[Status.REVIEW]:,} to review"
