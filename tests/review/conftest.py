"""The review application over a store of its own, for the tests."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from extractor.review.pages.desk import Desk
from extractor.review.pages.intake import Intake
from extractor.review.server.app import create_app
from extractor.review.server.session import Keys
from extractor.rules import check
from extractor.store import Store, open_store

TOKEN = "the-token-of-this-run"  # noqa: S105
ORIGIN = "http://127.0.0.1"
Open = Callable[..., TestClient]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'store.sqlite'}") as opened:
        yield opened


@pytest.fixture
def open_review(store: Store) -> Iterator[Open]:
    """Makes a signed-in browser for a review of `store`; `beside` another browser, it uses that one's review."""
    clients: list[TestClient] = []

    def opened(
        *,
        signed_in: bool = True,
        beside: TestClient | None = None,
        intake: Intake | None = None,
        read_only: bool = False,
        password: str | None = None,
        reviewer: str = "reviewer",
        **options: Any,
    ) -> TestClient:
        desk = Desk(store, check, intake, read_only=read_only)
        app = beside.app if beside else create_app(desk, keys=Keys(TOKEN, password, reviewer), **options)
        client = TestClient(app, base_url=ORIGIN, headers={"origin": ORIGIN})
        client.__enter__()
        clients.append(client)
        if signed_in:
            client.get("/", params={"token": TOKEN})
        return client

    yield opened
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def browser(open_review: Open) -> TestClient:
    return open_review()


@contextmanager
def served(app: object) -> Iterator[str]:
    """Serve `app` on a free port; yields its address."""
    server = uvicorn.Server(
        uvicorn.Config(
            app, port=0, log_level="warning", access_log=False, proxy_headers=False, timeout_graceful_shutdown=1
        )
    )  # type: ignore[arg-type]
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)
