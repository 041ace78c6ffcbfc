"""The paths that a person gives → the files to read, each with its path below the given folder."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

from extractor.readers.suffixes import SUFFIXES


class Input(NamedTuple):
    """A file to read; `below` is its path below the given folder, or its name if the file itself was given."""

    path: Path
    below: PurePath


def inputs_of(paths: Iterable[Path], suffixes: frozenset[str] = SUFFIXES, *, flat: bool = False) -> tuple[Input, ...]:
    """Every file once: a folder stands for its readable files at any depth, a file for itself.

    With `flat`, a file found in a folder counts as if the file itself had been given.
    """
    found: dict[Path, Input] = {}
    for path in paths:
        if _is(path.is_dir):
            for file in sorted(_files_in(path, suffixes)):
                below = _own_name(file) if flat or file == path else file.relative_to(path)
                found.setdefault(file, Input(file, below))
        else:
            found.setdefault(path, Input(path, _own_name(path)))
    return tuple(found.values())


def _own_name(path: Path) -> PurePath:
    return PurePath(path.name or "form")  # `..` has no name


def expand(paths: Iterable[Path], suffixes: frozenset[str] = SUFFIXES) -> tuple[Path, ...]:
    """The paths of the files to read, without their `below`."""
    return tuple(found.path for found in inputs_of(paths, suffixes))


def _is(asked: Callable[[], bool], *, unless_known: bool = False) -> bool:
    """The answer of the system, or `unless_known` if it refuses access; reading the file then reports the reason."""
    try:
        return asked()
    except OSError:
        return unless_known


def _files_in(folder: Path, suffixes: frozenset[str]) -> Iterator[Path]:
    if not os.access(folder, os.R_OK | os.X_OK):
        yield folder
        return
    for path in folder.rglob("*"):
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in suffixes and not is_hidden and _is(path.is_file, unless_known=True):
            yield path
