"""Names and places for results and originals that are nobody else's."""

import os
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from extractor.errors import OutputError
from extractor.store import Outputs

LONGEST_NAME = 200  # bytes; file systems end at 255, and a number and suffixes follow


def output_name(outputs: Outputs, folder: Path, wanted: str, document_id: str, suffixes: Sequence[str]) -> str:
    """The filing's name in `folder`: the one it has, or `wanted` with the first number that is free.

    A name is taken by another filing's results, and by any file that stands there already: a result
    never replaces what the user put beside the page.
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
    """Put the folder's names on the disk: else a power cut could undo what the store has noted as done."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def move_into(path: Path, folder: Path) -> Path | None:
    """Move a file into a folder of the same disk, in one step and over nothing; where it is now.

    None if it is gone: moved by another watcher a moment ago, or taken away by its owner.
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
    """Where in `folder` the file can lie: where it lies already, or under its name with the first free number."""
    if path.parent == folder:
        yield path
    for stem in _numbered(path.stem):
        target = folder / f"{stem}{path.suffix}"
        if not target.exists() or _is_same(path, target):
            yield target


def _has_moved(path: Path, target: Path) -> bool:
    """A link and then a removal, because a rename would replace what another put there a moment ago."""
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
    """Whether a move was cut short between its two steps, so that both names lead to one file."""
    try:
        return target.samefile(path)
    except OSError:
        return False


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    for number in count(2):
        yield f"{stem}-{number}"
