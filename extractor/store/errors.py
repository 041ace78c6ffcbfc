"""The ways the store can refuse."""

from datetime import datetime

from extractor.errors import ExitCode, ExtractorError


class StoreUnavailableError(ExtractorError):
    """The database cannot be opened, read or written just now: locked, full, gone, or no database at all."""

    exit_code = ExitCode.OUTPUT


class NewerStoreError(ExtractorError):
    """The database was made by a newer version of this program."""

    exit_code = ExitCode.USAGE


class UnknownDocumentError(ExtractorError):
    """No document of this id is in the store."""

    exit_code = ExitCode.USAGE


class WrongStatusError(ExtractorError):
    """The document is not in a status from which this step can be taken."""

    exit_code = ExitCode.USAGE


class StaleVersionError(ExtractorError):
    """Somebody else changed the document since it was shown; nothing was saved."""

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
