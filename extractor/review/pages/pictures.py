"""Answers with pictures of a filing's original: whole pages, and places with text that is in no field.

The path of the original comes from the store, never from the request. A page that cannot be drawn, or takes too long,
is answered with an error; waiting for a page holds up no other request.
"""

import asyncio
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from extractor.model.page import BoundingBox
from extractor.review.pages.asked import whole_number
from extractor.review.pages.desk import Desk, desk_of
from extractor.review.pages.drawing_process import CannotDrawError, TooMuchToDrawError
from extractor.review.pages.page_image import around
from extractor.store import StoredDocument

FOR_AN_HOUR = "private, max-age=3600, immutable"
"""A page of a file identified by its SHA-256 never changes, so browsers may keep it."""
NOT_KEPT = "private, no-store"


async def page_image(request: Request) -> Response:
    """A page of the original, drawn now."""
    stored = await _stored(request)
    number = whole_number(request.path_params["number"])
    return await part_of_page(desk_of(request), stored, number or 0, None, kept=FOR_AN_HOUR)


async def patch_image(request: Request) -> Response:
    """The place of a text that is in no field, with a little around it; such places are counted from 1."""
    stored = await _stored(request)
    patches = stored.extraction.coverage.unplaced if stored.extraction and stored.extraction.coverage else ()
    number = whole_number(request.path_params["number"]) or 0
    if not 1 <= number <= len(patches):
        raise HTTPException(404, "There is no such patch of text.")
    patch = patches[number - 1]
    return await part_of_page(desk_of(request), stored, patch.page, patch.box)


async def part_of_page(
    desk: Desk, stored: StoredDocument, number: int, box: BoundingBox | None, *, kept: str = NOT_KEPT
) -> Response:
    """The part of page `number` around `box`, in points of the page; the whole page if `box` is None."""
    geometry = stored.extraction.source.geometry.get(number) if stored.extraction else None
    asked = desk.images.page(Path(stored.row.path), stored.row.sha256, number, geometry=geometry)
    try:
        picture = await asyncio.wrap_future(asked)
    except TooMuchToDrawError as error:
        return PlainTextResponse(f"{error}", 422)
    except CannotDrawError as error:
        return PlainTextResponse(f"{error}", 404)
    part = picture if box is None else await run_in_threadpool(around, picture, box)
    return Response(part, media_type="image/jpeg", headers={"cache-control": kept})


async def _stored(request: Request) -> StoredDocument:
    return await run_in_threadpool(desk_of(request).store.documents.get, request.path_params["id"])
