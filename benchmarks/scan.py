"""Seconds per page and values found, side by side: cells read by this program, pages read by Tesseract and RapidOCR.

    pip install -e ".[training]"  # brings RapidOCR
    python benchmarks/scan.py [SCAN TRUTH.xml]...

Without arguments the committed scans are read. The readers are timed in this process, one page after the other; the
command `form4 extract` is timed at the end, including its start and its own processes. A true number or date counts as
found if a reader's text contains it as a whole, anywhere, which is a test that readers of whole pages can pass.
"""

import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytesseract
from rapidocr import RapidOCR

from extractor.model.field_paths import fields
from extractor.readers.image.images import image_pages
from extractor.readers.image.pixels import PageImage
from extractor.readers.ownership_xml import read_ownership_xml
from extractor.readers.picture import page_image
from extractor.readers.recognition.ppocr_engine import PpOcrEngine
from extractor.readers.scan.page_from_picture import read_page_image
from samples import make

Reader = Callable[[PageImage], str]
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")


def main(arguments: list[str]) -> int:
    """Print the table."""
    pairs = list(zip(map(Path, arguments[::2]), map(Path, arguments[1::2]), strict=True)) or [
        (scan.path, make.FOLDER / "filings" / f"{scan.of.slug}.xml") for scan in make.SCANS
    ]
    scans = [(path.name, list(_images(path)), set(_values(truth))) for path, truth in pairs]
    readers: dict[str, Reader] = {"cells": _cells(), "tesseract": _tesseract, "rapidocr": _rapidocr()}
    print(f"{'':45s}" + "".join(f"{name:>22s}" for name in readers))
    totals = dict.fromkeys(readers, 0.0)
    for name, images, values in scans:
        row = f"{name:45s}"
        for reader, read in readers.items():
            start = time.perf_counter()
            text = "\n".join(map(read, images))
            spent = time.perf_counter() - start
            totals[reader] += spent
            row += f"{spent / len(images):9.2f} s {len(values & set(_found(text))):4d}/{len(values):3d}"
        print(row)
    pages = sum(len(images) for _, images, _ in scans)
    print(f"{'seconds a page':45s}" + "".join(f"{total / pages:9.2f} s" + " " * 11 for total in totals.values()))
    spent = _command([path for path, _ in pairs])
    print(f"form4 extract --verify never, all files in one run, its start included: {spent / pages:.2f} s a page")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, all readers together")
    return 0


def _command(paths: list[Path]) -> float:
    """Seconds that the command takes for all files, with the first reader only and its usual number of processes."""
    form4 = [sys.executable, "-m", "extractor.cli.main", "extract"]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        command = [*form4, *map(str, paths), "--verify", "never", "-o", folder]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
        return time.perf_counter() - start


def _images(path: Path) -> Iterator[PageImage]:
    if path.suffix != ".pdf":
        yield from image_pages(path)
        return
    with pypdfium2.PdfDocument(path) as document:
        for index in range(len(document)):
            yield page_image(document[index], index + 1)


def _values(truth: Path) -> Iterator[str]:
    """The numbers and dates of the tables, as plain decimals and ISO dates."""
    for xpath, field in fields(read_ownership_xml(truth)):
        if "Table/" in xpath and isinstance(field.value, Decimal | date):
            yield str(field.value.normalize() if isinstance(field.value, Decimal) else field.value)


def _found(text: str) -> Iterator[str]:
    for month, day, year in re.findall(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        yield f"{year}-{int(month):02d}-{int(day):02d}"
    for number in NUMBER.findall(text):
        yield str(Decimal(number.replace(",", "")).normalize())


def _cells() -> Reader:
    engine = PpOcrEngine()
    engine.read([np.full((48, 48), 255, dtype=np.uint8)])  # loads the network
    return lambda image: " ".join(word.text for word in read_page_image(image, engine).words)


def _tesseract(image: PageImage) -> str:
    return str(pytesseract.image_to_string(image.pixels))


def _rapidocr() -> Reader:
    engine: Any = RapidOCR()
    engine(np.full((64, 64, 3), 255, dtype=np.uint8))
    return lambda image: "\n".join(engine(np.repeat(image.pixels[..., None], 3, axis=2)).txts or ())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
