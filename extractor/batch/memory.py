"""How much memory a process and all processes below it hold in RAM, as the system reports it."""

import os
from contextlib import suppress

from extractor.batch.processes import PROCESSES, family

MIB = 1024 * 1024
RESET_PEAK = "5"
"""Written to `clear_refs`, this makes Linux reset a process's peak."""


def resident(process: int) -> int:
    """Bytes in RAM of a process and all below it; 0 if the system does not tell, or the process has ended.

    Shared memory counts for each process that shares it, so the sum is never too small.
    """
    return sum(_of_one(each) for each in family(process))


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


def _of_one(process: int) -> int:
    with suppress(OSError, ValueError, IndexError):
        return int((PROCESSES / str(process) / "statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
    return 0
