"""Cores are shared among workers, and what the user says goes before all."""

import pytest

from extractor import cores
from extractor.cores import MOST, TOLD, cores_a_worker, tell_worker, usual_workers


@pytest.mark.parametrize(
    ("machine", "workers", "share"), [(2, 2, 1), (2, 1, 2), (8, 3, 2), (1, 4, 1), (64, 1, MOST)], ids=str
)
def test_workers_share_the_cores(machine: int, workers: int, share: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "cores", lambda: machine)
    monkeypatch.setenv(TOLD, "")  # put back after the test, whatever is written there
    monkeypatch.delenv(TOLD)
    tell_worker(workers)
    assert cores_a_worker() == share


def test_what_the_user_says_goes_before_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOLD, "3")
    tell_worker(2)
    assert cores_a_worker() == 3


def test_a_program_that_reads_alone_takes_the_cores_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TOLD, raising=False)
    monkeypatch.setattr(cores, "cores", lambda: 2)
    assert cores_a_worker() == usual_workers() == 2
