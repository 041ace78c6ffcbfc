"""Prints every committed sample again from its XML: `python samples/make.py [--browser] [--scans]`."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from extractor.readers.ownership_xml import read_ownership_xml
from samples.degrade import degrade
from samples.print_form import BROWSER, print_form, print_page
from samples.printing.chromium import Dialogue

FOLDER = Path(__file__).parent


class Print(NamedTuple):
    """A filing in one layout."""

    slug: str
    layout: str
    repeats_headings: bool = False
    cuts_rows: bool = False

    @property
    def path(self) -> Path:
        return FOLDER / "pdf" / f"{self.slug}.{self.layout}.pdf"

    def pdf(self) -> bytes:
        """The PDF, printed afresh."""
        document = read_ownership_xml(FOLDER / "filings" / f"{self.slug}.xml")
        return print_form(document, self.layout, repeats_headings=self.repeats_headings, cuts_rows=self.cuts_rows)


class BrowserPrint(NamedTuple):
    """A filing's page on sec.gov as printed by a browser."""

    slug: str
    way: str
    dialogue: Dialogue = Dialogue()
    afterwards: str | None = None

    @property
    def path(self) -> Path:
        return FOLDER / "pdf" / f"{self.slug}.{BROWSER}-{self.way}.pdf"

    def pdf(self) -> bytes:
        """The PDF, printed afresh."""
        document = read_ownership_xml(FOLDER / "filings" / f"{self.slug}.xml")
        return print_page(document, self.dialogue, self.afterwards)


class Scan(NamedTuple):
    """A print as a device returns it."""

    of: Print
    preset: str
    suffix: str
    seed: int
    quarter_turns: int = 0
    """Quarter turns clockwise."""

    @property
    def path(self) -> Path:
        turned = f"-turned{self.quarter_turns * 90}" if self.quarter_turns else ""
        return FOLDER / "scans" / f"{self.of.slug}.{self.of.layout}.{self.preset}{turned}{self.suffix}"


PRINTS = (
    Print("qualys-2014-01-06", "edgar"),
    Print("qualys-2014-01-06", "issuer"),
    Print("joint-filing-of-three", "edgar"),
    Print("joint-filing-of-three", "issuer"),
    Print("amendment-4a", "edgar"),
    Print("amendment-4a", "issuer"),
    Print("many-rows-with-holdings", "edgar"),
    Print("many-rows-with-holdings", "issuer", repeats_headings=True),
    Print("price-in-a-footnote", "edgar"),
    Print("price-in-a-footnote", "issuer"),
    Print("row-cut-by-the-break", "edgar", cuts_rows=True),
    Print("owners-cut-by-the-break", "issuer", cuts_rows=True),
    Print("foreign-issuer-with-plan-box", "edgar"),
    Print("foreign-issuer-with-plan-box", "issuer"),
    Print("foreign-issuer-with-plan-box", "typed"),
    Print("qualys-2014-01-06", "typed"),
)
BROWSER_PRINTS = (
    BrowserPrint("joint-filing-of-three", "letter", Dialogue(has_head_and_foot=True)),
    BrowserPrint("foreign-issuer-with-plan-box", "a4-two-up", Dialogue(paper="A4"), "two-up"),
    BrowserPrint("price-in-a-footnote", "without-rulings", Dialogue(paper="A4", percent=85), "without-rulings"),
)
SCANS = (
    Scan(Print("qualys-2014-01-06", "edgar"), "office200", ".pdf", seed=1),
    Scan(Print("joint-filing-of-three", "edgar"), "fax", ".tif", seed=2),
    Scan(Print("price-in-a-footnote", "issuer"), "bilevel200", ".tif", seed=3),
    Scan(Print("foreign-issuer-with-plan-box", "edgar"), "phone", ".jpg", seed=4),
    Scan(Print("qualys-2014-01-06", "issuer"), "bilevel200", ".tif", seed=5, quarter_turns=1),
    Scan(Print("qualys-2014-01-06", "edgar"), "bilevel200", ".tif", seed=6, quarter_turns=2),
    Scan(Print("price-in-a-footnote", "edgar"), "bilevel200", ".tif", seed=7, quarter_turns=3),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the prints, and if asked for the browser prints and the scans, whose bytes depend on the machine."""
    parser = argparse.ArgumentParser(description="Print the committed samples again.")
    parser.add_argument("--browser", action="store_true", help="print the pages of sec.gov again, too")
    parser.add_argument("--scans", action="store_true", help="make the scans again, too")
    options = parser.parse_args(arguments)
    for each in (*PRINTS, *(BROWSER_PRINTS if options.browser else ())):
        each.path.write_bytes(each.pdf())
        print(each.path.relative_to(FOLDER))
    for scan in SCANS if options.scans else ():
        degrade(scan.of.pdf(), scan.path, preset=scan.preset, seed=scan.seed, quarter_turns=scan.quarter_turns)
        print(scan.path.relative_to(FOLDER))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
