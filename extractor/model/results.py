"""What comes out beside the filing itself: findings, assessments, failures and corrections."""

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
    """The path for a file or a database; bytes of its name that are no UTF-8 are replaced."""
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
    """A value nobody read, and the reason to believe it."""

    xpath: str
    value: str
    reason: str


class Finding(Frozen):
    """The filing disagrees with a rule; `xpaths` name the fields in doubt, the likeliest first."""

    rule: str
    severity: Severity
    xpaths: tuple[str, ...]
    message: str
    suggestions: tuple[Suggestion, ...] = ()


class FieldAssessment(Frozen):
    """How sure one field is; `reasons` are sentences for a reviewer."""

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
    """The page was not understood as a whole: no field of it can be taken as sure."""


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
    """An accession number, EDGAR's number of the filing, and where it was seen; `address` is the filing's on EDGAR."""

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
    """Number of a page → where it lies in its picture, for those that do not stand in the file as they were read."""
    sightings: tuple[Sighting, ...] = ()
    """The surest first."""

    @property
    def accession_number(self) -> str | None:
        return self.sightings[0].accession_number if self.sightings else None

    @property
    def edgar_address(self) -> str | None:
        """Where EDGAR keeps the filing, if the page or its filers' CIKs say so."""
        own = (seen.address for seen in self.sightings if seen.accession_number == self.accession_number)
        return next(filter(None, own), None)

    @property
    def document_id(self) -> str:
        """One name for one filing wherever its file lies: the content's SHA-256, and the number in it."""
        return f"{self.sha256}-{self.filing}"

    @property
    def key(self) -> str:
        """What joins the tables of a data set: the accession number where it is known."""
        return self.accession_number or self.document_id


class MadeBy(Frozen):
    """What made an extraction; another of these may read the same page otherwise. Empty where nobody noted it."""

    program: str = ""
    """The version of this program."""
    confidence: str = ""
    """The SHA-256 of the fitted weights of the confidence."""
    readers: Mapping[str, str] = Field(default_factory=dict)
    """Reader → its version or, where it reads by a network, that network's file name and SHA-256."""


class Extraction(Frozen):
    """One filing, read, checked and assessed."""

    source: Source
    document: OwnershipDocument
    findings: tuple[Finding, ...]
    assessment: Assessment
    made_by: MadeBy = MadeBy()
    coverage: Coverage | None = None
    """Where each printed word ended; None where nobody counted: a scan, or a reading of an older program."""
    words: Mapping[int, tuple[PlacedWord, ...]] = Field(default_factory=dict, repr=False)
    """Number of a page → its words, for whoever types a value anew; empty in a reading of an older program."""

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
    """The field reads `new`; of a whole line: it is added, removed or of another kind."""
    CONFIRM = "confirm"
    """The field is right as it was read, and stays with all its evidence."""
    UNREADABLE = "unreadable"
    """Something stands there, and nobody can say what."""
    MOVE = "move"
    """The line goes from place `old` to place `new`, both counted from 1."""
    UNDO = "undo"
    """Takes the decision `undoes` back: the filing is as if it had never been made."""
    INVERSE = "inverse"
    """Only in older stores: a taking-back that was written as a change of its own."""
    RESTORED = "restored"
    """Only in older stores: a cell of a line that came back with such a change. Nobody looked at it."""


class Correction(Frozen):
    """What a reviewer says of one field; corrections are added, never changed."""

    xpath: str
    old: str | None
    new: str | None
    footnotes: tuple[str, ...]
    reviewer: str
    at: datetime
    reason: str = ""
    act: Act = Act.SET
    decision: int = 0
    """Corrections that were saved together are one decision; the store counts them from 1 in each filing."""
    undoes: int | None = None


class Otherwise(Frozen):
    """Where a filing that was read again is not as it is held: another value, or a question nobody asked before."""

    xpath: str
    held: str
    """As the form prints it, like `read`; both may be empty."""
    read: str
    value: str | None = None
    """The other value as the SEC's XML holds it; None where only a doubt is new, or it is no value."""
    reasons: tuple[str, ...] = ()
    """Why it is asked now; empty for another value."""

    def __str__(self) -> str:
        if self.reasons:
            return f"asked now: {self.reasons[0]}"
        return f"held is {self.held or 'nothing'}, read now {self.read or 'nothing'}"


Outcome = Extraction | Failure
