"""What a reviewer does in a browser: sign in, open a filing, press keys."""

import os

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.review.conftest import TOKEN

CHROMIUM = os.environ.get("FORM4_CHROMIUM", "/usr/bin/chromium")


def signed_in(chromium: Browser, address: str, **options: object) -> Page:
    """A browser of its own, signed in with the token; a script error fails its test."""
    context: BrowserContext = chromium.new_context(viewport={"width": 1440, "height": 900}, **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the page's script failed: {error}"))
    page.on(
        "console", lambda said: "Content Security" in said.text and pytest.fail(f"refused by the browser: {said.text}")
    )
    page.goto(f"{address}/?token={TOKEN}")
    return page


def opened(page: Page, address: str) -> None:
    """Open a filing, and wait until the page reacts to keys."""
    page.goto(address)
    expect(page.locator("body[data-ready]")).to_be_visible()


def press(page: Page, *keys: str) -> int:
    for key in keys:
        page.keyboard.press(key)
    return len(keys)
