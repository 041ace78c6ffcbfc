"""Finds the file of the recognition network, and checks that it is the one with which the confidence was fitted.

The weights of the confidence were fitted to the scores of the pinned network; with another one they could call wrong
values sure.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from extractor.errors import MissingDependencyError

NAME = "form4_rec.onnx"
SHA256 = "9c957591a7992c5cfb301e010692f59af084b9cd6ee2f7d9d3d1bf8524d99058"
FOLDER = Path(__file__).parent / "weights"
REMEDY = "pip install --force-reinstall --no-deps ."
"""The command that brings the pinned network back, in the folder that the program was installed from."""
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
    """The network in this package, which may have been replaced by another; None if it is not there."""
    path = FOLDER / NAME
    return NetworkFile(path, sha256(path.read_bytes()).hexdigest()) if path.is_file() else None


def pinned_network() -> bytes:
    """The content of the pinned network's file; raises MissingDependencyError if it is missing or another network."""
    path = FOLDER / NAME
    if not path.is_file():
        raise MissingDependencyError(f"reading scans needs the network {NAME} of this package: {REMEDY}")
    content = path.read_bytes()
    found = NetworkFile(path, sha256(content).hexdigest())
    if not found.is_pinned:
        message = f"scans are not read with {found}, because the confidence was fitted with that one alone: {REMEDY}"
        raise MissingDependencyError(message)
    return content
