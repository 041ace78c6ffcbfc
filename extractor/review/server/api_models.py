"""What the HTTP API takes and returns, as its OpenAPI description shows it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from extractor.model.results import Act
from extractor.review.pages.intake import Receipt
from extractor.store import DocumentRow, Status

Line = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
Reviewer = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
Version = Annotated[int, Field(ge=0, le=2**31 - 1, description="The version you looked at; a stale one is refused.")]


class Wire(BaseModel):
    """A value that the API takes or returns; an unknown name is an error instead of being ignored."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class Document(Wire):
    """One filing in the store."""

    id: str = Field(description="The file's SHA-256, a hyphen and the filing's number in the file.")
    name: str
    status: Status
    issuer: str
    owner: str
    symbol: str
    form: str
    period: date | None
    doubtful: int = Field(description="How many fields are in doubt.")
    confidence: float | None
    extracted_at: datetime
    version: int
    failure: str
    otherwise: int = Field(description="How many fields of an accepted filing a later version reads differently.")


class Documents(Wire):
    """A part of the queue, worst first, and the length of the whole queue."""

    total: int
    documents: tuple[Document, ...]


class Received(Wire):
    """What became of one uploaded file."""

    name: str
    document: str | None = Field(description="The id of the file's first filing; null if it was not taken.")
    new: bool
    problem: str


class CorrectionMade(Wire):
    """What was said about one field; `old` and `new` are as the SEC's XML holds them."""

    xpath: str
    old: str | None
    new: str | None
    footnotes: tuple[str, ...]
    reviewer: str
    at: AwareDatetime
    reason: str
    act: Act = Field(description="What it does; `undo` takes the decision `undoes` back.")
    decision: int = Field(description="Changes that were saved together have the same number.")
    undoes: int | None


class Answer(StrEnum):
    """What can be said about a field besides its text, and about a whole line."""

    CONFIRM = "confirm"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    UNMARK = "unmark"
    ADD = "add"
    REMOVE = "remove"
    MOVE = "move"


class FieldCorrection(Wire):
    """What is said about one field. Give `text` as one would type it, or leave it out to confirm the field.

    `answer` says anything else: that the field is blank or cannot be read; that no mark refers to an explanation
    (`unmark`); that a row, owner or signature is added at `xpath` (`kind` is a row's kind), removed, or moved to place
    `to`. An explanation is added by giving its text, and removed like a line.
    """

    xpath: Line
    text: Annotated[str, StringConstraints(max_length=4000)] | None = Field(
        default=None, description="The value as printed, footnote marks at its end: `$40.60(1)`; empty for a blank."
    )
    reason: Line = ""
    answer: Answer | None = None
    kind: Line = ""
    to: Annotated[int, Field(ge=1, le=9999)] | None = None


class Undo(Wire):
    """Take back the last decision of `reviewer`."""

    version: Version
    reviewer: Reviewer


class NewCorrections(Wire):
    """Corrections that are saved together or not at all."""

    version: Version
    reviewer: Reviewer
    corrections: Annotated[tuple[FieldCorrection, ...], Field(min_length=1, max_length=500)]


class Step(StrEnum):
    """What can be decided about a whole filing."""

    ACCEPT = "accept"
    REJECT = "reject"
    REOPEN = "reopen"


class NewStatus(Wire):
    """A decision about a whole filing."""

    step: Step
    version: Version
    reviewer: Reviewer
    note: Line = ""


class Saved(Wire):
    """The filing's version after a change."""

    version: int


class Problem(Wire):
    """Why nothing was done, and what to do."""

    detail: str


def document_of(row: DocumentRow) -> Document:
    """The row without what only this machine should know."""
    return Document(**{name: getattr(row, name) for name in Document.model_fields})


def received_of(receipt: Receipt) -> Received:
    """The receipt as the API returns it."""
    document = None if receipt.problem else f"{receipt.sha256}-1"
    return Received(name=receipt.name, document=document, new=receipt.is_new, problem=receipt.problem)
