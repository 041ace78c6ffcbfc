"""A process that draws pages for the review and can be killed: its time and memory are limited.

A file of a few kilobytes can describe a page that takes minutes or all memory to draw. So the server itself draws none,
and a page of one filing never blocks another filing's page.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Lock
from typing import Any

from extractor.errors import UnreadableDocumentError
from extractor.model.geometry import Geometry

SECONDS = 10.0
"""Seconds to draw one page; a scan of 600 dots an inch takes about two on a slow machine."""
START_SECONDS = 60.0
"""Seconds for the process to load its libraries, on a busy machine."""
MEMORY = 2**30
"""Bytes of memory; a page of a million paths takes about half of it."""

Draw = Callable[[Path, str, int, Geometry | None], bytes]


class CannotDrawError(Exception):
    """The page cannot be shown; the message says why."""


class TooMuchToDrawError(CannotDrawError):
    """The page needs more time or memory than is allowed for one page."""


class DrawingProcess:
    """Runs `draw` in a process of its own, one page at a time; a killed process is replaced when needed."""

    def __init__(self, draw: Draw, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._draw = draw
        self._seconds = seconds
        self._memory = memory
        self._lock = Lock()
        self._running: tuple[SpawnProcess, Connection] | None = None

    def draw(self, path: Path, sha256: str, number: int, *, geometry: Geometry | None) -> bytes:
        """The page as `draw` returns it; raises CannotDrawError, also when time or memory runs out."""
        with self._lock:
            _, connection = self._running or self._started()
            try:
                connection.send((path, sha256, number, geometry))
                if not connection.poll(self._seconds):
                    raise TooMuchToDrawError(f"page {number} takes longer than {self._seconds:g} s to draw")
                answer = connection.recv()
            except (EOFError, OSError) as error:
                self._kill()
                raise TooMuchToDrawError(f"page {number} needs more memory to draw than one page is allowed") from error
            except CannotDrawError:
                self._kill()
                raise
        if isinstance(answer, bytes):
            return answer
        raise CannotDrawError(answer)

    def start(self) -> None:
        """Start the process if it is not running; raises CannotDrawError if it does not start."""
        with self._lock:
            if self._running is None:
                self._started()

    def close(self) -> None:
        """End the process, whatever it is drawing."""
        self._kill()

    def _started(self) -> tuple[SpawnProcess, Connection]:
        context = multiprocessing.get_context("spawn")  # a fork of a server with threads can hang
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._draw, self._seconds, self._memory), daemon=True)
        process.start()
        theirs.close()
        self._running = process, ours
        if not ours.poll(START_SECONDS):
            self._kill()
            raise CannotDrawError("the program that draws pages does not start; the machine is too busy")
        ours.recv()
        return self._running

    def _kill(self) -> None:
        if self._running is None:
            return
        process, connection = self._running
        self._running = None
        with suppress(OSError, ProcessLookupError):
            if hasattr(os, "killpg") and process.pid:
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.join(timeout=5)
        connection.close()


def _serve(connection: Connection, draw: Draw, seconds: float, memory: int) -> None:
    """Draw one page after another until the server closes the pipe or ends."""
    if hasattr(os, "setsid"):
        os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server
    _bound(memory)
    connection.send(None)
    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        if hasattr(signal, "alarm"):
            signal.alarm(int(seconds) + 5)  # in case the server is gone and cannot kill this process
        connection.send(_answer(draw, job))
        if hasattr(signal, "alarm"):
            signal.alarm(0)


def _answer(draw: Draw, job: Any) -> bytes | str:
    try:
        return draw(*job)
    except (CannotDrawError, UnreadableDocumentError) as error:
        return str(error)
    except MemoryError:
        return f"page {job[2]} needs more memory to draw than one page is allowed"
    except Exception as error:  # noqa: BLE001 - whatever a damaged file does to a library, the page is not there
        return f"page {job[2]} cannot be drawn ({type(error).__name__})"


def _bound(memory: int) -> None:
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    with suppress(ValueError, OSError):  # a stricter limit is set already
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
