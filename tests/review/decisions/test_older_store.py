"""A store that an older program filled: it opens, and every decision is kept.

`tests/store/older/version_2.sql` is such a store, dumped by SQLite: three filings of the samples and a file
that waits to be read. In the first a reviewer corrected a balance and took that back, confirmed the date signed,
and removed a line and took that back. In the second a line was added and filled, and the filing accepted. The
third was not understood.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect

from extractor.model.field_paths import fields
from extractor.model.results import Extraction
from extractor.review.decisions.recheck import recheck_with
from extractor.rules import check
from extractor.store import Status, Store, open_store
from extractor.store.database import Database
from extractor.store.migrations import MIGRATIONS, migrate
from tests.review.filings import BALANCE, NOW, PRICE, SIGNED, doubtful

OLDER = Path(__file__).parents[2] / "store" / "older" / "version_2.sql"


@pytest.fixture
def url(tmp_path: Path) -> str:
    path = tmp_path / "store.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(OLDER.read_text(encoding="utf-8"))
    connection.close()
    return f"sqlite:///{path}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        opened.reviews.refresh(recheck_with(check))
        yield opened


def named(store: Store, name: str) -> str:
    return next(row.id for row, _ in store.documents.export(tuple(Status)) if name in row.name)


def seen(filing: Extraction) -> dict[str, tuple[object, ...]]:
    """Every field with its evidence; blank ones had no origin that could be told afterwards."""
    return {
        xpath: (field.value, field.text, field.footnotes, field.readings, field.box, field.readings and field.origin)
        for xpath, field in fields(filing.document)
    }


def test_what_was_given_back_is_asked_again_and_what_was_confirmed_is_not(store: Store) -> None:
    stored = store.documents.get(named(store, "qualys"))
    assert stored.current
    assert seen(stored.current) == seen(doubtful())
    assert {field.xpath for field in stored.current.assessment.fields if field.review} == {BALANCE, PRICE}
    assert stored.row.doubtful == 2
    assert [made.reviewer for made in stored.corrections if made.xpath == SIGNED] == ["Anna"]
    assert store.reviews.refresh(recheck_with(check)) == 0


def test_what_was_accepted_stays_so_with_every_decision(store: Store) -> None:
    stored = store.documents.get(named(store, "price-in"))
    assert stored.row.status is Status.ACCEPTED
    assert stored.current
    assert stored.current.document.non_derivative_table[1].security_title.value == "Common Stock"
    assert stored.current.document.remarks.value == "None."
    assert [made.decision for made in stored.corrections] == [1, 2, 3]


def test_a_page_that_was_not_understood_comes_first(store: Store) -> None:
    first = store.documents.queue()[0]
    assert (first.name, first.distrusted, first.doubtful) == ("amendment-4a.edgar.pdf", True, 0)
    assert [row.name for row in store.files.due(now=NOW)] == ["waiting.pdf"]


@pytest.mark.parametrize("after", range(2, len(MIGRATIONS) + 1))
def test_an_upgrade_killed_half_way_loses_nothing(url: str, after: int) -> None:
    def killed(_: object) -> None:
        raise KeyboardInterrupt

    steps = (*MIGRATIONS[:after], killed, *MIGRATIONS[after:])
    database = Database(url)
    with pytest.raises(KeyboardInterrupt), database.write() as connection:
        migrate(connection, steps)
    with database.read() as connection:
        columns = {column["name"] for column in inspect(connection).get_columns("correction")}
    database.close()
    assert "act" not in columns
    with open_store(url) as store:
        assert len(store.documents.corrections(named(store, "qualys"))) > 3
