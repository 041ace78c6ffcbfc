"""Which readers read: the version of each, or the very network it reads with."""

from functools import cache
from importlib import metadata

from extractor.readers.recognition.network_file import NAME, SHA256

PACKAGES = {"pdfium": "pypdfium2", "pdfplumber": "pdfplumber", "camelot": "camelot-py"}
"""Readers of text layers, and the packages that hold them."""
UNKNOWN = "?"


@cache
def identity(reader: str) -> str:
    """What tells this reader from another of its name; empty for what reads nothing by itself, such as XML.

    Scans are read with the pinned network or not at all, so its name and SHA-256 are known without a look at the file.
    """
    if reader in PACKAGES:
        try:
            return metadata.version(PACKAGES[reader])
        except metadata.PackageNotFoundError:
            return UNKNOWN
    if reader == "rapidocr":
        return f"{NAME} {SHA256}"
    if reader == "tesseract":
        from extractor.readers.recognition.tesseract_engine import status  # noqa: PLC0415 - starts the program

        return status().version or UNKNOWN
    return ""
