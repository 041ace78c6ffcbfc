"""Workers share the cores, and what the user sets wins."""

from pathlib import Path

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from extractor import cores, pipeline
from extractor.cores import MOST, TOLD, cores_a_worker, tell_worker, usual_workers


@pytest.mark.parametrize(
    ("machine", "workers", "share"), [(2, 2, 1), (2, 1, 2), (8, 3, 2), (1, 4, 1), (64, 1, MOST)], ids=str
)
def test_workers_share_the_cores(machine: int, workers: int, share: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "cores", lambda: machine)
    monkeypatch.setenv(TOLD, "")  # restored after the test, whatever the test writes
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


def test_a_file_is_read_with_its_algebra_on_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[set[int]] = []

    def threads() -> set[int]:
        return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}

    def filings(*_: object) -> tuple[()]:
        told.append(threads())
        return ()

    monkeypatch.setattr(pipeline, "_filings", filings)
    with threadpool_limits(2, user_api="blas"):
        pipeline.extract_filings(Path("any.pdf"))
        told.append(threads())
    assert told == [{1}, {2}]
