"""Recognises the headers and footers of a browser or printer by their text and place."""

import re
from collections.abc import Sequence

from extractor.model.page import Page, Word

BAND = 0.09
"""Share of a page's height: running lines stand within this distance of its top and bottom."""
SAME_PLACE = 3.0
"""Points: the steps in which the heights of running lines are compared."""
FIGURES = re.compile(r"\d+", re.ASCII)
_TIME = r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d{2}(?: ?[ap]m)?"
_COUNT = r"(?:page )?\d{1,3} ?(?:/|of) ?\d{1,3}"
_ADDRESS = r"(?:(?:https?|file)://\S+|fi ?le:///?\S*|about:blank)"
"""A web or file address. A ligature may be read as two words, hence `fi le`."""
RUNNING = re.compile(
    rf"{_TIME}.{{0,80}}|.{{0,80}} {_ADDRESS}|{_ADDRESS}(?: {_COUNT})?"
    rf"|{_COUNT}(?: {_TIME})?|(?:page )?-? ?\d{{1,3}} ?-?",
    re.IGNORECASE | re.ASCII,
)
"""The text of a browser's header or footer, or a page number alone."""


def text_of(line: Sequence[Word]) -> str:
    """The text of the line's words, with spaces between them."""
    return " ".join(word.text for word in line)


def masked(line: Sequence[Word]) -> str:
    """The line's text with each number replaced by 0, as page numbers differ from page to page."""
    return FIGURES.sub("0", text_of(line))


def step_of(line: Sequence[Word], top: float) -> int:
    """The line's distance from the top of its page, in steps of `SAME_PLACE`.

    For the same running line on two pages it differs by at most 1.
    """
    return round((line[0].box.y_center - top) / SAME_PLACE)


def is_about_middle(line: Sequence[Word], page: Page, top: float) -> bool:
    """Whether the line stands about the middle of the page's height, between two pages printed on one sheet.

    `top` is the y where `page` begins on the strip.
    """
    return abs(line[0].box.y_center - top - page.height / 2) < BAND * page.height / 2
