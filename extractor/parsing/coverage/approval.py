"""Finds the figures in the form's OMB approval box, which change every few years, among words that are in no field."""

import re
from collections.abc import Iterator, Sequence

from extractor.model.page import Word
from extractor.model.strip import Strip
from extractor.model.texts import plain
from extractor.parsing.coverage.wording import in_lines

_FIGURES = {
    "expires": re.compile(r"[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2}/\d{1,2}/\d{4}", re.ASCII),
    "response": re.compile(r"\d{1,2}(?:\.\d{1,2})?", re.ASCII),
}
"""The figure right of each of these words: the day of expiry, and the hours that a response takes."""
RIGHT = 120.0
"""Points from the label to its figure, at most."""
LINES = 1.2
"""Heights of type: a figure may be this far above or below the line of its label, which may take two lines."""


def approval(strip: Strip, first: float, rest: Sequence[Word]) -> Iterator[Word]:
    """The words of `rest` that are figures of the approval box, above the y `first`, where the first table begins."""
    for label in strip.words:
        figure = _FIGURES.get(plain(label.text))
        if figure and label.box.y_center < first:
            beside = [word for word in rest if _is_right_of(word, label)]
            if figure.fullmatch(" ".join(word.text for word in in_lines(beside))):
                yield from beside


def _is_right_of(word: Word, label: Word) -> bool:
    is_level = abs(word.box.y_center - label.box.y_center) <= LINES * label.size
    return is_level and label.box.x1 <= word.box.x0 <= label.box.x1 + RIGHT
