"""Counts the pages of a file before it is read, as the time allowed for it depends on them."""

from pathlib import Path

import pypdfium2 as pdfium

from extractor.readers.suffixes import IMAGE_SUFFIXES


def page_count(path: Path) -> int:
    """The number of pages; 1 if they cannot be counted, and reading the file will then say why."""
    try:
        if path.suffix.lower() in {".tif", ".tiff"}:
            from PIL import Image  # noqa: PLC0415 - most files are PDFs

            with Image.open(path) as image:
                return int(getattr(image, "n_frames", 1))
        if path.suffix.lower() in IMAGE_SUFFIXES:
            return 1
        pdf = pdfium.PdfDocument(path)
    except Exception:  # noqa: BLE001 - a damaged file fails in any way it likes
        return 1
    try:
        return max(1, len(pdf))
    finally:
        pdf.close()
