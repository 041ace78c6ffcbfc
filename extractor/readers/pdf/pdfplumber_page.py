"""Reads a PDF page with pdfplumber alone, to check what was read with pdfium.

pdfplumber is built on pdfminer, which interprets fonts, encodings and drawing with code of its own. What both readers
report alike is therefore not a mistake of one library.
"""

import logging
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import atan2, pi
from pathlib import Path
from typing import Any

import pdfplumber
from pdfplumber.utils import extract_words

from extractor.model.page import BoundingBox, Link, Page, Ruling, Word, numbered
from extractor.readers.pdf.pdfplumber_drawing import sort_drawing

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its warnings about a PDF mean nothing to the user

READER = "pdfplumber"
WORD_GAP = 0.25
"""Share of the type size: a wider gap between two characters ends a word, even where no space is typed."""
LINE_SHIFT = 1.0
"""Points: characters whose tops differ by more stand on two lines, or one of them is raised."""
HEIGHT_MIN = 0.1
"""Points: type lower than this cannot be seen."""
ANGLE_SAMPLE = 40
"""The angle of every 40th character is looked at: enough, as a page is upright or turned as a whole."""


class Upright:
    """Maps a page's objects to the upright page: its text runs from left to right, its top left corner is 0, 0."""

    def __init__(self, page: Any) -> None:
        """`page` is pdfplumber's, which has applied the page's /Rotate; its text may still stand on its side."""
        x0, top, x1, bottom = page.bbox
        self._origin = x0, top
        self._size = x1 - x0, bottom - top
        self.turns = _quarter_turns(page.chars)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the upright page."""
        width, height = self._size
        return (height, width) if self.turns % 2 else (width, height)

    def place(self, item: dict[str, Any]) -> BoundingBox:
        """Where `item` lies on the upright page."""
        left, up = self._origin
        box = BoundingBox(item["x0"] - left, item["top"] - up, item["x1"] - left, item["bottom"] - up)
        width, height = self._size
        for _ in range(self.turns):
            # A quarter turn clockwise: what stood at (x, y) then stands at (height - y, x).
            box = BoundingBox(height - box.bottom, box.x0, height - box.top, box.x1)
            width, height = height, width
        return box


def read_pages(path: Path, numbers: Sequence[int]) -> Iterator[tuple[Page, bool]]:
    """The pages with `numbers` (from 1) of the PDF at `path`; True with those that had to be turned upright."""
    with pdfplumber.open(path) as document:
        for number in numbers:
            page = document.pages[number - 1]
            upright = Upright(page)
            yield _read_page(page, number, upright), bool(page.rotation or upright.turns)
            page.close()


def _read_page(page: Any, number: int, upright: Upright) -> Page:
    width, height = upright.size
    drawing = sort_drawing([*page.lines, *page.rects, *page.curves], upright.place)
    printed = tuple(_words(page.chars, upright, drawing.rulings))
    words = numbered((*printed, *drawing.check_boxes(printed)))
    links = tuple(Link(link["uri"], upright.place(link)) for link in page.hyperlinks if link["uri"])
    return Page(number, width, height, words, drawing.rulings, links, read_by=READER)


def _quarter_turns(chars: Sequence[dict[str, Any]]) -> int:
    """Quarter turns clockwise (0 to 3) after which the page's text runs from left to right."""
    angles = Counter(
        round(atan2(char["matrix"][1], char["matrix"][0]) / (pi / 2)) % 4 for char in chars[::ANGLE_SAMPLE]
    )
    return angles.most_common(1)[0][0] if angles else 0


def _words(chars: Sequence[dict[str, Any]], upright: Upright, rulings: Sequence[Ruling]) -> Iterator[Word]:
    """The page's words: characters of one size on one line, divided where an upright line stands between two cells."""
    placed = [char for char in (_placed(char, upright) for char in chars) if char["bottom"] - char["top"] >= HEIGHT_MIN]
    found = extract_words(
        placed,
        x_tolerance_ratio=WORD_GAP,
        y_tolerance=LINE_SHIFT,
        extra_attrs=["size"],  # a raised mark is smaller than the value it stands on
        return_chars=True,
    )
    lines = sorted(((line.x0 + line.x1) / 2, line.top, line.bottom) for line in rulings if not line.is_horizontal)
    for word in found:
        for part in _cut_at_lines(word["chars"], lines):
            yield _word(part)


def _placed(char: dict[str, Any], upright: Upright) -> dict[str, Any]:
    x0, top, x1, bottom = upright.place(char)
    size = round(bottom - top, 1)
    text = char["text"].replace("\xad", "-")  # a soft hyphen that is drawn is a hyphen
    return {
        "text": text, "x0": x0, "top": top, "x1": x1, "bottom": bottom, "doctop": top, "size": size, "upright": True
    }  # fmt: skip


def _cut_at_lines(
    chars: Sequence[dict[str, Any]], lines: Sequence[tuple[float, float, float]]
) -> Iterator[Sequence[dict[str, Any]]]:
    """The characters of a word, divided where one of the vertical `lines` (x, top, bottom) runs through it."""
    middle = (chars[0]["top"] + chars[0]["bottom"]) / 2
    first = bisect_right(lines, (chars[0]["x0"], float("inf"), 0.0))
    last = bisect_left(lines, (chars[-1]["x1"], float("-inf"), 0.0))
    centers = [(char["x0"] + char["x1"]) / 2 for char in chars]
    cuts = {bisect_left(centers, x) for x, top, bottom in lines[first:last] if top <= middle <= bottom}
    edges = [0, *sorted(cuts - {0, len(chars)}), len(chars)]
    for start, stop in pairwise(edges):
        yield chars[start:stop]


def _word(chars: Sequence[dict[str, Any]]) -> Word:
    box = BoundingBox.around(BoundingBox(char["x0"], char["top"], char["x1"], char["bottom"]) for char in chars)
    return Word("".join(char["text"] for char in chars), box, chars[0]["size"])
