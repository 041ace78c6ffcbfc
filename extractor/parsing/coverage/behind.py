"""Words that are in no field → those on pages behind the form, if these do not go on with it."""

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
"""How an explanation begins."""


def behind(strip: Strip, end: float, rest: Sequence[Word]) -> Iterator[Word]:
    """Those of `rest` on the pages after the one where the form ends, at height `end`, if none of them goes on with it.

    A page goes on with the form that has one of its headings, the number of an explanation, or says so.
    """
    tops = [top for top in strip.tops if top > end]
    later = [word for word in rest if tops and word.box.y_center >= tops[0]]
    if later and not any(map(_goes_on, text_lines(later))):
        yield from later


def _goes_on(line: Sequence[Word]) -> bool:
    """Whether a line may be a part of the form: a heading, an explanation, or a word that says so."""
    is_numbered = _NUMBERED.fullmatch(line[0].text) is not None
    is_heading = any(label_length(line, label.wordings) for label in SECTION_LABELS)
    return is_numbered or is_heading or any(_CONTINUED.search(plain(word.text)) for word in line)
