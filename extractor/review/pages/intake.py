"""Files handed in by a browser or a program → files of the store, read one after the other behind the page.

What a file is called and what it says it is are both the sender's word. It is kept in a folder named
for its content's hash, under letters and digits of its name only, as the kind its first bytes show.
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
"""Bytes; a 600-dpi colour scan of a three-page form has about 20 MB."""
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
"""How long a file stays ours to read; the pool kills a reader long before."""

PAUSE = 5.0
"""Seconds before the store is asked again after it could not be used."""
SWEEP = 30.0
"""Seconds without an upload after which the store is asked what waits there."""
HOLDER_MARK = "#review:"
"""Between the machine and the process in the name that this program claims files under."""

Outcomes = Callable[[Iterable[Path]], Iterator[FileOutcome]]
"""Reads files as they come, each in a process that can be killed: `WorkerPool.outcomes`."""

log = logging.getLogger("extractor.review")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file that was handed in; `problem` is empty if it was taken."""

    name: str
    sha256: str
    is_new: bool
    problem: str = ""


class Intake:
    """Takes files into `folder` and has them read, one at a time, into the store."""

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
        """Read from now on, beginning with what an earlier run took in and did not get to."""
        self._put_due()
        self._thread.start()

    def stop(self) -> None:
        """Read no further; what waits, and what is just being read, is read by the next run."""
        self._stopping.set()
        self._waiting.put(None)

    def receive(self, name: str, content: bytes) -> Receipt:
        """Keep the file and queue it; a content the store knows is not read again."""
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
        """Read until the end, whatever happens to the store or to a file: what cannot be done now is done later."""
        while not self._stopping.is_set():
            try:
                for path, result, *_ in self._outcomes(self._claimed()):
                    if self._stopping.is_set() and isinstance(result, Failure):
                        return  # its reader was ended with this run: that says nothing of the file
                    self._record(path, result)
            except StoreUnavailableError as error:
                log.warning("%s; uploads wait until it can", error)
            except Exception:
                log.exception("a bug of this program, please report it; uploads are read on")
            self._stopping.wait(self._pause)

    def _record(self, path: Path, result: tuple[Extraction, ...] | Failure) -> None:
        """Put what was read into the store, as soon as that takes it."""
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
        """The files to read as they come, less those that a watcher of the same store has just now."""
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
        """The next file; from time to time also what is due in the store and was given to nobody here."""
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
        """Whether the file is ours to read; a claim of a run of this program that has ended counts for nothing."""
        files, now = self._store.files, datetime.now(UTC)
        if files.claim(sha256, holder=self._holder, lease=LEASE, now=now):
            return True
        holder = files.holder(sha256)
        if holder == self._holder:
            return True  # reading it was broken off by an error of ours
        if holder is None or not _has_ended(holder, self._holder):
            return False
        files.release(sha256, holder=holder)
        return files.claim(sha256, holder=self._holder, lease=LEASE, now=now)


def _has_ended(holder: str, own: str) -> bool:
    """Whether `holder` is an earlier run of the review on this machine, whose process is no more."""
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
    """The suffix that fits a file's first bytes; None for a kind this program does not read."""
    start = content[:1024].lstrip()  # some programs write a line before %PDF
    return next((suffix for signature, suffix in SIGNATURES.items() if start.startswith(signature)), None)


def readable_name(name: str) -> str:
    """A file's name with nothing in it that means anything to a file system."""
    last = PurePath(name.replace("\\", "/")).name
    return re.sub(r"[^A-Za-z0-9._-]+", "-", last).strip(".-")[-NAME_LENGTH:] or "file"
