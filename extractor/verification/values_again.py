"""Where two readers of a scan differ, the second reads the value again, alone: it may then agree with the first.

In a whole page, a reader loses a letter here and there that it does read when nothing else is around.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from extractor.model.field_paths import is_running
from extractor.model.page import BoundingBox, Page, Reading
from extractor.model.texts import without_edges
from extractor.model.values import print_marks
from extractor.parsing.grid.labels import is_tick_text
from extractor.verification.comparing import Difference, is_alike

UNSURE_KEY, SURE_KEY = 0.6, 0.95
"""A second reading with a score below `UNSURE_KEY` does not count against a first one of at least `SURE_KEY`."""
_PARAGRAPH_NUMBER = re.compile(r"^\(?\d{1,2}[.)]+\s*", re.ASCII)
"""The number in front of an explanation, which is in its picture too."""
_ABBREVIATED = re.compile(r"(?:\b(?:inc|corp|co|ltd|llc|no|jr|sr|dr|mr|ms|st|ave|blvd)|\b[a-z])$", re.IGNORECASE)
"""Text that a full stop may follow but a comma may not: dust at the full stop makes the second reader see a comma."""
_STROKES = re.compile(r"(?:(?<=[\w$])|(?<=\A.))[^\w$]++$")
"""Strokes at the end of a text that are the remains of a footnote mark."""
_NO_KEY = Reading("", "")
MOST_ASKED = 60
"""How many values of a filing the second reader reads again at most; each takes a tenth of a second."""


def settled(
    path: Path, pages: Sequence[Page], differences: Sequence[Difference]
) -> tuple[list[Difference], dict[str, Reading]]:
    """The differences that remain, and the second readings of the others by XPath; `pages` are those of `path`.

    Two texts of an explanation that differ in a few letters count as the same. Where the second reader of a scan saw
    nothing, or something else, it reads the value again, alone: the new reading then agrees with the first reader or
    stands against it. A second reader that hardly reads the value both times counts as no reading (an empty text).
    """
    scanned = [found for found in differences if found.first.readings and found.first.box is not None]
    alike = {found.xpath for found in differences if (found in scanned or _is_box(found)) and _is_no_difference(found)}
    asked = {found.xpath: _NO_KEY for found in scanned if found.xpath not in alike and _lacks_only_marks(found)}
    done = {*alike, *asked}
    open_ones = [found for found in scanned if found.xpath not in done and not found.first.is_blank][:MOST_ASKED]
    places = [(found.first.page, found.first.box) for found in open_ones if found.first.page and found.first.box]
    for found, reading in zip(open_ones, _ask(path, pages, places), strict=True):
        if _says(reading, found):
            asked[found.xpath] = reading
        elif _is_no_key(reading, found):
            asked[found.xpath] = reading._replace(text="")
    return [found for found in differences if found.xpath not in alike and found.xpath not in asked], asked


def _is_no_difference(found: Difference) -> bool:
    """Whether two running texts are the same but for a few letters, or two boxes are both unticked."""
    if _is_box(found):
        return not found.first.value and not found.second.value
    if is_running(found.xpath):
        return is_alike(found.first, found.second)
    is_text = isinstance(found.first.value, str) and found.first.footnotes == found.second.footnotes
    return is_text and _is_same_but_for_commas(found.first.text, found.second.text)


def _is_box(found: Difference) -> bool:
    return isinstance(found.first.value, bool) or isinstance(found.second.value, bool)


def _lacks_only_marks(found: Difference) -> bool:
    """Whether the second reader read the value but lost its raised marks, of which the first reader is sure.

    Marks are half as high as the print beside them. A lost mark leaves a stroke or nothing, never another number.
    """
    first, second = found.first, found.second
    score = first.sureness(first.readings[0])
    if not first.footnotes or second.footnotes or score is None or score < SURE_KEY:
        return False
    return without_edges(first.text.removesuffix(print_marks(first.footnotes))) == _STROKES.sub(
        "", without_edges(second.text)
    )


def _is_no_key(reading: Reading, found: Difference) -> bool:
    """Whether the second reader sees nothing there, or is unsure of what it sees while the first is sure."""
    if not reading.text:
        return found.second.is_blank or found.second.value is False
    first = found.first.sureness(found.first.readings[0])
    second = found.second.sureness(found.second.readings[0]) if found.second.readings else None
    is_unsure = max(reading.score or 0.0, second or 0.0) < UNSURE_KEY
    return is_unsure and first is not None and first >= SURE_KEY


def _ask(path: Path, pages: Sequence[Page], places: Sequence[tuple[int, BoundingBox]]) -> Sequence[Reading]:
    from extractor.readers.scan.scanned_again import read_values_again  # noqa: PLC0415 - an engine few runs need

    return read_values_again(path, pages, places) if places else ()


def _says(reading: Reading, found: Difference) -> bool:
    """Whether the value read alone is what the first reader read; pieces of rulings beside it are ignored."""
    field = found.first
    if isinstance(field.value, bool):
        return field.value and is_tick_text(reading.text)
    if is_running(found.xpath):
        text = _PARAGRAPH_NUMBER.sub("", reading.text)
        return is_alike(field, field.model_copy(update={"text": text}))
    return _is_same_but_for_commas(field.text, reading.text)


def _is_same_but_for_commas(first: str, second: str) -> bool:
    """Whether both texts are the same, except that the second may have a comma after an abbreviation: "INC,"."""
    for stop in [place for place, char in enumerate(first) if char == "." and _ABBREVIATED.search(first[:place])]:
        place = len(without_edges(first[:stop]))
        if without_edges(second)[place : place + 1] == ",":
            first = f"{first[:stop]},{first[stop + 1 :]}"
    return without_edges(first) == without_edges(second)
