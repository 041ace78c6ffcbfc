"""Files uploaded by a browser or a program → files in the store, read one after the other in the background.

An upload's name and its declared type come from the sender and are not trusted. The file is stored in a folder named by
its content's hash, under a name of harmless characters only, with the suffix that its first bytes call for.
"""

import hashlib
import logging
import os
import re
import secrets
import socket
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePath
from queue import Empty, SimpleQueue
from threading import Event, Thread

from extractor.batch.pool import FileOutcome
from extractor.model.results import Extraction, Failure
from extractor.store import Store, StoreUnavailableError

LARGEST_FILE = 32 * 1024 * 1024
"""In bytes; a 600-dpi colour scan of a three-page form has about 20 MB."""
LARGEST_UPLOAD = 8 * LARGEST_FILE
SIGNATURES = {
    b"%PDF": ".pdf",
    b"\x89PNG\r\n\x1a\n": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"II*\x00": ".tif",
    b"MM\x00*": ".tif",
}
NAME_LENGTH = 80
LEASE = timedelta(minutes=10)
"""How long a claim on a file lasts; the pool kills its reader long before that."""

PAUSE = 5.0
"""Seconds to wait before using the store again after it was unavailable."""
SWEEP = 30.0
"""Seconds without an upload after which the store is asked for waiting files."""
HOLDER_MARK = "#review:"
"""Stands between the machine's name and the process id in the name under which this program claims files."""

Outcomes = Callable[[Iterable[Path]], Iterator[FileOutcome]]
"""Reads files as they arrive, each in a process that can be killed: `WorkerPool.outcomes`."""

log = logging.getLogger("extractor.review")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one uploaded file; `problem` is empty if it was accepted."""

    name: str
    sha256: str
    is_new: bool
    problem: str = ""


class Intake:
    """Stores uploads in `folder` and has them read into the store, one at a time."""

    def __init__(
        self, store: Store, folder: Path, outcomes: Outcomes, *, pause: float = PAUSE, sweep: float = SWEEP
    ) -> None:
        self._store = store
        self._folder = folder
        self._outcomes = outcomes
        self._pause = pause
        self._sweep = sweep
        self._holder = f"{socket.gethostname()}{HOLDER_MARK}{os.getpid()}:{secrets.token_hex(4)}"
        self._waiting: SimpleQueue[Path | None] = SimpleQueue()
        self._stopping = Event()
        self._thread = Thread(target=self._read_all, name="form4-intake", daemon=True)

    def start(self) -> None:
        """Start reading, first the files that an earlier run accepted but did not read."""
        self._put_due()
        self._thread.start()

    def stop(self) -> None:
        """Stop reading; the next run reads what is waiting or being read now."""
        self._stopping.set()
        self._waiting.put(None)

    def receive(self, name: str, content: bytes) -> Receipt:
        """Store the file and queue it; content that the store knows is not read again."""
        shown = readable_name(name)
        sha256 = hashlib.sha256(content).hexdigest()
        suffix = kind_of(content)
        if suffix is None:
            return Receipt(shown, sha256, is_new=False, problem="not a PDF, PNG, JPEG or TIFF file")
        if len(content) > LARGEST_FILE:
            return Receipt(shown, sha256, is_new=False, problem=f"larger than {LARGEST_FILE // 1024 // 1024} MB")
        if self._store.files.seen(sha256):
            return Receipt(shown, sha256, is_new=False)
        path = self._keep(PurePath(shown).stem + suffix, sha256, content)
        is_new = self._store.files.enqueue(sha256, str(path), now=datetime.now(UTC))
        if is_new:
            self._waiting.put(path)
        return Receipt(shown, sha256, is_new=is_new)

    def _keep(self, name: str, sha256: str, content: bytes) -> Path:
        folder = self._folder / sha256
        folder.mkdir(parents=True, exist_ok=True)
        partial = folder / "upload.partial"
        partial.write_bytes(content)
        return partial.replace(folder / name)

    def _read_all(self) -> None:
        """Read until stopped, whatever happens to the store or a file; what fails now is tried again later."""
        while not self._stopping.is_set():
            try:
                for path, result, *_ in self._outcomes(self._claimed()):
                    if self._stopping.is_set() and isinstance(result, Failure):
                        return  # this run ended its reader, so the failure says nothing about the file
                    self._record(path, result)
            except StoreUnavailableError as error:
                log.warning("%s; uploads wait until it can", error)
            except Exception:
                log.exception("a bug of this program, please report it; uploads are read on")
            self._stopping.wait(self._pause)

    def _record(self, path: Path, result: tuple[Extraction, ...] | Failure) -> None:
        """Record the result, waiting for the store if it is unavailable."""
        sha256 = path.parent.name
        while True:
            try:
                if isinstance(result, Failure):
                    self._store.files.add_failure(sha256, str(path), result, now=datetime.now(UTC))
                else:
                    self._store.files.add_extractions(sha256, str(path), result, now=datetime.now(UTC))
            except StoreUnavailableError as error:
                log.warning("%s; %s is recorded when it can", error, path.name)
                if self._stopping.wait(self._pause):
                    return  # the next run reads it again
            else:
                return

    def _claimed(self) -> Iterator[Path]:
        """The files to read as they arrive, except those that a watcher of the same store is reading."""
        while not self._stopping.is_set():
            path = self._next()
            if path is None:
                return
            try:
                is_ours = self._claim(path.parent.name)
            except StoreUnavailableError:
                self._waiting.put(path)
                raise
            if is_ours:
                yield path

    def _next(self) -> Path | None:
        """The next file; every `sweep` seconds also files that are due in the store."""
        while True:
            try:
                return self._waiting.get(timeout=self._sweep)
            except Empty:
                self._put_due()

    def _put_due(self) -> None:
        for row in self._store.files.due(now=datetime.now(UTC)):
            if Path(row.path).is_relative_to(self._folder):
                self._waiting.put(Path(row.path))

    def _claim(self, sha256: str) -> bool:
        """Whether this process may read the file; a claim by an ended run of this program is taken over."""
        files, now = self._store.files, datetime.now(UTC)
        if files.claim(sha256, holder=self._holder, lease=LEASE, now=now):
            return True
        holder = files.holder(sha256)
        if holder == self._holder:
            return True  # an earlier attempt of this process was interrupted by an error
        if holder is None or not _has_ended(holder, self._holder):
            return False
        files.release(sha256, holder=holder)
        return files.claim(sha256, holder=self._holder, lease=LEASE, now=now)


def _has_ended(holder: str, own: str) -> bool:
    """Whether `holder` is an earlier run of the review on this machine whose process has ended."""
    machine, _, run = holder.partition(HOLDER_MARK)
    if not run or machine != own.partition(HOLDER_MARK)[0] or os.name != "posix":
        return False
    number = run.partition(":")[0]
    if int(number) == os.getpid():
        return holder != own
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def kind_of(content: bytes) -> str | None:
    """The suffix that fits a file's first bytes; None for a kind that this program does not read."""
    start = content[:1024].lstrip()  # some programs write a line before %PDF
    return next((suffix for signature, suffix in SIGNATURES.items() if start.startswith(signature)), None)


def readable_name(name: str) -> str:
    """A file's name reduced to letters, digits, dots, hyphens and underscores, at most `NAME_LENGTH` of them."""
    last = PurePath(name.replace("\\", "/")).name
    return re.sub(r"[^A-Za-z0-9._-]+", "-", last).strip(".-")[-NAME_LENGTH:] or "file"
