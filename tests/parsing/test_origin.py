"""Parsing does not depend on how pages were read: the same words give the same values, whatever their origin."""

from dataclasses import replace
from pathlib import Path

import pytest

from extractor.model.field_paths import fields
from extractor.model.ownership import OwnershipDocument
from extractor.model.page import Origin, Page, Reading, Word
from extractor.model.strip import stack
from extractor.parsing.filing import read_filing
from extractor.parsing.first_pages import filings_of
from samples import make
from samples.print_form import LAYOUTS
from tests.support.readings import invented_print, pages_of

Values = dict[str, tuple[object, ...]]


def labelled(page: Page, origin: Origin) -> Page:
    """The page as if its words had this origin; as recognised words they have the scores of a sure engine."""
    return replace(page, words=tuple(_labelled(word, origin) for word in page.words), origin=origin)


def _labelled(word: Word, origin: Origin) -> Word:
    readings = (Reading("engine", word.text, 0.999),) if origin is Origin.RECOGNISED else ()
    return word._replace(origin=origin, readings=readings)


def values(document: OwnershipDocument) -> Values:
    """Everything that was read of every field, except its origin."""
    return {
        xpath: (field.value, field.text, field.footnotes, field.page, field.box, field.doubts, field.sources)
        for xpath, field in fields(document)
    }


def assert_read_alike(path: Path) -> None:
    for pages in filings_of(pages_of(path).pages):
        read = []
        for origin in (Origin.PRINTED, Origin.RECOGNISED, Origin.PRINTED):
            pages = tuple(labelled(page, origin) for page in pages)  # noqa: PLW2901 - and back
            document, findings, _ = read_filing(stack(pages), path.name)
            known = [field for _, field in fields(document) if field.page is not None]
            assert {field.origin for field in known} <= {origin, Origin.PRINTED}  # links belong to the page itself
            assert any(field.origin is origin for field in known)
            read.append((values(document), findings))
        assert read[0] == read[1] == read[2]


@pytest.mark.parametrize("sample", make.PRINTS, ids=lambda sample: sample.path.stem)
def test_a_sample_gives_the_same_values_whatever_its_words_are_from(sample: make.Print) -> None:
    assert_read_alike(sample.path)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(4))
def test_an_invented_filing_gives_the_same_values(seed: int, layout: str) -> None:
    assert_read_alike(invented_print(seed, layout, all_owners=True))
