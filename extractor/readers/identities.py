"""Identifies readers exactly: by the version of their package, or the network they use."""

from functools import cache
from importlib import metadata

from extractor.readers.recognition.network_file import NAME, SHA256

PACKAGES = {"pdfium": "pypdfium2", "pdfplumber": "pdfplumber", "camelot": "camelot-py"}
"""Readers of text layers, and the packages that contain them."""
UNKNOWN = "?"


@cache
def identity(reader: str) -> str:
    """The version or network of a reader, which tells it from another with the same name; empty for other names.

    Scans are read with the pinned network or not at all, so its name and SHA-256 are known without opening its file.
    """
    if reader in PACKAGES:
        try:
            return metadata.version(PACKAGES[reader])
        except metadata.PackageNotFoundError:
            return UNKNOWN
    if reader == "ppocr":
        return f"{NAME} {SHA256}"
    if reader == "tesseract":
        from extractor.readers.recognition.tesseract_engine import status  # noqa: PLC0415 - starts the program

        return status().version or UNKNOWN
    return ""
