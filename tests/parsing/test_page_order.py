"""Pages in any order give one filing: read in the form's order, or asked about if nothing shows it."""

from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from pypdf import PdfReader, PdfWriter

from extractor.model.results import Decision, Extraction
from extractor.pipeline import extract_filings
from extractor.verification.mode import Verify
from samples.differences import Difference, differences
from samples.print_form import print_form
from samples.random_filing import random_filing
from tests.support.damage import written

SEEDS = [seed for seed in range(40) if len(random_filing(seed).reporting_owners) == 1][:4]


def reading(seed: int, layout: str, order: list[int] | None, folder: Path) -> tuple[Extraction, list[Difference]]:
    """The filing with its pages in `order`, or reversed, and the differences from what was printed."""
    truth = random_filing(seed)
    pages = PdfReader(BytesIO(print_form(truth, layout))).pages
    writer = PdfWriter()
    for place in order or reversed(range(len(pages))):
        writer.add_page(pages[place])
    path = folder / "form.pdf"
    path.write_bytes(written(writer))
    (read,) = extract_filings(path, Verify.NEVER)
    return read, differences(truth, read, layout)


def shuffled(seed: int, layout: str) -> list[int]:
    order = list(range(len(PdfReader(BytesIO(print_form(random_filing(seed), layout))).pages)))
    Random(seed).shuffle(order)  # noqa: S311
    return order


@pytest.mark.parametrize("layout", ["edgar", "issuer", "typed"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_filing_printed_last_page_first_is_the_same(seed: int, layout: str, tmp_path: Path) -> None:
    read, wrong = reading(seed, layout, None, tmp_path)
    # Only street lines that fill their box cannot be divided for sure; then a person is asked.
    assert [each for each in wrong if not (each.reviewed and "rptOwnerStreet" in each.xpath)] == []
    assert [e.xpath for e in read.assessment.fields if e.review and "rptOwnerStreet" not in e.xpath] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_pages_in_any_order_are_read_in_the_forms(seed: int, tmp_path: Path) -> None:
    order = shuffled(seed, "typed")
    read, wrong = reading(seed, "typed", order, tmp_path)
    if read.assessment.decision is not Decision.DISTRUST:
        assert [each for each in wrong if not each.reviewed] == [], order
