"""How the machine's cores are shared, so that N workers on N cores do not fight."""

import multiprocessing
import os
from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController

MOST = 4
"""With more cores a page is not read faster; also the most workers that start unless more are asked for."""
TOLD = "OMP_NUM_THREADS"
"""The environment variable that says how many cores a process may use; the engines obey it too."""

ONE_THREAD = "OMP_THREAD_LIMIT"
"""The environment variable that keeps a Tesseract on one core: two that share two cores wait for each other."""


def cores() -> int:
    """How many cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def usual_workers() -> int:
    """How many files are read at the same time by default; each takes half a gigabyte of memory."""
    return min(cores(), MOST)


def cores_a_worker() -> int:
    """How many cores this process may use: what `OMP_NUM_THREADS` says, else 1 in a child process, else at most 4."""
    told = os.environ.get(TOLD, "")
    if told.isdigit() and int(told) > 0:
        return int(told)
    return 1 if multiprocessing.parent_process() is not None else min(cores(), MOST)


def tell_worker(workers: int) -> None:
    """Set how many cores this process may use, as one of `workers` at the same time, unless that is set already."""
    os.environ.setdefault(TOLD, str(max(1, min(cores() // workers, MOST))))
    os.environ.setdefault(ONE_THREAD, "1")


def algebra_on_one_core() -> AbstractContextManager[object]:
    """A context in which products of matrices use one core.

    The products for a page are small. Shared among cores, each waits for the slowest core while the others spin: with
    as many files at a time as there are cores, a page took four times as long.
    """
    limited: AbstractContextManager[object] = _algebra().limit(limits=1, user_api="blas")
    return limited


@cache
def _algebra() -> ThreadpoolController:
    return ThreadpoolController()
