"""A filing's strip → the same without the lines that a browser or a printer sets in the margins.

A date, an address on the web and a page number stand above and below every printed page. On the
strip they would stand in the middle of whatever the page break cuts: an explanation, an address.
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
"""Running lines at one end of a page, at most."""
APART = 0.2
"""Of the larger type's height: the least white between a running line and the page's text, whose lines have 0.1."""
SAME_LEFT = 2.0
"""Points between the beginnings of two lines of one text."""
SAME_SIZE = 0.05
"""Of the type's size by which two lines of one text differ, at most."""
SAME_STEP = 0.15
"""Of the type's height by which the steps between the lines of one text differ, at most."""
NEAR = 2.5
"""Heights of type from a line to the next of its text: double spacing and a little more."""

Line = tuple[Word, ...]


class _MarginLine(NamedTuple):
    """A line in the margin, and those beside it towards the middle of the page, the nearest first."""

    line: Line
    inward: tuple[Line, ...]


def without_running_lines(strip: Strip, lines: Lines) -> Strip:
    """The strip without headers and footers: lines of the margins that say where and when it was printed.

    A line set apart in the margin is one if another page has it too at the same height, its figures the same or
    counting the pages, or if it reads like one and is not set like the line beside it. None is one that stands between
    the rulings of a box or table, or in step with several lines of a text: lists run over pages, too. Two pages may
    stand one below the other on a sheet: then the middle of the sheet has lines like those of its margins.
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
    """Those of the lines in the margins of page `number` (from 0) that are headers or footers."""
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
    """What tells a running line on one page from another: its text without its figures, and its height."""
    return masked(margin.line), step_of(margin.line, top)


def _counts_pages(line: Line, other: Line, pages: int) -> bool:
    """Whether the figures of a line so many pages further on are the same, or count the pages."""
    figures = zip(FIGURES.findall(text_of(line)), FIGURES.findall(text_of(other)), strict=True)
    return pages != 0 and all(after == before or int(after) - int(before) == pages for before, after in figures)


def _is_in_step(margin: _MarginLine) -> bool:
    """Whether the line and several beside it are set alike and equally far apart."""
    lines = (margin.line, *margin.inward)
    if len(lines) <= LINES_MAX:
        return False
    steps = [abs(_height(after) - _height(before)) for before, after in pairwise(lines)]
    alike = all(_is_as_high(margin.line, other) for other in margin.inward)
    is_aligned = any(abs(margin.line[0].box.x0 - other[0].box.x0) <= SAME_LEFT for other in margin.inward)
    return alike and is_aligned and max(steps) - min(steps) <= SAME_STEP * margin.line[0].box.height


def _is_set_like(line: Line, beside: Line) -> bool:
    """Whether the line looks like one of the text beside it: as high, as far left, and no more than a line away."""
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
    """The outermost lines of a page's two margins that stand apart from what is next to them."""
    lines = text_lines(words)
    for order in (lines, lines[::-1]):
        for place, (line, after) in enumerate(islice(pairwise(order), LINES_MAX)):
            off = _height(line) - top
            is_outside = off < BAND * height if order is lines else off > (1 - BAND) * height
            upper, lower = (line, after) if order is lines else (after, line)
            if is_outside and _gap(upper, lower) >= APART:
                yield _MarginLine(line, order[place + 1 : place + 1 + LINES_MAX])


def _gap(upper: Line, lower: Line) -> float:
    """The white between two lines, in heights of their type."""
    white = min(word.box.top for word in lower) - max(word.box.bottom for word in upper)
    return white / max(word.box.height for word in (*upper, *lower))


def _is_ruled(line: Line, lines: Lines) -> bool:
    """Whether an upright line of the form stands beside the text."""
    y = _height(line)
    return bool(((lines.vertical[:, 1] <= y) & (y <= lines.vertical[:, 2])).any())


def _height(line: Line) -> float:
    return line[0].box.y_center
