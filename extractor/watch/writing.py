"""Names and places for results and originals that collide with no other file."""

import os
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from extractor.errors import OutputError
from extractor.store import Outputs

LONGEST_NAME = 200  # bytes; file systems allow 255, and a number and suffixes are added


def output_name(outputs: Outputs, folder: Path, wanted: str, document_id: str, suffixes: Sequence[str]) -> str:
    """The filing's name in `folder`: the one that it has, or `wanted`, with the first free number if needed.

    A name is not free if another filing's results have it, or if any such file exists: results never replace a file
    that the user put beside the page.
    """
    kept = outputs.name(str(folder), document_id)
    short = wanted.encode()[:LONGEST_NAME].decode(errors="ignore")
    return kept or next(
        name
        for name in _numbered(short)
        if not any((folder / f"{name}{suffix}").exists() for suffix in suffixes)
        and outputs.reserve(str(folder), name, document_id)
    )


def sync_folder(folder: Path) -> None:
    """Write the folder's entries to the disk, or a power cut could undo what the store has recorded as done."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def move_into(path: Path, folder: Path) -> Path | None:
    """Move a file into a folder on the same disk, in one step, without replacing a file; returns its new path.

    Returns None if the file is gone: another watcher or its owner has moved it. Raises OutputError if it cannot move.
    """
    try:
        folder.mkdir(exist_ok=True)
        for target in free_paths(path, folder):
            if target == path or _has_moved(path, target):
                return target
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"{path} cannot be moved to {folder}: {error.strerror or error}") from error
    raise AssertionError  # free_paths never ends


def free_paths(path: Path, folder: Path) -> Iterator[Path]:
    """Paths in `folder` that the file can have: its present one, or its name with the first free number."""
    if path.parent == folder:
        yield path
    for stem in _numbered(path.stem):
        target = folder / f"{stem}{path.suffix}"
        if not target.exists() or _is_same(path, target):
            yield target


def _has_moved(path: Path, target: Path) -> bool:
    """Move by linking and then removing: a rename would replace a file that appeared there a moment ago."""
    try:
        os.link(path, target)
    except FileExistsError:
        if not _is_same(path, target):
            return False
    except FileNotFoundError:
        raise
    except OSError:  # this file system has no links
        path.rename(target)
        return True
    path.unlink(missing_ok=True)
    return True


def _is_same(path: Path, target: Path) -> bool:
    """Whether both paths are one file, because a move was interrupted between its two steps."""
    try:
        return target.samefile(path)
    except OSError:
        return False


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    for number in count(2):
        yield f"{stem}-{number}"
