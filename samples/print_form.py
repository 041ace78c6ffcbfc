"""A filing's XML → a PDF of our own printing: `python samples/print_form.py FILING.xml -o OUT.pdf --layout issuer`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from extractor.model.ownership import OwnershipDocument
from extractor.readers.ownership_xml import read_ownership_xml
from samples.degrade import PRESETS, degrade
from samples.printing.afterwards import AFTERWARDS
from samples.printing.chromium import Dialogue, chromium, print_html
from samples.printing.edgar import print_edgar
from samples.printing.edgar_html import edgar_html
from samples.printing.issuer import print_issuer
from samples.printing.ruled_table import Breaks
from samples.printing.typed import print_typed
from samples.random_filing import random_filing

LAYOUTS = {"edgar": print_edgar, "issuer": print_issuer, "typed": print_typed}

BROWSER = "browser"
"""The layout of EDGAR's own HTML page, printed by Chromium. Its bytes depend on the browser, so it is not in
`LAYOUTS`."""


def print_form(
    document: OwnershipDocument, layout: str = "edgar", *, repeats_headings: bool = False, cuts_rows: bool = False
) -> bytes:
    """The filing as a PDF in one of `LAYOUTS`; always the same bytes.

    `repeats_headings` prints a table's headings again on each further page. `cuts_rows` lets a page break cut a row
    between two of its lines; otherwise the whole row goes to the next page.
    """
    return LAYOUTS[layout](document, Breaks(repeats_headings=repeats_headings, cuts_rows=cuts_rows))


def print_page(document: OwnershipDocument, dialogue: Dialogue, afterwards: str | None = None) -> bytes:
    """The filing's page on sec.gov as Chromium prints it, changed afterwards as another program would."""
    with chromium() as browser:
        pdf = print_html(browser, edgar_html(document), dialogue)
    return AFTERWARDS[afterwards](pdf) if afterwards else pdf


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one filing as the arguments say."""
    parser = argparse.ArgumentParser(description="Print a filing's ownershipDocument XML as a Form 4.")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("filing", type=Path, nargs="?", help="an ownershipDocument XML")
    source.add_argument("--random", type=int, metavar="SEED", help="an invented filing instead")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--layout", choices=(*LAYOUTS, BROWSER), default="edgar")
    parser.add_argument("--repeat-headings", action="store_true", help="show a table's headings again on each page")
    parser.add_argument("--cut-rows", action="store_true", help="let a page break cut a row between its lines")
    browser = parser.add_argument_group("for --layout browser: what is chosen before the button is pressed")
    browser.add_argument("--paper", default="Letter", help="A4, Letter or another name that Chromium knows")
    browser.add_argument("--percent", type=int, default=100, help="size of print, 10 to 200")
    browser.add_argument("--landscape", action="store_true")
    browser.add_argument("--head-and-foot", action="store_true", help="date and title above, page number below")
    browser.add_argument("--backgrounds", action="store_true")
    browser.add_argument("--afterwards", choices=AFTERWARDS, help="what another program then made of the PDF")
    parser.add_argument("--scan", choices=PRESETS, help="write a scan of the print: .pdf, .tif, .jpg or .png")
    parser.add_argument("--seed", type=int, default=0, help="which of the scans a device might make")
    options = parser.parse_args(arguments)
    document = read_ownership_xml(options.filing) if options.filing else random_filing(options.random)
    if options.layout == BROWSER:
        dialogue = Dialogue(
            paper=options.paper,
            percent=options.percent,
            is_landscape=options.landscape,
            has_head_and_foot=options.head_and_foot,
            has_backgrounds=options.backgrounds,
        )
        pdf = print_page(document, dialogue, options.afterwards)
    else:
        pdf = print_form(document, options.layout, repeats_headings=options.repeat_headings, cuts_rows=options.cut_rows)
    if options.scan:
        degrade(pdf, options.output, preset=options.scan, seed=options.seed)
    else:
        options.output.write_bytes(pdf)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
