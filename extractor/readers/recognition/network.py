"""Loads the recognition network from RapidOCR's wheel and cuts it down to the characters of a Form 4.

The network knows 18,708 characters, and a Form 4 shows about 120 of them. Its last layer is cut down to those: this
saves a seventh of the time and most of the memory, and keeps the full-width comma "，" out of numbers. If the processor
can compute in bfloat16, OpenVINO runs the network, in half the time and with probabilities that differ by less than a
hundredth; otherwise ONNX Runtime runs it. With eight-bit numbers the network reads badly: of 2,718 pictures two thirds
were read differently, a hundred of them with full confidence.
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
"""Characters besides ASCII that forms print. No letters are among them: EDGAR accepts only those of ASCII, so é is
filed and printed as e."""
Pictures = NDArray[np.float32]
"""Grey pictures of lines, all equally wide. The axes are picture, 1 channel, 48 rows, columns; -1 is black, 1 white."""
Probabilities = NDArray[np.float32]
"""The network's output. The axes are picture, step, class."""


@dataclass(frozen=True, slots=True)
class Network:
    """The loaded network; `alphabet[i]` is the character of class i, and `""` is the blank."""

    alphabet: tuple[str, ...]
    run: Callable[[Pictures], Probabilities]
    """Computes the probabilities for pictures. As many threads may call it at once as the network was loaded for; each
    call uses one core."""


def network(threads: int) -> Network:
    """The network, loaded once per process and number of `threads`, the calls that may run at once.

    Several threads may call this at once. Raises MissingDependencyError if the pinned network is not installed.
    """
    with _LOADING:
        return _loaded(threads)


_LOADING = threading.Lock()
"""Held while the network is loaded: with a cache alone, two threads that ask at the same time both load it."""


@cache
def _loaded(threads: int) -> Network:
    model, alphabet = base_network()
    run = _in_openvino(model, threads) or _in_onnxruntime(model)
    # The first inference creates objects in OpenVINO's Python binding that exist once per process. Two threads that
    # create them at the same time can deadlock: one has begun and waits for the interpreter's lock, the other holds
    # that lock and waits for the first. So one inference is run here, while no other thread can.
    run(np.ones((1, 1, 48, 48), np.float32))
    return Network(alphabet, run)


def base_network() -> tuple[onnx.ModelProto, tuple[str, ...]]:
    """The pinned network for grey pictures and the wanted characters only, and the character of each class."""
    return _cut_down(onnx.load_from_string(pinned_network()))


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
    """A function that runs `model` in OpenVINO.

    None if OpenVINO is not installed, or is no faster because the processor has no bfloat16.
    """
    if importlib.util.find_spec("openvino") is None:
        return None
    openvino: Any = importlib.import_module("openvino")  # typed Any, as its names are only created at import
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
    """`model`, changed to grey pictures and to only the wanted characters, and the character of each class."""
    listed = next(entry.value for entry in model.metadata_props if entry.key == "character").split("\n")
    classes = ["", *listed, " "]  # as RapidOCR numbers them: blank first, space last
    kept = [0, *(index for index, character in enumerate(classes) if index and _is_wanted(character))]
    for initializer in model.graph.initializer:
        if len(classes) in initializer.dims:
            values = onnx.numpy_helper.to_array(initializer)[..., kept]
            initializer.CopyFrom(onnx.numpy_helper.from_array(np.ascontiguousarray(values), initializer.name))
    _see_grey(model)
    del model.graph.value_info[:]  # it holds the old number of classes
    model.graph.output[0].type.tensor_type.shape.dim[2].dim_value = len(kept)
    return model, tuple(classes[index] for index in kept)


def _see_grey(model: onnx.ModelProto) -> None:
    """Changes `model` to take one grey channel instead of three colours.

    In a grey picture all three are equal, so their weights can be added up.
    """
    picture = model.graph.input[0]
    first = next(node for node in model.graph.node if node.op_type == "Conv" and picture.name in node.input)
    weights = next(initializer for initializer in model.graph.initializer if initializer.name == first.input[1])
    of_three = onnx.numpy_helper.to_array(weights)
    weights.CopyFrom(onnx.numpy_helper.from_array(of_three.sum(axis=1, keepdims=True), weights.name))
    picture.type.tensor_type.shape.dim[1].dim_value = 1


def _is_wanted(character: str) -> bool:
    return len(character) == 1 and (character.isascii() or character in EXTRA_CHARACTERS)
