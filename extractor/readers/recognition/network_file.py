"""Finds the file of the recognition network, and checks that it is the one with which the confidence was fitted.

The network is part of RapidOCR's wheel, and another version of the wheel may bring another network. The weights in
confidence.json were fitted to the scores of the pinned network; with another one they could call wrong values sure.
"""

import importlib.util
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from extractor.errors import MissingDependencyError

NAME = "PP-OCRv6_rec_small.onnx"
SHA256 = "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"
REMEDY = "pip install 'rapidocr~=3.10.0'"
"""The command that installs a version with the pinned network; pyproject.toml asks for the same versions."""
SHOWN = 12
"""Digits of a SHA-256 that messages show."""


@dataclass(frozen=True, slots=True)
class NetworkFile:
    """A file with a recognition network, and its SHA-256 in hexadecimal digits; `str` gives its text for messages."""

    path: Path
    sha256: str

    @property
    def is_pinned(self) -> bool:
        """Whether this is the network that the confidence was fitted with."""
        return self.sha256 == SHA256

    def __str__(self) -> str:
        state = "pinned" if self.is_pinned else f"not the pinned {NAME} {SHA256[:SHOWN]}"
        return f"{self.path.name} {self.sha256[:SHOWN]} ({state})"


def network_file() -> NetworkFile | None:
    """The network in RapidOCR's wheel, which may be the pinned one or another; None if the wheel is not installed."""
    path = _place(models_folder())
    return NetworkFile(path, sha256(path.read_bytes()).hexdigest()) if path is not None else None


def pinned_network() -> bytes:
    """The content of the pinned network's file; raises MissingDependencyError if it is missing or another network."""
    path = _place(models_folder())
    if path is None:
        raise MissingDependencyError(f"reading scans needs RapidOCR with its network {NAME}: {REMEDY}")
    content = path.read_bytes()
    found = NetworkFile(path, sha256(content).hexdigest())
    if not found.is_pinned:
        message = f"scans are not read with {found}, because the confidence was fitted with that one alone: {REMEDY}"
        raise MissingDependencyError(message)
    return content


def models_folder() -> Path | None:
    """The folder of networks in RapidOCR's wheel; None if the wheel is not installed."""
    package = importlib.util.find_spec("rapidocr")
    return Path(package.origin).parent / "models" if package is not None and package.origin is not None else None


def _place(folder: Path | None) -> Path | None:
    """The file with the pinned name, or another recognition network, which the message that refuses it will name."""
    if folder is None:
        return None
    others = sorted(folder.glob("*_rec_*.onnx"))
    return next((path for path in others if path.name == NAME), others[-1] if others else None)
