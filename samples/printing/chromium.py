"""An HTML page → the PDF that Chromium prints, with the choices of its print dialogue."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = os.environ.get("FORM4_CHROMIUM", "/usr/bin/chromium")


class Dialogue(NamedTuple):
    """The choices in the print dialogue."""

    paper: str = "Letter"
    """`A4`, `Letter` or another paper that the browser knows by name."""
    percent: int = 100
    """The scale of the print in per cent, 10 to 200."""
    is_landscape: bool = False
    has_head_and_foot: bool = False
    """Date and title above, address and page number below."""
    has_backgrounds: bool = False


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium, for any number of prints."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def print_html(browser: Browser, html: str, dialogue: Dialogue = Dialogue()) -> bytes:  # noqa: B008 - a frozen tuple
    """The page as a PDF."""
    page = browser.new_page()
    try:
        page.set_content(html)
        return page.pdf(
            format=dialogue.paper,
            scale=dialogue.percent / 100,
            landscape=dialogue.is_landscape,
            display_header_footer=dialogue.has_head_and_foot,
            print_background=dialogue.has_backgrounds,
            margin=dict.fromkeys(("top", "right", "bottom", "left"), "0.4in"),
        )
    finally:
        page.close()
