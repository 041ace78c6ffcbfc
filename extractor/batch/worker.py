"""The inside of a worker process: paths come in over a pipe, what was read goes back."""

import os
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from math import ceil
from multiprocessing.connection import Connection
from pathlib import Path

from extractor.cores import tell_worker
from extractor.errors import ExitCode, ExtractorError
from extractor.model.results import Extraction, Failure

ORPHAN_GRACE = 10  # seconds beyond the time limit after which a worker without a parent ends by itself


def serve(
    connection: Connection,
    extract: Callable[[Path], tuple[Extraction, ...]],
    time_limit: float,
    memory_limit: int,
    workers: int,
) -> None:
    """Read one file after another until the parent closes the pipe or is gone; one of so many `workers`."""
    if hasattr(os, "setsid"):
        os.setsid()  # the programs an engine starts belong to this group, and are ended with it
    tell_worker(workers)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    os.dup2(2, 1)  # stdout is the program's data; an engine's chatter is not
    _bound_memory(memory_limit)
    connection.send(None)  # all is imported: from here on, time is the file's
    while True:
        try:
            path = connection.recv()
        except (EOFError, OSError):
            return
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a service being stopped finishes the current file
        _alarm(ceil(time_limit) + ORPHAN_GRACE)
        result = outcome_of(path, extract)
        with suppress(BrokenPipeError):
            connection.send(result)
        _alarm(0)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def outcome_of(path: Path, extract: Callable[[Path], tuple[Extraction, ...]]) -> tuple[Extraction, ...] | Failure:
    """The file's filings, or its failure; no exception is let out, because the next file has not earned it."""
    try:
        return extract(path)
    except ExtractorError as error:
        return Failure(path=str(path), error=type(error).__name__, message=str(error), exit_code=error.exit_code)
    except OSError as error:
        message = f"cannot be opened: {error.strerror or error}"
        return Failure(path=str(path), error=type(error).__name__, message=message, exit_code=ExitCode.BAD_INPUT)
    except MemoryError:
        message = "needs more memory than one file is allowed"
        return Failure(path=str(path), error="MemoryError", message=message, exit_code=ExitCode.BAD_INPUT)
    except Exception as error:  # noqa: BLE001  # the boundary of a file: a bug ends as its failure, with its place
        place = traceback.extract_tb(error.__traceback__)[-1]
        message = f"a bug of this program, please report it: {error} ({Path(place.filename).name}:{place.lineno})"
        return Failure(path=str(path), error=type(error).__name__, message=message, exit_code=ExitCode.INTERNAL)


def _alarm(seconds: int) -> None:
    """Let the system end this process, even inside a native library, should nobody be left to kill it."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _bound_memory(limit: int) -> None:
    try:
        import resource  # noqa: PLC0415  # Windows has none
    except ImportError:
        return
    # Not RLIMIT_AS: on a machine of many cores an engine's threads reserve more addresses than they ever fill.
    with suppress(ValueError, OSError):  # a stricter bound is set already, or the system knows none
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
