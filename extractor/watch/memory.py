"""What a watcher remembers to save questions to the store; losing it costs only time."""

import logging
from pathlib import Path

from extractor.watch.looking import Stamp, content_hash, settled, stamps

log = logging.getLogger("extractor.watch")


class Memory:
    """The last look at the folder, the hashes of its files, and the files that need no further look."""

    def __init__(self) -> None:
        self._before: dict[Path, Stamp] = {}
        self._hashes: dict[Path, tuple[Stamp, str]] = {}
        self._settled: dict[Path, Stamp] = {}
        self.refused = False
        """Whether a file was refused in this round without reading its content."""
        self.last: set[Path] = set()
        """Files whose results could not be written; they are tried after all others."""

    def look(self, inbox: Path) -> list[Path]:
        """The files that did not change since the last look and are not settled."""
        try:
            now = stamps(inbox)
        except OSError as error:  # a network share may come back; its files must then again be unchanged for one look
            log.warning("%s cannot be looked at: %s", inbox, error.strerror or error)
            now = {}
        ready = [path for path in settled(self._before, now) if self._settled.get(path) != now[path]]
        self._hashes = {path: known for path, known in self._hashes.items() if path in now}
        self._settled = {path: stamp for path, stamp in self._settled.items() if path in now}
        self._before = now
        return ready

    def hash_of(self, path: Path, stamp: Stamp) -> str | None:
        """The hash of the file's content, computed once while the file is unchanged; None if it cannot be read."""
        known = self._hashes.get(path)
        if known is not None and known[0] == stamp:
            return known[1]
        sha256 = content_hash(path)
        if sha256 is not None:
            self._hashes[path] = (stamp, sha256)
        return sha256

    def paths_by_hash(self) -> dict[str, Path]:
        """Hash → where a file with this content is in the folder now, whatever path the store has."""
        return {sha256: path for path, (_, sha256) in self._hashes.items()}

    def settle(self, path: Path, stamp: Stamp) -> None:
        """Note that the file needs no further look, unless the store says that it is due."""
        self._settled[path] = stamp
