"""Loads the recognition network of this package, and runs it.

It is PP-OCRv6 small, trained further on lines of Forms 4 (`weights/CARD.md`), and knows the characters that a form
shows: ASCII and a few more. No letters with accents are among them: EDGAR accepts only those of ASCII, so é is filed
and printed as e.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from extractor.readers.recognition.network_file import pinned_network

Pictures = NDArray[np.float32]
"""Grey pictures of lines, all equally wide. The axes are picture, 1 channel, 48 rows, columns; -1 is black, 1 white."""
Probabilities = NDArray[np.float32]
"""The network's output. The axes are picture, step, class."""
ALPHABET = "alphabet"
"""The entry of an ONNX file's metadata with the characters of its classes, one a line; the blank's line is empty."""
PLAIN_OF = dict(zip("⁽⁾⁰¹²³⁴⁵⁶⁷⁸⁹", "()0123456789", strict=True))
"""The network has classes of their own for the characters of raised marks: each, and what it is read as."""


@dataclass(frozen=True, slots=True)
class Network:
    """The loaded network; `alphabet[i]` is the character of class i, and `""` is the blank."""

    alphabet: tuple[str, ...]
    run: Callable[[Pictures], Probabilities]
    """Computes the probabilities for pictures. Any number of threads may call it at once; each call uses one core."""


def network() -> Network:
    """The network, loaded once per process.

    Several threads may call this at once. Raises MissingDependencyError if the pinned network is not there.
    """
    with _LOADING:
        return _loaded()


_LOADING = threading.Lock()
"""Held while the network is loaded: with a cache alone, two threads that ask at the same time both load it."""


@cache
def _loaded() -> Network:
    return loaded(pinned_network())


def loaded(content: bytes) -> Network:
    """The network of an ONNX file whose metadata name its classes; raised characters are read as plain ones."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # workers share the cores
    session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    told: Mapping[str, str] = session.get_modelmeta().custom_metadata_map
    characters = tuple(told[ALPHABET].split("\n"))
    kept = tuple(index for index, character in enumerate(characters) if character not in PLAIN_OF)
    into = _places_of_raised(characters, kept)

    def run(pictures: Pictures) -> Probabilities:
        found = np.asarray(session.run(None, {"x": pictures})[0])
        plain = found[..., list(kept)]
        for raised, place in into.items():
            plain[..., place] += found[..., raised]
        return plain

    return Network(tuple(characters[index] for index in kept), run)


def _places_of_raised(characters: Sequence[str], kept: Sequence[int]) -> Mapping[int, int]:
    """For each class of a raised character, the place among the kept ones of the class that it is read as."""
    places = {characters[index]: place for place, index in enumerate(kept)}
    return {index: places[PLAIN_OF[each]] for index, each in enumerate(characters) if each in PLAIN_OF}
