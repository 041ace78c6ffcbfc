"""Signing in, and changing the name under which a reviewer's corrections are recorded."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from extractor.review.server.security import refusal
from extractor.review.server.session import Keys, address_of, remember_name, tidy_name


async def sign_in(request: Request) -> Response:
    """Trade the token or the password for a cookie."""
    keys: Keys = request.state.keys
    form = await request.form()
    key, name = form.get("key", ""), form.get("name", "")
    address = address_of(request)
    was_locked_out = keys.is_locked_out(address)
    if not isinstance(key, str) or not keys.opens(key, address):
        if was_locked_out:
            return refusal(request, 429, "Please wait", "Too many wrong tries from here. Try again in a minute.")
        return refusal(request, 401, "Please sign in", "That is neither the token nor the password.")
    response = RedirectResponse("/", 303)
    keys.sign_in(request, response)
    if isinstance(name, str) and tidy_name(name):
        remember_name(response, name)
    return response


async def rename(request: Request) -> Response:
    """Record this browser's corrections under another name from now on."""
    form = await request.form()
    name = form.get("name", "")
    response = RedirectResponse("/", 303)
    if isinstance(name, str) and tidy_name(name):
        remember_name(response, name)
    return response
