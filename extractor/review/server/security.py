"""What protects the review page: checks of Host, Origin, session and request size, and response headers.

Running on one's own machine does not make a page safe: any web site open in the same browser can send it requests, and
can make a name of its own point to 127.0.0.1.
"""

import ipaddress
import logging
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractor.review.pages.asked import whole_number
from extractor.review.pages.rendering import page
from extractor.review.server.session import Keys

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with no-referrer, browsers would hide even our own pages' origin
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
OPEN_PATHS = ("/signin", "/static/")
FORM_BYTES = 256 * 1024
"""The longest body of a request that is no upload, in bytes; a correction has at most a remark of 2,000 characters."""


log = logging.getLogger("extractor.review")


class Headers:
    """Adds headers to every answer, errors included, that tell the browser what it may do with it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            if started or scope["type"] != "http":
                raise
            log.exception("a bug of this program, please report it")
            answer = refusal(
                Request(scope), 500, "That did not work", "This is a bug of the program; its log says more."
            )
            await answer(scope, receive, send_with_headers)


class _TooLargeError(Exception):
    pass


class Bounded:
    """Refuses request bodies that are longer than their purpose needs, whatever Content-Length says."""

    def __init__(self, app: ASGIApp, *, upload_paths: Collection[str], upload_bytes: int) -> None:
        self._app = app
        self._upload_paths = upload_paths
        self._upload_bytes = upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._upload_bytes if scope["path"] in self._upload_paths else FORM_BYTES
        received, started = 0, False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise _TooLargeError
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        request = Request(scope)
        too_large = refusal(request, 413, "Too large", f"At most {limit // 1024:,} KiB can be sent at once.")
        declared = request.headers.get("content-length", "0")
        length = whole_number(declared)
        if length is None or length > limit:
            await too_large(scope, receive, send)
            return
        try:
            await self._app(scope, counted, noted)
        except _TooLargeError:
            if not started:
                await too_large(scope, receive, send)


class Gate:
    """Lets only known visitors in, only from this site's own pages, and only under one of this server's names."""

    def __init__(self, app: ASGIApp, *, keys: Keys, names: Collection[str], is_local: bool, read_only: bool) -> None:
        self._app = app
        self._keys = keys
        self._names = frozenset(name.lower() for name in names)
        self._is_local = is_local
        self._read_only = read_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            request = Request(scope)
            answer = self._answer(request)
            await (answer or self._app)(scope, receive, send)

    def _answer(self, request: Request) -> Response | None:
        """The refusal or redirect that this request gets instead of a page; None lets it in."""
        if not is_our_host(request.headers.get("host", ""), self._names, is_local=self._is_local):
            return refusal(request, 400, "Unknown host", "This page is not served under that name.")
        if request.method not in SAFE_METHODS and not is_same_origin(request, self._names):
            return refusal(request, 403, "Refused", "This request was sent by another web site.")
        if request.method == "GET" and "token" in request.query_params:
            return self._exchange_token(request)
        if request.url.path.startswith(OPEN_PATHS):
            return None
        return self._stranger_or_reader(request)

    def _stranger_or_reader(self, request: Request) -> Response | None:
        visitor = self._keys.visitor(request)
        if visitor is None:
            return refusal(request, 401, "Please sign in", "Open the address that form4 review printed.")
        request.scope.setdefault("state", {})["visitor"] = visitor
        if self._read_only and request.method not in SAFE_METHODS:
            return refusal(request, 403, "Read-only", "This review page is read-only: nothing was changed.")
        return None

    def _exchange_token(self, request: Request) -> Response:
        """Trade the token in the printed address for a cookie, and redirect to the address without it."""
        given = request.query_params["token"]
        if not (self._keys.is_token(given) or self._keys.is_ticket(given)):
            return refusal(request, 401, "Please sign in", "That token is not the one of this run.")
        response = RedirectResponse(request.url.path or "/", 303)
        self._keys.sign_in(request, response)
        return response


def is_our_host(header: str, names: Collection[str], *, is_local: bool) -> bool:
    """Whether a Host header can be honest.

    DNS rebinding needs a name that the attacker controls, so an address in digits is safe. A server bound to this
    machine alone answers only to this machine's own addresses.
    """
    try:
        host = (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return False
    if host == "localhost" or host in names:
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or not is_local


def is_same_origin(request: Request, names: Collection[str] = ()) -> bool:
    """Whether a request that changes something was sent by one of our own pages, or by a program with the token.

    Browsers send the origin with every such request. Only a program leaves it out, and no program can be tricked into
    sending our cookie. The origin's scheme, name and port must be ours. Under one of `names`, https is accepted too:
    a proxy that speaks TLS may stand before this server, and nothing that it sends can be trusted to say so.
    """
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("authorization") is not None
    host = request.headers.get("host", "").lower()
    schemes = {request.url.scheme}
    if (urlsplit(f"//{host}").hostname or "") in names:
        schemes.add("https")
    return bool(host) and origin.lower() in {f"{scheme}://{host}" for scheme in schemes}


def refusal(request: Request, status: int, title: str, message: str) -> Response:
    """A refusal in the form that suits the sender: JSON for the API, a page for a person."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": message}, status)
    return page(request, "refusal.html", {"title": title, "message": message, "status": status}, status_code=status)
