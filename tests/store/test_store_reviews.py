"""Reviewing: the queue, corrections that are only added, and two reviewers at once."""

from datetime import date

import pytest

from extractor.model.corrections import CorrectionError
from extractor.store import (
    Action,
    Counts,
    QueueFilter,
    StaleVersionError,
    Status,
    Store,
    UnknownDocumentError,
    WrongStatusError,
    document_id,
)
from tests.store.filings import NAME, NOW, correction, filing, recheck, sha, sure

DOC = document_id(sha("ACME"))


@pytest.fixture
def version(store: Store) -> int:
    store.files.add_extractions(sha("ACME"), "/in/acme.pdf", [filing()], now=NOW)
    return store.documents.row(DOC).version


def fill(store: Store) -> None:
    filings = [
        filing("BETA", doubtful=3, confidence=0.9, rules=("OWN401", "TOT701"), owner="ROE RICHARD"),
        filing("ALPHA 100%", doubtful=3, confidence=0.2, rules=("DAT801",), period=date(2026, 2, 1)),
        filing("GAMMA_", doubtful=1, confidence=0.1, rules=()),
        sure("DELTA"),
    ]
    for read in filings:
        store.files.add_extractions(read.source.sha256, f"/in/{read.source.sha256}.pdf", [read], now=NOW)


def names(store: Store, chosen: QueueFilter, **page: int) -> list[str]:
    return [row.issuer for row in store.documents.queue(chosen, **page)]


def test_the_queue_is_worst_first(store: Store) -> None:
    fill(store)
    assert names(store, QueueFilter()) == ["ALPHA 100%", "BETA", "GAMMA_"]
    assert names(store, QueueFilter(), limit=1, offset=1) == ["BETA"]
    assert store.documents.counts() == Counts(needs_review=3, accepted=1)
    assert store.documents.counts().total == 4
    assert store.documents.rules() == (("DAT801", 1), ("OWN401", 1), ("TOT701", 1))


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (QueueFilter(issuer="alpha"), ["ALPHA 100%"]),
        (QueueFilter(issuer="%"), ["ALPHA 100%"]),
        (QueueFilter(issuer="_"), ["GAMMA_"]),
        (QueueFilter(owner="roe"), ["BETA"]),
        (QueueFilter(rule="TOT701"), ["BETA"]),
        (QueueFilter(period_from=date(2026, 2, 1)), ["ALPHA 100%"]),
        (QueueFilter(period_to=date(2026, 1, 31)), ["BETA", "GAMMA_"]),
        (QueueFilter(statuses=(Status.ACCEPTED,)), ["DELTA"]),
        (QueueFilter(issuer="' OR 1=1 --"), []),
    ],
)
def test_the_queue_is_filtered(store: Store, chosen: QueueFilter, found: list[str]) -> None:
    fill(store)
    assert names(store, chosen) == found
    assert store.documents.count(chosen) == len(found)


def test_a_correction_is_added_and_what_was_read_stays(store: Store, version: int) -> None:
    said = correction("ACME INC")
    version = store.reviews.correct(DOC, expected_version=version, corrections=[said], recheck=recheck)
    said = said.model_copy(update={"decision": 1})
    stored = store.documents.get(DOC)
    assert stored.extraction == filing()
    assert stored.current is not None
    assert stored.current.document.issuer.issuer_name.value == "ACME INC"
    assert stored.corrections == store.documents.corrections(DOC) == (said,)
    assert (stored.row.version, stored.row.issuer, stored.row.doubtful) == (version, "ACME INC", 1)
    assert store.documents.rules() == ()
    assert [(event.action, event.reviewer, event.note) for event in stored.events][1:] == [
        (Action.CORRECTED, "ann", NAME)
    ]
    undone = correction("ACME", old="ACME INC", reviewer="bob")
    store.reviews.correct(DOC, expected_version=version, corrections=[undone], recheck=recheck)
    assert store.documents.corrections(DOC) == (said, undone.model_copy(update={"decision": 2}))


def test_a_correction_that_cannot_be_read_saves_nothing(store: Store, version: int) -> None:
    wrong = [correction("ACME INC"), correction("5 o'clock", xpath="periodOfReport")]
    with pytest.raises(CorrectionError, match="is not a date"):
        store.reviews.correct(DOC, expected_version=version, corrections=wrong, recheck=recheck)
    assert store.documents.row(DOC).version == version
    assert store.documents.corrections(DOC) == ()


def test_the_later_of_two_reviewers_is_told(store: Store, version: int) -> None:
    store.reviews.correct(DOC, expected_version=version, corrections=[correction("ACME INC")], recheck=recheck)
    with pytest.raises(StaleVersionError, match=r"ann changed this filing at 12:00 UTC") as told:
        store.reviews.correct(
            DOC, expected_version=version, corrections=[correction("ACME CO", reviewer="bob")], recheck=recheck
        )
    assert (told.value.expected, told.value.actual, told.value.reviewer) == (version, version + 1, "ann")
    with pytest.raises(StaleVersionError):
        store.reviews.accept(DOC, expected_version=version, reviewer="bob", at=NOW)
    assert [said.reviewer for said in store.documents.corrections(DOC)] == ["ann"]


def test_accept_reopen_reject(store: Store, version: int) -> None:
    version = store.reviews.accept(DOC, expected_version=version, reviewer="ann", at=NOW)
    with pytest.raises(WrongStatusError, match="accepted cannot be accepted"):
        store.reviews.accept(DOC, expected_version=version, reviewer="ann", at=NOW)
    with pytest.raises(WrongStatusError, match="reopen it first"):
        store.reviews.correct(DOC, expected_version=version, corrections=[correction("X")], recheck=recheck)
    version = store.reviews.reopen(
        DOC, expected_version=version, reviewer="bob", at=NOW, recheck=recheck, note="one more look"
    )
    version = store.reviews.reject(DOC, expected_version=version, reviewer="bob", at=NOW)
    stored = store.documents.get(DOC)
    assert (stored.row.status, stored.row.version) == (Status.REJECTED, version)
    assert [(event.action, event.reviewer, event.note) for event in stored.events][1:] == [
        (Action.ACCEPTED, "ann", ""),
        (Action.REOPENED, "bob", "one more look"),
        (Action.REJECTED, "bob", ""),
    ]


def test_an_export_holds_the_corrections(store: Store, version: int) -> None:
    fill(store)
    version = store.reviews.correct(
        DOC, expected_version=version, corrections=[correction("ACME INC")], recheck=recheck
    )
    store.reviews.accept(DOC, expected_version=version, reviewer="ann", at=NOW)
    exported = {row.issuer: read.document.issuer.issuer_name.value for row, read in store.documents.export()}
    assert exported == {"ACME INC": "ACME INC", "DELTA": "DELTA"}
    assert len(list(store.documents.export(tuple(Status)))) == 5


def test_an_unknown_document(store: Store) -> None:
    for ask in (store.documents.get, store.documents.row):
        with pytest.raises(UnknownDocumentError):
            ask("nobody-1")
    with pytest.raises(UnknownDocumentError):
        store.reviews.accept("nobody-1", expected_version=1, reviewer="ann", at=NOW)
    assert store.documents.corrections("nobody-1") == ()
