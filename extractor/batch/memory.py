"""How much memory a process and all it started hold in RAM, as the system tells it."""

import os
from contextlib import suppress

from extractor.batch.processes import PROCESSES, family

MIB = 1024 * 1024
RESET_PEAK = "5"
"""What makes Linux forget a process's peak."""


def resident(process: int) -> int:
    """Bytes in RAM of a process and all below it; 0 where the system does not tell, or it has ended.

    Pages that they share count for each: the sum is never too small.
    """
    return sum(_of_one(each) for each in family(process))


def forget_peak() -> None:
    """Let this process's peak begin anew."""
    with suppress(OSError):
        (PROCESSES / "self" / "clear_refs").write_text(RESET_PEAK)


def peak() -> int:
    """The most bytes this process held in RAM since `forget_peak`; 0 where the system does not tell."""
    with suppress(OSError, ValueError, IndexError):
        for line in (PROCESSES / "self" / "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


def _of_one(process: int) -> int:
    with suppress(OSError, ValueError, IndexError):
        return int((PROCESSES / str(process) / "statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
    return 0
