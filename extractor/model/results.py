"""What the program returns beside the filing itself: findings, assessments, failures and corrections."""

import os
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from pydantic import Field

from extractor.errors import ExitCode
from extractor.model.coverage import Coverage
from extractor.model.geometry import Geometry
from extractor.model.ownership import Frozen, OwnershipDocument
from extractor.model.page import BoundingBox, PlacedWord


def path_text(path: Path) -> str:
    """The path as text for a file or a database; bytes of its name that are not UTF-8 are replaced."""
    return os.fsencode(path).decode("utf-8", "replace")


class Severity(StrEnum):
    """How strong a finding is."""

    ERROR = "error"
    """EDGAR suspends a filing like this, so the page was probably misread."""
    WARNING = "warning"
    """Unusual but lawful: filers do err."""
    INFO = "info"
    """A difference the filing itself explains."""


class Suggestion(Frozen):
    """A value that nobody read, and the reason to believe it."""

    xpath: str
    value: str
    reason: str


class Finding(Frozen):
    """Something is in doubt: a broken rule, or a problem of the page; `xpaths` are the fields, the likeliest first."""

    rule: str
    severity: Severity
    xpaths: tuple[str, ...]
    message: str
    suggestions: tuple[Suggestion, ...] = ()


class FieldAssessment(Frozen):
    """How sure one field is: `confidence` is a chance, 0 to 1; `reasons` are sentences for a reviewer."""

    xpath: str
    confidence: float
    review: bool = False
    reasons: tuple[str, ...] = ()
    suggestion: str | None = None


class Decision(StrEnum):
    """What to do with a whole filing."""

    ACCEPT = "accept"
    REVIEW = "review"
    DISTRUST = "distrust"
    """The page was not understood as a whole, so none of its fields is sure."""


class Assessment(Frozen):
    """What a person should look at; `fields` has one entry for every field of the document."""

    fields: tuple[FieldAssessment, ...]
    decision: Decision
    reasons: tuple[str, ...] = ()

    @property
    def review(self) -> bool:
        return self.decision is not Decision.ACCEPT


class Where(StrEnum):
    """Where an accession number was seen."""

    OPTION = "option"
    PAGE = "page"
    FILE_NAME = "file name"


class Sighting(Frozen):
    """Where an accession number (EDGAR's number of a filing) was seen; `address` is the filing's web page on EDGAR."""

    accession_number: str
    where: Where
    page: int | None = None
    box: BoundingBox | None = None
    address: str | None = None


class Source(Frozen):
    """Where a filing was read from; `pages` counts the pages of the file that belong to it.

    `filing` is the filing's number in its file, from 1.
    """

    path: str
    sha256: str
    pages: int
    read_by: tuple[str, ...]
    form: str
    filing: int = 1
    geometry: Mapping[int, Geometry] = Field(default_factory=dict)
    """Page number → where the page lies in its picture; a text page that stands upright in its file has no entry."""
    sightings: tuple[Sighting, ...] = ()
    """The most reliable first."""

    @property
    def accession_number(self) -> str | None:
        return self.sightings[0].accession_number if self.sightings else None

    @property
    def edgar_address(self) -> str | None:
        """The filing's web address on EDGAR, if the page shows it or it follows from the filers' CIKs."""
        own = (seen.address for seen in self.sightings if seen.accession_number == self.accession_number)
        return next(filter(None, own), None)

    @property
    def document_id(self) -> str:
        """A name for the filing that does not depend on the path: the file's SHA-256 and the filing's number in it."""
        return f"{self.sha256}-{self.filing}"

    @property
    def key(self) -> str:
        """What joins the tables of a data set: the accession number if it is known, else the document id."""
        return self.accession_number or self.document_id


class MadeBy(Frozen):
    """What made an extraction; another program or network may read the same page otherwise. Empty if not recorded."""

    program: str = ""
    """The version of this program."""
    confidence: str = ""
    """The SHA-256 of the confidence's fitted weights."""
    readers: Mapping[str, str] = Field(default_factory=dict)
    """Reader → its version or, for a reader with a network, the network's file name and SHA-256."""


class Extraction(Frozen):
    """One filing, read, checked and assessed."""

    source: Source
    document: OwnershipDocument
    findings: tuple[Finding, ...]
    assessment: Assessment
    made_by: MadeBy = MadeBy()
    coverage: Coverage | None = None
    """How each printed word was accounted for; None for a scan, or if an older program made the extraction."""
    words: Mapping[int, tuple[PlacedWord, ...]] = Field(default_factory=dict, repr=False)
    """Page number → its words, for a person who selects a value on the page; empty if an older program made it."""

    @property
    def exit_code(self) -> ExitCode:
        return ExitCode.NEEDS_REVIEW if self.assessment.review else ExitCode.OK


class Failure(Frozen):
    """A file that could not be read; `message` says what to do."""

    path: str
    error: str
    message: str
    exit_code: ExitCode


class Act(StrEnum):
    """What a correction does."""

    SET = "set"
    """The field reads `new`. For a whole line: it is added or removed, or gets another kind."""
    CONFIRM = "confirm"
    """The field is right as it was read, and keeps all its evidence."""
    UNREADABLE = "unreadable"
    """Something stands there, but nobody can read it."""
    MOVE = "move"
    """The line goes from place `old` to place `new`, both counted from 1."""
    UNDO = "undo"
    """Takes back the decision with the number `undoes`: the filing is as if it had never been made."""
    INVERSE = "inverse"
    """Only in older stores: a change that took back another change."""
    RESTORED = "restored"
    """Only in older stores: a cell of a line that an `INVERSE` change brought back. Nobody looked at it."""


class Correction(Frozen):
    """What a reviewer says about one field; corrections are only added, never changed."""

    xpath: str
    old: str | None
    new: str | None
    footnotes: tuple[str, ...]
    reviewer: str
    at: datetime
    reason: str = ""
    act: Act = Act.SET
    decision: int = 0
    """Corrections saved together share one number; the store counts from 1 in each filing."""
    undoes: int | None = None


class Otherwise(Frozen):
    """How a new reading differs from the stored filing: another value, or a doubt that did not exist before."""

    xpath: str
    held: str
    """As the form prints it, like `read`; either may be empty."""
    read: str
    value: str | None = None
    """The newly read value as the SEC's XML holds it; None if only a doubt is new, or if no value was read."""
    reasons: tuple[str, ...] = ()
    """Why the field is in doubt now; empty if the value differs."""

    def __str__(self) -> str:
        if self.reasons:
            return f"now in doubt: {self.reasons[0]}"
        return f"stored as {self.held or 'nothing'}, now read as {self.read or 'nothing'}"


Outcome = Extraction | Failure
