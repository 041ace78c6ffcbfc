"""A template and its values → an answer; every page of the application is made here."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

HERE = Path(__file__).parent
STATIC = HERE / "static"


@cache
def environment() -> Environment:
    """The templates; all values are escaped, and a misspelt name is an error."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(request: Request, template: str, values: Mapping[str, Any], status_code: int = 200) -> HTMLResponse:
    """The page that `template` makes of `values`, plus who is looking and whether changes are allowed."""
    state = request.scope.get("state", {})
    desk = state.get("desk")
    common = {
        "visitor": state.get("visitor"),
        "read_only": desk.read_only if desk else True,
        "path": request.url.path,
    }
    return HTMLResponse(environment().get_template(template).render({**common, **values}), status_code)
