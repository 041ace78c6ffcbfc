"""The network that training begins with: PP-OCRv6 small, out of RapidOCR's wheel, cut down to what a form shows.

    python -m training.base published.onnx

writes it, to be measured (`training.measure --network`). It knows 18,708 characters, and a Form 4 shows about 120 of
them. Its last layer is cut down to those: this saves a seventh of the time and most of the memory, and keeps the
full-width comma "，" out of numbers.
"""

import importlib.util
import sys
from hashlib import sha256
from pathlib import Path

import numpy as np
import onnx

from extractor.readers.recognition.network import ALPHABET

NAME = "PP-OCRv6_rec_small.onnx"
SHA256 = "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"
EXTRA_CHARACTERS = "§®©™°½¼¾–—‘’“”•☐☑☒□√×"
"""Characters besides ASCII that forms print."""


def base_network() -> tuple[onnx.ModelProto, tuple[str, ...]]:
    """The published network for grey pictures and the wanted characters only, and the character of each class.

    Raises ValueError if RapidOCR's wheel is not installed or holds another network.
    """
    package = importlib.util.find_spec("rapidocr")
    path = Path(package.origin).parent / "models" / NAME if package is not None and package.origin else None
    if path is None or not path.is_file() or sha256(content := path.read_bytes()).hexdigest() != SHA256:
        raise ValueError(f"training begins with {NAME}, which is not here: pip install -e '.[training]'")
    return _cut_down(onnx.load_from_string(content))


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
    del model.metadata_props[:]
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


def with_alphabet(model: onnx.ModelProto, characters: tuple[str, ...]) -> bytes:
    """The ONNX file of a network, whose metadata name its classes."""
    entry = model.metadata_props.add()
    entry.key, entry.value = ALPHABET, "\n".join(characters)
    return bytes(model.SerializeToString())


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(with_alphabet(*base_network()))
