"""How much memory a process and all processes below it hold in RAM, as the system reports it."""

import ctypes
import os
from contextlib import suppress

from extractor.batch.processes import PROCESSES, command_line, with_parents

MIB = 1024 * 1024
RESET_PEAK = "5"
"""Written to `clear_refs`, this makes Linux reset a process's peak."""

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""Options of glibc's `mallopt`, from malloc.h."""
LARGE_BLOCK = MIB
"""Bytes: larger blocks are taken from the system one by one, and returned as soon as they are freed."""
ARENAS = 2
"""Pools from which glibc serves all threads; usually it has eight for each core."""


def resident(process: int) -> int:
    """Bytes in RAM of a process and all below it; 0 if the system does not tell, or the process has ended.

    Shared memory counts for each program that shares it, so the sum is never too small. But a process that starts a
    program is doubled for a moment, and its copy holds no memory of its own until the program begins: of a copy only
    what it holds beyond its parent counts. On a busy machine that moment is long enough to be seen.
    """
    return sum(_own(*each) for each in with_parents(process))


def give_back_at_once() -> None:
    """Have this process return freed memory to the system; does nothing where the C library is not glibc.

    By itself glibc keeps freed blocks of up to 32 MiB, for each thread apart. Pictures of pages are as large, so what a
    reader held grew to nearly twice of what it used.
    """
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        for option, value in ((M_MMAP_THRESHOLD, LARGE_BLOCK), (M_TRIM_THRESHOLD, LARGE_BLOCK), (M_ARENA_MAX, ARENAS)):
            library.mallopt(option, value)


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
