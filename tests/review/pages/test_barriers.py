"""Every page in every state, light and dark, from phone to desktop size: axe finds no accessibility problem."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from extractor.review.decisions.auditing import not_asked
from extractor.store import Store
from tests.review.filings import BALANCE, BOXES, NOW, QUALYS, SAMPLES, add, doubtful, read
from tests.review.pages.keyboard import press, signed_in

pytestmark = pytest.mark.browser

SCAN = SAMPLES.parent / "scans" / "qualys-2014-01-06.edgar.bilevel200-turned180.tif"


def editor_open(page: Page) -> None:
    press(page, "e")
    page.keyboard.type("10,0000")
    expect(page.locator("#save")).to_be_visible()


def not_saved(page: Page) -> None:
    press(page, "e")
    page.keyboard.type("four")
    press(page, "Enter")
    expect(page.locator(".notices")).to_contain_text("is not a number")


def long_text(page: Page) -> None:
    page.locator("[data-field=\"footnotes/footnote[@id='F2']\"].field").click()
    expect(page.locator("#dock textarea")).to_be_visible()
    press(page, "e")
    page.keyboard.type(" more")
    expect(page.locator("#difference")).to_be_visible()


def help_shown(page: Page) -> None:
    press(page, "?")
    expect(page.locator("#help")).to_be_visible()


def line_menu(page: Page) -> None:
    page.get_by_role("button", name="Change line 2 of Table I", exact=True).click()
    expect(page.get_by_role("button", name="Add a line below")).to_be_visible()


def rejecting(page: Page) -> None:
    page.locator("summary", has_text="Reject").click()
    expect(page.get_by_label("Why", exact=True)).to_be_visible()


def settled(page: Page) -> None:
    press(page, "a", "s", "a")
    expect(page.get_by_role("heading", name="Every field is checked")).to_be_visible()


def exporting(page: Page) -> None:
    page.locator("summary", has_text="Export").click()
    expect(page.get_by_text("Everything that was read")).to_be_visible()


def not_accepted(page: Page) -> None:
    press(page, "Shift+A")
    expect(page.locator(".notices")).to_contain_text("still in doubt")


State = tuple[str, Callable[[Page], None] | None]
"""The address, and what is done on the page there."""
STATES: dict[str, dict[str, State]] = {
    "lists": {
        "queue": ("/", None),
        "queue, exporting": ("/", exporting),
        "queue, failed": ("/?status=failed", None),
        "queue, all": ("/?status=all", None),
        "queue, nothing found": ("/?issuer=nobody", None),
        "history": ("/document/{document}/history", None),
        "audit": ("/audit", None),
        "refusal": ("/document/unknown", None),
    },
    "deciding": {
        "document": ("/document/{document}", None),
        "document, editor open": (f"/document/{{document}}?field={BALANCE}", editor_open),
        "document, not saved": (f"/document/{{document}}?field={BALANCE}", not_saved),
        "document, long text": ("/document/{document}", long_text),
        "scan": ("/document/{scan}", None),
        "accepted": ("/document/{accepted}", None),
    },
    "mending": {
        "document, keys": ("/document/{document}", help_shown),
        "document, line menu": ("/document/{document}", line_menu),
        "document, rejecting": ("/document/{document}", rejecting),
        "document, not accepted": ("/document/{document}", not_accepted),
        "document, settled": ("/document/{document}", settled),
    },
}


WIDTHS = (1440, 1000, 390)
"""One for each layout of review.css, in CSS pixels."""
ALL_RULES = {"resultTypes": ["violations"], "preload": False}
CONTRAST = ALL_RULES | {"runOnly": ["color-contrast"]}
WITHOUT_CONTRAST = ALL_RULES | {"rules": {"color-contrast": {"enabled": False}}}


def shown_ways(page: Page) -> Iterator[tuple[str, dict[str, object]]]:
    """The page at each width, and in dark colours at the widest and narrowest; dark, only contrast can be wrong.

    No colour depends on the width, and all that is shown at the middle width is shown at one of the others, too.
    """
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        middle = width == WIDTHS[1]
        yield f"light, {width} pixels", WITHOUT_CONTRAST if middle else ALL_RULES
        if not middle:
            page.emulate_media(color_scheme="dark")
            yield f"dark, {width} pixels", CONTRAST


def barriers(page: Page, state: str) -> list[str]:
    """The problems of any severity that axe reports."""
    page.evaluate(AXE_SCRIPT)
    return [
        f"{state}, {way}: {one['id']} ({one['impact']}) {node['target']}"
        for way, options in shown_ways(page)
        for one in page.evaluate("options => axe.run(options).then(found => found.violations)", options)
        for node in one["nodes"]
    ]


def test_to_sign_in_there_is_no_barrier(chromium: Browser, address: str) -> None:
    stranger = chromium.new_page()
    stranger.goto(f"{address}/?token=guess")
    assert barriers(stranger, "sign-in") == []


@pytest.mark.parametrize("part", STATES)
def test_no_page_has_a_barrier_in_any_state(chromium: Browser, address: str, store: Store, part: str) -> None:
    joint = SAMPLES / "joint-filing-of-three.edgar.pdf"
    document, scan, accepted = (
        add(store, QUALYS, doubtful()),
        add(store, SCAN, doubtful()),
        add(store, joint, *read(joint)),
    )
    add(store, SAMPLES / "many-rows-with-holdings.edgar.pdf")
    store.audits.draw([each for each in not_asked(document, doubtful()) if each[1] in BOXES], now=NOW)
    page, found = signed_in(chromium, address, reduced_motion="reduce"), []
    for state, (path, step) in STATES[part].items():
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        where = address + path.format(document=document, scan=scan, accepted=accepted)
        page.goto(where)  # and wait until its pictures are loaded
        expect(page.locator("body[data-ready], body:not(.document)")).to_be_visible()
        if step:
            step(page)
        found += barriers(page, state)
    assert found == []
