"""The whole way with the commands that a person types: inbox, watcher, review in a browser, export."""

import csv
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from extractor.model.corrections import apply
from extractor.model.results import Correction
from samples.print_form import print_form
from tests.review.filings import BALANCE, NOW, QUALYS, read
from tests.review.pages.keyboard import CHROMIUM
from tests.review.server.test_commands import review

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FORM4 = [sys.executable, "-m", "extractor.cli.main"]


def misprinted() -> bytes:
    """The Qualys filing as a PDF with one balance that cannot be right."""
    wrong = Correction(xpath=BALANCE, old="10000", new="70000", footnotes=(), reviewer="", at=NOW)
    return print_form(apply(read(QUALYS)[0].document, [wrong]))


@contextmanager
def watching(inbox: Path, url: str) -> Iterator[None]:
    """`form4 watch`, which also sends sure filings to review, so that this filing certainly is reviewed."""
    command = [*FORM4, "watch", str(inbox), "--store", url, "--sample-rate", "1", "--interval", "0.25"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as watcher:  # noqa: S603
        try:
            yield
        finally:
            watcher.terminate()
            watcher.wait(timeout=30)


def test_from_the_inbox_to_a_reviewed_csv(tmp_path: Path) -> None:
    inbox, url = tmp_path / "inbox", f"sqlite:///{tmp_path / 'store.sqlite'}"
    inbox.mkdir()
    with review(url, tmp_path) as (_process, address), watching(inbox, url), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        expect(page.get_by_role("heading", name="Nothing here yet")).to_be_visible()
        (inbox / "qualys.pdf").write_bytes(misprinted())
        deadline = time.monotonic() + 60
        while not page.locator("a.open").count() and time.monotonic() < deadline:
            time.sleep(0.5)
            page.reload()
        page.keyboard.press("n")
        expect(page.locator("body[data-ready]")).to_be_visible()
        expect(page.locator(".findings")).to_contain_text("70,000 - 10,000 is 60,000")
        page.locator(f'[data-field="{BALANCE}"].field').focus()
        page.keyboard.press("Space")
        expect(page.locator("#dock")).to_have_attribute("data-field", BALANCE)
        page.keyboard.press("s")
        expect(page.locator(".notices")).to_contain_text("Settled.")
        expect(page.locator(".findings")).to_have_count(0)
        while page.locator(".field.open").count():  # any other field that the reading was unsure of
            left = page.locator(".field.open").count()
            page.keyboard.press("a")
            expect(page.locator(".field.open")).to_have_count(left - 1)
        page.keyboard.press("Shift+A")
        expect(page.get_by_role("heading", name="All done")).to_be_visible()
        browser.close()
    written = subprocess.run([*FORM4, "export", "--store", url], capture_output=True, text=True, check=True)  # noqa: S603
    rows = list(csv.DictReader(written.stdout.splitlines()))
    assert [row["shares_owned_following_transaction"] for row in rows][:2] == ["10000", "0"]
