"""Doubts about a running text that an engine read: explanations and remarks.

The sureness of other fields is that of their least sure word. In an explanation of a hundred words a misread letter
does not change what it says. There it counts how much of the text is likely misread, whether a figure is, and whether a
line is missing.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

import numpy as np

from extractor.model.doubts import Doubt
from extractor.model.page import Origin, Word
from extractor.model.strip import Strip
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.notes.usual_words import misspelt_words

MISREAD_SHARE = 0.012
"""Share of a text's letters that are likely misread, from which the text is doubted.

On 61 explanations of worn prints the share expected from the scores is half to twice the share that is wrong.
"""
FIGURE_SURE = 0.5
"""Sureness, 0 to 1: a word with a figure is doubted under this. Of words read with less, two in three are wrong."""
MISSPELT_WORDS = 2
"""Different words of a text that are nearly usual ones: 8 of 1,018 notes have as many as they were printed."""
ENDS = ".!?:;)]\"'”’"
"""Characters with which a text ends: all but 22 of 1,282 explanations filed in 2023 do."""
FULL = 0.9
"""Share of the width of the page's print: a line that reaches this far is full, so the text may go on below it."""
PITCH = 1.6
"""Factor: if two lines of a text are over this many times as far apart as others, a line between them is missing."""
LEADING = 1.9
"""Heights of type: if a text has only two lines and they are further apart, a line between them is missing."""


def legibility_doubts(words: Sequence[Word], strip: Strip) -> Iterator[Doubt]:
    """The doubts about a running text of these words on `strip`; there are none for words of a text layer."""
    read = [(word.text, word.sureness) for word in words if word.origin is Origin.RECOGNISED]
    sure = [(text, score) for text, score in read if score is not None]
    if not sure:
        return
    if sum(1 - score for _, score in sure) >= MISREAD_SHARE * sum(len(word.text) for word in words):
        yield Doubt.HARDLY_READ
    if any(score < FIGURE_SURE and any(map(str.isdigit, text)) for text, score in sure):
        yield Doubt.FIGURE_HARDLY_READ
    if len(misspelt_words(" ".join(text for text, _ in read))) >= MISSPELT_WORDS:
        yield Doubt.MISSPELT
    lines = text_lines(words)
    if _is_cut_short(lines[-1][-1], strip) or _lacks_line(lines, strip):
        yield Doubt.LINE_MISSING


def _is_cut_short(last: Word, strip: Strip) -> bool:
    """Whether the text seems to go on: its last word ends no sentence, and the line is full."""
    if last.text[-1] in ENDS:
        return False
    page = strip.boxes[
        bisect_right(strip.tops, last.box.top) == np.searchsorted(strip.tops, strip.boxes[:, 1], "right")
    ]
    left, right = float(page[:, 0].min()), float(page[:, 2].max())
    return last.box.x1 >= left + FULL * (right - left)


def _lacks_line(lines: Sequence[Sequence[Word]], strip: Strip) -> bool:
    """Whether two neighbouring lines of the text, on one page, are so far apart that a line is missing between them."""
    pages = [bisect_right(strip.tops, line[0].box.top) for line in lines]
    middles = [median(word.box.y_center for word in line) for line in lines]
    steps = [middles[place + 1] - middles[place] for place, (one, other) in enumerate(pairwise(pages)) if one == other]
    height = median(word.box.height for line in lines for word in line)
    match steps:
        case []:
            return False
        case [step]:
            return step > LEADING * height
    return max(steps) > PITCH * max(min(steps), height)
