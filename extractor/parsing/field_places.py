"""The places where the fields of a filing were read or looked for, and rows made of things that were not read."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.model.field_paths import fields
from extractor.model.ownership import OwnershipDocument
from extractor.model.page import BoundingBox, Page, Word
from extractor.model.strip import Strip
from extractor.parsing.grid.lines import Lines
from extractor.parsing.tables.columns import TableHead
from extractor.parsing.tables.rows import GridRow, find_rows

_ROW = re.compile(r"/\*\[\d+\]$")
"""The XPath of a whole row, whose kind is not printed on the page."""


class FieldPlace(NamedTuple):
    """The place where a field was read, or looked for; `box` is in points on `page`."""

    xpath: str
    page: int
    box: BoundingBox
    is_blank: bool


def field_places(document: OwnershipDocument) -> list[FieldPlace]:
    """The places of all fields that have one, except whole rows."""
    return [
        FieldPlace(xpath, field.page, field.box, field.is_blank)
        for xpath, field in fields(document)
        if field.page and field.box and not _ROW.search(xpath)
    ]


def on_strip(strip: Strip, page: Page, text: str, box: BoundingBox) -> Word:
    """A `Word` on the strip for something on `page` that is no word, so that it can be treated like one."""
    top = strip.tops[strip.pages.index(page)]
    left, right = (page.scale * x + page.shift for x in (box.x0, box.x1))
    return Word(text, BoundingBox(left, box.top + top, right, box.bottom + top), box.height)


def not_read(strip: Strip) -> list[BoundingBox]:
    """The boxes, on the strip, of text that is not visible and of ink that is no text."""
    unseen = [on_strip(strip, page, text, box).box for page in strip.pages for text, box in page.unseen]
    return [*unseen, *(patch.box for patch in strip.patches)]


def rows_of(
    strip: Strip, lines: Lines, heads: Sequence[TableHead], head: TableHead, words: Sequence[Word]
) -> list[GridRow]:
    """The rows under `head` that `words` would make if they were the strip's only words."""
    until = min((other.box.top for other in heads if other.box.top > head.box.top), default=float("inf"))
    spans = [(column.x0, column.x1) for column in head.columns]
    return list(find_rows(strip.with_words(tuple(words)), lines, head=head.box, spans=spans, until=until)[0])
