"""How many keys a reviewer presses per field in doubt, from loading the page to the last decision, without typing."""

import random
from collections.abc import Mapping
from pathlib import Path
from re import sub

import pytest
from playwright.sync_api import Browser, Page, expect

from extractor.model.field_paths import fields
from extractor.model.ownership import AnyField, StrField
from extractor.model.page import Reading
from extractor.model.results import Extraction
from extractor.readers.ownership_xml import read_ownership_xml
from extractor.review.decisions.typed_value import typed_text
from extractor.review.pages.filing_view import FieldView, filing_view
from extractor.store import Store
from tests.review.filings import SAMPLES, add, misread, read
from tests.review.pages.keyboard import opened, press, signed_in
from tests.support.readings import filings_in

pytestmark = pytest.mark.browser

MOST_KEYS = 1.5
"""The most key presses per field in doubt, including moving about."""
SCANS = SAMPLES.parent / "scans"


def review(
    page: Page, address: str, store: Store, document: str, truth: Mapping[str, AnyField]
) -> tuple[set[str], int]:
    """Decide every field in doubt like a person who sees the page; returns the fields asked and the keys pressed."""
    opened(page, f"{address}/document/{document}")
    asked: set[str] = set()
    presses = 0
    while view := next(iter(filing_view(store.documents.get(document)).open), None):
        in_hand = page.locator("#dock").get_attribute("data-field") or view.xpath
        version = str(store.documents.row(document).version)
        view = filing_view(store.documents.get(document)).fields[in_hand]
        asked.add(in_hand)
        presses += decide(page, view, truth.get(in_hand, StrField()))
        # `expect` would look only every few tenths of a second.
        page.locator(f'#bar[data-version]:not([data-version="{version}"])').wait_for(state="attached")
    return asked, presses


def decide(page: Page, view: FieldView, right: AnyField) -> int:
    """Press the fewest keys that give what the page says; returns their number."""
    wanted = typed_text(view.xpath, right)
    seen = [seen.text for seen in view.seen[:3]]
    if view.typed == wanted:
        return press(page, "a")
    if view.suggestion and view.suggestion.value == right.as_xml and not right.footnotes:
        return press(page, "s")
    if wanted in seen:
        return press(page, str(1 + seen.index(wanted)))
    if not wanted:
        return press(page, "b")
    presses = press(page, "e")
    page.keyboard.press("Control+A")  # whatever `e` has selected; a person would change only the words
    page.keyboard.type(wanted)
    return presses + press(page, "Enter")


def as_scanned(path: Path, seed: int) -> Extraction:
    """The filing of a sample as its scan might be read: some values wrong, some of these right by another reader."""
    chance, truth = random.Random(seed), read(path)[0]  # noqa: S311
    amounts = [
        (xpath, field)
        for xpath, field in fields(truth.document)
        if xpath.endswith(("transactionShares", "FollowingTransaction", "PricePerShare")) and field.value
    ]
    wrong: dict[str, tuple[str, tuple[Reading, ...]]] = {}
    for xpath, field in chance.sample(amounts, min(len(amounts), 5)):
        right, misseen = typed_text(xpath, field), f"9{field.as_xml}"
        readings = [Reading("first", misseen, 0.6)]
        if chance.random() < 0.7:
            readings.append(Reading("second", right, 0.5))
        wrong[xpath] = (misseen, tuple(readings))
    return misread(truth, wrong)


PRINTED = sorted(path.name for path in SAMPLES.glob("*.edgar.pdf"))[::2]
"""Every second printed sample, as each takes half a minute of a browser; so do the scans below."""


@pytest.mark.parametrize("name", PRINTED)
def test_a_field_that_is_asked_costs_no_more_than_a_key_and_a_half(
    chromium: Browser, address: str, store: Store, name: str
) -> None:
    path = SAMPLES / name
    truth = dict(fields(read(path)[0].document))
    document = add(store, path, as_scanned(path, seed=len(name)))
    page = signed_in(chromium, address)
    asked, presses = review(page, address, store, document, truth)
    assert asked
    assert presses <= MOST_KEYS * len(asked)
    assert exported(page, address) == as_filed(truth)


def exported(page: Page, address: str) -> dict[str, str]:
    """The exported values of the one filing in the store."""
    (filing,) = page.request.get(f"{address}/export?format=json&which=all").json()
    return given({field["xpath"]: field["value"] for field in filing["fields"]})


def given(values: Mapping[str, str | None]) -> dict[str, str]:
    """The values that are not blank; `$18.70` on paper may be 18.7 in the SEC's XML, or the other way round."""
    return {xpath: sub(r"^([0-9]+[.][0-9]*?)0+$", r"\1", value) for xpath, value in values.items() if value is not None}


def as_filed(truth: Mapping[str, AnyField]) -> dict[str, str]:
    return given({xpath: field.as_xml for xpath, field in truth.items()})


@pytest.mark.ocr
@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(path.name for path in SCANS.iterdir())[::2])
def test_so_it_does_on_a_scan_as_it_is_read(chromium: Browser, address: str, store: Store, name: str) -> None:
    """The real reading of each sample's scan, with the page shown straightened; the export contains the decisions."""
    scan = SCANS / name
    truth = dict(fields(read_ownership_xml(SAMPLES.parent / "filings" / f"{name.partition('.')[0]}.xml")))
    document = add(store, scan, *filings_in(scan))
    page = signed_in(chromium, address)
    asked, presses = review(page, address, store, document, truth)
    expect(page.locator(".sheet img").first).not_to_have_js_property("naturalWidth", 0)
    assert presses <= MOST_KEYS * len(asked)
    values, right = exported(page, address), as_filed(truth)
    # Whether fields that were not asked are right is no matter of this test; benchmarks/accuracy.py counts that.
    assert {xpath: values.get(xpath) for xpath in asked} == {xpath: right.get(xpath) for xpath in asked}
