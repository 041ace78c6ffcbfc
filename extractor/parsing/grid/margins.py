"""A filing's strip → the same without the lines that a browser or a printer sets in the margins.

A date, an address on the web and a page number stand above and below every printed page. On the
strip they would stand in the middle of whatever the page break cuts: an explanation, an address.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

import numpy as np

from extractor.model.page import Page, Word
from extractor.model.strip import Strip
from extractor.parsing.grid.lines import Lines
from extractor.parsing.grid.text_lines import text_lines

BAND = 0.09
"""Of a page's height at its top and bottom: where running lines stand."""
LINES_MAX = 3
"""Running lines at one end of a page, at most."""
APART = 0.2
"""Of the larger type's height: the least white between a running line and the page's text, whose lines have 0.1."""
SAME_PLACE = 3.0
"""Points between the heights of one running line on two pages."""
_TIME = r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d{2}(?: ?[ap]m)?"
_COUNT = r"(?:page )?\d{1,3} ?(?:/|of) ?\d{1,3}"
_ADDRESS = r"(?:(?:https?|file)://\S+|about:blank)"
RUNNING = re.compile(
    rf"{_TIME}.{{0,80}}|.{{0,80}} {_ADDRESS}|{_ADDRESS}(?: {_COUNT})?"
    rf"|{_COUNT}(?: {_TIME})?|(?:page )?-? ?\d{{1,3}} ?-?",
    re.IGNORECASE | re.ASCII,
)
"""What a browser's header or footer says, or a page number alone."""

Line = tuple[Word, ...]


def without_running_lines(strip: Strip, lines: Lines) -> Strip:
    """The strip without headers and footers: lines of the margins that say where and when it was printed.

    A line set apart in the margin is one if it reads like one, or if another page has it too at the
    same height; never one that stands between the rulings of a box or table. Two pages may stand one below
    the other on a sheet: then the middle of the sheet has lines like those of its margins.
    """
    paged = list(_paged(strip))
    pages = [_margin_lines(words, top, page.height) for words, top, page in paged]
    dropped: set[int] = set()
    for (words, top, page), found in zip(paged, pages, strict=True):
        known = {_masked(line) for line in found}
        for line in _middle_lines(words, top, page.height) if known else ():
            if _masked(line) in known and RUNNING.fullmatch(_text(line)) and not _is_ruled(line, lines):
                dropped |= {id(word) for word in line}
    for index, (top, found) in enumerate(zip(strip.tops, pages, strict=True)):
        others = {
            (_masked(line), round((_height(line) - strip.tops[other]) / SAME_PLACE))
            for other, page in enumerate(pages)
            for line in page
            if other != index
        }
        for line in found:
            place = round((_height(line) - top) / SAME_PLACE)
            repeated = any((_masked(line), place + step) in others for step in (-1, 0, 1))
            if (repeated or RUNNING.fullmatch(_text(line))) and not _is_ruled(line, lines):
                dropped |= {id(word) for word in line}
    return strip.only(np.array([id(word) not in dropped for word in strip.words])) if dropped else strip


def _paged(strip: Strip) -> Iterator[tuple[tuple[Word, ...], float, Page]]:
    y = strip.y_centers
    for page, top in zip(strip.pages, strip.tops, strict=True):
        yield strip.words_where((top <= y) & (y < top + page.height)), top, page


def _margin_lines(words: Sequence[Word], top: float, height: float) -> list[Line]:
    """The outermost lines of a page's two margins that stand apart from what is next to them."""
    lines = text_lines(words)
    first = islice(pairwise(lines), LINES_MAX)
    last = islice(zip(lines[::-1], lines[-2::-1], strict=False), LINES_MAX)
    above = [line for line, after in first if _height(line) < top + BAND * height and _gap(line, after) >= APART]
    below = [line for line, before in last if _height(line) > top + (1 - BAND) * height and _gap(before, line) >= APART]
    return above + below


def _middle_lines(words: Sequence[Word], top: float, height: float) -> Iterator[Line]:
    """The lines about the middle of a sheet, where the foot of one page and the head of the next may stand."""
    middle = top + height / 2
    for line in text_lines(words):
        if abs(_height(line) - middle) < BAND * height / 2:
            yield line


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


def _text(line: Line) -> str:
    return " ".join(word.text for word in line)


def _masked(line: Line) -> str:
    """The line's text with its figures made alike, because page numbers count."""
    return re.sub(r"\d+", "0", _text(line), flags=re.ASCII)
