"""What the store returns: frozen rows that reveal nothing of the database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from extractor.model.results import Correction, Decision, Extraction, MadeBy, Otherwise


class Status(StrEnum):
    """Where a document is on its way from the inbox to the export."""

    QUEUED = "queued"
    """Known, but not read yet."""
    NEEDS_REVIEW = "needs_review"
    ACCEPTED = "accepted"
    """By a reviewer, or by the program itself if every field was sure."""
    REJECTED = "rejected"
    """A reviewer decided not to keep this filing."""
    FAILED = "failed"
    """Could not be read; the row's `failure` says why."""


class Action(StrEnum):
    """What happened to a document; its history consists of these."""

    READ = "read"
    FAILED = "failed"
    RETRIED = "retried"
    CORRECTED = "corrected"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REOPENED = "reopened"
    READ_AGAIN = "read again"


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One filing as the queue lists it; a file with two filings has two rows."""

    id: str
    """The file's SHA-256, a hyphen and the filing's number in it: `9f86…-1`."""
    sha256: str
    filing: int
    path: str
    """Where the original is now, to draw its pages; check `sha256` before trusting it."""
    name: str
    """The original's file name, to show to people; not for opening the file."""
    status: Status
    issuer: str
    owner: str
    """All reporting owners, separated by semicolons."""
    symbol: str
    form: str
    period: date | None
    doubtful: int
    """How many fields are in doubt."""
    confidence: float | None
    """That of the least sure field; None before the file was read."""
    distrusted: bool
    """The page was not understood as a whole; such filings come first in the queue."""
    sampled: bool
    """Without doubts, but sent to review all the same: a random check of what passes as sure."""
    extracted_at: datetime
    version: int
    """Grows by one with every change; to save a change, one must state the version one saw."""
    failure: str
    attempts: int
    retry_at: datetime | None
    otherwise: int = 0
    """How many fields of an accepted filing a later program reads differently, or newly doubts."""

    @property
    def is_open(self) -> bool:
        return self.status is Status.NEEDS_REVIEW


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a document's history; `reviewer` is empty if the program acted by itself."""

    document_id: str
    number: int
    action: Action
    reviewer: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """Everything the store holds of one filing; both extractions are None until it was read."""

    row: DocumentRow
    extraction: Extraction | None
    """As read; corrections never change it."""
    current: Extraction | None
    """With all corrections applied and everything checked again."""
    corrections: tuple[Correction, ...]
    """Oldest first."""
    events: tuple[Event, ...]
    otherwise: tuple[Otherwise, ...] = ()
    """How a later program reads an accepted filing differently; for an open filing, this is among its findings."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file whose filings can be read again, and what last read each filing, in the file's order."""

    sha256: str
    path: str
    name: str
    read_by: tuple[tuple[str, tuple[str, ...], MadeBy], ...]
    """For each filing: its document id, its readers' names, and the versions of readers and program."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a new reading: it replaces the stored one if `stands`, else only its differences are recorded."""

    stands: bool
    differences: tuple[Otherwise, ...]


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which documents a list shows. Empty texts and None mean no condition; names match parts, in any case."""

    statuses: tuple[Status, ...] = (Status.NEEDS_REVIEW,)
    issuer: str = ""
    owner: str = ""
    rule: str = ""
    period_from: date | None = None
    period_to: date | None = None
    otherwise: bool = False
    """Only accepted filings that a later program reads differently."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents are in each status."""

    queued: int = 0
    needs_review: int = 0
    accepted: int = 0
    rejected: int = 0
    failed: int = 0
    otherwise: int = 0
    """How many of the accepted ones a later program reads differently."""

    @property
    def total(self) -> int:
        return self.queued + self.needs_review + self.accepted + self.rejected + self.failed


@dataclass(frozen=True, slots=True)
class FileStanding:
    """What the store knows about a file's content; `status` is None for unknown content."""

    status: Status | None
    path: str
    is_due: bool
    """Whether it should be read now: it is new or queued, or it failed and its waiting time is over."""
    attempts: int
    """How often reading it has failed."""
    retry_at: datetime | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What the queue shows of a filing."""

    issuer: str
    owner: str
    symbol: str
    form: str
    period: date | None
    doubtful: int
    confidence: float
    distrusted: bool


Recheck = Callable[[Extraction, tuple[Correction, ...]], Extraction]
"""Checks a filing again after its corrections: takes and returns it, with new findings and a new assessment."""


Judge = Callable[[StoredDocument, Extraction], Verdict]
"""Decides what becomes of a new reading of a stored filing."""


def summary_of(extraction: Extraction) -> Summary:
    """The figures of the filing for the queue; `doubtful` counts the fields that a reviewer is asked about."""
    document, assessed = extraction.document, extraction.assessment.fields
    return Summary(
        issuer=document.issuer.issuer_name.value or "",
        owner="; ".join(owner.rpt_owner_name.value or "" for owner in document.reporting_owners),
        symbol=document.issuer.issuer_trading_symbol.value or "",
        form=document.document_type.value or extraction.source.form,
        period=document.period_of_report.value,
        doubtful=sum(field.review for field in assessed),
        confidence=min((field.confidence for field in assessed), default=0.0),
        distrusted=extraction.assessment.decision is Decision.DISTRUST,
    )
