"""How a decision changes what is asked, and that every part of a filing can be corrected."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from extractor.confidence.assessment import assess
from extractor.model.ownership import OwnershipDocument
from extractor.model.results import Extraction, Finding, Severity
from extractor.review.pages.filing_view import filing_view
from extractor.rules import check
from extractor.store import Store
from tests.review.filings import BALANCE, PRICE, QUALYS, SAMPLES, SIGNED, add, doubtful, with_field
from tests.review.words import decide, version, words


@pytest.fixture
def document(store: Store) -> str:
    return add(store, QUALYS, doubtful())


def with_scanned_doubt() -> Extraction:
    """A filing with doubts that only reading can find: about a field, about the page, and a mark without its text."""
    read = doubtful()
    marked = with_field(read.document, PRICE, footnotes=("F6",))
    found = (
        *check(marked),
        Finding(rule="KEY9", severity=Severity.ERROR, xpaths=(SIGNED,), message="the readers differ on the date"),
        Finding(rule="PAG9", severity=Severity.WARNING, xpaths=(), message="the page is pale"),
    )
    return read.model_copy(update={"document": marked, "findings": found, "assessment": assess(marked, found)})


def test_a_decision_raises_no_finding_that_was_there_before(browser: TestClient, store: Store) -> None:
    document = add(store, QUALYS, with_scanned_doubt())
    seen = words(decide(browser, document, "suggestion", BALANCE))
    assert "New." not in seen
    assert "Settled. Table I row 2: 70,000 - 10,000 is 60,000" in seen
    seen = words(decide(browser, document, "confirm", SIGNED))
    assert "New." not in seen
    assert "Settled. the readers differ on the date" in seen


def test_what_the_queue_counts_is_asked_on_the_page_and_can_be_decided(browser: TestClient, store: Store) -> None:
    document = add(store, QUALYS, with_scanned_doubt())
    lost = "footnotes/footnote[@id='F6']"
    shown = browser.get(f"/document/{document}", params={"field": lost}).text
    asked = set(re.findall(r'data-field="([^"]+)" data-state="open"', unescape(shown)))
    assert lost in asked
    assert store.documents.row(document).doubtful == len(asked)
    refused = decide(browser, document, "confirm", lost)
    assert "Nothing was saved: a footnote mark refers to this explanation" in words(refused)
    typed = decide(browser, document, "correct", lost, "By trust.")
    assert "(6) By trust." in words(typed)
    (record,) = browser.get("/export", params={"format": "json", "which": "all"}).json()
    assert {"id": "F6", "text": "By trust."} in record["document"]["footnotes"]


def test_a_mark_that_is_not_there_goes_with_the_question(browser: TestClient, store: Store) -> None:
    document = add(store, QUALYS, with_scanned_doubt())
    lost = "footnotes/footnote[@id='F6']"
    decide(browser, document, "unmark", lost)
    current = store.documents.get(document).current
    assert current
    assert current.document.non_derivative_table[0].transaction_price_per_share.footnotes == ()
    assert lost not in {field.xpath for field in current.assessment.fields}


def test_a_line_that_was_not_read_comes_with_the_field_that_is_typed(browser: TestClient, store: Store) -> None:
    read = doubtful()
    unsigned = read.document.model_copy(update={"owner_signatures": ()})
    found = check(unsigned)
    lost = next(xpath for finding in found for xpath in finding.xpaths if xpath.startswith("ownerSignature[1]/"))
    document = add(
        store,
        QUALYS,
        read.model_copy(update={"document": unsigned, "findings": found, "assessment": assess(unsigned, found)}),
    )
    shown = browser.get(f"/document/{document}", params={"field": lost}).text
    assert "Not read" in words(shown)
    decide(browser, document, "correct", lost, "01/06/2014" if lost.endswith("Date") else "/s/ A. Peter")
    current = store.documents.get(document).current
    assert current
    assert len(current.document.owner_signatures) == 1


def test_blank_and_unreadable_are_answers_of_their_own(browser: TestClient, store: Store, document: str) -> None:
    decide(browser, document, "blank", PRICE)
    shown = decide(browser, document, "unreadable", BALANCE)
    current = store.documents.get(document).current
    assert current
    row = current.document.non_derivative_table[0]
    assert row.transaction_price_per_share.is_blank
    assert row.shares_owned_following_transaction.is_unreadable
    assert "1 to check" in words(shown)


def test_everything_on_the_page_has_a_name_of_its_own(store: Store) -> None:
    for sample in ("many-rows-with-holdings", "joint-filing-of-three"):
        stored = store.documents.get(add(store, SAMPLES / f"{sample}.edgar.pdf"))
        names = [view.place.name for view in filing_view(stored).fields.values()]
        assert sorted(names) == sorted(set(names))


def test_a_box_that_was_not_read_is_not_called_empty(browser: TestClient, store: Store) -> None:
    samples = [
        SAMPLES / f"{name}.edgar.pdf" for name in ("amendment-4a", "joint-filing-of-three", "price-in-a-footnote")
    ]
    read_so = {True: ", ticked", False: ", not ticked", None: ", no box read"}
    for value, said in read_so.items():
        xpath = "reportingOwner[1]/reportingOwnerRelationship/isDirector"
        filing = with_field(doubtful().document, xpath, value=value, text="X" if value else "")
        document = add(store, samples.pop(), doubtful().model_copy(update={"document": filing}))
        html = browser.get(f"/document/{document}").text
        assert f'aria-label="Director: {said[2:]}"' in html


def test_lines_of_every_kind_come_go_and_move(browser: TestClient, store: Store, document: str) -> None:
    def changed(**values: str) -> OwnershipDocument:
        shown = browser.get(f"/document/{document}").text
        answer = browser.post(f"/document/{document}/line", data={"version": version(shown), **values})
        assert answer.status_code == 200
        current = store.documents.get(document).current
        assert current
        return current.document

    assert len(changed(field="reportingOwner[2]", kind="reportingOwner").reporting_owners) == 2
    assert changed(field="reportingOwner[2]", to="1").reporting_owners[1].rpt_owner_name.value == "Albert Peter"
    assert len(changed(field="reportingOwner[1]").reporting_owners) == 1
    assert len(changed(field="ownerSignature[1]", kind="ownerSignature").owner_signatures) == 2
    assert len(changed(field="ownerSignature[1]").owner_signatures) == 1
    first = doubtful().document.non_derivative_table[0]
    kind = "nonDerivativeHolding"
    assert changed(field="nonDerivativeTable/*[1]", kind=kind, action="switch").non_derivative_table[0].is_holding
    assert (
        changed(field="nonDerivativeTable/*[1]", to="2").non_derivative_table[1].security_title == first.security_title
    )
    assert len(changed(field="nonDerivativeTable/*[1]", kind=kind).non_derivative_table) == 3
    for _ in range(8):
        shown = browser.get(f"/document/{document}").text
        browser.post(f"/document/{document}/undo", data={"version": version(shown), "field": ""})
    current = store.documents.get(document).current
    assert current
    assert current.document == doubtful().document


def test_a_filing_is_rejected_with_a_reason(browser: TestClient, store: Store, document: str) -> None:
    shown = browser.get(f"/document/{document}").text
    values = {"version": version(shown), "action": "reject", "note": "a Form 3"}
    browser.post(f"/document/{document}", data=values)
    assert store.documents.get(document).events[-1].note == "a Form 3"
    assert "rejected by reviewer: a Form 3" in words(browser.get(f"/document/{document}/history").text)
