"""Memory is counted once, however many processes share it for a moment."""

import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.batch.memory import MIB, resident

pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="this system does not tell")

ROOT = Path(__file__).parents[2]
HELD = 150
"""MiB that the process fills, and that its copy fills besides."""
PROGRAM = f"""
import os, sys, time
held = b"x" * ({HELD} << 20)
ready, tell = os.pipe()
if os.fork() == 0:
    more = b"y" * (int(sys.argv[1]) << 20)
    os.write(tell, b".")
    time.sleep(60)
os.read(ready, 1)
print("ready", flush=True)
time.sleep(60)
"""


def held_with_a_copy(more: int) -> float:
    """MiB counted for a process and its copy, which has filled `more` MiB of its own."""
    command = [sys.executable, "-c", PROGRAM, str(more)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as process:  # noqa: S603 - this file
        assert process.stdout is not None
        process.stdout.readline()
        held = resident(process.pid) / MIB
        os.killpg(process.pid, signal.SIGKILL)
    return held


def test_a_copy_that_is_about_to_start_a_program_is_not_counted_again() -> None:
    assert HELD <= held_with_a_copy(0) < 1.5 * HELD


def test_what_a_copy_fills_itself_is_counted() -> None:
    assert held_with_a_copy(2 * HELD) >= 2.5 * HELD


FREED = """
import sys
import numpy as np
from extractor.batch.memory import MIB, give_back_at_once, resident
if sys.argv[1] == "at once":
    give_back_at_once()
for size in range(20, 31):
    np.ones(size * MIB, np.uint8)  # glibc learns from each freed block that blocks of its size come back
blocks = [np.ones(10 * MIB, np.uint8) for _ in range(20)]
kept = np.ones(MIB // 2, np.uint8)  # lies behind them, so that the heap cannot shrink
del blocks
import os
print(resident(os.getpid()) // MIB)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries return memory in other ways")
def test_freed_pictures_are_returned_to_the_system() -> None:
    after = {
        when: int(subprocess.check_output([sys.executable, "-c", FREED, when], cwd=ROOT))  # noqa: S603
        for when in ("later", "at once")
    }
    assert after["at once"] + HELD < after["later"]
