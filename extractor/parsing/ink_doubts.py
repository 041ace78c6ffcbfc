"""Makes findings for ink that is neither text nor line, naming the fields in whose place it lies.

A value, or a part of it, may be pasted as a picture, drawn with a pen, or covered with a bar. Ink beside a value is
reported if it is as high as its type and as near as its next figure would be. A circle that somebody drew around a
value is not.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.model.doubts import Doubt
from extractor.model.field_paths import fields
from extractor.model.finding_codes import COVERED, NOT_READ
from extractor.model.ownership import OwnershipDocument
from extractor.model.page import BoundingBox, InkPatch, Page, Ruling, Word
from extractor.model.results import Finding
from extractor.model.strip import Strip
from extractor.parsing.field_places import FieldPlace, field_places, on_strip, rows_of
from extractor.parsing.grid.lines import Lines
from extractor.parsing.tables.columns import TableHead

SLACK = 2.0
"""Points by which something in a cell may reach over the cell's edge."""
HIGHEST = 30.0
"""Points: a higher drawing is no writing in a cell."""
THIN = 2.0
"""Points: ink no higher is a stroke under or beside a value, and no figure of it."""
NEAR = 0.5
"""Share of the type's height: ink that may be part of a value is no further from it."""
HEIGHTS = (0.35, 1.3)
"""Shares of the type's height: the least and the greatest height of ink that may be part of a value."""
DASH = (2.5, 0.6)
"""The least length of a dash in points, and its greatest length as a share of the cell's width."""


def ink_doubts(
    strip: Strip, lines: Lines, heads: Sequence[TableHead], document: OwnershipDocument
) -> Iterator[Finding]:
    """Findings for ink in the places of fields, and in places of rows, that was not read."""
    if not any(page.patches or page.rulings for page in strip.pages):
        return
    places = field_places(document)
    ticks = [(field.page, field.box) for _, field in fields(document) if Doubt.DRAWN in field.doubts]
    homeless: list[Word] = []
    for page in strip.pages:
        own = [place for place in places if place.page == page.number]
        found: dict[str, InkPatch] = {}
        for patch in page.patches:
            if (page.number, patch.box) in ticks:
                continue
            names = _fields_at(own, page.words, patch)
            found |= dict.fromkeys(names, patch)
            if not names and patch.box.height > THIN and not any(_touch(word.box, patch.box) for word in page.words):
                homeless.append(on_strip(strip, page, "?", patch.box))
        yield from _findings(found)
        yield from _dashes(own, page)
    for head in heads if homeless else ():
        if rows_of(strip, lines, heads, head, homeless):
            message = "something is drawn where a row of the table may be, and was not read"
            yield NOT_READ.found(head.table.element, message=message)


def _findings(found: dict[str, InkPatch]) -> Iterator[Finding]:
    for xpath, patch in found.items():
        if patch.is_solid and patch.box.height > THIN:
            yield COVERED.found(xpath, message="a dark bar covers this place")
        else:
            yield NOT_READ.found(xpath, message="something is drawn here that is not text, and was not read")


def _fields_at(places: Sequence[FieldPlace], words: Sequence[Word], patch: InkPatch) -> list[str]:
    """The XPaths of the fields whose value the patch may be, or may be a part of."""
    beside = [word.box for word in words if _is_part(word.box, patch)]
    if beside:
        values = [place for place in places if not place.is_blank]
        return [place.xpath for place in values if any(_lies_in(box, place.box) for box in beside)]
    if patch.box.height > HIGHEST or any(_touch(word.box, patch.box) for word in words):
        return []
    blank = [place for place in places if place.is_blank and _lies_in(patch.box, place.box)]
    least = min((_area(place.box) for place in blank), default=0.0)
    return [place.xpath for place in blank if _area(place.box) == least]


def _is_part(word: BoundingBox, patch: InkPatch) -> bool:
    """Whether the patch may be part of the word, or another word beside it."""
    box = patch.box
    is_level = word.top - SLACK <= box.y_center <= word.bottom
    is_as_high = HEIGHTS[0] * word.height <= box.height <= HEIGHTS[1] * word.height
    gap = max(word.x0 - box.x1, box.x0 - word.x1)
    is_around = box.x0 <= word.x0 and word.x1 <= box.x1
    return is_level and is_as_high and not is_around and gap <= NEAR * word.height


def _lies_in(box: BoundingBox, place: BoundingBox) -> bool:
    return (
        place.x0 - SLACK <= box.x0
        and place.top - SLACK <= box.top
        and box.x1 <= place.x1 + SLACK
        and box.bottom <= place.bottom + SLACK
    )


def _touch(one: BoundingBox, other: BoundingBox) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.top < other.bottom and other.top < one.bottom


def _area(box: BoundingBox) -> float:
    return box.width * box.height


def _dashes(places: Sequence[FieldPlace], page: Page) -> Iterator[Finding]:
    """Findings for blank cells of rows with a short line inside that touches none of their borders."""
    blank: dict[tuple[float, float], list[FieldPlace]] = defaultdict(list)
    for place in places:
        if place.is_blank and "/*[" in place.xpath:
            blank[place.box.top, place.box.bottom].append(place)
    lines = [ruling for ruling in page.rulings if ruling.is_horizontal and ruling.x1 - ruling.x0 < HIGHEST]
    for line in lines:
        for (top, bottom), cells in blank.items():
            if top + SLACK < line.top and line.bottom < bottom - SLACK:
                yield from _dashed(cells, line)


def _dashed(cells: Sequence[FieldPlace], line: Ruling) -> Iterator[Finding]:
    for xpath, _, box, _ in cells:
        is_inside = box.x0 + SLACK < line.x0 and line.x1 < box.x1 - SLACK
        if is_inside and DASH[0] <= line.x1 - line.x0 <= DASH[1] * box.width:
            yield NOT_READ.found(xpath, message="a line is drawn here, which may be a dash")
