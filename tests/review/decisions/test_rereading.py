"""Originals read again: undecided filings take the new reading, decisions stay, accepted filings do not change."""

import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import event

from extractor.model.field_paths import fields
from extractor.model.results import Extraction, MadeBy
from extractor.review.decisions.decisions import confirmed, typed
from extractor.review.decisions.recheck import recheck_with
from extractor.review.decisions.rereading import judged, named
from extractor.rules import check
from extractor.store import QueueFilter, Status, Store, Verdict, open_store
from tests.review.filings import (
    BALANCE,
    NOW,
    PRICE,
    QUALYS,
    SIGNED,
    THREE_MISREADINGS,
    add,
    doubtful,
    misread,
    read,
    with_field,
)

LATER = MadeBy(program="9.9.9")
RECHECK = recheck_with(check)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "store.sqlite")) as opened:
        yield opened


def again(store: Store, key: str, extraction: Extraction) -> Verdict:
    by_later = extraction.model_copy(update={"made_by": LATER})
    return store.rereads.add(key, by_later, judge=judged, recheck=RECHECK, now=NOW)


def say(store: Store, key: str, xpath: str, text: str | None) -> None:
    document = store.documents.get(key).current
    assert document
    made = (
        confirmed(document.document, xpath, reviewer="Anna", at=NOW)
        if text is None
        else typed(document.document, xpath, text, reviewer="Anna", at=NOW)
    )
    version = store.documents.row(key).version
    store.reviews.correct(key, expected_version=version, corrections=made, recheck=RECHECK)


def values(store: Store, key: str) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    current = store.documents.get(key).current
    assert current
    return {xpath: (field.as_xml, field.footnotes) for xpath, field in fields(current.document)}


def asked(store: Store, key: str) -> set[str]:
    current = store.documents.get(key).current
    assert current
    return {field.xpath for field in current.assessment.fields if field.review}


def test_what_nobody_decided_takes_the_new_reading_and_stays_open(store: Store) -> None:
    key = add(store, QUALYS, doubtful())
    verdict = again(store, key, read(QUALYS)[0])
    assert verdict.stands
    told = dict(named(doubtful().document, verdict.differences))
    name = "Table I, line 1: 5. Amount Beneficially Owned Following Transaction"
    assert {name: str(told[name])} == {name: "stored as 70,000, now read as 10,000"}
    assert values(store, key) == {xpath: (f.as_xml, f.footnotes) for xpath, f in fields(read(QUALYS)[0].document)}
    row = store.documents.row(key)
    assert (row.status, row.doubtful, row.otherwise) == (Status.NEEDS_REVIEW, 0, 0)
    assert store.documents.get(key).events[-1].action == "read again"


def test_a_decision_stands_whatever_is_read_now_and_the_rest_is_asked(store: Store) -> None:
    key = add(store, QUALYS, doubtful())
    say(store, key, SIGNED, None)
    other = misread(read(QUALYS)[0], {SIGNED: ("2014-01-08", ()), BALANCE: ("7777", ())})
    before = values(store, key)
    verdict = again(store, key, other)
    assert not verdict.stands
    assert values(store, key) == before
    assert SIGNED not in asked(store, key)
    assert BALANCE in asked(store, key)
    current = store.documents.get(key).current
    assert current
    (found,) = [each for each in current.findings if each.rule == "RER101" and BALANCE in each.xpaths]
    assert found.suggestions[0].value == "7777"
    say(store, key, BALANCE, "10,000")
    say(store, key, PRICE, None)
    assert BALANCE not in asked(store, key)


def test_what_is_accepted_stays_so_until_a_person_opens_it(store: Store) -> None:
    key = add(store, QUALYS, read(QUALYS)[0])
    before = store.documents.get(key)
    again(store, key, misread(read(QUALYS)[0], {BALANCE: ("7777", ())}))
    after = store.documents.get(key)
    assert (after.row.status, after.current, after.extraction) == (Status.ACCEPTED, before.current, before.extraction)
    assert after.row.otherwise == len(after.otherwise) > 0
    assert BALANCE in {each.xpath for each in after.otherwise}
    assert [row.id for row in store.documents.queue(QueueFilter((Status.ACCEPTED,), otherwise=True))] == [key]
    assert store.documents.counts().otherwise == 1
    store.reviews.reopen(key, expected_version=after.row.version, reviewer="Anna", at=NOW, recheck=RECHECK)
    assert BALANCE in asked(store, key)
    assert store.documents.row(key).doubtful == len(asked(store, key))
    assert store.documents.counts().otherwise == 0


def test_a_doubt_that_nobody_had_before_is_told_too(store: Store) -> None:
    key = add(store, QUALYS, read(QUALYS)[0])
    doubted = read(QUALYS)[0].assessment.model_copy(
        update={
            "fields": tuple(
                each.model_copy(update={"review": each.xpath == PRICE, "reasons": ("ink beside it",)})
                for each in read(QUALYS)[0].assessment.fields
            )
        }
    )
    (told,) = again(store, key, read(QUALYS)[0].model_copy(update={"assessment": doubted})).differences
    assert (told.xpath, str(told)) == (PRICE, "now in doubt: ink beside it")
    assert again(store, key, read(QUALYS)[0]).differences == ()
    assert store.documents.row(key).otherwise == 0


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_read_now_decisions_and_accepted_filings_are_as_before(store: Store, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    key = add(store, QUALYS, doubtful())
    decided = chance.sample([BALANCE, PRICE, SIGNED], chance.randint(1, 3))
    texts = {BALANCE: "7,010", PRICE: "$4.81", SIGNED: "01/07/2014"}
    for xpath in decided:
        say(store, key, xpath, chance.choice([None, texts[xpath]]))
    held = values(store, key)
    is_accepted = len(decided) == len(texts)
    if is_accepted:
        store.reviews.accept(key, expected_version=store.documents.row(key).version, reviewer="Anna", at=NOW)
    for _ in range(3):
        other = misread(read(QUALYS)[0], {x: THREE_MISREADINGS[x] for x in chance.sample(sorted(THREE_MISREADINGS), 2)})
        if chance.random() < 0.5:
            rows = other.document.non_derivative_table * chance.choice([0, 2])
            document = other.document.model_copy(update={"non_derivative_table": rows})
            other = other.model_copy(update={"document": document})
        again(store, key, other)
        assert values(store, key) == held, seed
        assert not asked(store, key) & set(decided), seed
        assert (store.documents.row(key).status is Status.ACCEPTED) is is_accepted, seed


def test_a_kill_between_two_steps_leaves_the_filing_as_it_was(store: Store) -> None:
    key = add(store, QUALYS, doubtful())
    before = store.documents.get(key)
    engine = store.rereads._database._engine
    left = count()

    def killed(*_: object) -> None:
        if next(left) == 0:
            raise KeyboardInterrupt

    event.listen(engine, "before_cursor_execute", killed)
    for steps in range(5, 60):
        left = count(-steps)
        try:
            again(store, key, read(QUALYS)[0])
        except KeyboardInterrupt:
            assert store.documents.get(key) == before, steps
        else:
            break
    event.remove(engine, "before_cursor_execute", killed)
    assert steps > 10
    assert store.documents.get(key) != before


def test_a_blank_that_is_read_now_is_told(store: Store) -> None:
    blank = with_field(doubtful().document, PRICE, value=None, text="", readings=())
    key = add(store, QUALYS, doubtful().model_copy(update={"document": blank}))
    told = {each.xpath: each for each in again(store, key, doubtful()).differences}
    assert str(told[PRICE]) == "stored as nothing, now read as $4.80"
