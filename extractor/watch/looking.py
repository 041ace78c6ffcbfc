"""The complete files in a folder, found by looking at it twice.

File system events are not used: network shares send none. Looking at the folder again and again also finds what
arrived while no watcher ran.
"""

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from extractor.readers.suffixes import SUFFIXES


class Stamp(NamedTuple):
    """What changes while a file is being written; on some file systems the time alone does not."""

    size: int  # bytes
    mtime: int  # nanoseconds


def stamps(folder: Path, suffixes: frozenset[str] = SUFFIXES) -> dict[Path, Stamp]:
    """Every file directly in the folder that could be a page, as it is now.

    Names must have a page's suffix, so `x.pdf.part`, `x.filepart` and `x.crdownload` wait until they are renamed.
    Hidden files, links and folders are ignored, and so are empty files, whose content has not arrived yet.
    """
    with os.scandir(folder) as entries:
        paths = [Path(entry.path) for entry in entries if is_candidate(entry.name, suffixes)]
    found = {path: stamp_of(path) for path in paths}
    return {path: stamp for path, stamp in found.items() if stamp is not None}


def is_candidate(name: str, suffixes: frozenset[str] = SUFFIXES) -> bool:
    """Whether a file with this name could be a page."""
    return name.lower().endswith(tuple(suffixes)) and not name.startswith((".", "~$"))


def stamp_of(path: Path) -> Stamp | None:
    """The file as it is now; None if it vanished, is empty or is no regular file."""
    try:
        status = path.lstat()
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode) or status.st_size == 0:
        return None
    return Stamp(status.st_size, status.st_mtime_ns)


def settled(before: Mapping[Path, Stamp], now: Mapping[Path, Stamp]) -> list[Path]:
    """Files that did not change between two looks at the folder, sorted by name."""
    return sorted(path for path, stamp in now.items() if before.get(path) == stamp)


def content_hash(path: Path) -> str | None:
    """The SHA-256 of the file's content; None if it cannot be read now: gone, locked or not permitted."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
