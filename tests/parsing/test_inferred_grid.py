"""Pages without rulings: boxes, columns and rows by the places of words, with a doubt if these do not suffice."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from extractor import pipeline
from extractor.model.form import TABLES
from extractor.model.page import Word
from extractor.model.results import Extraction
from extractor.model.texts import plain
from extractor.readers.ownership_xml import read_ownership_xml
from extractor.verification.mode import Verify
from samples import make
from samples.differences import Difference, differences
from samples.random_filing import random_filing
from tests.support.as_scanned import recognised
from tests.support.readings import invented_filing, invented_print, pages_of

HEADING_WORDS = frozenset(
    plain(word) for table in TABLES for heading in table.headings for word in heading.wordings[0].split()
)
ROWS = 60.0
"""Points below a table's title: the rows begin no higher."""


@pytest.fixture
def without_rulings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read every file as if none of its rulings were drawn."""

    def read(path: Path) -> object:
        source = pages_of(path)
        return replace(source, pages=tuple(replace(page, rulings=()) for page in source.pages))

    monkeypatch.setattr(pipeline, "read_document", read)


def reading(seed: int, layout: str) -> tuple[Extraction, list[Difference]]:
    (read,) = pipeline.extract_filings(invented_print(seed, layout), Verify.NEVER)
    return read, differences(invented_filing(seed, layout), read, layout)


@pytest.mark.usefixtures("without_rulings")
@pytest.mark.parametrize("layout", ["edgar", "issuer", "typed"])
@pytest.mark.parametrize("seed", range(10))
def test_a_page_is_read_as_with_its_rulings(seed: int, layout: str) -> None:
    read, wrong = reading(seed, layout)
    # Only street lines that fill their box cannot be divided for sure; then a person is asked.
    assert [each for each in wrong if not (each.reviewed and "rptOwnerStreet" in each.xpath)] == []
    asked = [entry.xpath for entry in read.assessment.fields if entry.review and "rptOwnerStreet" not in entry.xpath]
    assert (asked, read.assessment.reasons) == ([], ())


@pytest.mark.usefixtures("without_rulings")
@pytest.mark.parametrize("path", sorted(make.FOLDER.glob("pdf/*.issuer.pdf")), ids=lambda path: path.stem)
def test_a_sample_is_read_as_with_its_rulings(path: Path) -> None:
    """Tables that go on behind a page's end, with their heads again or without, and owners abroad."""
    truth = read_ownership_xml(make.FOLDER / "filings" / f"{path.name.partition('.')[0]}.xml")
    (read,) = pipeline.extract_filings(path, Verify.NEVER)
    assert differences(truth, read, "issuer") == []
    asked = [entry.xpath for entry in read.assessment.fields if entry.review and "rptOwnerStreet" not in entry.xpath]
    assert (asked, read.assessment.reasons) == ([], ())


def test_owners_whose_table_is_not_understood_are_asked_for_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    seed = next(seed for seed in range(40) if len(random_filing(seed).reporting_owners) > 2)

    def read_without_marks(path: Path) -> object:
        source = pages_of(path)
        left = (tuple(word for word in page.words if word.text not in ("X", "_X_")) for page in source.pages)
        return replace(
            source,
            pages=tuple(replace(page, rulings=(), words=words) for page, words in zip(source.pages, left, strict=True)),
        )

    monkeypatch.setattr(pipeline, "read_document", read_without_marks)
    read, wrong = reading(seed, "issuer")
    lost = next(finding for finding in read.findings if finding.rule == "PAG104")
    numbers = {each.xpath.partition("/")[0] for each in wrong if each.xpath.startswith("reportingOwner[")}
    assert "reportingOwner[2]" in numbers
    assert numbers - {"reportingOwner[1]"} <= set(lost.xpaths)


@pytest.mark.parametrize("layout", ["edgar", "issuer"])
@pytest.mark.parametrize("seed", range(2, 5))
def test_headings_and_an_i_that_a_scan_misread_do_not_hide_a_row(
    seed: int, layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed)  # noqa: S311 - the seed is in the test's name

    def read(path: Path) -> object:
        source = pages_of(path)
        pages = (replace(page, rulings=(), words=recognised([*_misread(page.words, random)])) for page in source.pages)
        return replace(source, pages=tuple(pages))

    monkeypatch.setattr(pipeline, "read_document", read)
    _, wrong = reading(seed, layout)
    assert [each for each in wrong if "erivativeTable" in each.xpath] == []


def _misread(words: Sequence[Word], random: Random) -> Iterator[Word]:
    """The words with a letter missing from every fourth word of a heading, and with a figure for each I in a row."""
    top = min((word.box.top for word in words if word.text == "Table"), default=0.0)
    for word in words:
        text = word.text
        if word.box.top > top and len(plain(text)) > 4 and plain(text) in HEADING_WORDS and random.random() < 0.25:
            place = random.randrange(1, len(text) - 1)
            text = text[:place] + text[place + 1 :]
        elif text == "I" and word.box.top > top + ROWS:
            text = "1"
        yield word._replace(text=text)
