"""Prints and scans, and what is read of them, made once for all tests of a run: a print takes a second, a scan many."""

import atexit
import fcntl
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from unittest.mock import patch

from extractor import pipeline
from extractor.model.ownership import OwnershipDocument
from extractor.model.page import SourceDocument
from extractor.model.results import Extraction
from extractor.readers.documents import read_document
from extractor.verification.mode import Verify
from samples.print_form import print_form
from samples.random_filing import random_filing

_RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID")
"""The same text in all processes of one test run; None where there is only one."""


@cache
def _folder() -> Path:
    """Where all processes of this run, and of no other, keep what they made."""
    if _RUN is None:
        folder = tempfile.mkdtemp(prefix="form4-tests-")
        atexit.register(shutil.rmtree, folder)
        return Path(folder)
    shared = Path(tempfile.gettempdir()) / f"form4-tests-{_RUN}"
    shared.mkdir(exist_ok=True)
    return shared


@cache
def pages_of(path: Path) -> SourceDocument:
    """The pages of a file that no test changes: a committed sample, or an `invented_print`."""
    read: SourceDocument = pickle.loads(_once(f"{path.name}.pages", lambda: pickle.dumps(read_document(path))))  # noqa: S301
    return read


def filings_in(path: Path, verify: Verify = Verify.AUTO) -> tuple[Extraction, ...]:
    """The filings in a file that no test changes.

    A test that changes the program asks before it does so, because what is read is kept for all other tests.
    """
    return pickle.loads(_once(f"{path.name}.{verify}", lambda: pickle.dumps(_filings(path, verify))))  # type: ignore[no-any-return]  # noqa: S301


def _filings(path: Path, verify: Verify) -> tuple[Extraction, ...]:
    source = pages_of(path)
    with patch.object(pipeline, "read_document", lambda _: source):
        return pipeline.extract_filings(path, verify)


def invented_filing(seed: int, layout: str, *, all_owners: bool = False) -> OwnershipDocument:
    """The filing of `invented_print`; on the typed form it has one owner, for whom there is room, or `all_owners`."""
    truth = random_filing(seed)
    if layout != "typed" or all_owners:
        return truth
    return truth.model_copy(update={"reporting_owners": truth.reporting_owners[:1]})


def invented_print(seed: int, layout: str, *, all_owners: bool = False) -> Path:
    """The filing as a PDF; every third repeats its headings on each page, and every second cuts rows."""
    truth = invented_filing(seed, layout, all_owners=all_owners)
    how = {"repeats_headings": seed % 3 == 0, "cuts_rows": seed % 2 == 0}
    name = f"{seed}.{layout}.{len(truth.reporting_owners)}.pdf"
    _once(name, lambda: print_form(truth, layout, **how))
    return _folder() / name


def _once(name: str, make: Callable[[], bytes]) -> bytes:
    """What `make` makes. The first process of the run that asks for `name` makes it; the others wait."""
    kept = _folder() / name
    with kept.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(make())
    return kept.read_bytes()
