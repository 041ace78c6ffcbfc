"""How the machine's cores are shared, so that N workers on N cores do not fight."""

import multiprocessing
import os
from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController

MOST = 4
"""Cores beyond which a page is read no faster, and workers that are started unless more are asked for."""
TOLD = "OMP_NUM_THREADS"
"""The usual word for how many cores a process may use; engines obey it too."""


def cores() -> int:
    """How many cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def usual_workers() -> int:
    """How many files are read at the same time unless someone says otherwise; each takes half a gigabyte."""
    return min(cores(), MOST)


def cores_a_worker() -> int:
    """How many cores this process may use: as many as it is told, else all, and one in a process started by another."""
    told = os.environ.get(TOLD, "")
    if told.isdigit() and int(told) > 0:
        return int(told)
    return 1 if multiprocessing.parent_process() is not None else min(cores(), MOST)


def tell_worker(workers: int) -> None:
    """Say to this process, one of so many that work at the same time, which share of the cores is its own."""
    os.environ.setdefault(TOLD, str(max(1, min(cores() // workers, MOST))))


def algebra_on_one_core() -> AbstractContextManager[object]:
    """For as long as it lasts, products of matrices take one core.

    Those of a page are small. Shared out, each waits for the slowest core, and the others turn idly until then: with
    as many files at a time as there are cores, a page took four times as long.
    """
    limited: AbstractContextManager[object] = _algebra().limit(limits=1, user_api="blas")
    return limited


@cache
def _algebra() -> ThreadpoolController:
    return ThreadpoolController()
