"""A second reader that finds no row of a table, and says so, contradicts no value of the table."""

from dataclasses import replace
from pathlib import Path

import pytest

from extractor.model.page import Page
from extractor.model.strip import stack
from extractor.parsing.filing import read_filing
from extractor.readers.documents import read_document
from extractor.verification import second_key

QUALYS = Path(__file__).parents[2] / "samples" / "pdf" / "qualys-2014-01-06.edgar.pdf"


def without_inner_rulings(page: Page, top: float, bottom: float) -> Page:
    """The page without the upright lines between these heights, so that a second reader does not find a table."""
    kept = tuple(line for line in page.rulings if line.is_horizontal or not top <= line.top <= bottom)
    return replace(page, rulings=kept)


def test_a_table_that_the_second_reader_missed_is_not_asked_value_by_value(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = read_document(QUALYS).pages
    first = read_filing(stack(pages), QUALYS.name)
    top, bottom = first.printed.heads[0].top - 2, first.printed.heads[1].top - 2
    again = tuple(without_inner_rulings(page, top, bottom) if page.number == 1 else page for page in pages)
    missed = read_filing(stack(again), QUALYS.name)
    assert not missed.document.non_derivative_table
    monkeypatch.setattr(second_key, "read_pages_again", lambda _path, _pages: again)
    found = second_key.key_again(QUALYS, pages, first.document)
    named = [xpath for finding in found.findings if finding.rule == "KEY101" for xpath in finding.xpaths]
    assert not [xpath for xpath in named if xpath.startswith("nonDerivativeTable/")]
    assert [
        finding for finding in found.findings if finding.rule == "KEY201" and "nonDerivativeTable" in finding.message
    ]
