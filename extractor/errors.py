"""The exit codes of a run, and one exception for each way in which a run can fail."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a run ended, worst last. Part of the public interface; README lists them."""

    OK = 0
    NEEDS_REVIEW = 1
    USAGE = 2
    BAD_INPUT = 3
    MISSING_DEPENDENCY = 4
    OUTPUT = 5
    INTERNAL = 70
    INTERRUPTED = 130


class ExtractorError(Exception):
    """A problem the user can act on; the message says how."""

    exit_code = ExitCode.INTERNAL


class UsageError(ExtractorError):
    """The command was called in a way that makes no sense."""

    exit_code = ExitCode.USAGE


class UnreadableDocumentError(ExtractorError):
    """The file is missing, empty, damaged, or of a kind that this program does not read."""

    exit_code = ExitCode.BAD_INPUT


class EncryptedDocumentError(UnreadableDocumentError):
    """The file cannot be opened without its user password."""


class NotAForm4Error(UnreadableDocumentError):
    """The file was read, but no page of it is a Form 4."""


class SeveralFilingsError(UnreadableDocumentError):
    """One filing was asked for and the file holds several."""


class MissingDependencyError(ExtractorError):
    """A program or package that this run needs is not installed."""

    exit_code = ExitCode.MISSING_DEPENDENCY


class OutputError(ExtractorError):
    """A result could not be written."""

    exit_code = ExitCode.OUTPUT


class StreamError(OutputError):
    """Standard output cannot be written, so no further result can be written to it either."""
