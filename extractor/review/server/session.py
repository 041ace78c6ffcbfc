"""Who is asking: visitors show the printed token or the password once, and a signed cookie from then on."""

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from extractor.review.pages.presence import Visitor

TRIES = 10
"""How many wrong passwords one address may send in `WINDOW_SECONDS`: a person mistypes a few times."""
WINDOW_SECONDS = 60.0
ADDRESSES = 10_000
"""How many addresses with wrong passwords are remembered: enough for a network, and an attacker cannot fill memory."""
TICKET_SECONDS = 120.0
"""How long the address given to the browser opens the page; it does so only once."""
NAME_LENGTH = 60
NAME_COOKIE = "form4-reviewer"


class Keys:
    """Checks what a visitor shows against this run's token and password.

    Each run makes a new token. The cookie is signed with a key that never leaves the process, so a restart signs
    everybody out.

    Only wrong passwords are counted, because only they can be guessed, and they are only accepted from this site's own
    pages and programs. So no other web site can lock out an address, and the token works even for an address that is
    locked out.
    """

    def __init__(
        self, token: str, password: str | None, reviewer: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._token = token.encode()
        self._password = (password or "").encode()
        self._signing = secrets.token_bytes(32)
        self._reviewer = reviewer
        self._clock = clock
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()
        self._tickets: dict[str, float] = {}

    def is_token(self, given: str) -> bool:
        """Whether `given` is this run's token, the only key in an address that works more than once."""
        return secrets.compare_digest(given.encode(errors="replace"), self._token)

    def ticket(self) -> str:
        """A key that opens the page once and only soon, for an address that others may read on a command line."""
        made = secrets.token_urlsafe(24)
        self._tickets[made] = self._clock() + TICKET_SECONDS
        return made

    def is_ticket(self, given: str) -> bool:
        """Whether `given` is a valid ticket that was not used yet; asking uses it up."""
        return self._clock() < self._tickets.pop(given, 0.0)

    def opens(self, given: str, address: str) -> bool:
        """Whether `given` is the token or the password; from a locked-out address, only the token is accepted."""
        if self.is_token(given):
            return True
        if self.is_locked_out(address):
            return False
        right = bool(self._password) and secrets.compare_digest(given.encode(errors="replace"), self._password)
        if not right:
            self._wrong.setdefault(address, deque(maxlen=TRIES)).append(self._clock())
            self._wrong.move_to_end(address)
            while len(self._wrong) > ADDRESSES:
                self._wrong.popitem(last=False)
        return right

    def is_locked_out(self, address: str) -> bool:
        """Whether so many wrong passwords came from `address` lately that no more are checked."""
        wrong = self._wrong.get(address)
        return wrong is not None and len(wrong) == TRIES and self._clock() - wrong[0] < WINDOW_SECONDS

    def visitor(self, request: Request) -> Visitor | None:
        """The visitor that a request's cookie or `Authorization: Bearer` belongs to; None for a stranger."""
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            known = self.opens(bearer.strip(), address_of(request))
            return Visitor("api", reviewer_name(request.cookies, "api")) if known else None
        session, _, signature = request.cookies.get(cookie_name(request), "").partition(".")
        if not session or not secrets.compare_digest(signature.encode(), self._signature(session).encode()):
            return None
        return Visitor(session, reviewer_name(request.cookies, self._reviewer))

    def sign_in(self, request: Request, response: Response) -> None:
        """Give the browser a new session cookie, which it sends to this site's own pages only."""
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
    """The cookie's name, one for each port, because browsers share cookies between all ports of a host."""
    return f"form4-review-{request.url.port or 80}"


def address_of(request: Request) -> str:
    """The network address a request came from."""
    return request.client.host if request.client else "unknown"


def reviewer_name(cookies: Mapping[str, str], default: str) -> str:
    """The name that this browser's user chose, or `default`."""
    return tidy_name(unquote(cookies.get(NAME_COOKIE, ""))) or default


def remember_name(response: Response, name: str) -> None:
    """Record this browser's corrections under `name` from now on."""
    year = 365 * 24 * 3600
    response.set_cookie(NAME_COOKIE, quote(tidy_name(name)), httponly=True, samesite="strict", max_age=year)


def tidy_name(name: str) -> str:
    """The name on one line, at most `NAME_LENGTH` characters; empty if nothing of it can be shown."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:NAME_LENGTH]
