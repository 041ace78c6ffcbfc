"""A process and all processes below it, as the system lists them, and how much processor time they used."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROCESSES = Path("/proc")
_WORK = slice(11, 15)
"""The fields of /proc/PID/stat, counted after the name in brackets, with the times of the process and its children."""


def family(process: int) -> Iterator[int]:
    """The process and all below it; only itself if the system does not tell."""
    return (each for each, _ in with_parents(process))


def with_parents(process: int) -> Iterator[tuple[int, int | None]]:
    """The process and all below it, each with its parent; None stands for the parent of the first."""
    waiting: list[tuple[int, int | None]] = [(process, None)]
    while waiting:
        each, parent = waiting.pop()
        yield each, parent
        with suppress(OSError):
            for thread in (PROCESSES / str(each) / "task").iterdir():
                waiting += ((int(child), each) for child in (thread / "children").read_text().split())


def command_line(process: int) -> bytes:
    """The command with which the process was started, with its arguments; empty if the system does not tell."""
    with suppress(OSError):
        return (PROCESSES / str(process) / "cmdline").read_bytes()
    return b""


def work(process: int) -> float | None:
    """Seconds of processor time of a process and all below it; None if the system does not tell."""
    ticks = [_ticks(each) for each in family(process)]
    return None if ticks[0] is None else sum(filter(None, ticks)) / os.sysconf("SC_CLK_TCK")


def _ticks(process: int) -> int | None:
    with suppress(OSError, ValueError):
        line = (PROCESSES / str(process) / "stat").read_bytes()
        return sum(map(int, line.rpartition(b")")[2].split()[_WORK]))
    return None
