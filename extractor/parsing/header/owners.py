"""Reads the reporting owners: the words of each one's name, address and relationship.

The first owner is in box 1. Further owners are either in more such boxes after Table II (on EDGAR's page and on paper)
or in the lines of a table "Reporting Owners" near the end, which repeats the first owner.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz import fuzz

from extractor.model import likeness
from extractor.model.doubts import Doubt
from extractor.model.form_labels import CITY_LABELS, COUNTRY_LABELS, NAME_LABELS, STREET_LABELS
from extractor.model.page import BoundingBox, Word
from extractor.model.places import COUNTRIES, STATES
from extractor.model.strip import Cell, Strip
from extractor.model.texts import plain, without_punctuation
from extractor.parsing.grid.labels import Segment, is_mark
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.header.city_line import city_labels, city_parts, cut_run_on, needs_labels, run_on, run_on_line
from extractor.parsing.header.owner_cells import NAME, STREETS, OwnerCells, letters, read_twice
from extractor.parsing.header.owner_identity import Identity, Repeat, identity, is_same, repeats
from extractor.parsing.header.printed_links import without_addresses
from extractor.parsing.header.wrapped_streets import may_cut_a_word

COUNTRY_REACH = 70.0
"""Points from the (City) line down to the (Country) line, at most, if one is printed."""
BOX_HEIGHT_MAX = 900.0
"""Points: no box 1 is higher on the strip, even if a page break cuts it and it spans the margins."""

_LABELS = frozenset({*NAME_LABELS, *STREET_LABELS, *CITY_LABELS, *COUNTRY_LABELS, "postal", "code", ""})
PADDING = 3.0
"""Points of white at the right edge of box 1, at least, into which no text runs."""
STEP_DIFFERENCE = 0.15
"""Share of the type's height by which the lines of two streets are further apart than those of one, at least. On
EDGAR's page it is 0.2 to 0.35; of lines that are equally far apart, a scan makes less than 0.1."""
WORD_SPACE = 0.25
"""Share of the type size: the width of a space."""


def read_owner_boxes(strip: Strip, heads: Sequence[Segment]) -> tuple[OwnerCells, ...]:
    """The owners in the boxes 1 that begin with the labels `heads`, each owner once.

    EDGAR's page repeats the first owner's box, wider, before those of the others. If street lines wrap in the first
    box, those of the second are used. If a scan shows the name otherwise there, one of the two is misread.
    """
    boxes = [_owner_box(_words_of_box(strip, head, heads), head) for head in heads]
    own = [identity(box.cells["rpt_owner_name"], strip.links) for box in boxes]
    repeat = repeats(own[0], own[1]) if len(boxes) > 1 else Repeat.NO
    if repeat is Repeat.PERHAPS:
        boxes[1:] = [box.doubted(box.cells, Doubt.OWNER_TWICE) for box in boxes[1:]]
    elif repeat is Repeat.YES and own[0].is_read:
        boxes[0], own[0] = read_twice(boxes[0], boxes[1]), own[1]
    owners: list[tuple[Identity, OwnerCells]] = []
    for owner, this in zip(boxes, own, strict=True):
        place = next((place for place, (known, _) in enumerate(owners) if is_same(known, this)), None)
        if place is None:
            owners.append((this, owner))
            continue
        known, before = owners[place]
        if known.is_unlike and not this.is_unlike:
            before = replace(before, cells=before.cells | {NAME: owner.cells[NAME]})
            known = this
        if before.has_unsure_streets and not owner.has_unsure_streets:
            streets = {street: owner.cells[street] for street in STREETS}
            before = OwnerCells(before.cells | streets, before.relationship)
        owners[place] = known, before
    return tuple(owner for _, owner in owners)


def _words_of_box(strip: Strip, head: Segment, heads: Sequence[Segment]) -> list[Word]:
    """The words of the box 1 that begins with `head`, without its label, down to the next box."""
    top = max(word.box.bottom for word in head.label) - 2
    below = [other.label[0].box.top for other in heads if other.label[0].box.top > top]
    until = min([*below, top + BOX_HEIGHT_MAX])
    x, y = strip.x_centers, strip.y_centers
    low = max(word.box.y_center for word in head.label)
    inside = (head.box.x0 <= x) & (x <= head.box.x1) & (low < y) & (y < until)
    return [word for word in strip.words_where(inside) if word not in head.label]


def _owner_box(words: Sequence[Word], head: Segment) -> OwnerCells:
    lines = [line for line in text_lines(words) if without_punctuation("".join(word.text for word in line))]
    last = _label_line(lines, NAME_LABELS, 0)
    street = _street_line(lines, last)
    streets = lines[last + 1 : street]
    city = _label_line(lines, CITY_LABELS, street + 1)
    wraps = len(streets) > 1 and _street_split(streets, head.box) is None
    labels = city_labels(lines[city:][:3])
    unsure = wraps or (_has_comma(streets) and bool(run_on(lines[street + 1 : city], labels)))
    lost = city == len(lines) or needs_labels(lines[street + 1 : city], labels)
    return OwnerCells(dict(_parts(lines, head.box)), {}, has_unsure_streets=unsure, has_lost_labels=lost)


def _parts(lines: Sequence[Sequence[Word]], box: BoundingBox) -> Iterator[tuple[str, Cell]]:
    """The cells of box 1, found by its printed labels (Last), (Street), (City), and (Country) if there is one."""
    last = _label_line(lines, NAME_LABELS, 0)
    street = _street_line(lines, last)
    city = _label_line(lines, CITY_LABELS, street + 1)
    name = _cell(lines[:last], box)
    yield "rpt_owner_name", Cell(name.box, without_addresses(name.words), name.doubts)
    streets = lines[last + 1 : street]
    split = _street_split(streets, box) or 1
    yield "rpt_owner_street1", _street(streets[:split], box)
    yield "rpt_owner_street2", _street(streets[split:], box)
    if city < len(lines):
        labels = city_labels(lines[city : city + 3])
        yield from city_parts(lines[street + 1 : city], labels, box)
        country = _label_line(lines, COUNTRY_LABELS, city)
        low = lines[city][0].box.bottom
        if country < len(lines) and lines[country][0].box.top - low < COUNTRY_REACH:
            rest = [line for line in lines[city + 1 : country] if not _is_label(line)]
            yield "rpt_owner_country", _cell(rest, box)


def _street(lines: Sequence[Sequence[Word]], box: BoundingBox) -> Cell:
    """The cell of one street; doubted if it wraps so that a word may be cut in two."""
    cell = _cell(lines, box)
    is_cut = any(may_cut_a_word(line, after) for line, after in pairwise(lines))
    return Cell(cell.box, cell.words, cell.doubts | {Doubt.MAY_GO_ON}) if is_cut else cell


def _street_split(lines: Sequence[Sequence[Word]], box: BoundingBox) -> int | None:
    """How many of the street lines make up the first street; None if the print does not show it.

    A new street begins where the lines are further apart than elsewhere, as the lines of one street that wraps are set
    closer. If all are alike, it begins where the next word would still have fitted on the line before, or where the
    next line begins with a house number and the line before does not end in a comma.
    """
    apart = _furthest_apart(lines)
    if apart is not None:
        return apart
    breaks = [index for index, (line, after) in enumerate(pairwise(lines), 1) if _begins_street(line, after, box)]
    return breaks[0] if len(breaks) == 1 else None


def _furthest_apart(lines: Sequence[Sequence[Word]]) -> int | None:
    """The place of the line before which there is clearly more white than before any other; None if there is none."""
    middles = [line[0].box.y_center for line in lines]
    steps = sorted(((below - above, place) for place, (above, below) in enumerate(pairwise(middles), 1)), reverse=True)
    if len(steps) < 2 or steps[0][0] - steps[1][0] < STEP_DIFFERENCE * lines[0][0].box.height:  # noqa: PLR2004
        return None
    return steps[0][1]


def _begins_street(line: Sequence[Word], after: Sequence[Word], box: BoundingBox) -> bool:
    last, first = line[-1], after[0]
    fits = last.box.x1 + WORD_SPACE * last.size + first.box.width <= box.x1 - PADDING
    return fits or (first.text[0].isdigit() and not last.text.endswith(","))


def _label_line(lines: Sequence[Sequence[Word]], names: tuple[str, ...], start: int) -> int:
    """The place of the first line from `start` on with one of the labels in brackets; the number of lines if none."""
    found = [index for index in range(start, len(lines)) if any(_is_bracketed(word, names) for word in lines[index])]
    # A street or a name may contain a word in brackets, too, so a line with nothing but labels is preferred.
    alone = (index for index in found if all(map(_may_be_label, lines[index])))
    return next(alone, found[0] if found else len(lines))


def _street_line(lines: Sequence[Sequence[Word]], last: int) -> int:
    """The place of the line with the label (Street): a single word in brackets below (Last), even if hardly legible.

    In a copy (Street) may be misread as (State), and (State), which stands beside (City), as (Street).
    """
    lone = (index for index in range(last + 1, len(lines)) if len(lines[index]) == 1 and _has_brackets(lines[index][0]))
    alone, named = next(lone, len(lines)), _label_line(lines, STREET_LABELS, last)
    is_state = alone < len(lines) and plain(lines[alone][0].text) == "state"
    return alone if named == len(lines) or (is_state and alone < named) else named


def _may_be_label(word: Word) -> bool:
    return word.text[:1] in "([{" or word.text[-1:] in ")]}" or plain(word.text) in _LABELS


def _has_brackets(word: Word) -> bool:
    return word.text[:1] in "([{" and word.text[-1:] in ")]}"


def _is_bracketed(word: Word, names: tuple[str, ...]) -> bool:
    """Whether the word is one of the labels in brackets, or similar to one: a scan loses letters of small print."""
    text = plain(word.text)
    if text in names:
        return word.text[:1] in "([{" or word.text[-1:] in ")]}"
    return _has_brackets(word) and any(fuzz.ratio(text, name) >= likeness.ADDRESS_LABEL for name in names)


def _is_label(line: Sequence[Word]) -> bool:
    return all(plain(word.text) in ("city", "state", "zip", "zippostal", "postal", "code", "") for word in line)


def _has_comma(streets: Sequence[Sequence[Word]]) -> bool:
    """Whether there is a comma inside the street lines.

    A page that writes city and state on one line with a comma may write two streets so, too.
    """
    return "," in " ".join(word.text for line in streets for word in line)[:-1]


def read_owner_line(name_and_address: Cell, relationship: dict[str, Cell]) -> OwnerCells:
    """The owner in one row of the table “Reporting Owners”: name first, then the address line by line."""
    lines = text_lines(name_and_address.words)
    box = name_and_address.box
    cells = {"rpt_owner_name": _cell(lines[:1], box)}
    rest = list(lines[1:])
    if rest:
        address, place = _address_and_place(rest, box)
        cells["rpt_owner_street1"] = _cell(address[:1], box)
        cells["rpt_owner_street2"] = _cell(address[1:], box)
        cells |= place
    return OwnerCells(cells, relationship)


def _address_and_place(
    lines: list[tuple[Word, ...]], box: BoundingBox
) -> tuple[list[tuple[Word, ...]], dict[str, Cell]]:
    """The street lines, and the cells of city, state, zip and country, from one last line or from a line each."""
    texts = [" ".join(word.text for word in line) for line in lines]
    match = run_on_line(lines[-1])
    if match:
        return lines[:-1], dict(cut_run_on(lines[-1], match, box))
    place: dict[str, Cell] = {}
    if texts[-1].upper() in COUNTRIES and len(lines) > 1:
        place["rpt_owner_country"] = _cell([lines.pop()], box)
        texts.pop()
    if texts and re.search(r"\d", texts[-1]) and len(texts[-1]) <= 10 and len(lines) > 1:  # noqa: PLR2004
        place["rpt_owner_zip_code"] = _cell([lines.pop()], box)
        texts.pop()
    if texts and (texts[-1].upper() in STATES or texts[-1].upper() in STATES.values()) and len(lines) > 1:
        place["rpt_owner_state"] = _cell([lines.pop()], box)
        texts.pop()
    if len(lines) > 1:
        place["rpt_owner_city"] = _cell([lines.pop()], box)
    return lines, place


def has_tick(cell: Cell) -> bool:
    """Whether a relationship cell is ticked: by an X, or by the officer's title in its place."""
    return any(is_mark(word) or plain(word.text) for word in cell.words)


def _cell(lines: Sequence[Sequence[Word]], box: BoundingBox) -> Cell:
    return Cell(box, tuple(word for line in lines for word in line))


def join_owners(boxes: Sequence[OwnerCells], lines: Sequence[OwnerCells]) -> tuple[OwnerCells, ...]:
    """Every owner once: those of the table (`lines`) if there is one, but the first with the cells of its box 1.

    Box 1 has city, state and zip in columns, while the table has them on one line. Only the streets are taken from the
    table if both have the same letters, as the table keeps street lines apart that box 1 joins.
    """
    if not lines or not boxes:
        return tuple(boxes) or tuple(lines)
    first, line = dict(boxes[0].cells), lines[0].cells
    unsure = boxes[0].has_unsure_streets
    if letters(first, *STREETS) == letters(line, *STREETS):
        first |= {name: line[name] for name in STREETS if name in line}
        unsure = False
    return (OwnerCells(first, lines[0].relationship, has_unsure_streets=unsure), *lines[1:])
