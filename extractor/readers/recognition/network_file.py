"""The file of the recognition network: which one the confidence was fitted with, and whether it is there.

The network lies inside RapidOCR's wheel, and another version of the wheel may bring another network. The weights in
confidence.json were fitted on this one's scores, so with another network they would call wrong values sure.
"""

import importlib.util
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from extractor.errors import MissingDependencyError

NAME = "PP-OCRv6_rec_small.onnx"
SHA256 = "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"
REMEDY = "pip install 'rapidocr~=3.10.0'"
"""Installs the versions that hold the network; pyproject.toml asks for the same."""
SHOWN = 12
"""Digits of a SHA-256 that a message shows."""


@dataclass(frozen=True, slots=True)
class NetworkFile:
    """A file with a recognition network, and its SHA-256 in hexadecimal digits; as text, what messages say of it."""

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
    """The network inside RapidOCR's wheel, the pinned one or another; None without the wheel."""
    path = _place(models_folder())
    return NetworkFile(path, sha256(path.read_bytes()).hexdigest()) if path is not None else None


def pinned_network() -> bytes:
    """The content of the pinned network's file; raises MissingDependencyError where it is not there, or is another."""
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
    """The folder of networks inside RapidOCR's wheel; None without the wheel."""
    package = importlib.util.find_spec("rapidocr")
    return Path(package.origin).parent / "models" if package is not None and package.origin is not None else None


def _place(folder: Path | None) -> Path | None:
    """The file of the pinned name, or else of another recognition network, to be named where it is refused."""
    if folder is None:
        return None
    others = sorted(folder.glob("*_rec_*.onnx"))
    return next((path for path in others if path.name == NAME), others[-1] if others else None)
