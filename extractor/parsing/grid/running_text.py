"""What a browser or a printer sets in the margins of a page, told by what it says and where it stands."""

import re
from collections.abc import Sequence

from extractor.model.page import Page, Word

BAND = 0.09
"""Of a page's height at its top and bottom: where running lines stand."""
SAME_PLACE = 3.0
"""Points between the heights of one running line on two pages."""
FIGURES = re.compile(r"\d+", re.ASCII)
_TIME = r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d{2}(?: ?[ap]m)?"
_COUNT = r"(?:page )?\d{1,3} ?(?:/|of) ?\d{1,3}"
_ADDRESS = r"(?:(?:https?|file)://\S+|fi ?le:///?\S*|about:blank)"
"""A ligature may be read as two words: `fi le`."""
RUNNING = re.compile(
    rf"{_TIME}.{{0,80}}|.{{0,80}} {_ADDRESS}|{_ADDRESS}(?: {_COUNT})?"
    rf"|{_COUNT}(?: {_TIME})?|(?:page )?-? ?\d{{1,3}} ?-?",
    re.IGNORECASE | re.ASCII,
)
"""What a browser's header or footer says, or a page number alone."""


def text_of(line: Sequence[Word]) -> str:
    """The line's words with spaces between them."""
    return " ".join(word.text for word in line)


def masked(line: Sequence[Word]) -> str:
    """The line's text with its figures made alike, because page numbers count."""
    return FIGURES.sub("0", text_of(line))


def step_of(line: Sequence[Word], top: float) -> int:
    """The line's height below the top of its page, in steps of `SAME_PLACE`: one line on two pages is a step apart."""
    return round((line[0].box.y_center - top) / SAME_PLACE)


def is_about_middle(line: Sequence[Word], page: Page, top: float) -> bool:
    """Whether the line stands where, of two pages one below the other on a sheet, one's foot and the other's head are.

    `top` is where `page` begins on the strip.
    """
    return abs(line[0].box.y_center - top - page.height / 2) < BAND * page.height / 2
