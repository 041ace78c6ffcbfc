"""`form4 review` and `form4 export` as a user types them."""

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from extractor.store import open_store
from tests.review.filings import BALANCE, NOW, QUALYS, add, doubtful

FORM4 = [sys.executable, "-m", "extractor.cli.main"]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


@contextmanager
def review(url: str, folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running command, and the address that it printed."""
    environment = {**os.environ, "XDG_DATA_HOME": str(folder)}
    command = [*FORM4, "review", "--store", url, "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:  # noqa: S603
        assert process.stderr
        printed = re.search(r"http://\S+", process.stderr.readline())
        assert printed
        try:
            yield process, printed.group()
        finally:
            process.terminate()
            process.wait(timeout=20)


def test_the_printed_address_opens_the_page_and_no_other_does(url: str, tmp_path: Path) -> None:
    with open_store(url) as store:
        add(store, QUALYS, doubtful())
    with review(url, tmp_path) as (_process, address):
        assert address.startswith("http://127.0.0.1:")
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        assert "QUALYS, INC." in opener.open(address).read().decode()
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(address.partition("?")[0])  # noqa: S310


def test_a_port_that_is_taken_is_told_in_words(url: str, tmp_path: Path) -> None:
    with review(url, tmp_path) as (_process, address):
        port = re.search(r":(\d+)/", address)
        assert port
        command = [*FORM4, "review", "--store", url, "--port", port.group(1)]
        second = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert second.returncode == 2
    assert "give another --port" in second.stderr
    assert "Traceback" not in second.stderr


def test_export_writes_the_accepted_with_their_corrections(url: str, tmp_path: Path) -> None:
    with open_store(url) as store:
        sure = add(store, QUALYS)
        row = store.documents.row(sure)
        store.reviews.accept(sure, expected_version=row.version, reviewer="Anna", at=NOW)
    target = tmp_path / "filings.json"
    command = [*FORM4, "export", "--store", url, "--format", "json", "-o", str(target)]
    subprocess.run(command, check=True)  # noqa: S603
    (filing,) = json.loads(target.read_text())
    assert [field["value"] for field in filing["fields"] if field["xpath"] == BALANCE] == ["10000"]
    piped = subprocess.run([*FORM4, "export", "--store", url], capture_output=True, text=True, check=True)  # noqa: S603
    assert piped.stdout.startswith("name,path,")
    assert piped.stderr == ""
