"""What the store gives back: frozen rows, and nothing of the database itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from extractor.model.results import Correction, Decision, Extraction, MadeBy, Otherwise


class Status(StrEnum):
    """Where a document stands between the inbox and the export."""

    QUEUED = "queued"
    """Known, not read yet."""
    NEEDS_REVIEW = "needs_review"
    ACCEPTED = "accepted"
    """By a reviewer, or by the program itself where every field was sure."""
    REJECTED = "rejected"
    """A reviewer says this is no filing to keep."""
    FAILED = "failed"
    """Could not be read; the row's `failure` says why."""


class Action(StrEnum):
    """What happened to a document; a history is made of these."""

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
    """Where the original is now, to draw its pages from; check `sha256` before trusting it."""
    name: str
    """The original's file name, for people; never to open."""
    status: Status
    issuer: str
    owner: str
    """All reporting owners, separated by semicolons."""
    symbol: str
    form: str
    period: date | None
    doubtful: int
    """How many fields ask for a look."""
    confidence: float | None
    """The least sure field's; None before the file was read."""
    distrusted: bool
    """The page was not understood as a whole; such filings come first."""
    sampled: bool
    """Sure, and sent to review all the same: a random check on what passes as sure."""
    extracted_at: datetime
    version: int
    """Grows with every change; saving needs the one that was shown."""
    failure: str
    attempts: int
    retry_at: datetime | None
    otherwise: int = 0
    """How many fields of an accepted filing the present program reads otherwise, or would ask about."""

    @property
    def is_open(self) -> bool:
        return self.status is Status.NEEDS_REVIEW


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a document's history; `reviewer` is empty where the program acted by itself."""

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
    """As read; never changes."""
    current: Extraction | None
    """With all corrections applied and everything checked again."""
    corrections: tuple[Correction, ...]
    """Oldest first."""
    events: tuple[Event, ...]
    otherwise: tuple[Otherwise, ...] = ()
    """What the present program reads otherwise of an accepted filing; of an open one that is among its findings."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file whose filings can be read again, and what each was last read by, in its order."""

    sha256: str
    path: str
    name: str
    read_by: tuple[tuple[str, tuple[str, ...], MadeBy], ...]
    """Document id, names of its readers, and what they and the program were."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a filing that was read again: the new reading stands for the old one, or only beside it."""

    stands: bool
    differences: tuple[Otherwise, ...]


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which documents a list shows; an empty text or None asks for nothing, names match anywhere in any case."""

    statuses: tuple[Status, ...] = (Status.NEEDS_REVIEW,)
    issuer: str = ""
    owner: str = ""
    rule: str = ""
    period_from: date | None = None
    period_to: date | None = None
    otherwise: bool = False
    """Only those that the present program reads otherwise."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents are in each status."""

    queued: int = 0
    needs_review: int = 0
    accepted: int = 0
    rejected: int = 0
    failed: int = 0
    otherwise: int = 0
    """Of the accepted, those that a later program reads otherwise."""

    @property
    def total(self) -> int:
        return self.queued + self.needs_review + self.accepted + self.rejected + self.failed


@dataclass(frozen=True, slots=True)
class FileStanding:
    """What the store knows of a file's content; `status` is None for content never seen."""

    status: Status | None
    path: str
    is_due: bool
    """Whether it should be read now: new, queued, or failed with its waiting time over."""
    attempts: int
    """How often reading it failed."""
    retry_at: datetime | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What the queue shows of a filing without opening it."""

    issuer: str
    owner: str
    symbol: str
    form: str
    period: date | None
    doubtful: int
    confidence: float
    distrusted: bool


Recheck = Callable[[Extraction, tuple[Correction, ...]], Extraction]
"""Checks a filing again after all its corrections: same document, new findings and assessment."""


Judge = Callable[[StoredDocument, Extraction], Verdict]
"""What becomes of a filing that is held so, now that it reads so."""


def summary_of(extraction: Extraction) -> Summary:
    """The filing in one line; `doubtful` counts the questions that the filing's page asks."""
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
