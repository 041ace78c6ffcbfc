"""The inside of a worker process: paths arrive through a pipe, and what was read goes back."""

import errno
import multiprocessing
import os
import re
import signal
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from math import ceil
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from extractor.batch.clock import TIME_MOST
from extractor.batch.memory import forget_peak, give_back_at_once, peak
from extractor.cores import tell_worker
from extractor.errors import ExitCode, ExtractorError
from extractor.model.results import Extraction, Failure

DATA_LIMITS = 2
"""A process may reserve this many times the memory that it may hold: engines reserve more than they use."""
LOOK_EVERY = 1.0
"""Seconds between two checks whether the parent still runs."""
ORPHAN_GRACE = 10  # seconds after the time limit when a worker ends itself, whatever it is doing

_NO_MEMORY = re.compile(
    r"insufficient memory|out of memory|bad[ _]?alloc|cannot allocate|unable to allocate", re.IGNORECASE
)
"""Messages of libraries that raise their own error when memory runs out."""


class Answer(NamedTuple):
    """What came of a file, the seconds that it took, and the most bytes in RAM while it was read."""

    result: tuple[Extraction, ...] | Failure
    seconds: float = 0.0
    peak: int = 0


def serve(
    connection: Connection,
    extract: Callable[[Path], tuple[Extraction, ...]],
    time_limit: float | None,
    memory_limit: int,
    workers: int,
) -> None:
    """Read one file after another until the parent closes the pipe or ends; this is one of `workers` workers."""
    if hasattr(os, "setsid"):
        os.setsid()  # the programs that an engine starts join this group, and are ended with it
        threading.Thread(target=_end_with_parent, daemon=True).start()
    tell_worker(workers)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    os.dup2(2, 1)  # stdout is for the program's data only, not for messages of engines
    give_back_at_once()
    _bound_memory(DATA_LIMITS * memory_limit)
    connection.send(None)  # everything is imported; from here on, the file's time runs
    while True:
        try:
            path = connection.recv()
        except (EOFError, OSError):
            return
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a service being stopped finishes the current file
        _alarm(ceil(TIME_MOST if time_limit is None else time_limit) + ORPHAN_GRACE)
        if time_limit is None:
            connection.send(_pages(path))
        answer = _timed(path, extract)
        with suppress(BrokenPipeError):
            connection.send(answer)
        _alarm(0)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _end_with_parent() -> None:
    """End this process and all it started once its parent has ended, because nobody would take the result.

    The pipe does not show that: a worker that is a copy of its parent holds both ends of all workers' pipes.
    """
    parent = multiprocessing.parent_process()
    while parent is not None and os.getppid() == parent.pid:
        time.sleep(LOOK_EVERY)
    os.killpg(0, signal.SIGKILL)


def _timed(path: Path, extract: Callable[[Path], tuple[Extraction, ...]]) -> Answer:
    forget_peak()
    begin = time.monotonic()
    result = outcome_of(path, extract)
    return Answer(result, time.monotonic() - begin, peak())


def _pages(path: Path) -> int:
    from extractor.readers.page_count import page_count  # noqa: PLC0415 - loads what only a reading process needs

    return page_count(path)


def outcome_of(path: Path, extract: Callable[[Path], tuple[Extraction, ...]]) -> tuple[Extraction, ...] | Failure:
    """The file's filings, or its failure; catches all exceptions, so that the next files are still read."""
    try:
        return extract(path)
    except ExtractorError as error:
        return Failure(path=str(path), error=type(error).__name__, message=str(error), exit_code=error.exit_code)
    except MemoryError:
        return too_much_memory(path)
    except Exception as error:  # noqa: BLE001  # the boundary of a file: a bug ends as its failure, with its place
        return too_much_memory(path) if _is_of_memory(error) else _failure(path, error)


def too_much_memory(path: Path) -> Failure:
    """The failure of a file that needs more memory than is allowed."""
    message = "needs more memory than one file is allowed"
    return Failure(path=str(path), error="MemoryError", message=message, exit_code=ExitCode.BAD_INPUT)


def _failure(path: Path, error: Exception) -> Failure:
    if isinstance(error, OSError):
        message, code = f"cannot be opened: {error.strerror or error}", ExitCode.BAD_INPUT
    else:
        place = traceback.extract_tb(error.__traceback__)[-1]
        message = f"a bug of this program, please report it: {error} ({Path(place.filename).name}:{place.lineno})"
        code = ExitCode.INTERNAL
    return Failure(path=str(path), error=type(error).__name__, message=message, exit_code=code)


def _is_of_memory(error: BaseException | None) -> bool:
    """Whether the error, or one behind it, says that memory ran out, in whatever way its library says so."""
    while error is not None:
        if (
            isinstance(error, MemoryError)
            or getattr(error, "errno", None) == errno.ENOMEM
            or _NO_MEMORY.search(str(error))
        ):
            return True
        error = error.__cause__ or error.__context__
    return False


def _alarm(seconds: int) -> None:
    """Have the system end this process after `seconds`, even inside a native library, in case nobody else can."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _bound_memory(limit: int) -> None:
    try:
        import resource  # noqa: PLC0415  # Windows has none
    except ImportError:
        return
    # Not RLIMIT_AS: on a machine with many cores, an engine's threads reserve far more addresses than they use.
    with suppress(ValueError, OSError):  # a stricter limit is set already, or the system has none
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
