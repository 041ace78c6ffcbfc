"""Filings downloaded in one file."""

import csv
import io
import json
import shutil
from pathlib import Path

from starlette.testclient import TestClient

from extractor.review.pages.bundle import BUNDLES, EVERY_READ, Format
from extractor.store import Store
from tests.review.filings import QUALYS, add, doubtful


def test_the_path_is_where_the_original_is_now_below_the_inbox_and_none_of_the_machine(
    store: Store, tmp_path: Path
) -> None:
    inbox, done = tmp_path / "inbox" / "form.pdf", tmp_path / "inbox" / "done" / "form.pdf"
    done.parent.mkdir(parents=True)
    shutil.copy(QUALYS, inbox)
    document = add(store, inbox, doubtful().model_copy(update={"source": doubtful().source}))
    inbox.rename(done)
    store.files.moved(document.partition("-")[0], str(done))
    table = BUNDLES[Format.CSV].write(store.documents.export(EVERY_READ)).decode()
    paths = {row["path"] for row in csv.DictReader(io.StringIO(table))}
    (record,) = json.loads(BUNDLES[Format.JSON].write(store.documents.export(EVERY_READ)))
    assert paths == {record["source"]["path"]} == {"done/form.pdf"}
    assert record["source"]["sha256"] == document.partition("-")[0]
    for bundle in BUNDLES.values():
        assert str(tmp_path).encode() not in bundle.write(store.documents.export(EVERY_READ))


def test_the_api_names_no_path_of_the_machine(browser: TestClient, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    shutil.copy(QUALYS, path)
    document = add(store, path, doubtful().model_copy(update={"source": doubtful().source}))
    for address in (f"documents/{document}/extraction", f"documents/{document}", "export?all=true"):
        answer = browser.get(f"/api/v1/{address}")
        assert answer.status_code == 200
        assert str(tmp_path) not in answer.text
        assert str(QUALYS.parent) not in answer.text
