"""How long a file may be read: by the work it takes, because a crowded machine is not the file's fault."""

import time
from typing import NamedTuple

from extractor.batch.processes import work

TIME_A_FILE, TIME_A_PAGE, TIME_MOST = 30.0, 10.0, 300.0
"""Seconds of work that a file may take, and each of its pages; and at most, by the clock on the wall."""
BETWEEN = 0.1
"""Seconds between two looks at least: the system counts work in steps of a hundredth."""


class Allowed(NamedTuple):
    """Seconds that a file may take."""

    work: float
    """In which its reader, or what that started, had a processor."""
    wall: float
    """By the clock on the wall; it ends what hangs without working."""


def time_allowed(pages: int, limit: float | None) -> Allowed:
    """What a file of so many pages may take: `limit` by the wall where one is set."""
    if limit is not None:
        return Allowed(limit, limit)
    return Allowed(min(TIME_A_FILE + TIME_A_PAGE * pages, TIME_MOST), TIME_MOST)


class Clock:
    """The time of one file. It stands still while its reader waits for a processor that others have.

    Where the system tells nothing of work, all time counts as work.
    """

    def __init__(self, process: int | None, allowed: Allowed, grace: float = 0.0) -> None:
        """The time of what `process` reads runs from now, and has so many seconds more."""
        self._process = process
        self._allowed = allowed
        self._grace = grace
        self._begin = self._looked = time.monotonic()
        self._worked = self._work()
        self._spent = 0.0

    @property
    def seconds(self) -> float:
        """Seconds since the start by the wall, without the grace."""
        return max(0.0, time.monotonic() - self._begin - self._grace)

    def is_over(self) -> bool:
        """Whether the file has had its time."""
        return self._is_over_by_the_wall() or self._count() >= self._allowed.work + self._grace

    def told(self) -> str:
        """The limit that was reached, in words."""
        if self._is_over_by_the_wall():
            return f"{self._allowed.wall:g} seconds"
        return f"{self._allowed.work:g} seconds of work"

    def _is_over_by_the_wall(self) -> bool:
        return time.monotonic() - self._begin >= self._allowed.wall + self._grace

    def _count(self) -> float:
        """Seconds of work: never more than passed on the wall, however many processors were at it."""
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
