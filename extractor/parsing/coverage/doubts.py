"""Makes findings of text that is in no field: they name the text, its page, and the fields it may belong to."""

from collections.abc import Iterator, Sequence

from extractor.model.coverage import Coverage, Patch
from extractor.model.field_paths import fields, owner_at
from extractor.model.finding_codes import TEXT_IN_NO_FIELD
from extractor.model.ownership import OwnershipDocument
from extractor.model.page import BoundingBox, Word
from extractor.model.results import Finding
from extractor.model.strip import Cell, Strip
from extractor.parsing.coverage.ledger import Printed, begins_box_1

BESIDE = 1.5
"""Heights of the smaller type: a value no further from a patch of text may belong to the same text."""
ITS_TYPE = 1.3
"""Factor: if two types differ by more in height, they are not of one text. For a patch the height of its box counts."""
BOX_1 = 200.0
"""Points from the top of a box 1 to its end, at most."""
SHOWN = 200
"""Characters of a patch that its finding quotes."""


def coverage_doubts(printed: Printed, document: OwnershipDocument, coverage: Coverage) -> Iterator[Finding]:
    """A finding for each patch of text that is in no field.

    Patches with the same text, like the letterhead of every page, share one finding. A finding names the values beside
    the patch, and the table or the owners to which it may belong.
    """
    strip = printed.strip
    alike: dict[str, list[Patch]] = {}
    for patch in coverage.unplaced:
        alike.setdefault(patch.text, []).append(patch)
    owners = {source: xpath for xpath, field in fields(document) for source in field.sources} if alike else {}
    for text, patches in alike.items():
        boxes = [strip.laid(patch.page, patch.box) for patch in patches]
        beside = (owners.get(source) for word in _beside(strip, boxes) for source in word.sources[:1])
        names = [*filter(None, beside), *(name for box in boxes for name in _around(printed, document, box))]
        where = ", ".join(dict.fromkeys(str(patch.page) for patch in patches))
        message = f"this text on page {where} is in no field: {text[:SHOWN]}"
        yield TEXT_IN_NO_FIELD.found(*dict.fromkeys(names), message=message)


def _around(printed: Printed, document: OwnershipDocument, box: BoundingBox) -> Iterator[str]:
    """The XPaths of what a missing value at `box` would belong to: a table, or an owner behind the first."""
    first, last = printed.heads[0].top, printed.heads[-1].bottom
    for head, table, until in zip(
        printed.heads, printed.tables, (*(h.top for h in printed.heads[1:]), last), strict=True
    ):
        if head.bottom <= box.y_center < until:
            yield table
    if box.y_center > last and any(_is_in_box_1(cell, box) for cell in printed.cells if cell.box.top > first):
        count = len(document.reporting_owners)
        later = tuple(f"{owner_at(number)}/" for number in range(2, count + 1))
        yield from (xpath for xpath, _ in fields(document) if xpath.startswith(later))
        yield owner_at(count + 1)


def _is_in_box_1(cell: Cell, box: BoundingBox) -> bool:
    is_below = cell.box.top <= box.y_center <= cell.box.top + BOX_1 and cell.box.x0 <= box.x_center <= cell.box.x1
    return is_below and begins_box_1(cell.words)


def _beside(strip: Strip, boxes: Sequence[BoundingBox]) -> Iterator[Word]:
    """The words on the same lines as one of the boxes, or just above or below them, and close to it."""
    for word in strip.words:
        for box in boxes:
            reach = BESIDE * min(word.size, box.height)
            across = max(box.x0 - word.box.x1, word.box.x0 - box.x1)
            down = max(box.top - word.box.bottom, word.box.top - box.bottom)
            # A text goes on in lines of the same type size; so the form's title below a letterhead is no part of it.
            is_of_its_type = max(word.size, box.height) <= ITS_TYPE * min(word.size, box.height)
            if across <= reach and (down <= 0 or (down <= reach / 2 and is_of_its_type)):
                yield word
                break
