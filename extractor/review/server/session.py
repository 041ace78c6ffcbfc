"""Who is asking: the printed token or the password once, a signed cookie from then on."""

import hashlib
import hmac
import secrets
import time
from collections import deque
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from extractor.review.pages.presence import Visitor

TRIES = 10
"""Wrong tokens or passwords one address may send in `WINDOW_SECONDS`: a person mistypes a few times."""
WINDOW_SECONDS = 60.0
NAME_LENGTH = 60
NAME_COOKIE = "form4-reviewer"


class Keys:
    """Checks what a visitor shows against the token and the password of this run.

    The token is made anew for each run and lives as long as it; the cookie is signed with a key
    that never leaves the process, so a restart signs everybody out.
    """

    def __init__(
        self, token: str, password: str | None, reviewer: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._accepted = tuple(key.encode() for key in (token, password) if key)
        self._signing = secrets.token_bytes(32)
        self._reviewer = reviewer
        self._clock = clock
        self._wrong: dict[str, deque[float]] = {}

    def opens(self, given: str, address: str) -> bool:
        """Whether `given` is the token or the password; an address that guesses too often is not heard."""
        if self.is_locked_out(address):
            return False
        right = any(secrets.compare_digest(given.encode(), key) for key in self._accepted)
        if not right:
            self._wrong.setdefault(address, deque(maxlen=TRIES)).append(self._clock())
        return right

    def is_locked_out(self, address: str) -> bool:
        """Whether so many guesses came from `address` lately that no more are looked at."""
        wrong = self._wrong.get(address)
        return wrong is not None and len(wrong) == TRIES and self._clock() - wrong[0] < WINDOW_SECONDS

    def visitor(self, request: Request) -> Visitor | None:
        """The visitor a request's cookie or `Authorization: Bearer` stands for; None for a stranger."""
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            known = self.opens(bearer.strip(), address_of(request))
            return Visitor("api", reviewer_name(request.cookies, "api")) if known else None
        session, _, signature = request.cookies.get(cookie_name(request), "").partition(".")
        if not session or not secrets.compare_digest(signature.encode(), self._signature(session).encode()):
            return None
        return Visitor(session, reviewer_name(request.cookies, self._reviewer))

    def sign_in(self, request: Request, response: Response) -> None:
        """Have the browser show a fresh session from now on, to this site's own pages only."""
        session = secrets.token_urlsafe(16)
        response.set_cookie(
            cookie_name(request),
            f"{session}.{self._signature(session)}",
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )

    def _signature(self, session: str) -> str:
        return hmac.new(self._signing, session.encode(), hashlib.sha256).hexdigest()


def cookie_name(request: Request) -> str:
    """One cookie for each port: browsers share cookies between all ports of a host."""
    return f"form4-review-{request.url.port or 80}"


def address_of(request: Request) -> str:
    """The network address a request came from."""
    return request.client.host if request.client else "unknown"


def reviewer_name(cookies: Mapping[str, str], default: str) -> str:
    """The name this browser gave, or `default` until it gives one."""
    return tidy_name(unquote(cookies.get(NAME_COOKIE, ""))) or default


def remember_name(response: Response, name: str) -> None:
    """Record this browser's corrections under `name` from now on."""
    year = 365 * 24 * 3600
    response.set_cookie(NAME_COOKIE, quote(tidy_name(name)), httponly=True, samesite="strict", max_age=year)


def tidy_name(name: str) -> str:
    """A name on one line, short enough to show; empty if nothing of it can be shown."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:NAME_LENGTH]
