"""How the printed words of a folder's filings are accounted for, and whether a word inserted into white is noticed.

    python benchmarks/coverage.py samples/pdf --insert 400

Prints a line for each folder with the share of words of each ending, a line for each text that is in no field, and how
many of the inserted words were noticed: as text in no field, in the text of a field as printed, or because the filing
goes to review.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import process_time

from extractor.confidence.assessment import assess
from extractor.model.coverage import Coverage, Ending
from extractor.model.field_paths import fields
from extractor.model.results import Decision
from extractor.model.strip import Strip, stack
from extractor.parsing.coverage.doubts import coverage_doubts
from extractor.parsing.coverage.ledger import account
from extractor.parsing.filing import ReadFiling, read_filing
from extractor.parsing.first_pages import filings_of
from extractor.readers.documents import read_document
from extractor.rules import check
from samples.insertions import Insertion, inserted, places

OUTCOMES = ("unplaced", "asked", "read", "silent", "no room")


def strips(folder: Path) -> Iterator[tuple[str, Strip]]:
    """The filings of all PDFs in a folder, each as a strip."""
    for path in sorted(folder.glob("*.pdf")):
        yield from ((path.name, stack(pages)) for pages in filings_of(read_document(path).pages))


def outcome(found: Insertion) -> str:
    """What became of an inserted word."""
    read = read_filing(found.strip, "the strip")
    coverage = account(read.printed, read.document)
    if coverage is None:
        raise ValueError("words are counted on pages with a text layer only")
    doubts = tuple(coverage_doubts(read.printed, read.document, coverage))
    if any(found.word.text in patch.text for patch in coverage.unplaced):
        return "unplaced"
    findings = (*read.findings, *doubts, *check(read.document))
    if assess(read.document, findings).decision is not Decision.ACCEPT:
        return "asked"
    held = (field.text for _, field in fields(read.document) if set(found.word.sources) & set(field.sources))
    return "read" if any(found.word.text in text for text in held) else "silent"


def main() -> None:
    """Print the shares of each folder, and the outcomes of the insertions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--insert", type=int, default=0, help="words to put in, of each kind of place")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    read: list[tuple[str, ReadFiling]] = []
    for folder in options.folders:
        print_shares(folder, found := list(whole(folder)))
        read += [(name, filing) for name, filing, _ in found]
    for place in places() if options.insert else ():
        random = Random(f"{place} {options.seed}")  # noqa: S311 - nothing here is secret
        counts = Counter(tried(read, place, random) for _ in range(options.insert))
        print(f"{place:22}", *(f"{name} {counts[name]}" for name in OUTCOMES), sep="  ")


def tried(read: list[tuple[str, ReadFiling]], place: str, random: Random) -> str:
    """What became of one word inserted at a place of this kind in one of the filings."""
    name, filing = random.choice(read)
    found = inserted(filing.printed, place, random)
    if found is None:
        return "no room"
    became = outcome(found)
    if became == "silent":
        print("silent:", name, place, found.word.text, found.strip.locate(found.word.box))
    return became


def whole(folder: Path) -> Iterator[tuple[str, ReadFiling, Coverage]]:
    """Every filing of a folder as it was read, and how its words are accounted for."""
    for name, strip in strips(folder):
        filing = read_filing(strip, name)
        coverage = account(filing.printed, filing.document)
        if coverage is not None:
            yield name, filing, coverage


def print_shares(folder: Path, found: list[tuple[str, ReadFiling, Coverage]]) -> None:
    """Print a line for the folder, and one for each text that is in no field."""
    counts = Counter[Ending]()
    for name, _, coverage in found:
        counts.update(coverage.words)
        for patch in coverage.unplaced:
            print(f"  {name} page {patch.page} {[round(edge) for edge in patch.box]} {patch.text}")
    words = sum(counts.values()) or 1
    pages = sum(len(filing.printed.strip.pages) for _, filing, _ in found)
    start = process_time()
    for _, filing, _ in found:
        account(filing.printed, filing.document)
    cost = 1000 * (process_time() - start) / max(pages, 1)
    shares = (f"{ending} {100 * counts[ending] / words:.2f} %" for ending in Ending)
    print(f"{folder.name:26} {len(found):3} filings {words:7} words ", *shares, f"{cost:.1f} ms a page", sep="  ")


if __name__ == "__main__":
    main()
