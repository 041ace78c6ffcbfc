"""How long a page with a text layer takes, side by side with what other programs need for the same page.

    python benchmarks/text_layer.py FILE.pdf… [--rounds 3]

Without files, the samples are read. All readers run in this one process, in turns, over the same files. The figure is
the median over the rounds of processor milliseconds per page, so other programs on the machine do not matter; a first
round to warm up does not count. Compared are: reading and understanding the whole filing (ours), pdfium's own
extraction of characters, boxes and path objects (the floor for anything built on it), and what general table tools do
with the page.
"""

import argparse
import ctypes
import logging
import statistics
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import camelot
import pdfplumber
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.pipeline import extract_filings

SAMPLES = Path(__file__).parent.parent / "samples" / "pdf"


def ours(path: Path) -> None:
    """Everything from the file to the checked filing."""
    extract_filings(path)


def pdfium_characters_and_paths(path: Path) -> None:
    """Every character with its box, and every path object with its bounds, as pdfium gives them."""
    document = pdfium.PdfDocument(path)
    for page in document:
        textpage = page.get_textpage()
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        for index in range(pdfium_c.FPDFText_CountChars(textpage.raw)):
            pdfium_c.FPDFText_GetUnicode(textpage.raw, index)
            pdfium_c.FPDFText_GetCharBox(textpage.raw, index, left, right, bottom, top)
        bounds = [ctypes.c_float() for _ in range(4)]
        for index in range(pdfium_c.FPDFPage_CountObjects(page.raw)):
            item = pdfium_c.FPDFPage_GetObject(page.raw, index)
            if pdfium_c.FPDFPageObj_GetType(item) == pdfium_c.FPDF_PAGEOBJ_PATH:
                pdfium_c.FPDFPageObj_GetBounds(item, *bounds)
        textpage.close()
        page.close()
    document.close()


def pdfplumber_words_and_lines(path: Path) -> None:
    """Words, lines and rectangles."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_words()
            _ = page.lines, page.rects


def pdfplumber_tables(path: Path) -> None:
    """The tables as pdfplumber itself finds them."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()


def camelot_lattice(path: Path) -> None:
    """The ruled tables as camelot finds them."""
    camelot.read_pdf(str(path), pages="all", flavor="lattice", suppress_stdout=True)


READERS: tuple[Callable[[Path], None], ...] = (
    ours,
    pdfium_characters_and_paths,
    pdfplumber_words_and_lines,
    pdfplumber_tables,
    camelot_lattice,
)


def milliseconds_a_page(files: Sequence[Path], rounds: int) -> dict[str, float]:
    """The median over the rounds for each reader; the readers take turns within a round."""
    pages = sum(len(pdfium.PdfDocument(path)) for path in files)
    spent: dict[str, list[float]] = {reader.__name__: [] for reader in READERS}
    for number in range(rounds + 1):
        for reader in READERS:
            start = time.process_time()
            for path in files:
                reader(path)
            if number:  # the first round warms up
                spent[reader.__name__].append((time.process_time() - start) * 1000 / pages)
    return {name: statistics.median(times) for name, times in spent.items()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    files = arguments.files or sorted(SAMPLES.glob("*.pdf"))
    figures = milliseconds_a_page(files, arguments.rounds)
    own, floor = figures["ours"], figures["pdfium_characters_and_paths"]
    print(f"{len(files)} files; processor milliseconds a page, median of {arguments.rounds} warm rounds")
    for name, figure in figures.items():
        print(f"{name:30}{figure:10.1f}   {figure / own:6.1f} × ours   {figure / floor:6.1f} × pdfium")


if __name__ == "__main__":
    main()
