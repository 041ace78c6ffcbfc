"""Whatever is asked for with whatever numbers: no error of ours, and all headers on every answer."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route
from starlette.testclient import TestClient

from extractor.review.server.app import ROUTES
from extractor.review.server.security import HEADERS
from extractor.store import Store
from tests.review.filings import BALANCE, QUALYS, add, doubtful

PATHS = sorted({route.path for route in ROUTES if isinstance(route, Route)})
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


@pytest.mark.parametrize("path", PATHS)
def test_no_request_ends_in_an_error_of_ours(browser: TestClient, store: Store, path: str) -> None:
    document = add(store, QUALYS, doubtful())

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
