"""The words of a filing's pages: a reviewer clicks a word to put it into the field being typed."""

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from extractor.model.field_paths import fields
from extractor.model.page import PlacedWord
from extractor.model.results import Extraction
from extractor.model.values import print_value
from extractor.review.pages.desk import desk_of


def page_words(request: Request) -> Response:
    """Page number → its words, each as text, left, top, right and bottom in points of the upright page."""
    stored = desk_of(request).store.documents.get(request.path_params["id"])
    words = words_of(stored.extraction) if stored.extraction else {}
    return JSONResponse({number: [[word.text, *word.box] for word in each] for number, each in words.items()})


def words_of(read: Extraction) -> dict[int, tuple[PlacedWord, ...]]:
    """The words by page; if an older program stored none, the values that were read, each as one word."""
    if read.words:
        return dict(read.words)
    placed: dict[int, tuple[PlacedWord, ...]] = {}
    for number, word in _values(read):
        placed[number] = (*placed.get(number, ()), word)
    return placed


def _values(read: Extraction) -> Iterator[tuple[int, PlacedWord]]:
    for xpath, field in fields(read.document):
        text = print_value(xpath, field)
        if text and field.page is not None and field.box is not None:
            yield field.page, PlacedWord(text, field.box)
