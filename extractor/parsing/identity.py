"""Finds out which filing on EDGAR a page belongs to, from the web address in its margin or the name of the file."""

import re
from collections.abc import Iterable, Iterator

from extractor.model.page import Page
from extractor.model.results import Sighting, Where

MARGIN = 54.0
"""Points at the top and bottom of a page within which a browser prints the address. Further inside is the form's text,
which may mention other filings."""
_NUMBER = r"(\d{10})-?(\d{2})-?(\d{6})"
_ADDRESS = re.compile(rf"sec\.gov/Archives/edgar/data/(\d{{1,10}})/{_NUMBER}(?!\d)", re.IGNORECASE | re.ASCII)
_ACCESSION = re.compile(r"(?<!\d)(\d{10})-(\d{2})-(\d{6})(?!\d)", re.ASCII)
_IN_A_NAME = re.compile(rf"(?<!\d){_NUMBER}(?!\d)", re.ASCII)
ARCHIVE = "https://www.sec.gov/Archives/edgar/data"


def on_pages(pages: Iterable[Page]) -> Iterator[Sighting]:
    """The accession numbers in the margins of the pages, each the first time it is seen."""
    seen: set[str] = set()
    for page in pages:
        for word in page.words:
            if word.box.top > MARGIN and word.box.bottom < page.height - MARGIN:
                continue
            address = _ADDRESS.search(word.text)
            found = _dashed(*address.groups()[1:]) if address else accession_number(word.text)
            if found and found not in seen:
                seen.add(found)
                told = address_of(found, address[1]) if address else None
                yield Sighting(accession_number=found, where=Where.PAGE, page=page.number, box=word.box, address=told)


def in_name(name: str) -> Iterator[Sighting]:
    """The accession number in a file's name, with its hyphens or without."""
    for found in _IN_A_NAME.finditer(name):
        yield Sighting(accession_number=_dashed(*found.groups()), where=Where.FILE_NAME)


def given(accession: str) -> Iterator[Sighting]:
    """The accession number that the user gives, if any."""
    if accession:
        yield Sighting(accession_number=accession_number(accession) or accession, where=Where.OPTION)


def accession_number(text: str) -> str | None:
    """The accession number in a text, if there is one."""
    found = _ACCESSION.search(text)
    return _dashed(*found.groups()) if found else None


def address_of(accession: str, cik: str) -> str:
    """The address of the filing on EDGAR; `cik` is that of any of its filers."""
    return f"{ARCHIVE}/{int(cik)}/{accession.replace('-', '')}/{accession}-index.htm"


def _dashed(filer: str, year: str, number: str) -> str:
    return f"{filer}-{year}-{number}"
