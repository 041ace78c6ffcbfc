"""The readings of the committed scans, made once for all tests of a run, because a scan takes many seconds."""

import fcntl
import os
import pickle
import tempfile
from pathlib import Path

from extractor.model.results import Extraction
from extractor.pipeline import extract_filings

_RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
"""The same text in all processes of one test run."""


def scan_reading(path: Path) -> tuple[Extraction, ...]:
    """The filings in the scan at `path`. The first process of the run that asks reads it; the others wait."""
    kept = Path(tempfile.gettempdir()) / f"form4-scans-{_RUN}" / path.name
    kept.parent.mkdir(exist_ok=True)
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(extract_filings(path)))
    read: tuple[Extraction, ...] = pickle.loads(kept.read_bytes())  # noqa: S301 - written above
    return read
