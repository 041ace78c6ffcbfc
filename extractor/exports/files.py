"""Results → files: names that never collide within a run, contents that are whole or not there."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from extractor.errors import OutputError


class OutputNames:
    """The names of a run's output files: an input's stem, made unlike every other's.

    The second filing of one file is `stem-2`; the second input of one stem is `stem~2`.
    """

    def __init__(self, inputs: Iterable[Path]) -> None:
        """Names are given in the order of `inputs`, so the same run gives the same names."""
        self._stems: dict[Path, str] = {}
        paths = tuple(inputs)
        given = {path.stem.casefold() for path in paths}  # some file systems do not tell cases apart
        taken: set[str] = set()
        for path in paths:
            stem, number = path.stem, 1
            while _may_meet(stem.casefold(), taken, given):
                number += 1
                stem = f"{path.stem}~{number}"
            taken.add(stem.casefold())
            self._stems[path] = stem

    def name(self, path: Path, filing: int) -> str:
        """The stem for filing number `filing` (from 1) of the file at `path`."""
        return self._stems[path] if filing == 1 else f"{self._stems[path]}-{filing}"


def _may_meet(stem: str, taken: set[str], given: set[str]) -> bool:
    """Whether a file of this stem could be another's: its own name, or that of another's second filing."""
    first = re.fullmatch(r"(.+)-\d+", stem)
    seconds = (re.fullmatch(rf"{re.escape(stem)}-\d+", other) for other in taken)
    return stem in taken or (first is not None and first.group(1) in taken | given) or any(seconds)


def write_whole(path: Path, content: str | bytes) -> None:
    """Put the content under its name in one step, and on the disk before that; raises `OutputError`."""
    raw = content.encode() if isinstance(content, str) else content
    draft = path.with_name(f".{path.name}.draft")  # hidden and without a page's suffix; one left over is overwritten
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error
