"""`form4 review`: serves the review application over a store until Ctrl-C."""

import ipaddress
import logging
import secrets
import socket
import sys
import webbrowser
from collections.abc import Collection
from contextlib import suppress
from getpass import getuser
from pathlib import Path

import uvicorn

from extractor.batch.job import read_file
from extractor.batch.pool import WorkerPool
from extractor.errors import UsageError
from extractor.review.decisions.recheck import recheck_with
from extractor.review.pages.desk import Desk
from extractor.review.pages.intake import Intake
from extractor.review.server.app import create_app
from extractor.review.server.session import Keys
from extractor.rules import check
from extractor.store import open_store

SHORTEST_PASSWORD = 8
"""In characters. Wrong passwords are counted, so guessing one of this length takes longer than the filing matters."""


class UnsafeReviewError(UsageError):
    """The page would be open to people who must not see it."""


class CannotServeError(UsageError):
    """The address or port cannot be used."""


def serve(
    store_url: str,
    *,
    uploads: Path | None,
    host: str = "127.0.0.1",
    port: int = 8044,
    password: str | None = None,
    names: Collection[str] = (),
    read_only: bool = False,
    opens_browser: bool = False,
    reviewer: str = "",
) -> None:
    """Serve the store at `store_url`; uploads are kept in `uploads`, if that is given.

    Raises UnsafeReviewError for an address other than this machine's own without a password. `names` are the host
    names under which the page is then served as well.
    """
    is_local = is_loopback(host)
    if not is_local and len(password or "") < SHORTEST_PASSWORD:
        raise UnsafeReviewError(
            f"serving {host} shows every filing to the network; give a password of at least {SHORTEST_PASSWORD} "
            "characters (FORM4_PASSWORD), or leave --host out"
        )
    token = secrets.token_urlsafe(24)
    with open_store(store_url) as store, WorkerPool(read_file) as pool, bound(host, port) as listening:
        store.reviews.refresh(recheck_with(check))
        intake = Intake(store, uploads, pool.outcomes) if uploads and not read_only else None
        keys = Keys(token, password, reviewer or user_name())
        desk = Desk(store, check, intake, read_only=read_only)
        desk.images.start()
        app = create_app(
            desk,
            keys=keys,
            names=names,
            is_local=is_local,
        )
        address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/?token="
        print(f"Form 4 review: {address}{token}\nCtrl-C ends it.", file=sys.stderr)  # noqa: T201
        if opens_browser:  # every user of this machine can read the browser's command line, so it gets a ticket
            webbrowser.open(address + keys.ticket())
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
        # No access log: the first address contains the token.
        # No proxy headers: anyone who reaches this port could forge them, and guess passwords from a new address each
        # time.
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=5,
        )
        with suppress(KeyboardInterrupt):  # the usual way to end it
            uvicorn.Server(config).run(sockets=[listening])


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there; raises CannotServeError with the reason if there is none."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise CannotServeError(
            f"{host}:{port} cannot be served ({error.strerror or error}); give another --port"
        ) from error


def is_loopback(host: str) -> bool:
    """Whether nothing outside this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def user_name() -> str:
    """The name under which this user's corrections are recorded until they choose another."""
    try:
        return getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "reviewer"
