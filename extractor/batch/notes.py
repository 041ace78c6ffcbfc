"""What a run notes beside its outputs, so that an interrupted run can be resumed.

A file's note is written after all its outputs. It holds what they depend on: the file's content, the options, the
program and its weights; and the outputs' hashes. It contains no times, so the same run gives the same notes.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import ValidationError

from extractor.batch.counts import Counts
from extractor.exports.files import write_whole
from extractor.exports.gathered import FOLDER
from extractor.versions import confidence, program

PIECE = 1 << 20


class Note(Counts):
    """What was read of one file, and what was written."""

    sha256: str
    key: str
    """A hash of what the outputs depend on besides the file's content: see `key_of`."""
    forms: list[str]
    outputs: dict[str, str]
    """Path of each output below the output folder → its SHA-256."""


class Notes:
    """The notes of all runs into one output folder."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._folder = output / FOLDER / "files"

    def done(self, name: str, source: Path, *, key: str, forms: Iterable[str]) -> Note | None:
        """The note of an input whose outputs in all `forms` exist unchanged; None if the input must be read."""
        note = self.last(name)
        if note is None or note.key != key or not set(forms) <= set(note.forms):
            return None
        try:
            if sha256_of(source) != note.sha256:
                return None
            whole = all(sha256_of(self._output / output) == digest for output, digest in note.outputs.items())
        except OSError:
            return None
        return note if whole else None

    def last(self, name: str) -> Note | None:
        """What the last run noted of the input; None if there is no readable note."""
        try:
            return Note.model_validate_json(self._path(name).read_bytes())
        except (OSError, ValidationError):
            return None

    def write(self, name: str, note: Note) -> None:
        """Store the note of an input that is done; raises OutputError."""
        write_whole(self._path(name), note.model_dump_json())

    def digests(self, outputs: Iterable[Path]) -> dict[str, str]:
        """Path of each output below the output folder → its SHA-256."""
        return {path.relative_to(self._output).as_posix(): sha256_of(path) for path in sorted(outputs)}

    def _path(self, name: str) -> Path:
        return self._folder / f"{hashlib.sha256(name.encode(errors='surrogateescape')).hexdigest()}.json"


def key_of(options: Mapping[str, object]) -> str:
    """A hash of what outputs depend on besides the file: the version, the weights, and the options that matter."""
    told = json.dumps([program(), confidence()[:16], sorted(options.items())], default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's content, read in pieces; raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
