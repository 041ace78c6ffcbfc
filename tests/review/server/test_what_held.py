"""Attacks that the review withstood once, so that it keeps withstanding them."""

import hashlib
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from extractor.review.pages.desk import Desk
from extractor.review.pages.intake import Intake
from extractor.review.server.app import ROUTES, create_app
from extractor.review.server.session import Keys
from extractor.rules import check
from extractor.store import Store
from tests.review.conftest import TOKEN, Open, served
from tests.review.filings import BALANCE, QUALYS, add, doubtful
from tests.review.pages.test_intake import read_here
from tests.review.words import version

CHANGING = sorted({route.path for route in ROUTES if isinstance(route, Route) and "POST" in (route.methods or ())})
API = ("/api/v1/documents", "/api/v1/documents/{id}/corrections", "/api/v1/documents/{id}/status")
FOREIGN = (
    "http://evil.example",
    "https://evil.example",
    "null",
    "http://127.0.0.1:9999",
    "http://127.0.0.1.evil.example",
    "http://localhost",
    "file://",
)


@pytest.mark.parametrize("path", [*CHANGING, *API])
def test_no_other_site_changes_anything(browser: TestClient, store: Store, path: str) -> None:
    document = add(store, QUALYS, doubtful())
    values = {"version": str(store.documents.row(document).version), "field": BALANCE, "action": "accept", "name": "x"}
    address = path.replace("{id}", document)
    for origin in FOREIGN:
        assert browser.post(address, data=values, headers={"origin": origin}).status_code == 403
        headers = {"origin": origin, "content-type": "text/plain"}
        assert browser.post(address, content="x=1", headers=headers).status_code == 403
    assert store.documents.corrections(document) == ()
    assert [event.action for event in store.documents.get(document).events] == ["read"]


REBOUND = (
    "evil.example",
    "127.0.0.1.evil.example",
    "127.0.0.1@evil.example",
    "2130706433",  # the address as one number, which some resolvers accept
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "0.0.0.0",  # noqa: S104 - nothing is bound
    "[::ffff:10.0.0.1]",
    "localhost.evil.example",
    "10.0.0.1",
)


@pytest.mark.parametrize("host", [*REBOUND, "", "[", " ", "a" * 5000])
def test_no_other_name_or_number_is_answered(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../serve.py",
        "/static/%2e%2e/%2e%2e/server/serve.py",
        "/static/..%2f..%2fserve.py",
        "/static//etc/passwd",
        "/static/....//serve.py",
        "/static/%00",
        "/document/..%2f..%2fetc%2fpasswd",
        "/document/../../etc/passwd/page/1",
        "/document/%00/page/1",
        "/document/x/page/1?path=/etc/passwd",
        "/document/x/page/..%2f1",
    ],
)
def test_no_address_leads_to_a_file(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code in {400, 404}
    assert "root:" not in answer.text


@pytest.fixture
def address(store: Store, tmp_path: Path) -> Iterator[str]:
    add(store, QUALYS, doubtful())
    desk = Desk(store, check, Intake(store, tmp_path / "uploads", read_here))
    with served(create_app(desk, keys=Keys(TOKEN, None, "reviewer"))) as found:
        yield found


def answers(address: str, raw: bytes) -> list[int]:
    """The status of every answer to what is sent over one connection, until the server closes it."""
    port = urlsplit(address).port
    assert port
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        heard = b""
        while part := connection.recv(65536):
            heard += part
    return [int(code) for code in re.findall(rb"HTTP/1\.1 (\d{3})", heard)]


SMUGGLED = b"POST /document/x HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\n\r\n"


@pytest.mark.parametrize(
    "framing",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        b"Content-Length: 0\r\nContent-Length: 90\r\n\r\n",
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
    ],
)
def test_no_request_hides_in_another(address: str, framing: bytes) -> None:
    head = b"POST /name HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + TOKEN.encode() + b"\r\n"
    found = answers(address, head + framing + SMUGGLED)
    assert not {200, 303, 500} & set(found[1:])  # the second request, if it was read at all, had no key
    assert 500 not in found


def test_fifty_corrections_at_once_one_wins_and_all_others_are_told(open_review: Open, store: Store) -> None:
    document = add(store, QUALYS, doubtful())
    browser = open_review()
    shown = version(browser.get(f"/document/{document}").text)

    def correct(number: int) -> int:
        values = {"version": shown, "field": BALANCE, "action": "correct", "text": str(10_000 + number)}
        return browser.post(f"/document/{document}/field", data=values, follow_redirects=False).status_code

    with ThreadPoolExecutor(50) as pool:
        codes = list(pool.map(correct, range(50)))
    assert sorted(codes) == [303] + [409] * 49
    assert len(store.documents.corrections(document)) == 1


@pytest.mark.slow
def test_six_hundred_uploads_are_each_taken_once(open_review: Open, store: Store, tmp_path: Path) -> None:
    browser = open_review(intake=Intake(store, tmp_path / "uploads", read_here))

    def send(number: int) -> int:
        files = {"file": (f"../../{number % 300}.pdf", b"%PDF-" + str(number % 300).encode())}
        return browser.post("/upload", files=files, headers={"accept": "application/json"}).status_code

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(send, range(600))) == {200}
    kept = list((tmp_path / "uploads").rglob("*.pdf"))
    assert len(kept) == 300
    assert {path.parent.name for path in kept} == {hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}
