"""A real Chromium, and a running review of the test's own store to open in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from extractor.batch.pool import WorkerPool
from extractor.pipeline import extract_filings
from extractor.review.pages.desk import Desk
from extractor.review.pages.intake import Intake
from extractor.review.server.app import create_app
from extractor.review.server.session import Keys
from extractor.rules import check
from extractor.store import Store
from tests.review.conftest import TOKEN, served
from tests.review.pages.keyboard import CHROMIUM

expect.set_options(timeout=60_000)  # milliseconds: a busy machine is no fault of the page


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(store: Store, tmp_path: Path) -> Iterator[str]:
    """The address of a review of `store`, whose uploads are read by real worker processes."""
    with WorkerPool(extract_filings) as pool:
        desk = Desk(store, check, Intake(store, tmp_path / "uploads", pool.outcomes))
        with served(create_app(desk, keys=Keys(TOKEN, None, "Anna"))) as found:
            yield found
