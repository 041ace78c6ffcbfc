"""Divides lines of running text into paragraphs: numbered explanations, and names beside their dates.

Paragraphs are separated by the numbers that begin them, by the white between them, and by what is level with their
middle. All measures are shares of the type's height, so that they hold for print of any size.
"""

import re
from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from statistics import median

from extractor.model.doubts import Doubt
from extractor.model.page import BoundingBox, Origin, Word
from extractor.model.strip import Cell
from extractor.parsing.notes.numbers import Line, find_numbers
from extractor.parsing.notes.two_columns import in_reading_order

_GLUED_NUMBER = re.compile(r"(\(?\d{1,2}[.)]+)([^\d.)].*|\d+(?:-for-|/\d).*)", re.ASCII)
"""A number and the text behind it as one word. If the text begins with a figure it must be a rate or a
fraction, as in "2.1-for-1" and "2.1/48th", or the word may be a number with decimals."""
DIRT_SCORE = 0.5
"""Score, 0 to 1: a single character that was read with less is a speck or the end of a ruling."""
AT_LINE = 0.2
"""Share of a line's height by which the middles of two words of one line differ, at most, including raised marks and
other type."""
GAP_DIFFERENCE = 0.12
"""Share of a line's height by which the space between paragraphs exceeds that between their lines, at least."""


def read_explanations(
    lines: Sequence[Line], page_tops: Sequence[float]
) -> tuple[tuple[tuple[int, Cell], ...], tuple[Word, ...]]:
    """The numbered explanations, and the words that belong to no number.

    The numbers may be in the running text (`1. …`) or in a column of their own (`(1)`).
    """
    whole = [_number_apart(rest) for line in lines if (rest := _without_speck(line))]
    lines, edges = in_reading_order(whole, page_tops)
    numbers = find_numbers(lines, edges)
    if not numbers:
        return (), tuple(word for line in lines for word in line)
    boxes = [BoundingBox.around(word.box for word in head.words) for head in numbers]
    marks = {id(word) for head in numbers for word in head.words}
    own_column = _have_own_column(boxes, marks, lines)
    texts = [tuple(word for word in line if id(word) not in marks) for line in lines]
    if own_column:
        blocks = share_out([line for line in texts if line], [box.y_center for box in boxes], page_tops)
    else:
        blocks = _blocks_from(texts, [head.row for head in numbers])
    found = (
        (number, replace(cell_of(block), doubts=head.doubts))
        for head, block in zip(numbers, blocks[1:], strict=True)
        for number in head.numbers
    )
    explanations, astray = sorted(found, key=itemgetter(0)), blocks[0]
    if astray and min(number for number, _ in explanations) == 2 and _is_read_and_begins(astray[0]):  # noqa: PLR2004
        first = replace(cell_of(astray), doubts=frozenset({Doubt.NUMBER_LOST}))
        explanations, astray = [(1, first), *explanations], []
    return tuple(explanations), tuple(word for line in astray for word in line)


def _is_read_and_begins(line: Line) -> bool:
    """Whether an engine read the line, which may miss a thin "1.", and it begins like a sentence."""
    return line[0].origin is Origin.RECOGNISED and line[0].text.lstrip("([\"'“")[:1].isupper()


def _without_speck(line: Line) -> Line:
    """The line without a single, hardly legible character before it: dirt beside the text."""
    first, *rest = line
    is_sign = len(first.text) == 1 and (first.sureness is not None and first.sureness < DIRT_SCORE)
    is_apart = not rest or rest[0].box.x0 - first.box.x1 > rest[0].box.height
    return tuple(rest) if is_sign and is_apart else line


def _number_apart(line: Line) -> Line:
    """The line, with a number at its beginning as a word of its own: a scan's `1 .Converts` becomes `1. Converts`."""
    first = line[0]
    if first.text.strip("(").isdigit() and len(line) > 1 and line[1].text[0] in ".)":
        first = first.joined_to(line[1])
        line = (first, *line[2:])
    glued = _GLUED_NUMBER.fullmatch(first.text)
    if glued is None:
        return line
    # All letters are taken to be equally wide, which is near enough for the place where the text begins.
    cut = first.box.x0 + first.box.width * len(glued.group(1)) / len(first.text)
    number = first._replace(text=glued.group(1), box=first.box._replace(x1=cut), readings=())
    return (number, first._replace(text=glued.group(2), box=first.box._replace(x0=cut)), *line[1:])


def _have_own_column(numbers: Sequence[BoundingBox], marks: Container[int], lines: Sequence[Line]) -> bool:
    """Whether no running text begins as far left as the numbers; `marks` has the ids of their words."""
    edge = median(box.x1 for box in numbers)  # the median, as a number cut from its text may seem too wide
    running = (line for line in lines if id(line[0]) not in marks and line[0].box.top > numbers[0].top - 40)
    return all(line[0].box.x0 >= edge - 1 for line in running)


def _blocks_from(lines: Sequence[Line], starts: Sequence[int]) -> list[list[Line]]:
    """The lines that follow each number (the rows `starts`); before them those that precede all numbers."""
    bounds = (0, *starts, len(lines))
    return [[line for line in lines[start:stop] if line] for start, stop in pairwise(bounds)]


def share_out(lines: Sequence[Line], anchors: Sequence[float], page_tops: Sequence[float]) -> list[list[Line]]:
    """The lines divided into one block for each anchor, preceded by a block of the lines before the first anchor.

    An anchor is the y of a number or date, at the first line or the middle of its block. Between two anchors the lines
    are cut at the widest gap. If all gaps are alike, they are cut just above the second anchor, as numbers then stand
    at the first lines of their paragraphs.
    """
    rest = sorted(lines, key=middle)
    if not rest:
        return [[] for _ in range(len(anchors) + 1)]
    unit = median(word.box.height for line in rest for word in line)
    off_lines = any(all(abs(middle(line) - anchor) > AT_LINE * unit for line in rest) for anchor in anchors)
    centered = off_lines or middle(rest[0]) < anchors[0] - AT_LINE * unit
    around = _centered_blocks(rest, anchors, unit) if centered else None
    if around:
        return [[], *around]
    blocks: list[list[Line]] = [[]]
    for anchor, following in pairwise(anchors):
        cut = _cut(rest, anchor, following, page_tops, unit, centered=centered)
        blocks.append(rest[:cut])
        rest = rest[cut:]
    return [*blocks, rest]


def _centered_blocks(lines: Sequence[Line], anchors: Sequence[float], unit: float) -> list[list[Line]] | None:
    """All lines divided so that every anchor is at the middle of its block; None if that is impossible."""
    blocks: list[list[Line]] = []
    start = 0
    for anchor in anchors:
        off = {
            stop: abs((middle(lines[start]) + middle(lines[stop - 1])) / 2 - anchor)
            for stop in range(start + 1, len(lines) + 1)
        }
        stop = min(off, key=lambda stop: off[stop], default=start)
        if stop == start or off[stop] > 2 * AT_LINE * unit:
            return None
        blocks.append(list(lines[start:stop]))
        start = stop
    return blocks if start == len(lines) else None


def _cut(
    lines: Sequence[Line],
    anchor: float,
    following: float,
    page_tops: Sequence[float],
    unit: float,
    *,
    centered: bool,
) -> int:
    """How many of `lines` belong to `anchor`, if the next block's anchor is `following`."""
    # A line at or below the next anchor belongs to the next block.
    at_line = AT_LINE * unit
    candidates = [
        index
        for index in range(1, len(lines))
        if middle(lines[index]) > anchor + at_line and middle(lines[index - 1]) < following - at_line
    ]
    if not candidates:
        return sum(middle(line) < following - at_line for line in lines)
    turned = [index for index in candidates if _page(lines[index], page_tops) != _page(lines[index - 1], page_tops)]
    if turned and abs(middle(lines[turned[0]]) - following) <= at_line:
        return turned[0]  # the next anchor is at the top of the new page, and so is its text
    gaps = {index: middle(lines[index]) - middle(lines[index - 1]) for index in candidates if index not in turned}
    least, widest = min(gaps.values(), default=0.0), max(gaps.values(), default=0.0)
    if widest - least > GAP_DIFFERENCE * unit:
        return max(index for index, gap in gaps.items() if gap >= widest - GAP_DIFFERENCE * unit)
    # No gap is wider than the others: it is at the page's end, or there is no space between the paragraphs.
    return turned[0] if turned and centered else max(candidates)


def _page(line: Line, page_tops: Sequence[float]) -> int:
    return bisect_right(page_tops, middle(line))


def middle(line: Line) -> float:
    """The y of the middle of the line's highest word, so that a raised mark does not change it."""
    return max(line, key=lambda word: word.box.height).box.y_center


def cell_of(lines: Sequence[Line] | None) -> Cell:
    """One cell with the words of the lines and the box around them."""
    words = tuple(word for line in lines or () for word in line)
    box = BoundingBox.around(word.box for word in words) if words else BoundingBox(0, 0, 0, 0)
    return Cell(box, words)
