"""The recognition network inside RapidOCR's wheel, cut down to the characters of a Form 4 and ready to run.

Of its 18,708 characters a Form 4 shows some 120; its last layer is cut down to those, which saves a seventh of the
time, most of the memory, and keeps "，" out of numbers. Where the processor reckons in bfloat16 OpenVINO runs it, in
half the time and with probabilities that differ by less than a hundredth; ONNX Runtime runs it everywhere else.
In eight bits it reads badly: of 2,718 pictures two thirds came out otherwise, a hundred of them with full confidence.
"""

import importlib
import importlib.util
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

from extractor.readers.recognition.network_file import pinned_network

EXTRA_CHARACTERS = "§®©™°½¼¾–—‘’“”•☐☑☒□√×"
"""Printed on forms beside ASCII; no letters: EDGAR takes those of ASCII alone, so é is filed and printed as e."""
Pictures = NDArray[np.float32]
"""Grey pictures of lines, all equally wide: number by 1 by 48 by width; -1 black to 1 white."""
Probabilities = NDArray[np.float32]
"""Number by time by class."""


@dataclass(frozen=True, slots=True)
class Network:
    """`alphabet[i]` is the character of class i, `""` the blank."""

    alphabet: tuple[str, ...]
    run: Callable[[Pictures], Probabilities]
    """May be called by as many threads at once as the network was loaded for; each call takes one core."""


def network(threads: int) -> Network:
    """The network, loaded once a process; `threads` is how many calls may run at once.

    May be called by several threads at once; raises MissingDependencyError where the pinned network is not installed.
    """
    with _LOADING:
        return _loaded(threads)


_LOADING = threading.Lock()
"""Held while the network is loaded: a cache alone runs its function twice where two threads ask at the same time."""


@cache
def _loaded(threads: int) -> Network:
    model, alphabet = _cut_down(onnx.load_from_string(pinned_network()))
    run = _in_openvino(model, threads) or _in_onnxruntime(model)
    # The first inference makes things inside OpenVINO's Python binding that are made once a process. Two threads that
    # do so together can wait for each other for ever: one has begun and waits for the interpreter's lock, the other
    # has that lock and waits until the first is done. So one inference is run here, while no other thread can.
    run(np.ones((1, 1, 48, 48), np.float32))
    return Network(alphabet, run)


def _in_onnxruntime(model: onnx.ModelProto) -> Callable[[Pictures], Probabilities]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # workers share the cores
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])

    def run(pictures: Pictures) -> Probabilities:
        return np.asarray(session.run(None, {"x": pictures})[0])

    return run


def _in_openvino(model: onnx.ModelProto, threads: int) -> Callable[[Pictures], Probabilities] | None:
    """None where OpenVINO is not installed, or would be no faster: the processor has no bfloat16."""
    if importlib.util.find_spec("openvino") is None:
        return None
    openvino: Any = importlib.import_module("openvino")  # its names are made when it is loaded
    core = openvino.Core()
    if "BF16" not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        return None
    hints = {
        "INFERENCE_PRECISION_HINT": "bf16",
        "INFERENCE_NUM_THREADS": threads,
        "NUM_STREAMS": threads,
        "ENABLE_CPU_PINNING": False,  # workers share the cores
    }
    compiled = core.compile_model(core.read_model(model.SerializeToString()), "CPU", hints)
    own = threading.local()

    def run(pictures: Pictures) -> Probabilities:
        if not hasattr(own, "request"):
            own.request = compiled.create_infer_request()
        return np.array(next(iter(own.request.infer({0: pictures}, share_inputs=True).values())))

    return run


def _cut_down(model: onnx.ModelProto) -> tuple[onnx.ModelProto, tuple[str, ...]]:
    """`model` for grey pictures, with only the wanted characters in its last layer, and each class's character."""
    listed = next(entry.value for entry in model.metadata_props if entry.key == "character").split("\n")
    classes = ["", *listed, " "]  # as RapidOCR numbers them: blank first, space last
    kept = [0, *(index for index, character in enumerate(classes) if index and _is_wanted(character))]
    for initializer in model.graph.initializer:
        if len(classes) in initializer.dims:
            values = onnx.numpy_helper.to_array(initializer)[..., kept]
            initializer.CopyFrom(onnx.numpy_helper.from_array(np.ascontiguousarray(values), initializer.name))
    _see_grey(model)
    del model.graph.value_info[:]  # says the old number of classes
    model.graph.output[0].type.tensor_type.shape.dim[2].dim_value = len(kept)
    return model, tuple(classes[index] for index in kept)


def _see_grey(model: onnx.ModelProto) -> None:
    """Let `model` see one colour where it saw three: of equal colours only the sum of their weights matters."""
    picture = model.graph.input[0]
    first = next(node for node in model.graph.node if node.op_type == "Conv" and picture.name in node.input)
    weights = next(initializer for initializer in model.graph.initializer if initializer.name == first.input[1])
    of_three = onnx.numpy_helper.to_array(weights)
    weights.CopyFrom(onnx.numpy_helper.from_array(of_three.sum(axis=1, keepdims=True), weights.name))
    picture.type.tensor_type.shape.dim[1].dim_value = 1


def _is_wanted(character: str) -> bool:
    return len(character) == 1 and (character.isascii() or character in EXTRA_CHARACTERS)
