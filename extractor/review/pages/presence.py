"""Who has which filing open, so that two reviewers of one filing know of each other."""

import time
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple


class Visitor(NamedTuple):
    """One browser session, and the name under which its corrections are recorded."""

    session: str
    name: str


GONE_AFTER_SECONDS = 15.0
"""An open page reports every 3 seconds; after five missed reports it counts as closed."""


class Presence:
    """Who has which filing open; kept in memory, so nobody is present after a restart."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._seen: dict[str, dict[Visitor, float]] = {}

    def enter(self, document_id: str, visitor: Visitor) -> tuple[str, ...]:
        """Note that `visitor` has the document open; returns the names of the others who have, in order of arrival."""
        now = self._clock()
        with self._lock:
            here = self._seen.get(document_id, {})
            here = {other: at for other, at in here.items() if now - at < GONE_AFTER_SECONDS}
            here[visitor] = now
            self._seen[document_id] = here
        return tuple(other.name for other in here if other.session != visitor.session)

    def leave(self, document_id: str, visitor: Visitor) -> None:
        """Note that `visitor` closed the document."""
        with self._lock:
            here = self._seen.get(document_id, {})
            here.pop(visitor, None)
            if not here:
                self._seen.pop(document_id, None)
