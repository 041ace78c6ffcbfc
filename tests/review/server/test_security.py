"""A stranger, another web site and a hostile filing can do nothing."""

import httpx
import pytest
from starlette.testclient import TestClient

from extractor.review.pages.desk import Desk
from extractor.review.server.app import create_app
from extractor.review.server.security import HEADERS
from extractor.review.server.serve import UnsafeReviewError, serve
from extractor.review.server.session import TRIES, Keys
from extractor.rules import check
from extractor.store import Store
from tests.review.conftest import TOKEN, Open, served
from tests.review.filings import BALANCE, QUALYS, add, doubtful, misread
from tests.review.words import version, words

PASSWORD = "correct horse"  # noqa: S105
HOSTILE = "<script>alert(1)</script>"


def test_the_token_is_traded_for_a_strict_cookie_and_leaves_the_address(open_review: Open) -> None:
    stranger = open_review(signed_in=False)
    answer = stranger.get("/", params={"token": TOKEN}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie


@pytest.mark.parametrize(
    "path", ["/", "/export", "/api/v1/documents", "/api/v1/openapi.json", "/upload", "/document/x/page/1"]
)
def test_a_stranger_sees_nothing(open_review: Open, path: str) -> None:
    stranger = open_review(signed_in=False)
    assert stranger.get(path).status_code == 401
    assert stranger.get(path, params={"token": "guess"}).status_code == 401
    assert stranger.get(path, headers={"authorization": "Bearer guess"}).status_code == 401
    stranger.cookies.set("form4-review-80", "forged.0000")
    assert stranger.get(path).status_code == 401


def test_guessing_is_slowed_down(open_review: Open) -> None:
    stranger = open_review(signed_in=False, password=PASSWORD)
    for _ in range(TRIES):
        assert stranger.post("/signin", data={"key": "guess"}).status_code == 401
    assert stranger.post("/signin", data={"key": PASSWORD}).status_code == 429
    assert stranger.get("/", headers={"authorization": f"Bearer {PASSWORD}"}).status_code == 401
    assert stranger.post("/signin", data={"key": TOKEN}, follow_redirects=False).status_code == 303


def test_no_other_site_can_lock_anybody_out(open_review: Open) -> None:
    """Any web site can make a browser request an image's address; a wrong token in it must not lock anybody out."""
    stranger = open_review(signed_in=False, password=PASSWORD)
    for number in range(3 * TRIES):
        assert stranger.get("/", params={"token": f"x{number}"}).status_code == 401
        assert stranger.post("/signin", data={"key": "x"}, headers={"origin": "http://evil.example"}).status_code == 403
    assert stranger.get("/", params={"token": PASSWORD}).status_code == 401  # no password can be guessed there either
    assert stranger.post("/signin", data={"key": PASSWORD}, follow_redirects=False).status_code == 303


def test_no_header_makes_a_guesser_somebody_else(store: Store) -> None:
    keys = Keys(TOKEN, PASSWORD, "Anna")
    codes = []
    with served(create_app(Desk(store, check, None), keys=keys)) as address:
        for number in range(2 * TRIES):
            headers = {"x-forwarded-for": f"10.0.0.{number}", "forwarded": f"for=10.0.0.{number}", "origin": address}
            answer = httpx.post(f"{address}/signin", data={"key": "guess"}, headers=headers)
            codes.append(answer.status_code)
    assert codes == [401] * TRIES + [429] * TRIES


def test_a_ticket_opens_the_page_once_and_soon(open_review: Open) -> None:
    now = 0.0
    keys = Keys(TOKEN, None, "Anna", clock=lambda: now)
    first, second = keys.ticket(), keys.ticket()
    assert keys.is_ticket(first)
    assert not keys.is_ticket(first)
    now = 121.0
    assert not keys.is_ticket(second)
    assert not open_review(signed_in=False).get("/", params={"token": second}).is_success


def test_a_bug_is_told_with_all_headers_and_without_its_insides(
    open_review: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = open_review()
    monkeypatch.setattr("extractor.review.pages.queue.offset_of", lambda _: 1 / 0)
    answer = browser.get("/")
    assert answer.status_code == 500
    assert set(HEADERS) <= set(answer.headers)
    assert "division" not in answer.text


def test_the_password_opens_too(open_review: Open) -> None:
    stranger = open_review(signed_in=False, password=PASSWORD)
    answer = stranger.post("/signin", data={"key": PASSWORD, "name": "Anna"})
    assert "Anna" in words(answer.text)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.4", "", "["])
def test_a_foreign_host_is_refused(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"host": host}).status_code == 400


def test_a_server_bound_to_the_network_answers_to_its_names_and_numbers_only(open_review: Open) -> None:
    browser = open_review(names=["Forms.Office"], is_local=False, password=PASSWORD)
    for host, status in (("forms.office:8044", 200), ("192.168.1.4:8044", 200), ("evil.example", 400)):
        answer = browser.get("/", headers={"host": host, "authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == status


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://127.0.0.1:9999", "http://127.0.0.1.evil.example", "https://127.0.0.1"],
)
def test_another_web_site_changes_nothing(browser: TestClient, store: Store, origin: str) -> None:
    document = add(store, QUALYS, doubtful())
    shown = browser.get(f"/document/{document}").text
    values = {"version": version(shown), "field": BALANCE, "action": "confirm"}
    answer = browser.post(f"/document/{document}/field", data=values, headers={"origin": origin})
    assert answer.status_code == 403
    assert store.documents.corrections(document) == ()


def test_behind_a_proxy_with_tls_only_its_own_name_may_be_https(open_review: Open) -> None:
    browser = open_review(names=["forms.office"], is_local=False, password=PASSWORD)
    for host, origin, status in (
        ("forms.office", "https://forms.office", 303),
        ("forms.office", "http://forms.office", 303),
        ("forms.office", "ftp://forms.office", 403),
        ("192.168.1.4", "https://192.168.1.4", 403),
    ):
        headers = {"host": host, "origin": origin}
        answer = browser.post("/signin", data={"key": PASSWORD}, headers=headers, follow_redirects=False)
        assert answer.status_code == status


def test_a_change_without_an_origin_needs_the_token(browser: TestClient) -> None:
    del browser.headers["origin"]
    assert browser.post("/name", data={"name": "x"}).status_code == 403
    answer = browser.post("/name", data={"name": "x"}, headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/", "/static/review.css", "/nothing-here", "/api/v1/documents"])
def test_every_answer_forbids_inline_code(browser: TestClient, path: str) -> None:
    headers = browser.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_a_hostile_filing_is_shown_and_does_nothing(browser: TestClient, store: Store) -> None:
    hostile = misread(
        doubtful(),
        {
            "issuer/issuerName": (HOSTILE, ()),
            "nonDerivativeTable/*[1]/securityTitle": ('" onmouseover="alert(1)', ()),
            "remarks": ("{{ 7 * 7 }}", ()),
        },
    )
    document = add(store, QUALYS, hostile)
    title = "nonDerivativeTable/*[1]/securityTitle"
    for page in ("/", f"/document/{document}", f"/document/{document}?field={title}", f"/document/{document}/history"):
        html = browser.get(page).text
        assert HOSTILE not in html
        assert '" onmouseover=' not in html
        assert "49" not in words(html).replace("49 of", "")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in browser.get("/").text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../serve.py",
        "/static/%2e%2e/serve.py",
        "/static/..%2fserve.py",
        "/document/..%2f..%2fetc%2fpasswd",
        "/document/../../etc/passwd/page/1",
        "/document/%00/page/1",
        "/document/x/page/1?path=/etc/passwd",
    ],
)
def test_no_address_reaches_the_file_system(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_read_only_shows_everything_and_changes_nothing(open_review: Open, store: Store) -> None:
    document = add(store, QUALYS, doubtful())
    browser = open_review(read_only=True)
    shown = browser.get(f"/document/{document}").text
    assert "Accept" not in words(shown).partition("Keys")[0]
    values = {"version": version(shown), "field": BALANCE, "action": "confirm"}
    assert browser.post(f"/document/{document}/field", data=values).status_code == 403
    assert (
        browser.post(f"/document/{document}", data={"version": version(shown), "action": "reject"}).status_code == 403
    )
    assert browser.post("/upload", files={"file": ("x.pdf", b"%PDF")}).status_code == 403
    assert store.documents.corrections(document) == ()


def test_a_body_that_is_too_long_is_refused_whatever_it_declares(browser: TestClient) -> None:
    def endless() -> object:
        for _ in range(40):
            yield b"x" * 16384

    assert browser.post("/name", content=b"x" * 400_000).status_code == 413
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert browser.post("/name", content=endless(), headers=headers).status_code == 413


@pytest.mark.parametrize("password", [None, "", "short"])
def test_the_network_is_not_bound_without_a_password(password: str | None) -> None:
    with pytest.raises(UnsafeReviewError, match="password"):
        serve("sqlite://", uploads=None, host="0.0.0.0", password=password)  # noqa: S104


def test_a_form_without_a_version_changes_nothing(browser: TestClient, store: Store) -> None:
    document = add(store, QUALYS, doubtful())
    answer = browser.post(f"/document/{document}/field", data={"field": BALANCE, "action": "confirm"})
    assert answer.status_code == 409
    assert store.documents.corrections(document) == ()
