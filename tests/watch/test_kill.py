"""A watcher as a real process: killed at random moments, run twice at once, and asked to stop."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from extractor.model.results import Extraction
from extractor.store import QueueFilter, Status, open_store
from tests.support.fake_reading import sha256_of

FILES = 72
KILLS = {(): 4, ("move",): 3}
"""How often a watcher is killed: one that leaves its files where they are, and one that moves them."""
PATIENCE = 120  # seconds until a test gives up
ALL = QueueFilter(statuses=tuple(Status))
WATCHER = Path(__file__).parents[1] / "support" / "watcher.py"


@contextmanager
def watcher(url: str, inbox: Path, *flags: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, str(WATCHER), url, str(inbox), *flags]
    log = inbox.with_name("log")
    with log.open("ab") as lines, subprocess.Popen(command, stderr=lines, start_new_session=True) as process:  # noqa: S603
        try:
            yield process
        finally:
            process.kill()


def counted(url: str) -> int:
    with open_store(url) as store:
        return store.documents.counts().total


def wait_until(url: str, files: int, seconds: float, look_every: float = 0.02) -> None:
    """Wait until so many files are in the store, or the time is over."""
    ends = time.monotonic() + seconds
    with open_store(url) as store:
        while store.documents.counts().total < files and time.monotonic() < ends:
            time.sleep(look_every)


def fill(inbox: Path, files: int) -> dict[str, str]:
    inbox.mkdir()
    kinds = ("ok", "doubtful", "encrypted")
    for number in range(files):
        (inbox / f"{number:03}.pdf").write_text(f"{kinds[number % 3]} {number}", encoding="utf-8")
    return {sha256_of(path): path.name for path in inbox.iterdir()}


def check(url: str, inbox: Path, files: dict[str, str], *, moved: bool) -> None:
    """Every file is exactly once in the store, its original and its results exactly once on the disk, and complete."""
    with open_store(url) as store:
        rows = store.documents.queue(ALL, limit=10 * FILES)
        assert Counter(row.sha256 for row in rows) == Counter(list(files))
        assert store.documents.counts().failed == len(range(2, len(files), 3))
        for row in rows:
            actions = [event.action.value for event in store.documents.get(row.id).events]
            assert len(actions) == len(set(actions)), f"{row.name} was recorded twice: {actions}"
            assert not moved or sha256_of(Path(row.path)) == row.sha256
    names = Counter(path.name for path in inbox.rglob("*") if path.is_file() and path.suffix != ".draft")
    read = {row.name.removesuffix(".pdf") for row in rows if row.status is not Status.FAILED}
    results = {f"{stem}.{form}" for stem in read for form in ("json", "csv")}
    assert names == Counter([*files.values(), *results])
    for path in (path for path in inbox.rglob("*.json") if path.is_file()):
        form, filing, end = path.read_text(encoding="utf-8").splitlines()
        assert (form, end) == ("json", "end")
        assert Extraction.model_validate_json(filing).source.sha256 in files


@pytest.mark.slow
@pytest.mark.parametrize("flags", KILLS, ids=["stay", "move"])
def test_a_watcher_killed_many_times_loses_nothing_and_does_nothing_twice(
    tmp_path: Path, flags: tuple[str, ...]
) -> None:
    inbox, url = tmp_path / "inbox", f"sqlite:///{tmp_path / 'store.sqlite'}"
    files = fill(inbox, FILES)
    chance = random.Random(20)  # noqa: S311  # moments, not secrets
    progress = []
    for kill in range(KILLS[flags]):
        with watcher(url, inbox, *flags) as process:
            goal = min(FILES - 10, counted(url) + chance.randint(2, 12))
            wait_until(url, goal, 15)
            time.sleep(chance.uniform(0.0, 0.05))
            assert process.poll() is None, f"the watcher ended by itself before kill {kill}"
            process.kill()
        progress.append(counted(url))
    assert len(set(progress)) > KILLS[flags] // 2, f"the kills fell outside the work: {progress}"
    with watcher(url, inbox, *flags) as process:
        wait_until(url, FILES, PATIENCE, 0.1)
        time.sleep(2)  # for it to move files that the last kill left where they were
        process.terminate()
        assert process.wait(PATIENCE) == 0
    check(url, inbox, files, moved=bool(flags))


@pytest.mark.slow
def test_two_watchers_on_one_folder_read_every_file_once(tmp_path: Path) -> None:
    inbox, url = tmp_path / "inbox", f"sqlite:///{tmp_path / 'store.sqlite'}"
    files = fill(inbox, FILES // 2)
    with watcher(url, inbox, "move") as one, watcher(url, inbox, "move") as two:
        wait_until(url, len(files), PATIENCE, 0.1)
        time.sleep(1)
        for process in (one, two):
            process.terminate()
            assert process.wait(PATIENCE) == 0
    check(url, inbox, files, moved=True)


@pytest.mark.slow
def test_a_watcher_asked_to_stop_finishes_its_file(tmp_path: Path) -> None:
    inbox, url = tmp_path / "inbox", f"sqlite:///{tmp_path / 'store.sqlite'}"
    inbox.mkdir()
    for number in range(20):
        (inbox / f"{number:02}.pdf").write_text(f"slow {number}", encoding="utf-8")
    with watcher(url, inbox) as process:
        wait_until(url, 2, PATIENCE)
        time.sleep(0.25)
        workers = [int(child) for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
        assert workers
        for pid in (process.pid, *workers):  # like systemd, which signals the workers too
            os.kill(pid, signal.SIGTERM)
        assert process.wait(10) == 0
    done = counted(url)
    assert 3 <= done <= 5
    assert len(list(inbox.glob("*.json"))) == done
    for pid in (process.pid, *workers):
        wait_until_gone(pid)


def wait_until_gone(pid: int) -> None:
    ends = time.monotonic() + 10
    with pytest.raises(ProcessLookupError):  # noqa: PT012
        while time.monotonic() < ends:
            os.kill(pid, 0)
            time.sleep(0.1)
