"""Threads that ask for the recognition network at the same time get one network, and none waits forever."""

import importlib.util
import subprocess
import sys
import threading
import types
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import ModuleSpec

import numpy as np
import pytest

from extractor.readers.recognition import network as recognition_network
from extractor.readers.recognition.network import Network, network

THREADS = 8
PROCESSES = 8
SECONDS = 6
"""The most seconds; a process that works takes one or two."""

FIRST_READS = f"""
import os, sys, threading
import numpy as np, onnx, openvino
from onnx import TensorProto, helper
from extractor.readers.recognition import network as tested

# A network of one layer is loaded at once, and goes through the same code of OpenVINO's binding as the real one.
picture, seen = (helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 1, 48, "width"]) for name in ("x", "y"))
layer = helper.make_graph([helper.make_node("Relu", ["x"], ["y"])], "small", [picture], [seen])
small = helper.make_model(layer, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
tested.pinned_network = small.SerializeToString
tested._cut_down = lambda model: (model, ("", "a"))
openvino.Core.get_property = lambda *_: ["BF16"]  # so that OpenVINO runs it on every processor

network = tested.network({THREADS})
sys.setswitchinterval(1e-6)
together = threading.Barrier({THREADS})

def read():
    together.wait()
    network.run(np.ones((1, 1, 48, 96), np.float32))

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
@pytest.mark.skipif(importlib.util.find_spec("openvino") is None, reason="only OpenVINO's threads waited for ever")
def test_first_reads_by_many_threads_at_once_end() -> None:
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(first_reads, range(PROCESSES))) == ["all have read"] * PROCESSES


class Fake:
    """Replaces OpenVINO; `compiled` and `inferred` hold the threads that compiled and inferred."""

    def __init__(self) -> None:
        self.compiled: list[threading.Thread] = []
        self.inferred: list[threading.Thread] = []

    def get_property(self, *_: object) -> list[str]:
        return ["BF16"]

    def read_model(self, content: bytes) -> bytes:
        return content

    def compile_model(self, *_: object) -> "Fake":
        self.compiled.append(threading.current_thread())
        return self

    def create_infer_request(self) -> "Fake":
        return self

    def infer(self, inputs: dict[int, np.ndarray], **_: object) -> dict[str, np.ndarray]:
        self.inferred.append(threading.current_thread())
        return {"y": inputs[0]}


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    engine = Fake()
    module = types.ModuleType("openvino")
    module.__spec__ = ModuleSpec("openvino", None)
    monkeypatch.setattr(module, "Core", lambda: engine, raising=False)
    monkeypatch.setitem(sys.modules, "openvino", module)
    recognition_network._loaded.cache_clear()
    yield engine
    recognition_network._loaded.cache_clear()


def gathered(ask: Callable[[], Network]) -> list[Network]:
    """What `ask` returns to each of many threads that call it at the same time."""
    together = threading.Barrier(THREADS)

    def asked(_: int) -> Network:
        together.wait()
        return ask()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(asked, range(THREADS)))


def test_the_thread_that_loads_the_network_reads_once_before_others_can(fake: Fake) -> None:
    network(1)
    assert fake.compiled == fake.inferred == [threading.current_thread()]


def test_threads_that_ask_at_once_share_one_network(fake: Fake) -> None:
    found = gathered(lambda: network(THREADS))
    assert len({id(each) for each in found}) == 1
    assert len(fake.compiled) == 1
    assert fake.inferred == fake.compiled
