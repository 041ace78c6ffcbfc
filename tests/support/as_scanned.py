"""A print's pages as if an engine had read them completely and surely; tests then remove what they want missing."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from extractor.model.ownership import OwnershipDocument
from extractor.model.page import Origin, Reading, Word
from extractor.model.strip import Strip, stack
from samples.print_form import print_form
from samples.random_filing import random_filing
from tests.support.damage import pages_of

LAYOUTS = ("edgar", "issuer", "typed")
READ = 0.995
"""The score of what the engine reads."""


def recognised(words: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(
        word._replace(origin=Origin.RECOGNISED, readings=(Reading("ppocr", word.text, READ),)) for word in words
    )


def found_filing(number: int, wanted: Callable[[OwnershipDocument], bool]) -> OwnershipDocument:
    """The first of some invented filings, different ones for each `number`, that satisfies `wanted`."""
    return next(filing for seed in range(100 * number, 100 * number + 100) if wanted(filing := random_filing(seed)))


def as_scanned(filing: OwnershipDocument, number: int) -> Strip:
    """The print of a filing as an engine reads it; `number` selects the layout."""
    pages = pages_of(print_form(filing, LAYOUTS[number % len(LAYOUTS)]))
    return stack(tuple(replace(page, words=recognised(page.words), origin=Origin.RECOGNISED) for page in pages))
