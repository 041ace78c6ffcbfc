"""Patches that nobody can place → findings that name the text, where it stands, and the fields it may belong to."""

from collections.abc import Iterator, Sequence

from extractor.model.coverage import Coverage, Patch
from extractor.model.field_paths import fields
from extractor.model.finding_codes import TEXT_IN_NO_FIELD
from extractor.model.ownership import OwnershipDocument
from extractor.model.page import BoundingBox, Word
from extractor.model.results import Finding
from extractor.model.strip import Strip

BESIDE = 1.5
"""Times the type's height: a value that is not further than this from a patch may be a part of it."""
SHOWN = 200
"""Characters of a patch that its finding quotes."""


def coverage_doubts(strip: Strip, document: OwnershipDocument, coverage: Coverage) -> Iterator[Finding]:
    """A finding for each patch; patches of the same text, as the letterhead of every page is, have one."""
    alike: dict[str, list[Patch]] = {}
    for patch in coverage.unplaced:
        alike.setdefault(patch.text, []).append(patch)
    owners = {source: xpath for xpath, field in fields(document) for source in field.sources} if alike else {}
    for text, patches in alike.items():
        boxes = [strip.laid(patch.page, patch.box) for patch in patches]
        names = [
            owners[word.sources[0]] for word in _beside(strip, boxes) if word.sources and word.sources[0] in owners
        ]
        where = ", ".join(dict.fromkeys(str(patch.page) for patch in patches))
        message = f"this text of page {where} is in no field: {text[:SHOWN]}"
        yield TEXT_IN_NO_FIELD.found(*dict.fromkeys(names), message=message)


def _beside(strip: Strip, boxes: Sequence[BoundingBox]) -> Iterator[Word]:
    """The words on the lines that a patch stands on, just above it or just below."""
    for word in strip.words:
        reach = BESIDE * word.size
        for box in boxes:
            across = max(box.x0 - word.box.x1, word.box.x0 - box.x1)
            down = max(box.top - word.box.bottom, word.box.top - box.bottom)
            if across <= reach and down <= reach / 2:
                yield word
                break
