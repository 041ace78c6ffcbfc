"""Removes the headers and footers that a browser or a printer sets in the margins of every page.

A date, a web address or a page number stands above and below every printed page. On the strip, where all pages follow
each other, it would be in the middle of an explanation or an address that a page break cuts.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np

from extractor.model.page import Page, Word
from extractor.model.strip import Strip
from extractor.parsing.grid.lines import Lines
from extractor.parsing.grid.running_text import (
    BAND,
    FIGURES,
    RUNNING,
    is_about_middle,
    masked,
    step_of,
    text_of,
)
from extractor.parsing.grid.text_lines import text_lines

LINES_MAX = 3
"""Running lines (headers or footers) at one end of a page, at most."""
APART = 0.2
"""Share of the height of the larger type: the least white between a running line and the page's text. Between lines of
a text it is 0.1."""
SAME_LEFT = 2.0
"""Points: the left edges of two lines of one text differ by no more."""
SAME_SIZE = 0.05
"""Share of the type size by which two lines of one text differ in size, at most."""
SAME_STEP = 0.15
"""Share of the type's height by which the distances between the lines of one text differ, at most."""
NEAR = 2.5
"""Heights of type between a line and the next line of its text, at most: double spacing and a little more."""

Line = tuple[Word, ...]


class _MarginLine(NamedTuple):
    """A line in the margin, and the next lines towards the middle of the page, the nearest first."""

    line: Line
    inward: tuple[Line, ...]


def without_running_lines(strip: Strip, lines: Lines) -> Strip:
    """The strip without headers and footers, which say where and when it was printed.

    A separate line in the margin is a header or footer in two cases. Another page has it at the same height, with the
    same figures or with figures that count the pages. Or it reads like one, and is not set like the line next to it. It
    is none if it stands beside an upright ruling, as in a box or table, or is evenly spaced with several lines of a
    text, as an item of a list may be. If two pages are printed one below the other on a sheet, such lines are also
    removed from the sheet's middle.
    """
    paged = list(_paged(strip))
    margins = [
        [margin for margin in _margin_lines(words, top, page.height) if not _is_ruled(margin.line, lines)]
        for words, top, page in paged
    ]
    running = [list(_running(margins, strip.tops, number)) for number in range(len(margins))]
    dropped = {id(word) for found in running for line in found for word in line}
    known = {masked(line) for found in running for line in found}
    for words, top, page in paged if known else ():
        middle = (line for line in text_lines(words) if is_about_middle(line, page, top))
        for line in middle:
            if masked(line) in known and RUNNING.fullmatch(text_of(line)) and not _is_ruled(line, lines):
                dropped |= {id(word) for word in line}
    return strip.only(np.array([id(word) not in dropped for word in strip.words])) if dropped else strip


def _running(margins: Sequence[Sequence[_MarginLine]], tops: Sequence[float], number: int) -> Iterator[Line]:
    """The lines in the margins of page `number` (from 0) that are headers or footers."""
    known: dict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    for other, (found, top) in enumerate(zip(margins, tops, strict=True)):
        for margin in found:
            if not _is_in_step(margin):
                known[_place(margin, top)].append((other, margin.line))
    for margin in margins[number]:
        text, place = _place(margin, tops[number])
        others = [other for step in (-1, 0, 1) for other in known.get((text, place + step), ())]
        repeated = any(_counts_pages(margin.line, line, other - number) for other, line in others)
        reads = RUNNING.fullmatch(text_of(margin.line)) and not _is_set_like(margin.line, margin.inward[0])
        if reads or (repeated and not _is_in_step(margin)):
            yield margin.line


def _place(margin: _MarginLine, top: float) -> tuple[str, int]:
    """What a running line has in common on all pages: its text with masked figures, and its height on the page."""
    return masked(margin.line), step_of(margin.line, top)


def _counts_pages(line: Line, other: Line, pages: int) -> bool:
    """Whether the figures of `other`, a line `pages` pages later, are those of `line`, or count the pages."""
    figures = zip(FIGURES.findall(text_of(line)), FIGURES.findall(text_of(other)), strict=True)
    return pages != 0 and all(after == before or int(after) - int(before) == pages for before, after in figures)


def _is_in_step(margin: _MarginLine) -> bool:
    """Whether the line and several lines next to it look alike and are evenly spaced, like the lines of one text."""
    lines = (margin.line, *margin.inward)
    if len(lines) <= LINES_MAX:
        return False
    steps = [abs(_height(after) - _height(before)) for before, after in pairwise(lines)]
    alike = all(_is_as_high(margin.line, other) for other in margin.inward)
    is_aligned = any(abs(margin.line[0].box.x0 - other[0].box.x0) <= SAME_LEFT for other in margin.inward)
    return alike and is_aligned and max(steps) - min(steps) <= SAME_STEP * margin.line[0].box.height


def _is_set_like(line: Line, beside: Line) -> bool:
    """Whether the line looks like part of the text next to it: same size, same left edge, and close to it."""
    height = line[0].box.height
    near = abs(_height(line) - _height(beside)) <= NEAR * height
    return near and _is_as_high(line, beside) and abs(line[0].box.x0 - beside[0].box.x0) <= SAME_LEFT


def _is_as_high(line: Line, other: Line) -> bool:
    return abs(line[0].size - other[0].size) <= SAME_SIZE * line[0].size


def _paged(strip: Strip) -> Iterator[tuple[tuple[Word, ...], float, Page]]:
    y = strip.y_centers
    for page, top in zip(strip.pages, strip.tops, strict=True):
        yield strip.words_where((top <= y) & (y < top + page.height)), top, page


def _margin_lines(words: Sequence[Word], top: float, height: float) -> Iterator[_MarginLine]:
    """The outermost lines of a page's top and bottom margin that are set apart from the line next to them."""
    lines = text_lines(words)
    for order in (lines, lines[::-1]):
        for place, (line, after) in enumerate(islice(pairwise(order), LINES_MAX)):
            off = _height(line) - top
            is_outside = off < BAND * height if order is lines else off > (1 - BAND) * height
            upper, lower = (line, after) if order is lines else (after, line)
            if is_outside and _gap(upper, lower) >= APART:
                yield _MarginLine(line, order[place + 1 : place + 1 + LINES_MAX])


def _gap(upper: Line, lower: Line) -> float:
    """The white between two lines, as a share of the height of the larger type."""
    white = min(word.box.top for word in lower) - max(word.box.bottom for word in upper)
    return white / max(word.box.height for word in (*upper, *lower))


def _is_ruled(line: Line, lines: Lines) -> bool:
    """Whether an upright line of the form runs at the height of the text."""
    y = _height(line)
    return bool(((lines.vertical[:, 1] <= y) & (y <= lines.vertical[:, 2])).any())


def _height(line: Line) -> float:
    return line[0].box.y_center
