"""Reads the printed SEC Form 4 back into data, and says how sure it is of every value."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.model.ownership import OwnershipDocument
    from extractor.model.results import Extraction, Failure, Finding
    from extractor.pipeline import extract, extract_filings

    __version__: str

__all__ = ["Extraction", "Failure", "Finding", "OwnershipDocument", "__version__", "extract", "extract_filings"]

_HOMES = {
    "Extraction": "extractor.model.results",
    "Failure": "extractor.model.results",
    "Finding": "extractor.model.results",
    "OwnershipDocument": "extractor.model.ownership",
    "extract": "extractor.pipeline",
    "extract_filings": "extractor.pipeline",
}


def __getattr__(name: str) -> Any:
    """Public names load their module when first used, so that `form4 --help` loads none of them."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415

        return version("form4-extractor")
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(_HOMES[name]), name)
