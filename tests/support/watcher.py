"""A watcher as a program of its own, to be killed: `watcher.py STORE INBOX [move]`. Its clock runs 60 times as fast."""

import logging
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # as a program of its own, it would not find `tests`

from extractor.store import open_store
from extractor.watch import watch

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
SPEED = 60  # so that the lease of a killed watcher, which takes minutes, ends after seconds


def fast_clock() -> datetime:
    return EPOCH + timedelta(seconds=(time.time() % 1_000_000) * SPEED)


def main(url: str, inbox: str, *flags: str) -> None:
    from tests.support.fake_reading import read, render  # noqa: PLC0415  # the worker processes import it too

    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopping.append(number))
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with open_store(url) as store:
        watch(
            Path(inbox),
            store=store,
            extract=read,
            render=render,
            formats=("json", "csv"),
            move="move" in flags,
            interval=0.25,
            time_limit=10.0,
            clock=fast_clock,
            should_stop=lambda: bool(stopping),
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
