"""Many files → one outcome each, read in processes that can be killed, so that a bad file fails alone.

A file that hangs, crashes the interpreter or uses too much memory costs only its own outcome and one worker, which is
replaced. Workers are reused, because starting one takes longer than reading a page.
"""

import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.context import ForkContext, SpawnContext
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from extractor.batch.clock import Clock, time_allowed
from extractor.batch.memory import MIB, resident
from extractor.batch.worker import Answer, serve, too_much_memory
from extractor.errors import ExitCode
from extractor.model.results import Extraction, Failure, Outcome

Extract = Callable[[Path], tuple[Extraction, ...]]
"""Reads all filings of a file; must be a function of a module, because workers import it by its name."""

Result = tuple[Extraction, ...] | Failure

MEMORY_LIMIT = 1024**3  # bytes in RAM for a worker and all it started; a page scanned at 300 dpi takes about half
LOOK = 0.2  # seconds between two checks of the workers' memory and time
START_TIME = 30.0  # seconds that a new worker may take to import the engines, before its first file's time starts
FILES_PER_WORKER = 250  # then the worker is replaced, which bounds what an engine's memory leaks add up to

_SPAWN = get_context("spawn")  # a fork would copy open databases and the locks of other threads


class FileOutcome(NamedTuple):
    """What came of one file: its filings, or a Failure."""

    path: Path
    result: Result
    seconds: float = 0.0
    """How long reading took."""
    mib: float = 0.0
    """The most memory that its reader and all it started held, in MiB; 0 if the system does not tell."""

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return (self.result,) if isinstance(self.result, Failure) else self.result


class WorkerPool:
    """Processes that read files; use it in a `with` statement, which leaves none running at its end."""

    def __init__(
        self,
        extract: Extract,
        *,
        workers: int = 1,
        time_limit: float | None = None,
        memory_limit: int = MEMORY_LIMIT,
        forks: bool = False,
    ) -> None:
        """Workers start when there is something to read.

        `time_limit` is in seconds of wall-clock time for a file; if it is None, processor time is limited instead,
        depending on the number of pages. `memory_limit` is in bytes in RAM. With `forks` a worker is a copy of this
        process and starts at once; this process must then have one thread only and nothing open.
        """
        self._processes = get_context("fork") if forks else _SPAWN
        self._extract = extract
        self._time_limit = time_limit
        self._memory_limit = memory_limit
        self._workers: list[_Worker | None] = [None] * max(1, workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._kill(busy_only=False)

    def outcomes(self, paths: Iterable[Path]) -> Generator[FileOutcome, None, None]:
        """Each file's outcome when it is ready; the next path is taken only when a worker is free."""
        waiting = iter(paths)
        try:
            while self._hand_out(waiting):
                yield from self._collect()
        finally:
            self._kill(busy_only=True)  # the caller stopped half-way: Ctrl-C, or enough seen

    def _hand_out(self, waiting: Iterator[Path]) -> bool:
        """Give every free worker a file; returns whether any file is being read."""
        for slot, worker in enumerate(self._workers):
            if worker is not None and worker.path is not None:
                continue
            path = next(waiting, None)
            if path is None:
                break
            self._workers[slot] = self._given(worker, path)
        return any(worker is not None and worker.path is not None for worker in self._workers)

    def _given(self, worker: "_Worker | None", path: Path) -> "_Worker":
        if worker is not None and worker.files < FILES_PER_WORKER and worker.take(path):
            return worker
        if worker is not None:
            worker.kill()
        fresh = _Worker(self._processes, self._extract, self._time_limit, self._memory_limit, len(self._workers))
        fresh.take(path)
        return fresh

    def _collect(self) -> Iterator[FileOutcome]:
        """Wait a moment for outcomes: files that are ready, and workers that died or used up their time or memory."""
        busy = [(slot, worker) for slot, worker in enumerate(self._workers) if worker is not None and worker.path]
        wait([worker.connection for _, worker in busy], timeout=LOOK)
        for slot, worker in busy:
            outcome = worker.outcome()
            if outcome is None:
                continue
            if not worker.is_usable:
                worker.kill()
                self._workers[slot] = None
            yield outcome

    def _kill(self, *, busy_only: bool) -> None:
        for slot, worker in enumerate(self._workers):
            if worker is not None and (worker.path is not None or not busy_only):
                worker.kill()
                self._workers[slot] = None


class _Worker:
    """One process, and the file that it is reading."""

    def __init__(
        self,
        processes: SpawnContext | ForkContext,
        extract: Extract,
        time_limit: float | None,
        memory_limit: int,
        workers: int,
    ) -> None:
        self.connection, theirs = processes.Pipe()
        self._process = processes.Process(
            target=serve,
            args=(theirs, extract, time_limit, memory_limit, workers),
            name="form4-reader",
            daemon=True,
        )
        self._process.start()
        theirs.close()  # then the pipe ends when the process does
        self._time_limit = time_limit
        self._memory_limit = memory_limit
        self.clock = self._new_clock(1, START_TIME)
        self._has_started = False
        self._most = 0
        self.path: Path | None = None
        self.files = 0
        self.is_usable = True

    def take(self, path: Path) -> bool:
        """Start reading `path`; False if the process died while it was idle."""
        try:
            self.connection.send(path)
        except OSError:
            return False
        self.path, self.files, self._most = path, self.files + 1, 0
        self.clock = self._new_clock(1, 0.0 if self._has_started else START_TIME)
        return True

    def outcome(self) -> FileOutcome | None:
        """What came of the file; None while it is still being read."""
        path = self.path
        if path is None:
            return None
        if self.connection.poll():
            answer = self._received(path)
        elif self._holds_too_much():
            answer = self._given_up(too_much_memory(path))
        elif self.clock.is_over():
            message = f"not read within {self.clock.told()}; look at the file, or allow more time"
            late = Failure(path=str(path), error="TimeLimit", message=message, exit_code=ExitCode.BAD_INPUT)
            answer = self._given_up(late)
        else:
            return None
        if answer is None:
            return None
        self.path = None
        return FileOutcome(path, answer.result, answer.seconds, max(self._most, answer.peak) / MIB)

    def _given_up(self, failure: Failure) -> Answer:
        self.is_usable = False
        return Answer(failure, self.clock.seconds, self._most)

    def _holds_too_much(self) -> bool:
        """Whether the process and all it started are above their limit now."""
        held = resident(self._process.pid) if self._process.pid is not None else 0
        self._most = max(self._most, held)
        return held > self._memory_limit

    def _received(self, path: Path) -> Answer | None:
        """The file's result; None if the process only reports that it has started, or the file's number of pages."""
        try:
            message: Answer | int | None = self.connection.recv()
        except (EOFError, OSError):
            self.is_usable = False
            self._process.join()
            return Answer(_crash(path, self._process.exitcode))
        if isinstance(message, Answer):
            return message
        self._has_started = True
        self.clock = self._new_clock(message or 1)
        return None

    def _new_clock(self, pages: int, grace: float = 0.0) -> Clock:
        return Clock(self._process.pid, time_allowed(pages, self._time_limit), grace)

    def kill(self) -> None:
        """End the process and every program it started: Tesseract would go on without its caller."""
        if self._process.pid is not None and hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):  # it ended just now, or had no time to make its group
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self._process.close()
        self.connection.close()


def extract_all(
    paths: Iterable[Path],
    workers: int,
    extract: Extract,
    *,
    time_limit: float | None = None,
    memory_limit: int = MEMORY_LIMIT,
) -> Iterator[Outcome]:
    """Every filing and every failure of `paths`, in the order in which files are finished."""
    with WorkerPool(extract, workers=workers, time_limit=time_limit, memory_limit=memory_limit) as pool:
        for done in pool.outcomes(paths):
            yield from done.outcomes


def _crash(path: Path, exit_code: int | None) -> Failure:
    cause = f"signal {-exit_code}" if exit_code is not None and exit_code < 0 else f"exit code {exit_code}"
    message = f"the process that read it died ({cause}): the file is damaged, or there is too little memory"
    return Failure(path=str(path), error="WorkerCrash", message=message, exit_code=ExitCode.BAD_INPUT)
