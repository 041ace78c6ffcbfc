"""The first page, with the queue."""

import pytest
from starlette.testclient import TestClient

from extractor.errors import ExitCode
from extractor.model.results import Failure
from extractor.review.decisions.recheck import recheck_with
from extractor.review.decisions.rereading import judged
from extractor.rules import check
from extractor.store import Store
from tests.review.conftest import Open
from tests.review.filings import BALANCE, NOW, QUALYS, SAMPLES, add, doubtful, misread, read
from tests.review.words import words

AMENDMENT = SAMPLES / "amendment-4a.edgar.pdf"


@pytest.fixture
def two_filings(store: Store) -> tuple[str, str]:
    """One filing in doubt, and one that is sure but was drawn as a sample."""
    return add(store, QUALYS, doubtful()), add(store, AMENDMENT)


def test_an_empty_queue_says_so_kindly(browser: TestClient) -> None:
    assert "Nothing here yet" in words(browser.get("/").text)


def test_a_queue_that_was_worked_off_says_so_kindly(browser: TestClient, store: Store) -> None:
    document = add(store, AMENDMENT)
    row = store.documents.row(document)
    store.reviews.accept(document, expected_version=row.version, reviewer="Anna", at=NOW)
    seen = words(browser.get("/").text)
    assert "All done Nothing is waiting for you." in seen
    assert "1 of 1 decided" in seen


@pytest.mark.usefixtures("two_filings")
def test_worst_first_with_counts(browser: TestClient) -> None:
    seen = words(browser.get("/").text)
    assert "To check 2" in seen
    assert "Accepted 0" in seen
    assert "0 of 2 decided" in seen
    assert seen.index("3 QUALYS, INC.") < seen.index("UMBRAFIELD SEMICONDUCTOR CORP")
    assert "1\u20132 of 2" in seen


@pytest.mark.usefixtures("two_filings")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"issuer": "qual"}, {"QUALYS"}),
        ({"owner": "kenji"}, {"UMBRAFIELD"}),
        ({"rule": "TOT701"}, {"QUALYS"}),
        ({"from": "2020-01-01"}, {"UMBRAFIELD"}),
        ({"to": "2020-01-01"}, {"QUALYS"}),
        ({"from": "no date"}, {"QUALYS", "UMBRAFIELD"}),
        ({"status": "accepted"}, set()),
        ({"status": "all"}, {"QUALYS", "UMBRAFIELD"}),
        ({"offset": "50"}, set()),
        ({"offset": "x"}, {"QUALYS", "UMBRAFIELD"}),
    ],
)
def test_filters(browser: TestClient, query: dict[str, str], names: set[str]) -> None:
    seen = words(browser.get("/", params=query).text)
    assert {name for name in ("QUALYS", "UMBRAFIELD") if name in seen} == names


def test_a_file_that_could_not_be_read_says_why(browser: TestClient, store: Store) -> None:
    failure = Failure(
        path="x.pdf", error="E", message="the PDF is damaged; fetch it again", exit_code=ExitCode.BAD_INPUT
    )
    store.files.add_failure("0" * 64, "x.pdf", failure, now=NOW)
    assert "the PDF is damaged; fetch it again" in words(browser.get("/", params={"status": "failed"}).text)
    assert "the PDF is damaged; fetch it again" in words(browser.get(f"/document/{'0' * 64}-1").text)


def test_next_goes_to_the_worst_other_filing(browser: TestClient, two_filings: tuple[str, str]) -> None:
    worst, other = two_filings
    for left, following in ((worst, other), (other, worst)):
        answer = browser.get("/next", params={"after": left}, follow_redirects=False)
        assert answer.headers["location"] == f"/document/{following}"


def test_an_unknown_filing_is_a_page_not_a_crash(browser: TestClient) -> None:
    answer = browser.get("/document/nothing")
    assert answer.status_code == 404
    assert "The store has no filing with this address." in words(answer.text)


@pytest.mark.usefixtures("two_filings")
def test_csv_has_one_header(browser: TestClient) -> None:
    lines = browser.get("/export", params={"format": "csv", "which": "all"}).text.splitlines()
    assert sum(line.startswith("name,path,") for line in lines) == 1
    assert len(lines) > 3


def test_the_name_for_the_history_can_be_changed(browser: TestClient) -> None:
    assert "Anna Köhler" in words(browser.post("/name", data={"name": " Anna\n Köhler "}).text)


def test_an_unknown_format_is_refused(open_review: Open) -> None:
    assert open_review().get("/export", params={"format": "exe"}).status_code == 400


def test_what_reads_otherwise_by_a_later_program_is_listed_and_asked_once_it_is_open(
    browser: TestClient, store: Store
) -> None:
    key = add(store, QUALYS, read(QUALYS)[0])
    later = misread(read(QUALYS)[0], {BALANCE: ("7777", ())})
    store.rereads.add(key, later, judge=judged, recheck=recheck_with(check), now=NOW)
    assert "Now reads differently <b>1</b>" in browser.get("/").text
    assert f"/document/{key}" in browser.get("/?status=otherwise").text
    page = browser.get(f"/document/{key}").text
    assert "5. Amount Beneficially Owned Following Transaction: stored as 10,000, now read as 7,777" in page
    version = store.documents.row(key).version
    page = browser.post(f"/document/{key}", data={"action": "reopen", "version": version}).text
    assert "read again: stored as 10,000, now read as 7,777" in page
    assert "/document/" not in browser.get("/?status=otherwise").text
    assert browser.get("/api/v1/documents?status=otherwise").json()["total"] == 0
