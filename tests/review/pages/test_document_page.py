"""One filing's page, and what decisions do to it."""

import pytest
from starlette.testclient import TestClient

from extractor.store import Status, Store
from tests.review.conftest import Open
from tests.review.filings import BALANCE, PRICE, QUALYS, SIGNED, add, doubtful
from tests.review.words import decide, in_hand, version, words


@pytest.fixture
def document(store: Store) -> str:
    return add(store, QUALYS, doubtful())


def test_the_form_stands_in_its_own_order_with_its_doubts(browser: TestClient, document: str) -> None:
    page = browser.get(f"/document/{document}").text
    seen = words(page)
    assert "QUALYS, INC. QLYS Albert Peter · 01/06/2014 · Form 4" in seen
    assert "3 to check" in seen
    assert "What does not add up Table I row 2: 70,000 - 10,000 is 60,000, but the balance says 0" in seen
    order = [
        "Name and Address",
        "Issuer Name",
        "Relationship",
        "Table I Non",
        "Table II Der",
        "Explanation of Responses",
        "Signatures",
    ]
    assert [seen.index(heading) for heading in order] == sorted(seen.index(heading) for heading in order)
    assert in_hand(page) == PRICE  # the first field in doubt, in reading order


def test_both_readings_and_the_suggestion_are_shown(browser: TestClient, document: str) -> None:
    html = browser.get(f"/document/{document}", params={"field": BALANCE}).text
    seen = words(html)
    assert "Table I, line 1: 5. Amount Beneficially Owned Following Transaction 2 of 3 in doubt" in seen
    assert 'data-take="70,000" title="ppocr"' in html
    assert 'data-take="10,000" title="tesseract"' in html
    assert "<mark>1</mark>0,000" in html  # only this differs between the second reading and the present value
    assert "Take 10,000" in seen


def test_a_correction_settles_the_rule_and_moves_on(browser: TestClient, document: str) -> None:
    page = decide(browser, document, "correct", BALANCE, "10,000")
    seen = words(page)
    assert "Settled. Table I row 2: 70,000 - 10,000 is 60,000, but the balance says 0 TOT701" in seen
    assert "What does not add up" not in seen
    assert "2 to check" in seen
    assert in_hand(page) == SIGNED


def test_a_correction_that_breaks_a_rule_says_so(browser: TestClient, document: str) -> None:
    decide(browser, document, "suggestion", BALANCE)
    seen = words(decide(browser, document, "correct", BALANCE, "20,000"))
    assert "New. Table I row 2: 20,000 - 10,000 is 10,000, but the balance says 0" in seen


def test_taking_the_suggestion_is_recorded_as_that(browser: TestClient, store: Store, document: str) -> None:
    decide(browser, document, "suggestion", BALANCE)
    (made,) = store.documents.corrections(document)
    assert (made.old, made.new, made.reason, made.reviewer) == ("70000", "10000", "suggestion taken", "reviewer")


def test_accepting_a_field_as_it_is_is_an_act_of_its_own(browser: TestClient, store: Store, document: str) -> None:
    page = decide(browser, document, "confirm", PRICE)
    (made,) = store.documents.corrections(document)
    assert (made.xpath, made.old, made.new, made.reason) == (PRICE, "4.8", "4.8", "confirmed")
    assert in_hand(page) == BALANCE
    assert "2 to check" in words(page)


def test_a_text_that_is_no_value_is_kept_in_the_editor(browser: TestClient, store: Store, document: str) -> None:
    shown = browser.get(f"/document/{document}").text
    values = {"version": version(shown), "field": PRICE, "action": "correct", "text": "four dollars"}
    answer = browser.post(f"/document/{document}/field", data=values)
    assert answer.status_code == 422
    assert "Nothing was saved: “four dollars” is not a number." in words(answer.text)
    assert 'value="four dollars"' in answer.text
    assert store.documents.corrections(document) == ()


@pytest.mark.parametrize(
    ("typed", "value", "footnotes"),
    [("$4.81", "4.81", ()), ("4.81(2)", "4.81", ("F2",)), ("(1)(2)", None, ("F1", "F2")), ("", None, ())],
)
def test_a_field_is_typed_as_it_is_printed(  # noqa: PLR0917 - pytest passes by name
    browser: TestClient, store: Store, document: str, typed: str, value: str | None, footnotes: tuple[str, ...]
) -> None:
    decide(browser, document, "correct", PRICE, typed)
    (made,) = store.documents.corrections(document)
    assert (made.new, made.footnotes) == (value, footnotes)


def test_a_code_with_an_equity_swap_corrects_both_fields(browser: TestClient, store: Store, document: str) -> None:
    coding = "nonDerivativeTable/*[2]/transactionCoding"
    decide(browser, document, "correct", f"{coding}/transactionCode", "S/K(1)")
    assert {(made.xpath, made.new) for made in store.documents.corrections(document)} == {
        (f"{coding}/transactionCode", "S"),
        (f"{coding}/equitySwapInvolved", "1"),
    }


def test_undo_takes_back_the_last_decision_and_keeps_the_record(
    browser: TestClient, store: Store, document: str
) -> None:
    shown = decide(browser, document, "suggestion", BALANCE)
    answer = browser.post(f"/document/{document}/undo", data={"version": version(shown), "field": SIGNED})
    seen = words(answer.text)
    assert "New. Table I row 2: 70,000 - 10,000 is 60,000" in seen
    assert "3 to check" in seen
    assert in_hand(answer.text) == BALANCE
    assert [made.new for made in store.documents.corrections(document)] == ["10000", "70000"]
    again = browser.post(f"/document/{document}/undo", data={"version": version(answer.text), "field": BALANCE})
    assert "You have no decision left to undo in this filing." in words(again.text)


def test_a_filing_with_a_field_in_doubt_cannot_be_accepted(browser: TestClient, store: Store, document: str) -> None:
    shown = browser.get(f"/document/{document}").text
    answer = browser.post(f"/document/{document}", data={"version": version(shown), "action": "accept"})
    assert answer.status_code == 409
    assert "3 fields are still in doubt." in words(answer.text)
    assert store.documents.row(document).status is Status.NEEDS_REVIEW


def test_a_reviewed_filing_is_accepted_and_exported_with_its_correction(
    browser: TestClient, store: Store, document: str
) -> None:
    decide(browser, document, "suggestion", BALANCE)
    decide(browser, document, "confirm", PRICE)
    shown = decide(browser, document, "confirm", SIGNED)
    assert "Every field is checked" in words(shown)
    answer = browser.post(f"/document/{document}", data={"version": version(shown), "action": "accept"})
    assert "QUALYS, INC. is accepted." in words(answer.text)
    assert store.documents.row(document).status is Status.ACCEPTED
    (filing,) = browser.get("/export", params={"format": "json"}).json()
    balances = [field["value"] for field in filing["fields"] if field["xpath"] == BALANCE]
    assert balances == ["10000"]


def test_an_accepted_filing_can_be_reopened(browser: TestClient, store: Store, document: str) -> None:
    for action, status in (("reject", Status.REJECTED), ("reopen", Status.NEEDS_REVIEW)):
        shown = browser.get(f"/document/{document}").text
        browser.post(f"/document/{document}", data={"version": version(shown), "action": action})
        assert store.documents.row(document).status is status


def test_a_lost_line_is_added_and_an_invented_one_removed(browser: TestClient, store: Store, document: str) -> None:
    shown = browser.get(f"/document/{document}").text
    line = {"version": version(shown), "field": "nonDerivativeTable/*[3]", "kind": "nonDerivativeHolding"}
    shown = browser.post(f"/document/{document}/line", data=line).text
    title = "nonDerivativeTable/*[3]/securityTitle"
    shown = decide(browser, document, "correct", title, "Common Stock")
    current = store.documents.get(document).current
    assert current
    assert current.document.non_derivative_table[2].security_title.value == "Common Stock"
    removal = {"version": version(shown), "field": "nonDerivativeTable/*[1]"}
    shown = browser.post(f"/document/{document}/line", data=removal).text
    current = store.documents.get(document).current
    assert current
    assert len(current.document.non_derivative_table) == 2
    browser.post(f"/document/{document}/undo", data={"version": version(shown), "field": ""})
    current = store.documents.get(document).current
    assert current
    assert current.document.non_derivative_table[0].transaction_price_per_share.as_xml == "4.8"


def test_the_later_save_does_not_silently_win(open_review: Open, store: Store, document: str) -> None:
    anna, ben = open_review(reviewer="Anna"), open_review(reviewer="Ben")
    anna_sees = anna.get(f"/document/{document}").text
    decide(ben, document, "correct", BALANCE, "10,000")
    values = {"version": version(anna_sees), "field": BALANCE, "action": "correct", "text": "10,001"}
    answer = anna.post(f"/document/{document}/field", data=values)
    assert answer.status_code == 409
    assert "Nothing was saved: Ben changed this filing" in words(answer.text)
    assert 'value="10,001"' in answer.text  # nothing typed is lost
    assert [made.new for made in store.documents.corrections(document)] == ["10000"]


def test_two_reviewers_of_one_filing_hear_of_each_other(document: str, open_review: Open) -> None:
    first = open_review(reviewer="Anna")
    second = open_review(signed_in=False, beside=first)
    second.post("/signin", data={"key": "the-token-of-this-run", "name": "Ben"})
    first.get(f"/document/{document}")
    assert "Anna is here too" in words(second.get(f"/document/{document}").text)
    assert first.get(f"/document/{document}/presence").json()["others"] == ["Ben"]
    second.get(f"/document/{document}/presence", params={"leaving": "1"})
    assert first.get(f"/document/{document}/presence").json()["others"] == []


def test_the_history_names_every_field_and_person(browser: TestClient, document: str) -> None:
    decide(browser, document, "correct", BALANCE, "10,000")
    seen = words(browser.get(f"/document/{document}/history").text)
    assert "reviewer Table I, line 1: 5. Amount Beneficially Owned Following Transaction 70000 10000 typed" in seen
    assert "read" in seen


def test_a_page_of_the_original_is_drawn(browser: TestClient, document: str) -> None:
    answer = browser.get(f"/document/{document}/page/1")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.content[:3] == b"\xff\xd8\xff"
    assert browser.get(f"/document/{document}/page/2").status_code == 404


def test_an_original_that_changed_is_not_shown(browser: TestClient, store: Store) -> None:
    original = QUALYS.parent / "amendment-4a.edgar.pdf"
    document = add(store, QUALYS, doubtful())
    store.files.moved(document.partition("-")[0], str(original))
    answer = browser.get(f"/document/{document}/page/1")
    assert (answer.status_code, "has changed since it was read" in answer.text) == (404, True)


def test_the_question_says_how_the_readers_differ(browser: TestClient, store: Store) -> None:
    document = add(store, QUALYS, doubtful())
    assert "They differ in one character: “7” or “1”." in words(
        browser.get(f"/document/{document}?field={BALANCE}").text
    )
