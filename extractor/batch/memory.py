"""How much memory a process and all processes below it hold in RAM, as the system reports it."""

import os
from contextlib import suppress

from extractor.batch.processes import PROCESSES, command_line, with_parents

MIB = 1024 * 1024
RESET_PEAK = "5"
"""Written to `clear_refs`, this makes Linux reset a process's peak."""


def resident(process: int) -> int:
    """Bytes in RAM of a process and all below it; 0 if the system does not tell, or the process has ended.

    Shared memory counts for each program that shares it, so the sum is never too small. But a process that starts a
    program is doubled for a moment, and its copy holds no memory of its own until the program begins: of a copy only
    what it holds beyond its parent counts. On a busy machine that moment is long enough to be seen.
    """
    return sum(_own(*each) for each in with_parents(process))


def forget_peak() -> None:
    """Reset this process's peak."""
    with suppress(OSError):
        (PROCESSES / "self" / "clear_refs").write_text(RESET_PEAK)


def peak() -> int:
    """The most bytes that this process held in RAM since `forget_peak`; 0 if the system does not tell."""
    with suppress(OSError, ValueError, IndexError):
        for line in (PROCESSES / "self" / "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


def _own(process: int, parent: int | None) -> int:
    """Bytes in RAM of the process; less what its parent holds if it is a copy of its parent, not another program."""
    held = _of_one(process)
    if parent is None or not (began := command_line(process)) or began != command_line(parent):
        return held
    return max(0, held - _of_one(parent))


def _of_one(process: int) -> int:
    with suppress(OSError, ValueError, IndexError):
        return int((PROCESSES / str(process) / "statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
    return 0
