"""Where the two readers of a scan differ, the second is shown the value alone: it confirms, or stands against it.

A page read as a whole loses a letter here and there that the same reader makes out when nothing else is around it.
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
"""Scores of a second reader under which it says nothing against a first reader who is as sure as that."""
_PARAGRAPH_NUMBER = re.compile(r"^\(?\d{1,2}[.)]+\s*", re.ASCII)
"""What numbers an explanation, and stands in its picture."""
_ABBREVIATED = re.compile(r"(?:\b(?:inc|corp|co|ltd|llc|no|jr|sr|dr|mr|ms|st|ave|blvd)|\b[a-z])$", re.IGNORECASE)
"""What a full stop follows, and no comma: its tail is what a second reader sees of dust."""
_STROKES = re.compile(r"(?:(?<=[\w$])|(?<=\A.))[^\w$]++$")
"""What is left of a mark."""
_NO_KEY = Reading("", "")
MOST_ASKED = 60
"""Values of a filing that a second reader is asked about again, each for a tenth of a second."""


def settled(
    path: Path, pages: Sequence[Page], differences: Sequence[Difference]
) -> tuple[list[Difference], dict[str, Reading]]:
    """The differences that stand of a filing on `pages` of the file at `path`, and what was read when asked again.

    An explanation with a letter more or less says the same. Where a scan shows print and its second reader nothing,
    or something else, it is shown the value alone: what it reads then confirms the first key or stands against it,
    and what it hardly reads, twice, is no key at all.
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
    """Whether both keys say the same of a running text, or neither says yes."""
    if _is_box(found):
        return not found.first.value and not found.second.value
    if is_running(found.xpath):
        return is_alike(found.first, found.second)
    is_text = isinstance(found.first.value, str) and found.first.footnotes == found.second.footnotes
    return is_text and _is_same_but_for_commas(found.first.text, found.second.text)


def _is_box(found: Difference) -> bool:
    return isinstance(found.first.value, bool) or isinstance(found.second.value, bool)


def _lacks_only_marks(found: Difference) -> bool:
    """Whether the second reader saw the value but lost its raised marks, of which the first is sure.

    Marks are half as high as the print beside them; what is left of one is a stroke or nothing, and no other number.
    """
    first, second = found.first, found.second
    score = first.sureness(first.readings[0])
    if not first.footnotes or second.footnotes or score is None or score < SURE_KEY:
        return False
    return without_edges(first.text.removesuffix(print_marks(first.footnotes))) == _STROKES.sub(
        "", without_edges(second.text)
    )


def _is_no_key(reading: Reading, found: Difference) -> bool:
    """Whether the second reader sees nothing there, or is unsure of what it sees where the first is sure."""
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
    """Whether the reading of a value alone is what the first key says; edges of rulings beside it are read as bars."""
    field = found.first
    if isinstance(field.value, bool):
        return field.value and is_tick_text(reading.text)
    if is_running(found.xpath):
        text = _PARAGRAPH_NUMBER.sub("", reading.text)
        return is_alike(field, field.model_copy(update={"text": text}))
    return _is_same_but_for_commas(field.text, reading.text)


def _is_same_but_for_commas(first: str, second: str) -> bool:
    """Whether the second reader says what the first does, but for a comma where an abbreviation ends: "INC,"."""
    for stop in [place for place, char in enumerate(first) if char == "." and _ABBREVIATED.search(first[:place])]:
        place = len(without_edges(first[:stop]))
        if without_edges(second)[place : place + 1] == ",":
            first = f"{first[:stop]},{first[stop + 1 :]}"
    return without_edges(first) == without_edges(second)
