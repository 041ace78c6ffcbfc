"""EDGAR's page as browsers print it, and such prints changed by other programs, are read exactly."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser

from extractor.errors import ExitCode
from extractor.model.ownership import OwnershipDocument
from extractor.pipeline import extract_filings
from extractor.readers.ownership_xml import read_ownership_xml
from extractor.verification.mode import Verify
from samples import make
from samples.differences import differences
from samples.printing.afterwards import AFTERWARDS
from samples.printing.chromium import Dialogue, chromium, print_html
from samples.printing.edgar_html import edgar_html
from samples.random_filing import random_filing
from tests.support.readings import filings_in

SEEDS = range(12)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def chosen(random: Random) -> Dialogue:
    return Dialogue(
        paper=random.choice(("A4", "Letter")),
        percent=random.randint(60, 130),
        is_landscape=random.random() < 0.3,
        has_head_and_foot=random.random() < 0.4,
        has_backgrounds=random.random() < 0.4,
    )


def unlike(truth: OwnershipDocument, pdf: bytes, folder: Path) -> list[object]:
    """Values that were read differently from the print, and right ones that are asked about."""
    path = folder / "form.pdf"
    path.write_bytes(pdf)
    (read,) = extract_filings(path)
    return [*differences(truth, read, "edgar"), *(entry for entry in read.assessment.fields if entry.review)]


@pytest.mark.browser
@pytest.mark.parametrize("seed", SEEDS)
def test_a_page_printed_by_a_browser_is_read_as_it_was_filed(seed: int, browser: Browser, tmp_path: Path) -> None:
    random, truth = Random(seed), random_filing(1000 + seed)  # noqa: S311 - a test is no secret
    dialogue, way = chosen(random), random.choice((None, *AFTERWARDS))
    pdf = print_html(browser, edgar_html(truth, repeats_first=seed % 2 == 0), dialogue)
    assert unlike(truth, AFTERWARDS[way](pdf) if way else pdf, tmp_path) == [], (seed, dialogue, way)


@pytest.mark.browser
@pytest.mark.parametrize("seed", range(3))
def test_small_capitals_are_the_letters_that_were_written_and_nothing_is_asked(
    seed: int, browser: Browser, tmp_path: Path
) -> None:
    truth = random_filing(2000 + seed)
    html = edgar_html(truth).replace("body {", "td, span, p, div, a { font-variant: small-caps }\nbody {", 1)
    assert "small-caps" in html
    assert unlike(truth, print_html(browser, html), tmp_path) == []


@pytest.mark.browser
@pytest.mark.parametrize("seed", range(4))
def test_of_a_print_too_wide_for_its_paper_only_what_is_cut_off_is_asked(
    seed: int, browser: Browser, tmp_path: Path
) -> None:
    truth, percent = random_filing(3000 + seed), Random(seed).randint(140, 200)  # noqa: S311
    path = tmp_path / "form.pdf"
    path.write_bytes(print_html(browser, edgar_html(truth), Dialogue(percent=percent)))
    (read,) = extract_filings(path)
    wrong = differences(truth, read, "edgar")
    assert [each for each in wrong if not each.reviewed] == [], (seed, percent)
    first_columns = ("/securityTitle", "/conversionOrExercisePrice", "/transactionDate", "/transactionCode")
    lost = [each.xpath for each in wrong if "Table/" in each.xpath and each.xpath.endswith(first_columns)]
    assert lost == [], (seed, percent)


@pytest.mark.parametrize("sample", make.BROWSER_PRINTS, ids=lambda sample: sample.path.stem)
def test_a_browsers_print_among_the_samples_is_read_as_it_was_filed(sample: make.BrowserPrint) -> None:
    (read,) = filings_in(sample.path)
    assert differences(read_ownership_xml(make.FOLDER / "filings" / f"{sample.slug}.xml"), read, "edgar") == []
    assert [entry for entry in read.assessment.fields if entry.review] == []
    assert (read.exit_code, read.assessment.reasons) == (ExitCode.OK, ())


@pytest.mark.parametrize("sample", make.BROWSER_PRINTS, ids=lambda sample: sample.path.stem)
def test_a_second_reader_sees_the_same_on_a_browsers_print(sample: make.BrowserPrint) -> None:
    (read,) = filings_in(sample.path, Verify.ALWAYS)
    assert [entry for entry in read.assessment.fields if entry.review] == []
    assert [finding for finding in read.findings if finding.rule.startswith("KEY")] == []
