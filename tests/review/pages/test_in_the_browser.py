"""The review as a person does it: a real Chromium, a real server, by keyboard."""

import json
import os
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from extractor.confidence.assessment import assess
from extractor.model.page import Reading
from extractor.rules import check
from extractor.store import Status, Store
from tests.review.conftest import TOKEN
from tests.review.filings import BALANCE, PRICE, QUALYS, SAMPLES, SIGNED, add, doubtful, with_field
from tests.review.pages.keyboard import opened, press, signed_in

pytestmark = pytest.mark.browser

SCREENSHOTS = os.environ.get("FORM4_SCREENSHOTS")
"""A folder for the README's pictures; without it none are made."""
BALANCE_FINDING = "70,000 - 10,000 is 60,000, but the balance says 0"


def test_three_doubtful_fields_in_fewer_than_ten_keys(chromium: Browser, address: str, store: Store) -> None:
    document = add(store, QUALYS, doubtful())
    page = signed_in(chromium, address)
    presses = press(page, "n")  # the worst filing of the queue
    expect(page.locator("body[data-ready]")).to_be_visible()
    presses += press(page, "a", "s", "a", "Shift+A")  # without waiting: each key waits for the one before
    expect(page.get_by_text("QUALYS, INC. is accepted.")).to_be_visible()
    assert presses + 1 < 10  # Shift is a key too
    assert store.documents.row(document).status is Status.ACCEPTED
    said = {made.xpath: (made.new, made.reason) for made in store.documents.corrections(document)}
    assert said == {
        PRICE: ("4.8", "confirmed"),
        BALANCE: ("10000", "suggestion taken"),
        SIGNED: ("2014-01-06", "confirmed"),
    }


def test_a_correction_by_keyboard_settles_the_balance_and_reaches_the_export(
    chromium: Browser, address: str, store: Store
) -> None:
    add(store, QUALYS, doubtful())
    page = signed_in(chromium, address)
    press(page, "j", "Enter")
    expect(page.locator("body[data-ready]")).to_be_visible()
    expect(page.locator(".findings")).to_contain_text(BALANCE_FINDING)
    press(page, "n")
    expect(page.locator("#dock h2")).to_contain_text("Beneficially Owned Following")
    press(page, "e")
    page.keyboard.type("10,000")
    press(page, "Enter")
    expect(page.locator(".notices")).to_contain_text(f"Settled. Table I row 2: {BALANCE_FINDING}")
    expect(page.locator(".findings")).to_have_count(0)
    expect(page.locator(f'[data-field="{BALANCE}"].field')).to_have_text("10,000")
    press(page, "a", "a", "Shift+A")
    expect(page.get_by_role("heading", name="All done")).to_be_visible()
    page.get_by_text("Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON", exact=True).click()
    (filing,) = json.loads(Path(download.value.path()).read_text())
    assert [field["value"] for field in filing["fields"] if field["xpath"] == BALANCE] == ["10000"]


def test_escape_gives_up_an_edit_and_u_takes_back_a_decision(chromium: Browser, address: str, store: Store) -> None:
    document = add(store, QUALYS, doubtful())
    page = signed_in(chromium, address)
    opened(page, f"{address}/document/{document}")
    expect(page.locator("#dock h2")).to_contain_text("1 of 3")
    press(page, "e")
    page.keyboard.type("999")
    press(page, "Escape", "a")
    expect(page.locator("#count")).to_contain_text("2 to check")
    press(page, "u")
    expect(page.locator("#count")).to_contain_text("3 to check")
    assert [made.new for made in store.documents.corrections(document)] == ["4.8", "4.8"]


def test_a_text_that_is_no_number_stays_in_the_editor(chromium: Browser, address: str, store: Store) -> None:
    document = add(store, QUALYS, doubtful())
    page = signed_in(chromium, address)
    opened(page, f"{address}/document/{document}")
    press(page, "e")
    page.keyboard.type("four")
    press(page, "Enter")
    expect(page.locator(".notices")).to_contain_text("“four” is not a number")
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_value("four")


def test_field_and_page_find_each_other(chromium: Browser, address: str, store: Store) -> None:
    document = add(store, QUALYS, doubtful())
    page = signed_in(chromium, address)
    opened(page, f"{address}/document/{document}")
    page.locator(f'[data-field="{BALANCE}"].field').click()
    expect(page.locator("#dock")).to_have_attribute("data-field", BALANCE)
    mark = page.locator(".sheet .mark.now")
    expect(mark).to_be_in_viewport(ratio=0.9)
    press(page, "z")  # the whole page
    price = page.locator(".sheet .mark.open").first
    price.scroll_into_view_if_needed()
    page.wait_for_timeout(400)  # the pane scrolls smoothly
    spot = price.bounding_box()
    assert spot
    page.mouse.click(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    expect(page.locator("#dock")).to_have_attribute("data-field", PRICE)


def test_a_reading_is_taken_and_a_line_changed_by_hand_and_both_reach_the_export(
    chromium: Browser, address: str, store: Store
) -> None:
    document = add(store, QUALYS, doubtful())
    page = signed_in(chromium, address)
    opened(page, f"{address}/document/{document}?field={BALANCE}")
    press(page, "2")  # take what the second reader read
    expect(page.locator("#count")).to_contain_text("2 to check")
    page.get_by_role("button", name="Change line 2 of Table I").click()
    page.get_by_role("button", name="Add a line below").click()
    expect(page.locator(".nonDerivativeTable tbody tr")).to_have_count(3)
    press(page, "u")
    expect(page.locator(".nonDerivativeTable tbody tr")).to_have_count(2)
    page.get_by_role("button", name="Change line 2 of Table I").click()
    page.get_by_role("button", name="Make it a holding").click()
    expect(page.locator(".nonDerivativeTable tr.holding")).to_have_count(1)
    (filing,) = page.request.get(f"{address}/export?format=json&which=all").json()
    values = {field["xpath"]: field["value"] for field in filing["fields"]}
    assert values[BALANCE] == "10000"
    assert [row["kind"] for row in filing["document"]["nonDerivativeTable"]] == [
        "nonDerivativeTransaction",
        "nonDerivativeHolding",
    ]


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1200, 760), (1000, 700), (390, 844)])
def test_the_editor_of_a_long_explanation_is_within_the_window(
    chromium: Browser, address: str, store: Store, width: int, height: int
) -> None:
    xpath, text = "footnotes/footnote[@id='F1']", "These shares were sold at prices from $26.24 to $26.52. " * 16
    readings = tuple(Reading(f"reader {number}", text.replace("26.24", f"26.2{number}"), 0.6) for number in range(5))
    read = doubtful()
    changed = with_field(read.document, xpath, readings=readings, value=text, text=text)
    found = check(changed)
    assessed = assess(changed, found)
    document = add(
        store, QUALYS, read.model_copy(update={"document": changed, "findings": found, "assessment": assessed})
    )
    page = signed_in(chromium, address)
    page.set_viewport_size({"width": width, "height": height})
    opened(page, f"{address}/document/{document}?field={quote(xpath)}")
    expect(page.locator("#text")).to_be_in_viewport(ratio=1)
    expect(page.locator("#confirm")).to_be_in_viewport(ratio=1)


def test_two_reviewers_hear_of_each_other_and_nobody_wins_in_silence(
    chromium: Browser, address: str, store: Store
) -> None:
    document = add(store, QUALYS, doubtful())
    anna, ben = signed_in(chromium, address), signed_in(chromium, address)
    ben.locator("summary", has_text="Anna").click()
    ben.get_by_label("Your name").fill("Ben")
    ben.get_by_role("button", name="Save").click()
    expect(ben.locator("summary", has_text="Ben")).to_be_visible()
    for page in (anna, ben):
        opened(page, f"{address}/document/{document}?field={BALANCE}")
    expect(anna.locator("#others")).to_have_text("Ben is here too")
    expect(ben.locator("#others")).to_have_text("Anna is here too")
    press(anna, "e")
    anna.keyboard.type("10,001")
    press(ben, "s")
    expect(ben.locator("#count")).to_contain_text("2 to check")
    expect(anna.locator(".notices")).to_contain_text("Ben changed this filing while you were typing")
    press(anna, "Enter")
    expect(anna.locator(".notices")).to_contain_text("Nothing was saved: Ben changed this filing")
    expect(anna.locator("#text")).to_have_value("10,001")
    assert [made.new for made in store.documents.corrections(document)] == ["10000"]


def test_a_wrong_token_is_refused(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.goto(f"{address}/?token=guess")
    expect(page.get_by_role("heading", name="Please sign in")).to_be_visible()
    page.get_by_label("Token or password").fill(TOKEN)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Nothing here yet")).to_be_visible()


def test_a_dropped_file_is_read_and_appears(chromium: Browser, address: str) -> None:
    page = signed_in(chromium, address)
    transfer = page.evaluate_handle(
        """async (bytes) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([new Uint8Array(bytes)], "../../Qualys form.pdf", {type: "application/pdf"}));
            return transfer;
        }""",
        list(QUALYS.read_bytes()),
    )
    page.dispatch_event("body", "drop", {"dataTransfer": transfer})
    expect(page.locator("#received")).to_contain_text("pdf: QUALYS, INC.,", timeout=30_000)
    page.locator("#received").get_by_role("link", name="open").click()
    expect(page.get_by_role("heading", name="QUALYS, INC.")).to_be_visible()
    expect(page.locator(".sheet img")).to_have_js_property("complete", value=True)


def test_a_hostile_filing_runs_nothing(chromium: Browser, address: str, store: Store) -> None:
    title = '<img src=x onerror="document.title=1">'
    issuer = doubtful().document.issuer
    hostile = doubtful().document.model_copy(
        update={
            "issuer": issuer.model_copy(update={"issuer_name": issuer.issuer_name.model_copy(update={"value": title})})
        }
    )
    document = add(store, QUALYS, doubtful().model_copy(update={"document": hostile}))
    page = signed_in(chromium, address)
    expect(page.locator("a.open")).to_have_text(title)
    opened(page, f"{address}/document/{document}?field=issuer/issuerName")
    expect(page.locator("#text")).to_have_value(title)
    press(page, "ArrowRight", "ArrowLeft")
    expect(page.locator("#text")).to_have_value(title)
    assert page.locator("img[src=x]").count() == 0


def test_the_whole_works_on_a_phone(chromium: Browser, address: str, store: Store) -> None:
    add(store, QUALYS, doubtful())
    page = signed_in(chromium, address)
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("a.open").click()
    for button, left in (("Accept as it is", "2 to check"), ("Take 10,000", "1 to check"), ("Accept as it is", "All")):
        page.get_by_role("button", name=button).click()
        expect(page.locator("#count")).to_contain_text(left)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#accept").click()
    expect(page.get_by_text("QUALYS, INC. is accepted.")).to_be_visible()


@pytest.mark.skipif(not SCREENSHOTS, reason="FORM4_SCREENSHOTS names no folder")
def test_pictures_for_the_readme(chromium: Browser, address: str, store: Store) -> None:
    folder = Path(SCREENSHOTS or "")
    document = add(store, QUALYS, doubtful())
    for sample in sorted(SAMPLES.glob("*.edgar.pdf")):
        if sample != QUALYS:
            add(store, sample)
    page = signed_in(chromium, address, reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 620})
    page.screenshot(path=folder / "review-queue.png")
    page.set_viewport_size({"width": 1280, "height": 880})
    page.goto(f"{address}/document/{document}?field={BALANCE}")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    page.screenshot(path=folder / "review-document.png")
