"""Filings taken away in one file."""

import csv
import io
import json
import shutil
from pathlib import Path

from extractor.review.pages.bundle import BUNDLES, EVERY_READ, Format
from extractor.store import Store
from tests.review.filings import QUALYS, add, doubtful


def test_the_path_is_where_the_original_is_now(store: Store, tmp_path: Path) -> None:
    inbox, done = tmp_path / "inbox" / "form.pdf", tmp_path / "inbox" / "done" / "form.pdf"
    done.parent.mkdir(parents=True)
    shutil.copy(QUALYS, inbox)
    document = add(store, inbox, doubtful().model_copy(update={"source": doubtful().source}))
    inbox.rename(done)
    store.files.moved(document.partition("-")[0], str(done))
    table = BUNDLES[Format.CSV].write(store.documents.export(EVERY_READ)).decode()
    paths = {row["path"] for row in csv.DictReader(io.StringIO(table))}
    (record,) = json.loads(BUNDLES[Format.JSON].write(store.documents.export(EVERY_READ)))
    assert paths == {record["source"]["path"]} == {str(done)}
    assert Path(paths.pop()).exists()
