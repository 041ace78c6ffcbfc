"""Every word is accounted for in exactly one way; a filing with text in no field is never accepted."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest

from extractor.confidence.assessment import assess
from extractor.model.coverage import Coverage, Ending
from extractor.model.field_paths import fields
from extractor.model.ownership import Frozen, OwnershipDocument, StrField
from extractor.model.results import Decision
from extractor.model.strip import stack
from extractor.parsing.coverage.doubts import coverage_doubts
from extractor.parsing.coverage.ledger import account
from extractor.parsing.filing import ReadFiling, read_filing
from extractor.parsing.first_pages import filings_of
from extractor.rules import check
from samples.insertions import inserted, places
from samples.print_form import LAYOUTS
from tests.support.readings import invented_print, pages_of

SAMPLES = Path(__file__).parents[3] / "samples" / "pdf"
PATHS = sorted(SAMPLES.glob("*.pdf"))
BY_LAYOUT = ("qualys-2014-01-06.edgar", "joint-filing-of-three.issuer", "foreign-issuer-with-plan-box.typed")


@cache
def read(path: Path) -> ReadFiling:
    return read_filing(stack(next(iter(filings_of(pages_of(path).pages)))), path.name)


def covered(filing: ReadFiling, document: OwnershipDocument | None = None) -> Coverage:
    coverage = account(filing.printed, document or filing.document)
    assert coverage is not None
    return coverage


def decision(filing: ReadFiling) -> Decision:
    doubts = coverage_doubts(filing.printed, filing.document, covered(filing))
    return assess(filing.document, (*filing.findings, *doubts, *check(filing.document))).decision


def unplaced(coverage: Coverage) -> str:
    return " ".join(patch.text for patch in coverage.unplaced)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_word_of_a_sample_has_its_place(path: Path) -> None:
    filing = read(path)
    coverage = covered(filing)
    assert unplaced(coverage) == ""
    assert sum(coverage.words.values()) == len(filing.printed.strip.words)
    assert coverage.words[Ending.WORDING] > coverage.words[Ending.FURNITURE] + coverage.words[Ending.BEHIND]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(4))
def test_every_word_of_an_invented_filing_has_its_place(seed: int, layout: str) -> None:
    assert unplaced(covered(read(invented_print(seed, layout, all_owners=True)))) == ""


def without_one(document: OwnershipDocument) -> Iterator[tuple[str, OwnershipDocument, tuple[str, ...]]]:
    """The document without each row, owner, explanation, signature and box in turn, and the texts then in no field."""
    for name in ("non_derivative_table", "derivative_table", "footnotes", "reporting_owners", "owner_signatures"):
        members = getattr(document, name)
        for index in range(1 if name == "reporting_owners" else 0, len(members)):
            rest = (*members[:index], *members[index + 1 :])
            yield f"{name}[{index}]", document.model_copy(update={name: rest}), texts(members[index])
    if document.remarks.text:
        yield "remarks", document.model_copy(update={"remarks": StrField()}), (document.remarks.text,)
    issuer = document.issuer
    for name in ("issuer_name", "issuer_trading_symbol"):
        lost = document.model_copy(update={"issuer": issuer.model_copy(update={name: StrField()})})
        yield name, lost, (getattr(issuer, name).text,)


def texts(member: Frozen) -> tuple[str, ...]:
    """The printed texts of a row, owner, explanation or signature."""
    held = (getattr(member, name) for name in type(member).model_fields if name not in ("kind", "id"))
    return tuple(field.text for field in held if field.text and field.sources)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_whatever_is_deleted_from_what_was_read_is_noticed(path: Path) -> None:
    filing = read(path)
    for name, lost, printed in without_one(filing.document):
        named = unplaced(covered(filing, lost))
        assert any(word.strip("[]") in named for text in printed for word in text.split()), f"{name}: {printed}"


@pytest.mark.parametrize("stem", BY_LAYOUT)
@pytest.mark.parametrize("place", places())
def test_a_word_put_into_the_white_is_never_absorbed(place: str, stem: str) -> None:
    filing = read(SAMPLES / f"{stem}.pdf")
    for seed in range(8):
        found = inserted(filing.printed, place, Random(seed))  # noqa: S311 - nothing here is secret
        if found is None:
            continue
        again = read_filing(found.strip, stem)
        if found.word.text in unplaced(covered(again)):
            assert decision(again) is not Decision.ACCEPT, seed
            continue
        held = (field.text for _, field in fields(again.document) if set(found.word.sources) & set(field.sources))
        is_read = any(found.word.text in text for text in held)
        assert is_read or decision(again) is not Decision.ACCEPT, f"seed {seed}: {found.word}"


def test_each_kind_of_white_place_has_room() -> None:
    filings = [read(SAMPLES / f"{stem}.pdf") for stem in BY_LAYOUT]
    for place in places():
        tries = [inserted(filing.printed, place, Random(1)) for filing in filings]  # noqa: S311 - nothing is secret
        assert any(tries), place
