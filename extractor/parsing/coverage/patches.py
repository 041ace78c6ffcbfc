"""Groups unplaced words that are near each other into patches, each with its text and box."""

from collections.abc import Iterator, Sequence

from extractor.model.coverage import Patch
from extractor.model.page import BoundingBox, Word
from extractor.model.strip import Strip
from extractor.parsing.coverage.wording import in_lines

APART = 2.5
"""Heights of type: words further apart than this, sideways or in height, are in different patches."""
HEAD_BAND = 0.12
"""Share of a page's height: all unplaced words in this band at the page's top are one letterhead, and one patch."""


def patches(strip: Strip, words: Sequence[Word]) -> Iterator[Patch]:
    """The patches from the top; words near each other are one patch, and so are all words at the top of a page."""
    groups: list[tuple[BoundingBox, list[Word]]] = []
    for word in words:
        near = [group for group in groups if _is_near(strip, group[0], word)]
        merged = [*(held for _, held in near), [word]]
        groups = [group for group in groups if group not in near]
        together = [each for held in merged for each in held]
        groups.append((BoundingBox.around(each.box for each in together), together))
    for box, held in sorted(groups, key=lambda group: (group[0].top, group[0].x0)):
        page, local = strip.locate(box)
        yield Patch(text=" ".join(word.text for word in in_lines(held)), page=page, box=local)


def _is_near(strip: Strip, box: BoundingBox, word: Word) -> bool:
    if strip.locate(box)[0] != strip.locate(word.box)[0]:
        return False
    local = strip.locate(BoundingBox.around((box, word.box)))[1]
    if local.bottom <= HEAD_BAND * strip.page_at(word.box.top).height:
        return True
    reach = APART * word.size
    across = max(box.x0 - word.box.x1, word.box.x0 - box.x1)
    down = max(box.top - word.box.bottom, word.box.top - box.bottom)
    return across <= reach and down <= reach
