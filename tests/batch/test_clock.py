"""A file's time limit counts processor time, so a busy machine causes no failures; a file that hangs is still ended."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor.batch import clock
from extractor.batch.clock import Allowed, Clock, time_allowed
from extractor.batch.pool import WorkerPool
from extractor.batch.processes import work
from extractor.errors import ExitCode
from extractor.model.results import Failure
from tests.support.fake_reading import read

tells_work = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system tells nothing of work")
BUSY = "import sys; print(flush=True)\nwhile True: pass"
"""A program that prints a line when it has started, and then works until it is stopped."""


@pytest.mark.parametrize(("pages", "seconds"), [(1, 40.0), (5, 80.0), (27, 300.0), (300, 300.0)])
def test_time_goes_by_pages(pages: int, seconds: float) -> None:
    assert time_allowed(pages, None) == Allowed(work=seconds, wall=300.0)
    assert time_allowed(pages, 5.0) == Allowed(work=5.0, wall=5.0)


class Machine:
    """A machine whose two clocks, wall-clock and processor time, run as a test says."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.wall, self.work = 1000.0, 5.0
        monkeypatch.setattr(clock.time, "monotonic", lambda: self.wall)
        monkeypatch.setattr(clock, "work", lambda _: self.work)


@pytest.mark.parametrize("seed", range(5))
def test_a_file_has_its_work_however_little_of_the_machine_it_gets(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    machine, chance = Machine(monkeypatch), random.Random(seed)  # noqa: S311 - repeatable on purpose
    ran = Clock(1, Allowed(work=40.0, wall=1e9))
    done = 0.0
    while not ran.is_over():
        passed = chance.uniform(0.1, 3.0)
        worked = passed * chance.choice((0.0, 0.1, 0.5, 1.0))
        machine.wall, machine.work, done = machine.wall + passed, machine.work + worked, done + worked
    assert 40.0 - 1e-6 <= done <= 43.0, seed
    assert ran.told() == "40 seconds of work"


@pytest.mark.parametrize("threads", [1, 4])
def test_work_on_many_processors_counts_no_more_than_the_time_that_passed(
    threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine(monkeypatch)
    ran = Clock(1, Allowed(work=40.0, wall=300.0))
    for _ in range(39):
        machine.wall, machine.work = machine.wall + 1, machine.work + threads
        assert not ran.is_over()
    machine.wall, machine.work = machine.wall + 1, machine.work + threads
    assert ran.is_over()


def test_what_hangs_without_working_is_ended_by_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch)
    ran = Clock(1, time_allowed(1, None), grace=30.0)
    machine.wall += 329.0
    assert not ran.is_over()
    machine.wall += 1.0
    assert ran.is_over()
    assert ran.told() == "300 seconds"
    assert ran.seconds == 300.0


def test_where_nothing_is_told_of_work_all_time_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch)
    monkeypatch.setattr(clock, "work", lambda _: None)
    ran = Clock(1, time_allowed(1, None))
    machine.wall += 39.0
    assert not ran.is_over()
    machine.wall += 1.0
    assert ran.is_over()


@tells_work
def test_the_work_of_all_that_a_process_starts_is_its_own() -> None:
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}])"
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", program], stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        before = work(process.pid)
        ends = time.monotonic() + 30
        while (work(process.pid) or 0.0) < (before or 0.0) + 0.2:
            assert time.monotonic() < ends, "the started program's work is not seen"
        os.killpg(process.pid, signal.SIGKILL)
    assert before is not None


@tells_work
@pytest.mark.parametrize("text", ["busy", "program-busy"])
def test_a_file_that_works_without_end_is_given_up_and_one_that_waits_is_not(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sleeping file stands for a reader that waits for a processor."""
    monkeypatch.setattr("extractor.batch.clock.TIME_A_FILE", 0.0)
    monkeypatch.setattr("extractor.batch.clock.TIME_A_PAGE", 0.4)
    paths = [tmp_path / "1.pdf", tmp_path / "2.pdf", tmp_path / "3.pdf"]
    for path, word in zip(paths, ("slow", text, "slow"), strict=True):
        path.write_text(word, encoding="utf-8")
    with WorkerPool(read) as pool:
        done = [outcome.result for outcome in pool.outcomes(paths)]
    assert [type(result) for result in done] == [tuple, Failure, tuple]
    [late] = [result for result in done if isinstance(result, Failure)]
    assert late.message == "not read within 0.4 seconds of work; look at the file, or allow more time"
    assert (late.error, late.exit_code) == ("TimeLimit", ExitCode.BAD_INPUT)
