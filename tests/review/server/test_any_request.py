"""Requests with arbitrary numbers never cause a server error, and every answer has all security headers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route
from starlette.testclient import TestClient

from extractor.review.server.api import create_api
from extractor.review.server.app import ROUTES
from extractor.review.server.security import HEADERS
from extractor.store import Store
from tests.review.conftest import Open
from tests.review.filings import BALANCE, QUALYS, add, doubtful

PAGES = {route.path for route in ROUTES if isinstance(route, Route)}
API = {f"/api/v1{path.replace('{document}', '{id}')}" for path in create_api().openapi()["paths"]}
PATHS = sorted(PAGES | API | {"/static/document.js", "/nothing-here"})
LONG = "9" * 5000
TEXTS = st.one_of(
    st.sampled_from(
        ["", "0", "-1", "1", LONG, "²", "x" * 12_000, f"nonDerivativeTable/*[{LONG}]", "nonDerivativeTable/*[1]"]
    ),
    st.sampled_from([BALANCE, "footnotes/footnote[@id='F9']", "reportingOwner[9]/reportingOwnerId/rptOwnerName"]),
    st.text(max_size=30),
)
NAMES = ("since", "field", "version", "action", "text", "kind", "to", "note", "offset", "issuer", "from", "status")
ASKED = st.dictionaries(st.sampled_from([*NAMES, "after", "format", "which", "rule", "key", "name"]), TEXTS, max_size=5)
ACTIONS = ("confirm", "correct", "blank", "unreadable", "unmark", "suggestion", "switch", "accept", "reject", "reopen")
KINDS = (
    "application/x-www-form-urlencoded",
    "application/json",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "multipart/form-data; boundary=" + "x" * 300,
    "text/plain; charset=nothing",
    "nonsense",
    "",
)
BODIES = st.one_of(
    st.binary(max_size=200),
    st.sampled_from(
        [
            b"%ff=%00&version=%ff",
            b"&".join(b"a%d=1" % number for number in range(1100)),
            b'{"version": ' + LONG.encode() + b"}",
            b'{"version": 1e999, "reviewer": "\\ud800"}',
            b"[" * 5000,
            b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n1',
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="\xff\x00.pdf"\r\n\r\n%PDF\r\n--x--\r\n',
            b"--x\r\n\r\n--x--\r\n",
        ]
    ),
)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "NONE")


@pytest.fixture
def document(store: Store) -> str:
    return add(store, QUALYS, doubtful())


@pytest.mark.parametrize("path", PATHS)
def test_no_request_ends_in_an_error_of_ours(browser: TestClient, store: Store, document: str, path: str) -> None:
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(
        asked=ASKED,
        posted=st.booleans(),
        action=st.sampled_from(ACTIONS),
        key=st.sampled_from([document, document, "x", LONG, f"{'0' * 64}-{LONG}"]),
        number=st.sampled_from(["1", "0", "-1", LONG, "²", "x"]),
    )
    def call(asked: dict[str, str], posted: bool, action: str, key: str, number: str) -> None:  # noqa: FBT001
        address = path.replace("{id}", key).replace("{number}", number)
        values = {"version": str(store.documents.row(document).version), "action": action, **asked}
        answer = (
            browser.post(address, data=values, follow_redirects=False)
            if posted
            else browser.get(address, params=asked, follow_redirects=False)
        )
        assert answer.status_code < 500
        assert set(HEADERS) <= set(answer.headers)

    call()


@pytest.mark.parametrize("signed_in", [True, False], ids=["known", "stranger"])
def test_no_body_or_method_does_either(open_review: Open, document: str, signed_in: bool) -> None:  # noqa: FBT001
    """A body that is not of its declared type, is cut off, or has a number that nobody can parse."""
    browser = open_review(signed_in=signed_in, password="correct horse")  # noqa: S106

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(
        path=st.sampled_from(PATHS),
        method=st.sampled_from(METHODS),
        kind=st.sampled_from(KINDS),
        body=BODIES,
        query=st.sampled_from(["", "?%ff=%00", "?token=%ff", "?field=%ed%a0%80", "?a=" + "1&a=" * 2000]),
    )
    def call(path: str, method: str, kind: str, body: bytes, query: str) -> None:
        address = path.replace("{id}", document).replace("{number}", "1") + query
        answer = browser.request(method, address, content=body, headers={"content-type": kind}, follow_redirects=False)
        assert answer.status_code < 500
        assert set(HEADERS) <= set(answer.headers)

    call()
