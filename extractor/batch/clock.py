"""How long a file may be read, counted as processor time, because a busy machine is not the file's fault."""

import time
from typing import NamedTuple

from extractor.batch.processes import work

TIME_A_FILE, TIME_A_PAGE, TIME_MOST = 30.0, 10.0, 300.0
"""Seconds of processor time allowed for a file, plus for each page; and the most, which also bounds wall-clock time."""
BETWEEN = 0.1
"""The least number of seconds between two measurements, because the system counts work in hundredths of a second."""


class Allowed(NamedTuple):
    """How many seconds a file may take."""

    work: float
    """Processor time of its reader and of the processes that the reader started."""
    wall: float
    """Wall-clock time, which ends a reader that hangs without working."""


def time_allowed(pages: int, limit: float | None) -> Allowed:
    """What a file with so many pages may take; `limit`, if given, bounds both times."""
    if limit is not None:
        return Allowed(limit, limit)
    return Allowed(min(TIME_A_FILE + TIME_A_PAGE * pages, TIME_MOST), TIME_MOST)


class Clock:
    """Measures the time of one file, without the time in which its reader waits for a processor that others use.

    If the system does not report processor time, all time counts as work.
    """

    def __init__(self, process: int | None, allowed: Allowed, grace: float = 0.0) -> None:
        """Start measuring `process`; it may take `grace` seconds in addition to what is `allowed`."""
        self._process = process
        self._allowed = allowed
        self._grace = grace
        self._begin = self._looked = time.monotonic()
        self._worked = self._work()
        self._spent = 0.0

    @property
    def seconds(self) -> float:
        """Seconds of wall-clock time since the start, minus the grace."""
        return max(0.0, time.monotonic() - self._begin - self._grace)

    def is_over(self) -> bool:
        """Whether the file has used up its time."""
        return self._is_over_by_the_wall() or self._count() >= self._allowed.work + self._grace

    def told(self) -> str:
        """The limit that was reached, as text."""
        if self._is_over_by_the_wall():
            return f"{self._allowed.wall:g} seconds"
        return f"{self._allowed.work:g} seconds of work"

    def _is_over_by_the_wall(self) -> bool:
        return time.monotonic() - self._begin >= self._allowed.wall + self._grace

    def _count(self) -> float:
        """Seconds of work so far; several processors at once count no more than the wall-clock time that passed."""
        now = time.monotonic()
        if now - self._looked >= BETWEEN:
            passed, worked = now - self._looked, self._work()
            if worked is not None and self._worked is not None:
                passed = min(passed, max(0.0, worked - self._worked))
            self._spent += passed
            self._looked, self._worked = now, worked
        return self._spent

    def _work(self) -> float | None:
        return None if self._process is None else work(self._process)
