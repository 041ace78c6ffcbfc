"""Reads printed SEC Forms 4 back into data, and says how sure it is of every value."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.errors import (
        EncryptedDocumentError,
        ExitCode,
        ExtractorError,
        MissingDependencyError,
        NotAForm4Error,
        SeveralFilingsError,
        UnreadableDocumentError,
    )
    from extractor.library.filing import Extraction, from_xml
    from extractor.library.frames import to_dataframe
    from extractor.library.sources import extract, extract_filings, extract_many
    from extractor.model.ownership import OwnershipDocument
    from extractor.model.results import Assessment, Decision, Failure, FieldAssessment, Finding, Severity, Source
    from extractor.verification.mode import Verify

    __version__: str

__all__ = [
    "Assessment",
    "Decision",
    "EncryptedDocumentError",
    "ExitCode",
    "Extraction",
    "ExtractorError",
    "Failure",
    "FieldAssessment",
    "Finding",
    "MissingDependencyError",
    "NotAForm4Error",
    "OwnershipDocument",
    "SeveralFilingsError",
    "Severity",
    "Source",
    "UnreadableDocumentError",
    "Verify",
    "__version__",
    "extract",
    "extract_filings",
    "extract_many",
    "from_xml",
    "to_dataframe",
]

_HOMES = {
    "extractor.errors": (
        "EncryptedDocumentError",
        "ExitCode",
        "ExtractorError",
        "MissingDependencyError",
        "NotAForm4Error",
        "SeveralFilingsError",
        "UnreadableDocumentError",
    ),
    "extractor.library.filing": ("Extraction", "from_xml"),
    "extractor.library.frames": ("to_dataframe",),
    "extractor.library.sources": ("extract", "extract_filings", "extract_many"),
    "extractor.model.ownership": ("OwnershipDocument",),
    "extractor.model.results": (
        "Assessment",
        "Decision",
        "Failure",
        "FieldAssessment",
        "Finding",
        "Severity",
        "Source",
    ),
    "extractor.verification.mode": ("Verify",),
}


def __getattr__(name: str) -> Any:
    """Load the module of a public name when the name is first used, so that `form4 --help` loads none of them."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415

        return version("form4-extractor")
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(name)
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(home), name)
