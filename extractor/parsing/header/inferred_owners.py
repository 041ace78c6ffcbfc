"""Infers the lines of the table of reporting owners on a page without rulings.

Every owner's address ends with the line of city, state and zip, or with a country below it, and the owner's mark is
level with the middle or the first line of the row. If the two do not agree, no lines are inferred, and the table stays
in doubt.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from extractor.model import likeness
from extractor.model.form_labels import OWNERS_TABLE_HEAD, RELATIONSHIP_HEADINGS
from extractor.model.page import BoundingBox, Word
from extractor.model.places import is_country
from extractor.model.texts import plain
from extractor.parsing.grid.column_edges import PADDING, SAME_LEFT, Side, edge_between, texts_of
from extractor.parsing.grid.labels import label_length
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.grid.white import around
from extractor.parsing.header.city_line import run_on_line

REACH = 24.0
"""Points from the heading of the names down to those of the relationships, at most."""
LEVEL = 0.4
"""Share of a line's height by which a mark differs from the row's first line or middle, at most."""

BREAK = 2.0
"""Heights of type: two lines of an address that are further apart stand on two pages."""

Segment = tuple[float, float, float]
"""Position, start and end of a line in points."""
Line = Sequence[Word]


def infer_owners(words: Sequence[Word], ends: Sequence[float]) -> tuple[list[Segment], list[Segment]]:
    """The upright and the level lines of the owners' tables among `words`; a table ends at the next y of `ends`."""
    upright: list[Segment] = []
    level: list[Segment] = []
    heads = list(_heads(words))
    ends = sorted([*ends, *(around(name).top for name, _ in heads)])
    for name, headings in heads:
        box = around(name)
        bottom = max([box.bottom, *(word.box.bottom for word in _flat(headings))]) + 0.1
        until = next((end for end in ends if end > bottom), float("inf"))
        data = [word for word in words if bottom < word.box.y_center < until]
        walls = _walls(name, headings, data)
        rows = _rows(data, walls[1]) if walls else None
        if walls is None or rows is None:
            continue
        upright += [(x, box.top - PADDING, max([bottom, *rows])) for x in walls]
        top, middle = box.top - PADDING, min(word.box.top for word in _flat(headings)) - 0.1
        level += [(y, walls[0], walls[-1]) for y in (top, bottom, *rows)]
        level.append((middle, walls[1], walls[-1]))
    return upright, level


def _flat(headings: Sequence[Line]) -> list[Word]:
    return [word for heading in headings for word in heading]


def _heads(words: Sequence[Word]) -> Iterator[tuple[Line, list[Line]]]:
    """For each table the heading of the names, and the four headings of the relationships beside or below it."""
    for line in text_lines(words):
        length = label_length(line, OWNERS_TABLE_HEAD)
        if not length:
            continue
        name = line[:length]
        box = around(name)
        near = [w for w in words if w.box.x0 > box.x1 and box.top - 1 < w.box.y_center < box.bottom + REACH]
        for lower in text_lines(near):
            headings = list(_relationships(lower))
            if len(headings) == len(RELATIONSHIP_HEADINGS):
                yield name, headings
                break


def _relationships(line: Line) -> Iterator[Line]:
    """The four headings, if they follow each other on the line: `Director 10% Owner Officer Other`."""
    rest = list(line)
    for _, heading in RELATIONSHIP_HEADINGS:
        length = len(heading.split())
        if fuzz.ratio(plain("".join(word.text for word in rest[:length])), plain(heading)) < likeness.OWNERS_HEADING:
            return
        yield rest[:length]
        rest = rest[length:]


def _walls(name: Line, headings: Sequence[Line], data: Sequence[Word]) -> list[float] | None:
    """The x of the column edges, in the white between the texts below the headings; None if one is not clear."""
    sides = [Side((heading[0].box.x0, heading[-1].box.x1)) for heading in headings]
    texts = texts_of(text_lines(data))
    left = min([name[0].box.x0, *(text.x0 for text in texts)])
    right = max([sides[-1].span[1], *(text.x1 for text in texts)])
    # Names and addresses are set flush left, and may reach to the right edge of their column.
    begins = [text.x0 for text in texts if text.x0 > left + SAME_LEFT]
    names = max([name[-1].box.x1, *(text.x1 for text in texts if text.x0 <= left + SAME_LEFT)])
    first = (names + min([sides[0].span[0], *begins])) / 2
    edges = [edge_between(before, after, texts) for before, after in pairwise(sides)]
    if names >= min([sides[0].span[0], *begins]) or not all(edge.is_sure for edge in edges):
        return None
    return [left - PADDING, first, *(edge.x for edge in edges), right + PADDING]


def _rows(data: Sequence[Word], edge: float) -> list[float] | None:
    """The y where rows end, none if the head stands at a page's end; None if addresses and marks do not agree."""
    lines = text_lines([word for word in data if word.box.x_center < edge])
    marks = [around(line) for line in text_lines([word for word in data if word.box.x_center >= edge])]
    rows: list[Sequence[Line]] = []
    begin = 0
    for end in range(1, len(lines) + 1):
        row = lines[begin:end]
        if len(row) > 1 and _ends_address(lines, end - 1) and any(_is_beside(mark, row) for mark in marks):
            rows.append(row)
            begin = end
    if begin < len(lines) or not rows:
        return None if data else []
    bottoms = [around(row[-1]).bottom for row in rows]
    tops = [around(row[0]).top for row in rows[1:]]
    return [*((low + top) / 2 for low, top in zip(bottoms, tops, strict=False)), bottoms[-1] + PADDING]


def _ends_address(lines: Sequence[Line], place: int) -> bool:
    """Whether an address ends with this line: with its city, or with a country directly below the city.

    A street like `12 DOCK ROAD, STE 1200` reads like a city with a zip, but then the city follows it.
    """
    if _is_country(lines[place]):
        return bool(run_on_line(lines[place - 1]))
    after = lines[place + 1] if place + 1 < len(lines) else None
    city = run_on_line(after) if after else None
    goes_on = after is not None and (_is_country(after) or (city is not None and city.group("zip")))
    return bool(run_on_line(lines[place])) and not goes_on


def _is_country(line: Line) -> bool:
    return is_country(" ".join(word.text for word in line))


def _is_beside(mark: BoundingBox, row: Sequence[Line]) -> bool:
    """Whether the mark is level with the row's first line or its middle; with any line if a page break cuts the row."""
    boxes = [around(line) for line in row]
    is_cut = any(two.top - one.bottom > BREAK * one.height for one, two in pairwise(boxes))
    heights = [box.y_center for box in boxes] if is_cut else [boxes[0].y_center, BoundingBox.around(boxes).y_center]
    return any(abs(mark.y_center - y) <= LEVEL * max(boxes[0].height, mark.height) for y in heights)
