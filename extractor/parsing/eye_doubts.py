"""Makes findings where a page shows something else than its file says, or than was read; they name the fields there."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.model.doubts import Doubt
from extractor.model.field_paths import fields
from extractor.model.finding_codes import (
    DRAWN_OTHERWISE,
    INK_NOT_READ,
    NOT_DRAWN,
    NOT_SHOWN,
    SEEN_IN_PART,
    STRUCK_OUT,
)
from extractor.model.form_wording import own_words
from extractor.model.ownership import OwnershipDocument
from extractor.model.page import BoundingBox, Page, Unseen, Word
from extractor.model.results import Finding
from extractor.model.strip import Strip
from extractor.model.texts import plain
from extractor.parsing.field_places import FieldPlace, field_places, on_strip, rows_of
from extractor.parsing.grid.lines import Lines
from extractor.parsing.notes.sections import explanation_places
from extractor.parsing.tables.columns import TableHead
from extractor.parsing.tables.columns_by_place import cut_headings, is_cut_off, right_edge

BESIDE = 24.0
"""Points, as wide as four figures: text or ink that was not seen or read belongs to a value at most this far away."""
WORD_WIDTH = 2.0
"""Width divided by height: a word or a line is at least as wide; a speck or a number is not."""
CUT_COLUMNS = 0.2
"""Share of the paper's width: the last two columns of a table are together no wider."""
SELDOM_PRINTED = ("Cik", "ForeignTradingSymbol", "Country", "Value", "valueOwnedFollowingTransaction")
"""Ends of the XPaths of fields that most forms do not show."""
_IN_ROW = re.compile(r"(\w+/\*\[\d+\])/")
"""The part of a field's XPath that names its row."""


def eye_doubts(
    strip: Strip, lines: Lines, heads: Sequence[TableHead], document: OwnershipDocument
) -> Iterator[Finding]:
    """Findings for text on `strip` that is hidden, cut, struck out or drawn differently, and for unread ink."""
    for xpath, field in fields(document):
        if Doubt.CUT in field.doubts:
            message = f"a part of “{field.text[:200]}” is covered or cut off"
            yield SEEN_IN_PART.found(xpath, message=message)
        if Doubt.UNLIKE in field.doubts:
            message = f"the file says “{field.text[:200]}”, but a character of it looks different on the page"
            yield DRAWN_OTHERWISE.found(xpath, message=message)
    yield from _not_found(strip, heads, document)
    yield from _struck_out(document)
    for number in (page.number for page in strip.pages if not page.is_drawn):
        names = [xpath for xpath, field in fields(document) if field.page == number]
        yield NOT_DRAWN.found(*names, message=f"page {number} could not be drawn, so it is not known what it shows")
    hidden = [(page, unseen) for page in strip.pages for unseen in page.unseen if not _is_aside(page, unseen.box)]
    yield from _beside_sheet(strip, heads, document)
    for xpath, texts in _at(hidden, strip, lines, heads, document).items():
        message = f"the file contains “{' '.join(texts)[:200]}” here, but the page does not show it"
        yield NOT_SHOWN.found(xpath, message=message)
    unread = [(page, Unseen("", box)) for page in strip.pages for box in page.unread]
    for xpath in _at(unread, strip, lines, heads, document):
        message = "there is ink among the explanations" if xpath == "footnotes" else "there is ink here"
        yield INK_NOT_READ.found(xpath, *_state_beside(xpath, document), message=f"{message} that was not read")


def _state_beside(xpath: str, document: OwnershipDocument) -> list[str]:
    """The XPath of the state, if `xpath` is that of the city or zip code beside it, and the state is blank."""
    owner, _, part = xpath.rpartition("/")
    state = f"{owner}/rptOwnerState"
    is_beside = part in ("rptOwnerCity", "rptOwnerZipCode")
    return [state for name, field in fields(document) if is_beside and name == state and field.is_blank]


def _is_aside(page: Page, box: BoundingBox) -> bool:
    """Whether the middle of the box lies left or right of the sheet."""
    return not 0 <= box.x_center <= right_edge(page)


def _beside_sheet(strip: Strip, heads: Sequence[TableHead], document: OwnershipDocument) -> Iterator[Finding]:
    """A finding for text beside the sheet: it may be the rest of the nearest value, or of any value in the row there.

    Rows of a table that the paper cuts off are left out if the text is only a column or two beyond the edge: it then
    belongs to the columns that are cut off, which have a finding of their own.
    """
    cut = tuple(f"{head.table.element}/" for head in heads if is_cut_off(head, strip))
    places = field_places(document)
    names: dict[str, None] = {}
    for page in strip.pages:
        for unseen in page.unseen:
            if not _is_aside(page, unseen.box):
                continue
            if xpath := _field_at(places, page.number, unseen.box):
                names[xpath] = None
            is_near = 0 <= unseen.box.x_center - right_edge(page) <= CUT_COLUMNS * page.width
            for place in places:
                is_level = place.page == page.number and place.box.top <= unseen.box.y_center <= place.box.bottom
                row = _IN_ROW.match(place.xpath) if is_level else None
                if row and not (is_near and row[1].startswith(cut)):
                    names[row[1].partition("/")[0]] = None
                    names.update((xpath, None) for xpath, _ in fields(document) if xpath.startswith(f"{row[1]}/"))
    if names:
        message = (
            "the file contains text at this height beyond the edge of the paper; it may belong to this value or row"
        )
        yield NOT_SHOWN.found(*names, message=message)


def _not_found(strip: Strip, heads: Sequence[TableHead], document: OwnershipDocument) -> Iterator[Finding]:
    """A finding for fields that were not found, if the page has words in no field that are drawn differently.

    Such words may really be the form's own labels, by which these fields would have been found, or the X of a check
    box. Words that the file gives as words of the form are left out: they are what was looked for, so no field was lost
    by them. Fields in rows count only if they have no place.
    """
    named = {number for _, field in fields(document) for number in field.sources}
    unlike = (word for word in strip.words if Doubt.UNLIKE in word.doubts and named.isdisjoint(word.sources))
    others = [word for word in unlike if plain(word.text) not in own_words()]
    cut = {id(word) for word in cut_headings(others, [head.box for head in heads], strip)}
    others = [word for word in others if id(word) not in cut]
    may_be_tick = any(len(word.text) == 1 for word in others)
    lost = [
        xpath
        for xpath, field in fields(document)
        if (
            field.value is None
            and not xpath.endswith(SELDOM_PRINTED)
            and (field.page is None or not _IN_ROW.match(xpath))
        )
        or (may_be_tick and field.value is False)
    ]
    if others and lost:
        said = " ".join(word.text for word in others)[:200]
        yield DRAWN_OTHERWISE.found(
            *lost,
            message=f"the form’s own words look different on the page from “{said}” in the file, so this was not found",
        )


def _struck_out(document: OwnershipDocument) -> Iterator[Finding]:
    """Findings for values with a stroke through them, and for rows all of whose values have one."""
    rows: dict[str, list[bool]] = defaultdict(list)
    for xpath, field in fields(document):
        if Doubt.STRUCK in field.doubts:
            yield STRUCK_OUT.found(xpath, message=f"a stroke runs through “{field.text[:200]}”")
        if (row := _IN_ROW.match(xpath)) and not field.is_blank:
            rows[row[1]].append(Doubt.STRUCK in field.doubts)
    for xpath, are_struck in rows.items():
        if all(are_struck):
            yield STRUCK_OUT.found(xpath, message="a stroke runs through all values of this row")


def _at(
    texts: Sequence[tuple[Page, Unseen]],
    strip: Strip,
    lines: Lines,
    heads: Sequence[TableHead],
    document: OwnershipDocument,
) -> dict[str, list[str]]:
    """The `texts` by the XPath of the field or table in whose place they lie."""
    if not texts:
        return {}
    places = field_places(document)
    found: dict[str, list[str]] = defaultdict(list)
    homeless: list[Word] = []
    for page, (text, box) in texts:
        if xpath := _field_at(places, page.number, box):
            found[xpath].append(text)
        else:
            homeless.append(on_strip(strip, page, text, box))
    for head in heads:
        for row in rows_of(strip, lines, heads, head, homeless):
            found[head.table.element] += [word.text for cell in row.cells for word in cell.words]
    for place in explanation_places(strip.words) if homeless else ():
        lost = [word for word in homeless if _is_wide(word.box) and place.holds(word.box.x0, word.box.y_center)]
        if lost:  # the explanations as a whole: one may have been lost with its number
            found["footnotes"] += [word.text for word in lost]
    return found


def _is_wide(box: BoundingBox) -> bool:
    """Whether what lies in the box may be a word or a line, and is no speck."""
    return box.width >= WORD_WIDTH * box.height


def _field_at(places: Sequence[FieldPlace], number: int, box: BoundingBox) -> str | None:
    """The XPath of the field in whose place `box` lies, else of the nearest value beside it; None if there is none."""
    x, y = box.x_center, box.y_center
    near = [place for place in places if place.page == number and place.box.top <= y <= place.box.bottom]
    inside = [place for place in near if place.box.holds(x, y)]
    if inside:
        return min(inside, key=lambda place: place.box.width * place.box.height).xpath
    beside = {place.xpath: max(place.box.x0 - box.x1, box.x0 - place.box.x1) for place in near if not place.is_blank}
    xpath = min(beside, key=lambda name: beside[name], default=None)
    return xpath if xpath and beside[xpath] <= BESIDE else None
