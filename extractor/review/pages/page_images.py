"""Pictures of originals' pages, drawn on demand outside the server process; the last few are kept."""

import time
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import NamedTuple

from extractor.model.geometry import Geometry
from extractor.review.pages.drawing_process import (
    MEMORY,
    SECONDS,
    CannotDrawError,
    Draw,
    DrawingProcess,
    TooMuchToDrawError,
)
from extractor.review.pages.page_image import OriginalGoneError, draw_page

KEPT = 24
"""How many pages are kept in memory, about half a megabyte each."""
AT_ONCE = 2
"""How many pages are drawn at a time, so that one that uses all its time does not hold up the others."""
REFUSED_SECONDS = 600.0
"""Seconds before a page that needed too much time or memory is tried again."""


class Key(NamedTuple):
    """Which page of which file content, and how it is laid out."""

    sha256: str
    number: int
    geometry: Geometry | None


def drawn(path: Path, sha256: str, number: int, geometry: Geometry | None) -> bytes:  # sent through a pipe as it is
    """The page as a JPEG; runs in the drawing process. Raises CannotDrawError."""
    try:
        return draw_page(path, sha256, number, geometry)
    except OriginalGoneError as error:
        raise CannotDrawError(str(error)) from error


class PageImages:
    """Gives each requested page to a drawing process once; no thread waits for it."""

    def __init__(self, draw: Draw = drawn, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._budget = (draw, seconds, memory)
        self._asked: OrderedDict[Key, Future[bytes]] = OrderedDict()
        self._refused: dict[Key, float] = {}
        self._lock = Lock()
        self._threads: ThreadPoolExecutor | None = None
        self._idle: SimpleQueue[DrawingProcess] = SimpleQueue()
        self._all: list[DrawingProcess] = []

    def page(self, path: Path, sha256: str, number: int, *, geometry: Geometry | None) -> "Future[bytes]":
        """Page `number`, counted from 1, of the file with this content as a JPEG; fails with CannotDrawError."""
        key = Key(sha256, number, geometry)
        with self._lock:
            known = self._asked.get(key)
            if known is None or (known.done() and known.exception() and not self._is_refused(key)):
                self._asked[key] = known = self._started().submit(self._drawn, path, key)
            self._asked.move_to_end(key)
            while len(self._asked) > KEPT:
                self._asked.popitem(last=False)
            return known

    def start(self) -> None:
        """Start the drawing processes now, so that the first page need not wait for them; returns at once."""
        with self._lock:
            threads, processes = self._started(), list(self._all)
        for process in processes:
            threads.submit(process.start)

    def close(self) -> None:
        """End all drawing; a page requested later is still drawn."""
        with self._lock:
            threads, self._threads = self._threads, None
            processes, self._all = self._all, []
            self._idle = SimpleQueue()
        if threads is not None:
            threads.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.close()

    def _is_refused(self, key: Key) -> bool:
        return time.monotonic() - self._refused.get(key, -REFUSED_SECONDS) < REFUSED_SECONDS

    def _started(self) -> ThreadPoolExecutor:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="form4-drawing")
            draw, seconds, memory = self._budget
            self._all = [DrawingProcess(draw, seconds=seconds, memory=memory) for _ in range(AT_ONCE)]
            for process in self._all:
                self._idle.put(process)
        return self._threads

    def _drawn(self, path: Path, key: Key) -> bytes:
        idle = self._idle
        process = idle.get()
        try:
            return process.draw(path, key.sha256, key.number, geometry=key.geometry)
        except TooMuchToDrawError:
            self._refused[key] = time.monotonic()
            raise
        finally:
            idle.put(process)
