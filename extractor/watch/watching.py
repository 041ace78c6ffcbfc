"""Looks at a folder again and again, and reads every new, complete file once."""

import logging
import os
import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from extractor.batch.clock import TIME_MOST
from extractor.batch.pool import MEMORY_LIMIT, START_TIME, Extract, FileOutcome, WorkerPool
from extractor.errors import ExitCode, OutputError, UsageError
from extractor.readers.suffixes import BYTES_MAX
from extractor.store import LONGEST_LEASE, Store, StoreUnavailableError
from extractor.watch.intake import Intake, Render, Ticket, shown
from extractor.watch.looking import is_candidate, stamp_of
from extractor.watch.memory import Memory

INTERVAL = 2.0  # seconds between looks; a file that does not change for so long counts as complete
RETRY_AFTER = timedelta(minutes=5)
SECONDS_MAX = LONGEST_LEASE.total_seconds()
LEASE_MARGIN = 60.0  # seconds added to the reading time for writing and recording, before a claim ends
TROUBLE_PAUSE = 30.0  # seconds before the next try if the disk is full or the store unavailable
_SLICE = 0.25  # seconds until a request to stop is noticed

log = logging.getLogger("extractor.watch")


def watch(
    inbox: Path,
    *,
    store: Store,
    extract: Extract,
    render: Render,
    formats: tuple[str, ...] = ("json",),
    out: Path | None = None,
    move: bool = False,
    once: bool = False,
    workers: int = 1,
    interval: float = INTERVAL,
    time_limit: float | None = None,
    memory_limit: int = MEMORY_LIMIT,
    retry_after: timedelta = RETRY_AFTER,
    sample: float = 0.0,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    should_stop: Callable[[], bool] = lambda: False,
) -> ExitCode:
    """Read files that arrive in `inbox` until `should_stop`, or with `once` in one round.

    Returns the worst exit code of that one round, otherwise OK. Results are written to `out`, or beside the page. With
    `move` a page is moved to `done/`, `review/` or `failed/` in the inbox. `sample` is the share, 0 to 1, of sure
    filings that are sent to review all the same. `time_limit` is in seconds for a file; if it is None, processor time
    is limited instead, depending on the number of pages. Raises UsageError if a folder cannot be used.
    """
    inbox, out = _checked(inbox, out)
    intake = Intake(
        inbox=inbox,
        store=store,
        render=render,
        formats=formats,
        out=out,
        move=move,
        holder=f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}",
        lease=_lease(time_limit),
        retry_after=retry_after,
        sample=sample,
        clock=clock,
    )
    memory = Memory()
    with WorkerPool(extract, workers=workers, time_limit=time_limit, memory_limit=memory_limit) as pool:
        if once:
            memory.look(inbox)
            _pause(interval, sleep, should_stop)
            return _round(intake, pool, memory, should_stop)
        while not should_stop():
            code = _round(intake, pool, memory, should_stop)
            _pause(TROUBLE_PAUSE if code is ExitCode.OUTPUT else interval, sleep, should_stop)
    return ExitCode.OK


def _lease(time_limit: float | None) -> timedelta:
    """How long a claim lasts: longer than its file can take to be read."""
    most = TIME_MOST if time_limit is None else min(time_limit, SECONDS_MAX)
    return min(timedelta(seconds=most + START_TIME + LEASE_MARGIN), LONGEST_LEASE)


def _checked(inbox: Path, out: Path | None) -> tuple[Path, Path | None]:
    try:
        is_folder = inbox.is_dir()
    except OSError as error:
        raise UsageError(f"{inbox} cannot be opened: {error.strerror}") from error
    if not is_folder:
        raise UsageError(f"{inbox} is not a folder; create it first")
    inbox = inbox.resolve()
    if out is None:
        return inbox, None
    out = out.resolve()
    if out.is_relative_to(inbox):
        raise UsageError(f"{out} is inside the watched folder, so results would be read as new files; choose another")
    return inbox, out


def _round(intake: Intake, pool: WorkerPool, memory: Memory, should_stop: Callable[[], bool]) -> ExitCode:
    """Look at the folder once, and read, write and record what is ready; returns the worst exit code."""
    tickets: dict[Path, Ticket] = {}
    worst, memory.refused = ExitCode.OK, False
    try:
        ready = [*_due(intake, memory), *memory.look(intake.inbox)]
        with closing(pool.outcomes(_taken(intake, memory, ready, tickets, should_stop))) as outcomes:
            for done in outcomes:
                worst = max(worst, _recorded(intake, memory, tickets[done.path], done))
                del tickets[done.path]
        if memory.refused:
            worst = max(worst, ExitCode.BAD_INPUT)
    except (OutputError, StoreUnavailableError) as error:
        log.error("%s; trying again later", error)  # noqa: TRY400  # the user's disk, not our bug
        worst = max(worst, ExitCode.OUTPUT)
    finally:
        for ticket in tickets.values():
            intake.give_back(ticket.sha256)
    return worst


def _recorded(intake: Intake, memory: Memory, ticket: Ticket, done: FileOutcome) -> ExitCode:
    memory.last.add(ticket.path)  # if it cannot be written, the other files come first next time
    log.debug("%s: read for %.1f s, %.0f MiB", shown(ticket.path), done.seconds, done.mib)
    code = intake.record(ticket, done)
    memory.last.discard(ticket.path)
    if code is None:
        return ExitCode.OK
    memory.settle(ticket.path, ticket.stamp)
    return code


def _due(intake: Intake, memory: Memory) -> list[Path]:
    """Unchanged files to be read again, because their waiting time is over or somebody asked for it."""
    rows = intake.store.files.due(now=intake.clock())
    here = memory.paths_by_hash() if rows else {}
    paths = [here.get(row.sha256, Path(row.path)) for row in rows]
    return [path for path in paths if path.is_relative_to(intake.inbox) and ".." not in path.parts]


def _taken(
    intake: Intake,
    memory: Memory,
    paths: list[Path],
    tickets: dict[Path, Ticket],
    should_stop: Callable[[], bool],
) -> Iterator[Path]:
    """Those of `paths` that this watcher may read, one whenever a worker is free; adds their tickets to `tickets`."""
    for path in sorted(set(paths), key=lambda path: (path in memory.last, path)):
        if should_stop():
            return
        ticket = _ticket(intake, memory, path)
        if ticket is not None:
            tickets[path] = ticket
            yield path


def _ticket(intake: Intake, memory: Memory, path: Path) -> Ticket | None:
    stamp = stamp_of(path)
    if stamp is None or not is_candidate(path.name):
        return None
    if not _is_text(path):
        log.warning("%s: its name is not text on this system; rename it", shown(path))
        memory.settle(path, stamp)
        return None
    if stamp.size > BYTES_MAX:  # checked before hashing, which could take an hour
        intake.refuse(path, f"larger than {BYTES_MAX >> 20} MB; split it")
        memory.refused = True
        memory.settle(path, stamp)
        return None
    sha256 = memory.hash_of(path, stamp)
    if sha256 is None:
        return None
    standing = intake.store.files.standing(sha256, now=intake.clock())
    if standing.is_due:
        return intake.ticket(path, stamp, sha256)
    intake.put_away(path, sha256, standing)
    memory.settle(path, stamp)
    return None


def _is_text(path: Path) -> bool:
    """Whether the name is Unicode; on some systems names are bytes, and other names fit into no database or JSON."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _pause(seconds: float, sleep: Callable[[float], None], should_stop: Callable[[], bool]) -> None:
    """Wait in short pieces, so that a request to stop is noticed soon."""
    for _ in range(max(1, round(seconds / _SLICE))):
        if should_stop():
            return
        sleep(min(seconds, _SLICE))
