"""The errors that the store raises."""

from datetime import datetime

from extractor.errors import ExitCode, ExtractorError


class StoreUnavailableError(ExtractorError):
    """The database cannot be opened, read or written at the moment: it is locked, full, gone, or no database."""

    exit_code = ExitCode.OUTPUT


class NewerStoreError(ExtractorError):
    """A newer version of this program made the database."""

    exit_code = ExitCode.USAGE


class UnknownDocumentError(ExtractorError):
    """The store has no document with this id."""

    exit_code = ExitCode.USAGE


class WrongStatusError(ExtractorError):
    """The document's status does not allow this step."""

    exit_code = ExitCode.USAGE


class StaleVersionError(ExtractorError):
    """Somebody else changed the document after it was shown; nothing was saved."""

    exit_code = ExitCode.USAGE

    def __init__(self, document_id: str, *, expected: int, actual: int, reviewer: str, at: datetime | None) -> None:
        when = f" at {at:%H:%M} UTC" if at else ""
        who = reviewer or "somebody else"
        super().__init__(f"{who} changed this filing{when} while you were looking at it; look again, then save")
        self.document_id = document_id
        self.expected = expected
        self.actual = actual
        self.reviewer = reviewer
        self.at = at
