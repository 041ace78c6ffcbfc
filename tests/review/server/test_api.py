"""The HTTP API, for programs."""

import pytest
from starlette.testclient import TestClient

from extractor.store import Store
from tests.review.conftest import TOKEN, Open
from tests.review.filings import BALANCE, PRICE, QUALYS, SIGNED, add, doubtful


@pytest.fixture
def api(open_review: Open) -> TestClient:
    """A program that has only the token."""
    client = open_review(signed_in=False)
    del client.headers["origin"]
    client.headers["authorization"] = f"Bearer {TOKEN}"
    return client


@pytest.fixture
def document(store: Store) -> str:
    return add(store, QUALYS, doubtful())


def test_the_queue_and_one_filing_of_it(api: TestClient, document: str) -> None:
    queue = api.get("/api/v1/documents").json()
    assert (queue["total"], queue["documents"][0]["id"], queue["documents"][0]["doubtful"]) == (1, document, 3)
    assert api.get(f"/api/v1/documents/{document}").json()["issuer"] == "QUALYS, INC."


def test_the_extraction_is_the_record_the_command_writes(api: TestClient, document: str) -> None:
    record = api.get(f"/api/v1/documents/{document}/extraction").json()
    assert record["schema"] == "1.3"
    doubtful = [field["xpath"] for field in record["fields"] if field["review"]]
    assert set(doubtful) == {BALANCE, PRICE, SIGNED}


def test_corrections_are_saved_together_and_checked_again(api: TestClient, document: str) -> None:
    version = api.get(f"/api/v1/documents/{document}").json()["version"]
    said = {
        "version": version,
        "reviewer": "Anna",
        "corrections": [{"xpath": BALANCE, "text": "10,000"}, {"xpath": PRICE}, {"xpath": SIGNED}],
    }
    path = f"/api/v1/documents/{document}"
    saved = api.post(f"{path}/corrections", json=said).json()
    assert api.get(path).json()["doubtful"] == 0
    made = api.get(f"{path}/corrections").json()
    assert [(one["new"], one["reason"]) for one in made] == [
        ("10000", ""),
        ("4.8", "confirmed"),
        ("2014-01-06", "confirmed"),
    ]
    step = {"step": "accept", "version": saved["version"], "reviewer": "Anna"}
    assert api.post(f"{path}/status", json=step).status_code == 200
    (filing,) = api.get("/api/v1/export", params={"format": "json"}).json()
    assert [field["value"] for field in filing["fields"] if field["xpath"] == BALANCE] == ["10000"]
    before = api.get(f"{path}/extraction", params={"as_read": True}).json()
    assert [field["value"] for field in before["fields"] if field["xpath"] == BALANCE] == ["70000"]


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"version": 0}, 409, "look again"),
        ({"corrections": [{"xpath": PRICE, "text": "x"}]}, 422, "is not a number"),
        ({"corrections": [{"xpath": "nowhere", "text": "x"}]}, 422, "no field nowhere"),
        ({"corrections": []}, 422, ""),
        ({"reviewer": " "}, 422, ""),
    ],
)
def test_a_correction_that_cannot_be_saved(  # noqa: PLR0917 - pytest passes by name
    api: TestClient, store: Store, document: str, change: dict[str, object], status: int, words: str
) -> None:
    version = store.documents.row(document).version
    said = {"version": version, "reviewer": "Anna", "corrections": [{"xpath": PRICE}], **change}
    answer = api.post(f"/api/v1/documents/{document}/corrections", json=said)
    assert answer.status_code == status
    assert words in str(answer.json()["detail"])
    assert store.documents.corrections(document) == ()


def test_a_filing_in_doubt_is_not_accepted(api: TestClient, store: Store, document: str) -> None:
    version = store.documents.row(document).version
    step = {"step": "accept", "version": version, "reviewer": "Anna"}
    assert api.post(f"/api/v1/documents/{document}/status", json=step).status_code == 409


def test_the_description_is_openapi_3_1(api: TestClient) -> None:
    described = api.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {
        "/documents",
        "/documents/{document}",
        "/documents/{document}/extraction",
        "/documents/{document}/corrections",
        "/documents/{document}/status",
        "/documents/{document}/undo",
        "/export",
    }


def test_an_unknown_filing_is_a_404(api: TestClient) -> None:
    answer = api.get(f"/api/v1/documents/{'0' * 64}-1")
    assert (answer.status_code, "no document" in answer.json()["detail"]) == (404, True)
