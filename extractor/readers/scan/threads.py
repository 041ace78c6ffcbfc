"""How many cores one worker may use, so that N workers on N cores do not fight."""

import multiprocessing
import os

MOST = 4
"""Cores beyond which a page is read no faster."""


def cores_a_worker() -> int:
    """All cores (up to `MOST`) for a program that reads alone, one for each of several worker processes.

    `OMP_NUM_THREADS`, the usual word for it, is obeyed.
    """
    told = os.environ.get("OMP_NUM_THREADS", "")
    if told.isdigit() and int(told) > 0:
        return int(told)
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if multiprocessing.parent_process() is not None else min(available, MOST)
