"""Shared by all tests: settings for property tests, and skipping if a program is not installed."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from extractor.cores import tell_worker

settings.register_profile("quick", max_examples=150, deadline=None, database=None)
settings.load_profile("quick")

# Tests that run at the same time share the cores in the same way as the program's workers.
tell_worker(int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))

NEEDS = {"browser": os.environ.get("FORM4_CHROMIUM", "/usr/bin/chromium"), "ocr": "tesseract", "poppler": "pdftoppm"}
"""Marker → the program that its tests need."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip tests whose program is missing; if FORM4_TEST_ALL is set, as on CI, they fail instead."""
    if os.environ.get("FORM4_TEST_ALL"):
        return
    missing = {marker: name for marker, name in NEEDS.items() if not (shutil.which(name) or Path(name).exists())}
    for item in items:
        for marker, name in missing.items():
            if marker in item.keywords:
                item.add_marker(pytest.mark.skip(reason=f"{name} is not installed"))
