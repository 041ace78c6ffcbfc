"""What a run notes beside its outputs, so that a run that was cut short goes on where it was.

A file's note is written when all its outputs are, and holds what they depend on: the file's content, the options, the
program and its model, and the outputs' own hashes. Nothing in it tells the time: the same run gives the same notes.
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
    """What the outputs depend on beside the content."""
    forms: list[str]
    outputs: dict[str, str]
    """Every output below the folder, with its SHA-256."""


class Notes:
    """The notes of the runs into one folder."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._folder = output / FOLDER / "files"

    def done(self, name: str, source: Path, *, key: str, forms: Iterable[str]) -> Note | None:
        """The note of an input whose outputs in all `forms` are there and whole; None if it must be read."""
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
        """What the last run noted of the input, if its note can be read."""
        try:
            return Note.model_validate_json(self._path(name).read_bytes())
        except (OSError, ValidationError):
            return None

    def write(self, name: str, note: Note) -> None:
        """Note that the input is done; raises OutputError."""
        write_whole(self._path(name), note.model_dump_json())

    def digests(self, outputs: Iterable[Path]) -> dict[str, str]:
        """The outputs' hashes by their paths below the folder."""
        return {path.relative_to(self._output).as_posix(): sha256_of(path) for path in sorted(outputs)}

    def _path(self, name: str) -> Path:
        return self._folder / f"{hashlib.sha256(name.encode(errors='surrogateescape')).hexdigest()}.json"


def key_of(options: Mapping[str, object]) -> str:
    """What outputs depend on beside the content: the version, and the options that change what is written."""
    told = json.dumps([program(), confidence()[:16], sorted(options.items())], default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's content, read a piece at a time; raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
