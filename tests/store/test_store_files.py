"""Files in the store: identified by content, claimed by one reader, recorded once."""

from dataclasses import fields as fields_of
from datetime import timedelta

import pytest

from extractor.errors import ExitCode
from extractor.model.results import Decision, Extraction, Failure
from extractor.store import Action, DocumentRow, QueueFilter, Status, Store, document_id
from extractor.store.schema import DOCUMENT
from tests.store.filings import NOW, filing, sha, sure

LEASE = timedelta(minutes=3)
ALL = QueueFilter(statuses=tuple(Status))
A = sha("a")


def failure(message: str = "damaged") -> Failure:
    return Failure(path="/in/a.pdf", error="Unreadable", message=message, exit_code=ExitCode.BAD_INPUT)


def test_rows_have_what_the_table_has() -> None:
    assert [field.name for field in fields_of(DocumentRow)] == [column.name for column in DOCUMENT.c]


def test_an_extraction_comes_back_as_it_was(store: Store) -> None:
    read = filing()
    assert Extraction.model_validate_json(read.model_dump_json()) == read
    assert store.files.add_extractions(A, "/in/a.pdf", [read], now=NOW)
    stored = store.documents.get(document_id(A))
    assert stored.extraction == stored.current == read
    row = stored.row
    assert (row.issuer, row.owner, row.symbol, row.form, row.period) == (
        "ACME",
        "DOE JANE",
        "ACME",
        "4",
        read.document.period_of_report.value,
    )
    assert (row.doubtful, row.confidence, row.status, row.name) == (1, 0.5, Status.NEEDS_REVIEW, "a.pdf")
    assert row.extracted_at == NOW
    assert [event.action for event in stored.events] == [Action.READ]


def test_all_filings_of_a_file_are_recorded_at_once_and_once(store: Store) -> None:
    assert store.files.add_extractions(A, "/in/a.pdf", [filing(), sure()], now=NOW)
    assert not store.files.add_extractions(A, "/in/copy.pdf", [sure()], now=NOW)
    rows = store.documents.of_file(A)
    assert [(row.filing, row.status, row.path) for row in rows] == [
        (1, Status.NEEDS_REVIEW, "/in/a.pdf"),
        (2, Status.ACCEPTED, "/in/a.pdf"),
    ]
    assert store.files.seen(A)
    assert not store.files.seen(sha("b"))
    assert store.files.standing(A, now=NOW).status is Status.NEEDS_REVIEW


def test_a_sure_filing_is_accepted_by_the_program_unless_sampled(store: Store) -> None:
    store.files.add_extractions(A, "a.pdf", [sure()], now=NOW)
    store.files.add_extractions(sha("b"), "b.pdf", [sure()], now=NOW, sampled=True)
    accepted, sampled = store.documents.get(document_id(A)), store.documents.row(document_id(sha("b")))
    assert [(event.action, event.reviewer) for event in accepted.events] == [(Action.READ, ""), (Action.ACCEPTED, "")]
    assert not accepted.row.sampled
    assert (sampled.status, sampled.sampled) == (Status.NEEDS_REVIEW, True)


def test_a_page_not_understood_comes_first_and_counts_what_it_asks(store: Store) -> None:
    read = filing(decision=Decision.DISTRUST)
    store.files.add_extractions(A, "a.pdf", [read], now=NOW)
    store.files.add_extractions(sha("b"), "b.pdf", [filing(doubtful=9)], now=NOW)
    first, second = store.documents.queue()
    assert (first.id, first.distrusted, first.doubtful) == (document_id(A), True, 1)
    assert (second.distrusted, second.doubtful) == (False, 9)


def test_one_holder_at_a_time(store: Store) -> None:
    def claim(holder: str, minutes: int = 0) -> bool:
        return store.files.claim(A, holder=holder, lease=LEASE, now=NOW + timedelta(minutes=minutes))

    assert claim("one")
    assert not claim("two")
    assert not claim("one")
    assert claim("two", minutes=3)
    store.files.release(A, holder="one")
    assert not claim("three", minutes=4)
    store.files.release(A, holder="two")
    assert claim("three", minutes=4)
    store.files.add_extractions(A, "a.pdf", [sure()], now=NOW)
    assert claim("four", minutes=5)


def test_a_failure_waits_is_due_and_gives_way_to_a_reading(store: Store) -> None:
    later = NOW + timedelta(minutes=5)
    assert store.files.add_failure(A, "a.pdf", failure(), now=NOW, retry_at=later)
    standing = store.files.standing(A, now=NOW)
    assert (standing.status, standing.is_due, standing.attempts, standing.retry_at) == (Status.FAILED, False, 1, later)
    assert store.files.due(now=NOW) == ()
    assert [row.sha256 for row in store.files.due(now=later)] == [A]
    assert store.files.standing(A, now=later).is_due
    assert store.files.add_failure(A, "a.pdf", failure("still damaged"), now=later)
    assert store.files.due(now=later + timedelta(days=1)) == ()
    assert store.files.retry(now=later) == 1
    assert [row.attempts for row in store.files.due(now=later)] == [0]
    assert store.files.add_extractions(A, "a.pdf", [sure(), filing()], now=later)
    stored = store.documents.get(document_id(A))
    assert (stored.row.status, stored.row.failure, stored.row.retry_at) == (Status.ACCEPTED, "", None)
    assert [event.action for event in stored.events] == [
        Action.FAILED,
        Action.FAILED,
        Action.RETRIED,
        Action.READ,
        Action.ACCEPTED,
    ]
    assert not store.files.add_failure(A, "a.pdf", failure(), now=later)
    assert store.documents.row(document_id(A)).status is Status.ACCEPTED


def test_one_failed_document_can_be_asked_for_again(store: Store) -> None:
    for name in "ab":
        store.files.add_failure(sha(name), name, failure(), now=NOW)
    assert store.files.retry(now=NOW, reviewer="ann", document=document_id(A)) == 1
    assert [row.sha256 for row in store.files.due(now=NOW)] == [A]


def test_a_file_handed_in_is_queued_until_read(store: Store) -> None:
    assert store.files.enqueue(A, "/up/a.pdf", now=NOW)
    assert not store.files.enqueue(A, "/up/a.pdf", now=NOW)
    assert store.files.standing(A, now=NOW).is_due
    assert [row.status for row in store.files.due(now=NOW)] == [Status.QUEUED]
    assert store.files.add_extractions(A, "/up/a.pdf", [sure()], now=NOW)
    assert store.documents.row(document_id(A)).status is Status.ACCEPTED


def test_the_original_may_move(store: Store) -> None:
    store.files.add_extractions(A, "/in/a.pdf", [sure(), sure()], now=NOW)
    store.files.moved(A, "/in/done/a.pdf")
    assert {row.path for row in store.documents.of_file(A)} == {"/in/done/a.pdf"}


@pytest.mark.parametrize("text", ["half \ud83d a character", "a NUL \0 inside", "'; DROP TABLE document; --", "%_\\"])
def test_any_text_can_be_held(store: Store, text: str) -> None:
    store.files.add_failure(A, "a.pdf", failure(text), now=NOW)
    assert store.documents.row(document_id(A)).failure == text.replace("\ud83d", "?").replace("\0", "?")


def test_a_claim_by_a_clock_that_was_ahead_ends(store: Store) -> None:
    ahead = NOW + timedelta(days=400)
    assert store.files.claim(A, holder="ahead", lease=timedelta(minutes=5), now=ahead)
    assert store.files.claim(A, holder="right", lease=timedelta(minutes=5), now=NOW)
    assert not store.files.claim(A, holder="third", lease=timedelta(minutes=5), now=NOW)
    assert not store.files.claim(A, holder="ahead", lease=timedelta(minutes=5), now=NOW)


def test_no_claim_holds_longer_than_a_day(store: Store) -> None:
    assert store.files.claim(A, holder="first", lease=timedelta(days=9), now=NOW)
    assert not store.files.claim(A, holder="other", lease=timedelta(minutes=5), now=NOW + timedelta(hours=23))
    assert store.files.claim(A, holder="other", lease=timedelta(minutes=5), now=NOW + timedelta(days=1))
