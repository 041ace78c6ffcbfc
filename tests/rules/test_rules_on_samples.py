"""No sample breaks a rule that EDGAR itself enforces, and checking a sample is fast."""

import time
from pathlib import Path

import pytest

from extractor.model.results import Severity
from extractor.readers.ownership_xml import read_ownership_xml
from extractor.rules import check

FILINGS = sorted((Path(__file__).parents[2] / "samples" / "filings").glob("*.xml"))
MOST_SECONDS = 0.05  # 2 ms on an idle machine; a busy one must not fail the test


@pytest.mark.parametrize("path", FILINGS, ids=lambda path: path.stem)
def test_sample_breaks_no_error(path: Path) -> None:
    findings = check(read_ownership_xml(path))
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize("path", FILINGS, ids=lambda path: path.stem)
def test_checking_is_quick(path: Path) -> None:
    filing = read_ownership_xml(path)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        check(filing)
        times.append(time.perf_counter() - start)
    assert min(times) < MOST_SECONDS
