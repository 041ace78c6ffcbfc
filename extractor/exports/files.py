"""Results → files whose names never collide within a run, and which are either complete or not there."""

import io
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from typing import IO

from extractor.errors import OutputError


class OutputNames:
    """The names of a run's output files: each input's path without its suffix, made unique.

    The second filing of one file is `stem-2`; the second input of one stem is `stem~2`.
    """

    def __init__(self, inputs: Iterable[PurePath]) -> None:
        """The names follow the order of `inputs`, so the same run gives the same names."""
        paths = tuple(path.with_suffix("") for path in inputs)
        self._given = {_key(path) for path in paths}
        self._taken: set[str] = set()
        self._numbered: set[str] = set()
        """What precedes the number in taken names that look like that of a second filing, as `stem` in `stem-2`."""
        self._counts: Counter[str] = Counter()
        self._stems = [self._free(path) for path in paths]

    def name(self, index: int, filing: int) -> str:
        """The path below the output folder, without suffix, for filing number `filing` of the input at `index`."""
        stem = self._stems[index]
        return stem if filing == 1 else f"{stem}-{filing}"

    def _free(self, path: PurePath) -> str:
        stem, key = path.as_posix(), _key(path)
        number = self._counts[key]
        while True:
            number += 1
            name = stem if number == 1 else f"{stem}~{number}"
            if not self._may_meet(name.casefold()):
                break
        self._counts[key] = number
        self._taken.add(name.casefold())
        if first := _SECOND_FILING.fullmatch(name.casefold()):
            self._numbered.add(first[1])
        return name

    def _may_meet(self, name: str) -> bool:
        """Whether a file of this name could be another input's: its first filing, or a later one."""
        first = _SECOND_FILING.fullmatch(name)
        is_second = first is not None and (first[1] in self._taken or first[1] in self._given)
        return name in self._taken or name in self._numbered or is_second


_SECOND_FILING = re.compile(r"(.+)-\d+", re.DOTALL)


def _key(path: PurePath) -> str:
    return path.as_posix().casefold()  # some file systems do not tell cases apart


def write_whole(path: Path, content: str | bytes) -> None:
    """Write `content` to `path` in one step, after it is safely on the disk; raises `OutputError`."""
    raw = content.encode() if isinstance(content, str) else content
    with binary_draft_of(path) as draft:
        draft.write(raw)
    take_over(path)


@contextmanager
def binary_draft_of(path: Path) -> Iterator[IO[bytes]]:
    """A temporary file to write, which `take_over` renames to `path`; removed, with `OutputError`, if writing fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _draft(path).open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        with suppress(OSError):
            _draft(path).unlink()
        raise _unwritable(path, error) from error


@contextmanager
def draft_of(path: Path) -> Iterator[IO[str]]:
    """The same for text; line ends are written as given."""
    with binary_draft_of(path) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        yield text
        text.detach()  # flushed, and left open for its owner


@contextmanager
def opened_for_lines(path: Path) -> Iterator[IO[str]]:
    """A file that grows line by line and exists from the start; raises `OutputError` if it cannot be opened."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise _unwritable(path, error) from error
    with file:
        yield file


def take_over(path: Path) -> None:
    """Rename the finished draft of `path` to `path`, in one step; raises `OutputError`."""
    try:
        _draft(path).replace(path)
    except OSError as error:
        with suppress(OSError):
            _draft(path).unlink()
        raise _unwritable(path, error) from error


def _draft(path: Path) -> Path:
    return path.with_name(f".{path.name}.draft")  # hidden and without a page's suffix; one left over is overwritten


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path} cannot be written: {error.strerror or error}")
