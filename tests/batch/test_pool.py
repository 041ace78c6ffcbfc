"""The pool of workers: every file has exactly one outcome, whatever other files do."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.batch.inputs import expand
from extractor.batch.pool import WorkerPool, extract_all
from extractor.errors import ExitCode
from extractor.model.results import Extraction, Failure
from extractor.readers.page_count import page_count
from samples import make
from tests.support.fake_reading import CHATTER, read

GIGABYTE = 1024**3


def files(folder: Path, *texts: str) -> list[Path]:
    paths = [folder / f"{number}.pdf" for number in range(1, len(texts) + 1)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_every_file_has_its_own_outcome(tmp_path: Path) -> None:
    texts = ("ok 1", "crash", "two", "exit", "unreadable", "bug", "ok 2", "memory", "ok 3")
    paths = files(tmp_path, *texts)
    paths.append(tmp_path / "missing.pdf")
    with WorkerPool(read, workers=2, memory_limit=2 * GIGABYTE) as pool:
        done = {outcome.path.name: outcome.result for outcome in pool.outcomes(paths)}
    ends = {name: result.error if isinstance(result, Failure) else len(result) for name, result in sorted(done.items())}
    assert ends == {
        "1.pdf": 1,
        "2.pdf": "WorkerCrash",
        "3.pdf": 2,
        "4.pdf": "WorkerCrash",
        "5.pdf": "UnreadableDocumentError",
        "6.pdf": "ZeroDivisionError",
        "7.pdf": 1,
        "8.pdf": "MemoryError",
        "9.pdf": 1,
        "missing.pdf": "FileNotFoundError",
    }
    codes = {name: result.exit_code for name, result in done.items() if isinstance(result, Failure)}
    assert codes["6.pdf"] is ExitCode.INTERNAL
    assert codes["2.pdf"] is codes["5.pdf"] is codes["missing.pdf"] is ExitCode.BAD_INPUT
    messages = {name: result.message for name, result in done.items() if isinstance(result, Failure)}
    assert "signal 11" in messages["2.pdf"]
    assert "exit code 3" in messages["4.pdf"]
    assert messages["5.pdf"] == "it is damaged: print it again"
    assert "by zero (fake_reading.py:" in messages["6.pdf"]


def test_a_file_that_hangs_is_given_up_and_the_next_is_read(tmp_path: Path) -> None:
    paths = files(tmp_path, "ok", "stubborn", "ok 2")
    started = time.monotonic()
    with WorkerPool(read, time_limit=1.0) as pool:
        done = [(outcome.path.name, type(outcome.result)) for outcome in pool.outcomes(paths)]
    assert done == [("1.pdf", tuple), ("2.pdf", Failure), ("3.pdf", tuple)]
    assert time.monotonic() - started < 15


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="this system does not tell what a process holds")
def test_a_file_that_fills_the_memory_is_stopped_whoever_of_its_processes_does(tmp_path: Path) -> None:
    paths = files(tmp_path, "ok", "fill", "program-fill", "ok 2")
    with WorkerPool(read, time_limit=30.0, memory_limit=GIGABYTE // 4) as pool:
        done = list(pool.outcomes(paths))
    ends = [outcome.result.error if isinstance(outcome.result, Failure) else "read" for outcome in done]
    assert ends == ["read", "MemoryError", "MemoryError", "read"]
    for outcome in done:
        if isinstance(outcome.result, Failure):
            assert outcome.result.message == "needs more memory than one file is allowed"
            assert outcome.result.exit_code is ExitCode.BAD_INPUT
            assert outcome.mib > 250


@pytest.mark.parametrize("text", ["native-memory", "no-memory"])
def test_a_library_that_wants_too_much_memory_is_no_bug(tmp_path: Path, text: str) -> None:
    with WorkerPool(read) as pool:
        [done] = pool.outcomes(files(tmp_path, text))
    assert isinstance(done.result, Failure)
    assert done.result.error == "MemoryError"


def test_pages_are_counted_before_they_are_read(tmp_path: Path) -> None:
    assert [page_count(make.FOLDER / "pdf" / f"{name}.pdf") for name in ("qualys-2014-01-06.edgar",)] == [1]
    assert page_count(make.FOLDER / "scans" / "joint-filing-of-three.edgar.fax.tif") == 2
    assert page_count(make.FOLDER / "pdf" / "many-rows-with-holdings.edgar.pdf") > 1
    [damaged] = files(tmp_path, "no PDF")
    assert page_count(damaged) == 1


def test_a_copy_of_this_process_reads_as_a_fresh_one_does(tmp_path: Path) -> None:
    """Runs in a process of its own, because the test's process has several threads."""
    paths = files(tmp_path, "chatter")
    program = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from pathlib import Path
from tests.support.fake_reading import read
from extractor.batch.pool import WorkerPool
with WorkerPool(read, forks=True) as pool:
    print([len(done.outcomes) for done in pool.outcomes([Path({str(paths[0])!r})])])
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert ended.stdout == "[1]\n"
    assert CHATTER in ended.stderr


def test_workers_are_reused_and_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.batch.pool.FILES_PER_WORKER", 2)
    with WorkerPool(read) as pool:
        workers = [pool._workers[0] for _ in pool.outcomes(files(tmp_path, *["ok"] * 4))]
    assert workers[0] is workers[1]
    assert workers[1] is not workers[2]
    assert workers[2] is workers[3]


def test_a_worker_killed_while_idle_costs_no_file(tmp_path: Path) -> None:
    first, second = files(tmp_path, "ok", "ok 2")
    with WorkerPool(read) as pool:
        list(pool.outcomes([first]))
        worker = pool._workers[0]
        assert worker is not None
        worker._process.kill()
        worker._process.join()
        assert [len(outcome.outcomes) for outcome in pool.outcomes([second])] == [1]


def test_paths_are_asked_for_one_at_a_time(tmp_path: Path) -> None:
    asked: list[Path] = []

    def one_at_a_time() -> Iterator[Path]:
        for path in files(tmp_path, "ok", "ok 2", "ok 3"):
            asked.append(path)
            yield path

    with WorkerPool(read) as pool:
        seen = [len(asked) for _ in pool.outcomes(one_at_a_time())]
    assert seen == [1, 2, 3]


def test_nothing_runs_on_after_the_caller_stops(tmp_path: Path) -> None:
    with WorkerPool(read, workers=2) as pool:
        outcomes = pool.outcomes(files(tmp_path, "hang", "ok"))
        assert next(outcomes).path.name == "2.pdf"
        processes = [worker._process.pid for worker in pool._workers if worker is not None]
        outcomes.close()
    assert len(processes) == 2
    for process in processes:
        assert process is not None
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def running_in(folder: Path) -> list[int]:
    """The processes whose current folder is `folder`, without those that are ending."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == folder and (process / "cmdline").read_bytes():
                found.append(int(process.name))
        except OSError:
            continue
    return found


def none_is_running_in(folder: Path) -> bool:
    ends = time.monotonic() + 5
    while running_in(folder) and time.monotonic() < ends:
        time.sleep(0.05)
    return not running_in(folder)


has_proc = pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="this system does not list processes there")


@has_proc
@pytest.mark.parametrize("text", ["program", "program-crash"])
def test_a_program_that_a_file_started_ends_with_its_reader(tmp_path: Path, text: str) -> None:
    with WorkerPool(read, time_limit=1.0) as pool:
        kinds = [type(outcome.result) for outcome in pool.outcomes(files(tmp_path, text, "ok"))]
        assert kinds == [Failure, tuple]
        assert none_is_running_in(tmp_path)


@has_proc
def test_a_program_that_a_file_started_ends_when_the_caller_stops(tmp_path: Path) -> None:
    paths = files(tmp_path, "program", "slow")
    with pytest.raises(KeyboardInterrupt), WorkerPool(read, workers=2) as pool:  # noqa: PT012 - as Ctrl-C comes
        for _ in pool.outcomes(paths):
            while not paths[0].with_suffix(".started").exists():
                time.sleep(0.05)
            assert running_in(tmp_path)
            raise KeyboardInterrupt
    assert none_is_running_in(tmp_path)


def test_outcomes_are_flattened(tmp_path: Path) -> None:
    outcomes = list(extract_all(files(tmp_path, "two", "unreadable"), 1, read))
    assert [type(outcome) for outcome in outcomes] == [Extraction, Extraction, Failure]


def test_an_engines_chatter_stays_out_of_the_data(tmp_path: Path) -> None:
    [path] = files(tmp_path, "chatter")
    program = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from pathlib import Path
from tests.support.fake_reading import read
from extractor.batch.pool import extract_all
if __name__ == "__main__":
    print(len(list(extract_all([Path({str(path)!r})], 1, read))))
"""
    script = tmp_path / "script.py"
    script.write_text(program, encoding="utf-8")
    ended = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)  # noqa: S603
    assert ended.stdout == "1\n"
    assert CHATTER in ended.stderr


def test_a_folder_stands_for_its_files(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b.PDF", "a.png", "deep/c.tiff", "notes.txt", ".secret.pdf", ".hidden/d.pdf"):
        (tmp_path / name).write_text("ok", encoding="utf-8")
    named = tmp_path / "notes.txt"
    expanded = expand([tmp_path, named, tmp_path / "b.PDF"])
    assert [str(path.relative_to(tmp_path)) for path in expanded] == ["a.png", "b.PDF", "deep/c.tiff", "notes.txt"]


@pytest.mark.parametrize("name", ["a.PDF", "b.webp", "c.bmp", "d.heic", "e.tiff", "f.jpeg"])
def test_a_folder_gives_every_kind_of_file_that_is_read_when_named(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")
    (tmp_path / "notes.txt").write_bytes(b"")
    assert expand([tmp_path]) == (tmp_path / name,)


@has_proc
@pytest.mark.parametrize("forks", [True, False], ids=["copy", "fresh"])
@pytest.mark.parametrize("texts", [("ok", "program-busy"), ("ok",)], ids=["reading", "idle"])
def test_no_worker_outlives_a_caller_that_is_killed(tmp_path: Path, texts: tuple[str, ...], forks: bool) -> None:  # noqa: FBT001
    """A forked worker holds both ends of its pipe, so it once waited forever for the pipe to close."""
    paths = [str(path) for path in files(tmp_path, *texts)]
    program = f"""
import sys, time; sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from pathlib import Path
from tests.support.fake_reading import read
from extractor.batch.pool import WorkerPool
if __name__ == "__main__":
    with WorkerPool(read, forks={forks}) as pool:
        for _ in pool.outcomes(map(Path, {paths!r})):
            print("read", flush=True)
            if {len(paths)} == 1:
                time.sleep(600)
"""
    script = tmp_path / "script.py"
    script.write_text(program, encoding="utf-8")
    command = [sys.executable, str(script)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as caller:  # noqa: S603
        assert caller.stdout is not None
        assert caller.stdout.readline() == "read\n"
        ends = time.monotonic() + 20
        while len(running_in(tmp_path)) < 1 + len(texts) and time.monotonic() < ends:
            time.sleep(0.05)  # the second file's program has started
        assert len(running_in(tmp_path)) > len(texts)
        caller.kill()
    assert none_is_running_in(tmp_path)
