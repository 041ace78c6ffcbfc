"""A store filled by an older program can be opened, and every decision in it is kept.

`tests/store/older/version_2.sql` is such a store, dumped by SQLite, with three filings of the samples and a file that
waits to be read. In the first filing, a reviewer corrected a balance and undid that, confirmed the date signed, and
removed a line and undid that. In the second, a line was added and filled in, and the filing accepted. The third was
not understood.

`version_3.sql` is a store of the next version, with two filings and a waiting file. In the first filing, the date
signed was confirmed, and a balance typed and undone; the second was corrected and accepted.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect

from extractor.model.field_paths import fields
from extractor.model.results import Extraction, MadeBy
from extractor.review.decisions.recheck import recheck_with
from extractor.rules import check
from extractor.store import Status, Store, back_up, open_store
from extractor.store import check as check_store
from extractor.store.database import Database
from extractor.store.migrations import MIGRATIONS, migrate
from tests.review.filings import BALANCE, NOW, PRICE, SIGNED, doubtful

OLDER = Path(__file__).parents[2] / "store" / "older"


def filled(version: int, folder: Path) -> str:
    path = folder / f"{version}.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript((OLDER / f"version_{version}.sql").read_text(encoding="utf-8"))
    connection.close()
    return f"sqlite:///{path}"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return filled(2, tmp_path)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        opened.reviews.refresh(recheck_with(check))
        yield opened


def named(store: Store, name: str) -> str:
    return next(row.id for row, _ in store.documents.export(tuple(Status)) if name in row.name)


def seen(filing: Extraction) -> dict[str, tuple[object, ...]]:
    """Every field with its evidence, but blank fields without origin, which cannot be told afterwards.

    The program that filled the stores read scans by another network, and said so in the readings.
    """
    return {
        xpath: (
            field.value,
            field.text,
            field.footnotes,
            [reading._replace(reader=reading.reader.replace("rapidocr", "ppocr")) for reading in field.readings],
            field.box,
            field.readings and field.origin,
        )
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


@pytest.mark.parametrize("after", range(3, len(MIGRATIONS) + 1))
def test_the_version_before_this_opens_with_every_decision_and_a_kill_on_the_way_loses_none(
    tmp_path: Path, after: int
) -> None:
    def killed(_: object) -> None:
        raise KeyboardInterrupt

    url = filled(3, tmp_path)
    before = Path(url.removeprefix("sqlite:///")).with_suffix(".before")
    back_up(url, before)
    database = Database(url)
    with pytest.raises(KeyboardInterrupt), database.write() as connection:
        migrate(connection, (*MIGRATIONS[:after], killed, *MIGRATIONS[after:]))
    database.close()
    assert dumped(Path(url.removeprefix("sqlite:///"))) == dumped(before)
    with open_store(url) as store:
        assert check_store(url) == ()
        open_one = store.documents.get(named(store, "qualys"))
        assert [made.act.value for made in open_one.corrections] == ["confirm", "set", "undo"]
        assert {field.xpath for field in open_one.current.assessment.fields if field.review} == {BALANCE, PRICE}  # type: ignore[union-attr]
        accepted = store.documents.get(named(store, "price-in"))
        assert (accepted.row.status, accepted.row.otherwise) == (Status.ACCEPTED, 0)
        assert accepted.current
        assert accepted.current.document.remarks.value == "None."
        assert accepted.current.made_by == MadeBy()
        assert all(noted == MadeBy() for original in store.rereads.originals() for *_, noted in original.read_by)


def dumped(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())
