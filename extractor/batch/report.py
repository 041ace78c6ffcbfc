"""What became of each file of a run: one line of JSON each, written at once, and the counts at the end."""

import json
from collections import Counter
from enum import StrEnum
from pathlib import PurePath
from typing import IO, Any

from extractor.batch.counts import Counts
from extractor.batch.notes import Note
from extractor.model.results import Failure

NAME = "report.jsonl"


class Status(StrEnum):
    """What became of a file."""

    SURE = "sure"
    REVIEW = "review"
    FAILED = "failed"
    SKIPPED = "skipped"


class Report:
    """The report of a run; its lines are written to `file`, if one is given."""

    def __init__(self, file: IO[str] | None = None) -> None:
        self._file = file
        self.counts: Counter[Status] = Counter()

    def read(self, path: str, counts: Counts, *, seconds: float, mib: float) -> None:
        """Add a file that was read, with the seconds it took and the MiB of memory."""
        status = Status.REVIEW if counts.code else Status.SURE
        self._add(status, path=path, seconds=round(seconds, 3), mib=round(mib, 1), **counts.model_dump())

    def failed(self, path: str, failure: Failure, *, seconds: float = 0.0, mib: float = 0.0) -> None:
        """Add a file that could not be read, or whose results could not be written."""
        told = {"class": failure.error, "message": failure.message}
        self._add(
            Status.FAILED, path=path, code=int(failure.exit_code), seconds=round(seconds, 3), mib=round(mib, 1), **told
        )

    def skipped(self, path: str, note: Note) -> None:
        """Add a file that an earlier run has read."""
        self._add(Status.SKIPPED, path=path, **note.model_dump(include=set(Counts.model_fields)))

    def summary(self) -> str:
        """The counts as a sentence; they add up to the number of files given."""
        total = sum(self.counts.values())
        told = ", ".join(f"{self.counts[status]:,} {WORDS[status]}" for status in Status)
        return f"{total:,} file{'s' * (total != 1)}: {told}"

    def numbers(self) -> dict[str, int]:
        """The counts by the names of the statuses."""
        return {status.value: self.counts[status] for status in Status}

    def _add(self, status: Status, **told: Any) -> None:
        self.counts[status] += 1
        if self._file is not None:
            self._file.write(json.dumps({"path": told.pop("path"), "status": status, **told}) + "\n")
            self._file.flush()


WORDS = {
    Status.SURE: "sure",
    Status.REVIEW: "to review",
    Status.FAILED: "failed",
    Status.SKIPPED: "read before",
}


def plain(path: PurePath | str) -> str:
    """A path as a report can hold it: bytes that are not UTF-8 are replaced."""
    return str(path).encode(errors="surrogateescape").decode(errors="replace")
