"""Threads that ask for the recognition network at the same time get one network, and none waits forever."""

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import onnxruntime
import pytest

from extractor.readers.recognition import network as recognition_network
from extractor.readers.recognition.network import Network, network

THREADS = 8
PROCESSES = 4
SECONDS = 20
"""The most seconds; a process that works takes one or two."""

FIRST_READS = f"""
import os, sys, threading
import numpy as np
from extractor.readers.recognition.network import network

sys.setswitchinterval(1e-6)
together = threading.Barrier({THREADS})

def read():
    together.wait()
    network().run(np.ones((1, 1, 48, 96), np.float32))

readers = [threading.Thread(target=read, daemon=True) for _ in range({THREADS})]
for reader in readers:
    reader.start()
for reader in readers:
    reader.join()
print("all have read", flush=True)
os._exit(0)
"""


def first_reads(_: int) -> str:
    """The output of a fresh interpreter in which many threads read at once, just after the network was loaded."""
    command = [sys.executable, "-c", FIRST_READS]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True).stdout.strip()  # noqa: S603
    except subprocess.TimeoutExpired:
        return "waits for ever"


@pytest.mark.ocr
def test_first_reads_by_many_threads_at_once_end() -> None:
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(first_reads, range(PROCESSES))) == ["all have read"] * PROCESSES


def gathered(ask: Callable[[], Network]) -> list[Network]:
    """What `ask` returns to each of many threads that call it at the same time."""
    together = threading.Barrier(THREADS)

    def asked(_: int) -> Network:
        together.wait()
        return ask()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(asked, range(THREADS)))


def test_threads_that_ask_at_once_share_one_network(monkeypatch: pytest.MonkeyPatch) -> None:
    sessions: list[threading.Thread] = []
    real = onnxruntime.InferenceSession

    def session(*arguments: Any, **options: Any) -> onnxruntime.InferenceSession:
        sessions.append(threading.current_thread())
        return real(*arguments, **options)

    monkeypatch.setattr(recognition_network.onnxruntime, "InferenceSession", session)
    recognition_network._loaded.cache_clear()
    found = gathered(network)
    assert len({id(each) for each in found}) == 1
    assert len(sessions) == 1
