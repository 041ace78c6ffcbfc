"""Typing a value: clicked words of the page are inserted, and in long texts single words are changed."""

import random
import time
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from extractor.confidence.assessment import assess
from extractor.model.field_paths import fields
from extractor.model.page import BoundingBox, PlacedWord, Reading
from extractor.pipeline import extract_filings
from extractor.review.pages.page_words import words_of
from extractor.review.pages.seen import LEFT_OUT, MOST, OTHER, SAME, Part, parts_of
from extractor.rules import check
from extractor.store import Store
from tests.review.filings import BALANCE, QUALYS, THREE_MISREADINGS, add, doubtful, misread, read, with_field
from tests.review.pages.keyboard import opened, press, signed_in

EXPLANATION = "footnotes/footnote[@id='F1']"


def click_on(page: Page, box: BoundingBox, number: int = 1) -> None:
    """Click in the middle of a box on a page as printed, after scrolling it into view."""
    image = page.locator(f'.sheet[data-page="{number}"] img')
    expect(image).to_have_js_property("complete", value=True)
    where = {"x": box.x_center, "y": box.y_center}
    spot = image.evaluate(
        """(image, where) => {
            const scale = image.clientWidth / image.naturalWidth * 200 / 72;
            const pane = document.getElementById("sheets"), frame = image.getBoundingClientRect();
            pane.scrollBy({left: frame.left + where.x * scale - pane.clientWidth / 2,
                           top: frame.top + where.y * scale - pane.clientHeight / 2 - 100, behavior: "instant"});
            const now = image.getBoundingClientRect();
            return [now.left + where.x * scale, now.top + where.y * scale];
        }""",
        where,
    )
    page.mouse.move(*spot)
    page.mouse.click(*spot)


@pytest.mark.browser
def test_words_clicked_on_the_page_are_the_value_and_reach_the_export(
    chromium: Browser, address: str, store: Store
) -> None:
    real = extract_filings(QUALYS)[0]
    document = add(store, QUALYS, misread(real, THREE_MISREADINGS))
    balance = dict(fields(real.document))[BALANCE]
    owner = [word for word in real.words[1] if word.text in {"BRIDGE", "PARKWAY"}]
    assert balance.box
    page = signed_in(chromium, address, reduced_motion="reduce")
    opened(page, f"{address}/document/{document}?field={BALANCE}")
    with page.expect_response("**/words"):
        press(page, "e")
    click_on(page, balance.box)
    expect(page.locator("#text")).to_have_value("10,000")
    expect(page.locator("#text")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("#count")).to_contain_text("2 to check")
    street = "reportingOwner[1]/reportingOwnerAddress/rptOwnerStreet2"
    opened(page, f"{address}/document/{document}?field={street}")
    with page.expect_response("**/words"):
        press(page, "e")
    for word in owner:
        click_on(page, word.box)
    expect(page.locator("#text")).to_have_value("BRIDGE PARKWAY")
    press(page, "Enter")
    expect(page.locator(f'[data-field="{street}"].field')).to_have_text("BRIDGE PARKWAY")
    (filing,) = page.request.get(f"{address}/export?format=json&which=all").json()
    values = {field["xpath"]: field["value"] for field in filing["fields"]}
    assert (values[BALANCE], values[street]) == ("10000", "BRIDGE PARKWAY")


@pytest.mark.browser
def test_of_a_long_text_only_the_word_that_differs_is_typed_and_the_change_is_shown(
    chromium: Browser, address: str, store: Store
) -> None:
    right = dict(fields(doubtful().document))[EXPLANATION].text
    wrong = right.replace("effected pursuant to", "effected pursuant lo")
    assert wrong != right
    readings = (Reading("ppocr", wrong, 0.6), Reading("tesseract", right, 0.6))
    changed = with_field(doubtful().document, EXPLANATION, value=wrong, text=wrong, readings=readings)
    found = check(changed)
    asked = {"document": changed, "findings": found, "assessment": assess(changed, found)}
    document = add(store, QUALYS, doubtful().model_copy(update=asked))
    page = signed_in(chromium, address)
    opened(page, f"{address}/document/{document}?field={quote(EXPLANATION)}")
    expect(page.locator(".take mark")).to_have_text("t")
    press(page, "e")
    page.keyboard.type("to")  # replaces the word that the readers read differently, which is selected
    expect(page.locator("#text")).to_have_value(right)
    expect(page.locator("#difference del")).to_have_text("lo")
    expect(page.locator("#difference ins")).to_have_text("to")
    press(page, "Enter")
    expect(page.locator(f'[data-field="{EXPLANATION}"].field .value')).to_have_text(right)
    (filing,) = page.request.get(f"{address}/export?format=json&which=all").json()
    values = {field["xpath"]: field["value"] for field in filing["fields"]}
    assert values[EXPLANATION] == right


def test_what_a_text_has_and_lacks_is_told() -> None:
    assert parts_of("1,000", "10,000") == (("1", SAME), ("0", LEFT_OUT), (",000", SAME))
    assert parts_of("70,000", "10,000") == (("7", OTHER), ("0,000", SAME))
    assert parts_of("", "10,000") == ()


@pytest.mark.parametrize("seed", range(20))
def test_the_parts_of_a_text_are_the_text(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    text, stands = ("".join(chance.choices("ab 0,", k=chance.randint(1, 80))) for _ in range(2))
    parts = parts_of(text, stands)
    assert "".join(part.text for part in parts if part.how != LEFT_OUT) == text, f"seed {seed}"
    assert parts_of(text, text) == (Part(text, SAME),)


@pytest.mark.parametrize("text", ["a" * MOST, "ab" * (MOST // 2), "1. " * (MOST // 3)])
def test_no_text_takes_long_to_compare(text: str) -> None:
    """A line of one letter, five thousand times, once took 13 s, and the page of its filing could not be shown."""
    before = time.process_time()
    parts_of(f"b{text}", f"{text}c")
    assert time.process_time() - before < 1


def test_where_no_words_were_kept_the_values_that_were_read_are_words() -> None:
    words = words_of(read(QUALYS)[0])
    assert PlacedWord("QUALYS, INC.", BoundingBox(226, 115, 291, 126)) in words[1]
