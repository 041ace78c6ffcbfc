"""The steps for one file of the watched folder: claim, read, write, record, move.

Their order makes them safe against a kill. Results are written first, always under the same names; then the store
records the file; then the file is moved. After an interruption anywhere, the next look at the folder does the rest, and
nothing twice.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from extractor.batch.pool import FileOutcome
from extractor.batch.sampling import is_sampled
from extractor.errors import EncryptedDocumentError, ExitCode, ExtractorError
from extractor.exports.files import write_whole
from extractor.model.results import Extraction, Failure
from extractor.store import FileStanding, Status, Store, StoreUnavailableError, document_id
from extractor.watch.looking import Stamp, stamp_of
from extractor.watch.writing import free_paths, move_into, output_name, sync_folder

Render = Callable[[Extraction, str], str | bytes]
"""A filing in a format, as the content of the format's file."""

ATTEMPTS = 2  # a file that only looked complete is usually fine a little later; a damaged one stays damaged
HOPELESS = frozenset({EncryptedDocumentError.__name__})  # waiting does not bring the password

FOLDERS = {
    Status.ACCEPTED: "done",
    Status.REJECTED: "done",
    Status.NEEDS_REVIEW: "review",
    Status.FAILED: "failed",
}

log = logging.getLogger("extractor.watch")


@dataclass(frozen=True, slots=True)
class Ticket:
    """A file that this watcher has claimed."""

    path: Path
    stamp: Stamp
    sha256: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Intake:
    """How the files of one inbox are handled; the same for every file."""

    inbox: Path
    store: Store
    render: Render
    formats: tuple[str, ...]
    out: Path | None
    move: bool
    holder: str
    lease: timedelta
    retry_after: timedelta
    sample: float
    clock: Callable[[], datetime]

    def ticket(self, path: Path, stamp: Stamp, sha256: str) -> Ticket | None:
        """Claim a file for reading; None if another watcher has it, or it need not be read any more."""
        now = self.clock()
        if not self.store.files.claim(sha256, holder=self.holder, lease=self.lease, now=now):
            return None
        standing = self.store.files.standing(sha256, now=now)  # another watcher may have finished it before our claim
        if not standing.is_due:
            self.give_back(sha256)
            return None
        return Ticket(path, stamp, sha256, standing.attempts)

    def give_back(self, sha256: str) -> None:
        """Release the claim, so that another watcher or the next look can read the file.

        If the store is unavailable, the claim ends with its lease.
        """
        with suppress(StoreUnavailableError):
            self.store.files.release(sha256, holder=self.holder)

    def record(self, ticket: Ticket, done: FileOutcome) -> ExitCode | None:
        """Write, record and put away the outcome of a file; None if the file changed meanwhile and was not recorded."""
        if stamp_of(ticket.path) != ticket.stamp or _is_of_another(done, ticket.sha256):
            log.info("%s: changed or vanished while it was read", shown(ticket.path))
            self.give_back(ticket.sha256)
            return None
        if isinstance(done.result, Failure):
            return self._record_failure(ticket, done.result)
        try:
            return self._record_filings(ticket, done.result)
        except ExtractorError:
            raise
        except Exception as error:  # a filing that cannot be written is its own failure, and the watcher goes on
            log.exception("%s: cannot be written", shown(ticket.path))
            message = f"a bug of this program, please report it: {error}"
            bug = Failure(
                path=str(ticket.path), error=type(error).__name__, message=message, exit_code=ExitCode.INTERNAL
            )
            return self._record_failure(ticket, bug)

    def refuse(self, path: Path, why: str) -> None:
        """Log why a file is not read, and move it away; it is not in the store, which identifies files by content."""
        target = move_into(path, self.inbox / FOLDERS[Status.FAILED]) if self.move else None
        where = f"now in {target.parent.name}" if target else "left where it is"
        log.warning("%s: failed: %s; %s", shown(path), why, where)

    def put_away(self, path: Path, sha256: str, standing: FileStanding) -> None:
        """Move a file whose content the store knows, such as a second copy, or one that a killed watcher left."""
        may_come_again = standing.status is Status.FAILED and standing.retry_at is not None
        if not self.move or may_come_again or standing.status not in FOLDERS:
            return
        target = move_into(path, self.inbox / FOLDERS[standing.status])
        if target is None:
            return
        if not Path(standing.path).exists():
            self.store.files.moved(sha256, str(target))
        log.info("%s: read before, now in %s", shown(path), target.parent.name)

    def _record_filings(self, ticket: Ticket, filings: tuple[Extraction, ...]) -> ExitCode:
        drawn = is_sampled(ticket.sha256, self.sample)
        code = max(filing.exit_code for filing in filings)
        is_sure = code is ExitCode.OK and not drawn
        target = self._target(ticket.path, Status.ACCEPTED if is_sure else Status.NEEDS_REVIEW)
        for number, filing in enumerate(filings, 1):
            self._write(filing, target, document_id(ticket.sha256, number), number)
        now = self.clock()
        self.store.files.add_extractions(ticket.sha256, str(target), filings, now=now, sampled=drawn)
        self._move(ticket, target)
        log.info("%s: %s, %s", shown(ticket.path), "accepted" if is_sure else "needs review", _counted(filings))
        return code

    def _record_failure(self, ticket: Ticket, failure: Failure) -> ExitCode:
        now = self.clock()
        is_last = failure.error in HOPELESS or ticket.attempts + 1 >= ATTEMPTS
        target = self._target(ticket.path, Status.FAILED) if is_last else ticket.path
        retry_at = None if is_last else now + self.retry_after
        self.store.files.add_failure(ticket.sha256, str(target), failure, now=now, retry_at=retry_at)
        self._move(ticket, target)
        then = f"; once more after {retry_at.astimezone():%H:%M}" if retry_at else ""
        message = " ".join(failure.message.removeprefix(f"{ticket.path.name}: ").split())
        log.warning("%s: failed: %s%s", shown(ticket.path), message, then)
        return failure.exit_code

    def _target(self, path: Path, status: Status) -> Path:
        return next(free_paths(path, self.inbox / FOLDERS[status])) if self.move else path

    def _move(self, ticket: Ticket, target: Path) -> None:
        if target == ticket.path:
            return
        moved = move_into(ticket.path, target.parent)
        if moved not in {None, target}:
            self.store.files.moved(ticket.sha256, str(moved))

    def _write(self, filing: Extraction, original: Path, key: str, number: int) -> None:
        filing = filing.model_copy(update={"source": filing.source.model_copy(update={"path": str(original)})})
        folder = self.out or original.parent
        wanted = original.stem if number == 1 else f"{original.stem}-{number}"
        name = output_name(self.store.outputs, folder, wanted, key, [f".{form}" for form in self.formats])
        for form in self.formats:
            write_whole(folder / f"{name}.{form}", self.render(filing, form))
        sync_folder(folder)


def shown(path: Path) -> str:
    """The file's name as a log line can hold it: a line break in it does not start a new line."""
    return path.name if path.name.isprintable() else ascii(path.name)


def _is_of_another(done: FileOutcome, sha256: str) -> bool:
    """Whether the worker read content other than was claimed, because the file was replaced meanwhile."""
    return not isinstance(done.result, Failure) and any(filing.source.sha256 != sha256 for filing in done.result)


def _counted(filings: tuple[Extraction, ...]) -> str:
    doubtful = sum(field.review for filing in filings for field in filing.assessment.fields)
    return f"{len(filings)} filing{'s' * (len(filings) != 1)}, {doubtful} doubtful field{'s' * (doubtful != 1)}"
