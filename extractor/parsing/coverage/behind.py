"""Finds words on pages behind the form, if these pages do not continue it, among words that are in no field."""

import re
from collections.abc import Iterator, Sequence

from extractor.model.form_labels import SECTION_LABELS
from extractor.model.page import Word
from extractor.model.strip import Strip
from extractor.model.texts import plain
from extractor.parsing.grid.labels import label_length
from extractor.parsing.grid.text_lines import text_lines

_CONTINUED = re.compile(r"continu|attachment|footnote|explanation|remark|schedule", re.IGNORECASE)
_NUMBERED = re.compile(r"[(\[]?F?\d{1,3}[)\].:]+", re.ASCII)
"""The number with which an explanation begins."""


def behind(strip: Strip, end: float, rest: Sequence[Word]) -> Iterator[Word]:
    """The words of `rest` on the pages after the one on which the form ends (at the y `end`).

    None, if any of these lines may continue the form: with one of its headings, the number of an explanation, or a word
    like "continued".
    """
    tops = [top for top in strip.tops if top > end]
    later = [word for word in rest if tops and word.box.y_center >= tops[0]]
    if later and not any(map(_goes_on, text_lines(later))):
        yield from later


def _goes_on(line: Sequence[Word]) -> bool:
    """Whether a line may continue the form: by a heading, an explanation's number, or a word like "continued"."""
    is_numbered = _NUMBERED.fullmatch(line[0].text) is not None
    is_heading = any(label_length(line, label.wordings) for label in SECTION_LABELS)
    return is_numbered or is_heading or any(_CONTINUED.search(plain(word.text)) for word in line)
