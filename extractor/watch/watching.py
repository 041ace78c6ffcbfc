"""A folder, looked at again and again: what is new and whole in it is read, once."""

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

INTERVAL = 2.0  # seconds between looks, and so the quiet time that makes a file whole
RETRY_AFTER = timedelta(minutes=5)
SECONDS_MAX = LONGEST_LEASE.total_seconds()
LEASE_MARGIN = 60.0  # seconds beyond the reading itself for writing and recording; then a claim is anybody's
TROUBLE_PAUSE = 30.0  # seconds before trying again when the disk is full or the store is away
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
    """Read what lands in `inbox` until `should_stop`, or once; then the worst that happened, of one round.

    Results are written to `out`, or beside the page. With `move` a page goes to `done/`, `review/` or
    `failed/` in the inbox. `sample` is the share of sure filings that a reviewer sees all the same. `time_limit` is in
    seconds a file; where it is None, a file's work is counted, and goes by its pages.
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
    """How long a claim holds: longer than its file can be read."""
    most = TIME_MOST if time_limit is None else min(time_limit, SECONDS_MAX)
    return min(timedelta(seconds=most + START_TIME + LEASE_MARGIN), LONGEST_LEASE)


def _checked(inbox: Path, out: Path | None) -> tuple[Path, Path | None]:
    try:
        is_folder = inbox.is_dir()
    except OSError as error:
        raise UsageError(f"{inbox} cannot be opened: {error.strerror}") from error
    if not is_folder:
        raise UsageError(f"{inbox} is no folder; make it first")
    inbox = inbox.resolve()
    if out is None:
        return inbox, None
    out = out.resolve()
    if out.is_relative_to(inbox):
        raise UsageError(f"{out} lies inside the watched folder: results would be watched; choose another")
    return inbox, out


def _round(intake: Intake, pool: WorkerPool, memory: Memory, should_stop: Callable[[], bool]) -> ExitCode:
    """One look at the folder and everything that follows from it."""
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
    memory.last.add(ticket.path)  # should it fail to be written, the others come first next time
    log.debug("%s: read for %.1f s, %.0f MiB", shown(ticket.path), done.seconds, done.mib)
    code = intake.record(ticket, done)
    memory.last.discard(ticket.path)
    if code is None:
        return ExitCode.OK
    memory.settle(ticket.path, ticket.stamp)
    return code


def _due(intake: Intake, memory: Memory) -> list[Path]:
    """Files to be read again though nothing about them changed: their waiting time is over, or somebody asked."""
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
    """Those of `paths` that are ours to read, one when a worker is free; its ticket goes into `tickets`."""
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
    if stamp.size > BYTES_MAX:  # before its content is looked at: that alone could take an hour
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
    """Names are bytes on some systems; one that is no Unicode can stand in no database and no JSON."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _pause(seconds: float, sleep: Callable[[float], None], should_stop: Callable[[], bool]) -> None:
    """Wait in small pieces, so that a request to stop is answered soon."""
    for _ in range(max(1, round(seconds / _SLICE))):
        if should_stop():
            return
        sleep(min(seconds, _SLICE))
