"""The words of a running text that an engine read → reasons why it may not say what the page says.

A field's sureness is that of its least sure word. Of an explanation of a hundred words that says little: a letter
misread leaves it what it says. What counts is how much of it is likely misread, whether a figure is, and whether a
line is gone.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

import numpy as np

from extractor.model.page import Doubt, Origin, Word
from extractor.model.strip import Strip
from extractor.parsing.grid.text_lines import text_lines

MISREAD_SHARE = 0.012
"""Of its letters: so many are likely misread in a text that is asked.

On 61 explanations of worn prints the share that the scores let expect is half to twice the share that is wrong.
"""
FIGURE_SURE = 0.5
"""Sureness under which a figure of a text is asked: of words read with less, two in three are wrong."""
ENDS = ".!?:;)]\"'”’"
"""What a text ends with: of 1,282 explanations filed in 2023 all but 22."""
FULL = 0.9
"""Of the width of the page's print: a line that reaches so far is full, so that a text may go on below it."""
PITCH = 1.6
"""Lines of one text that are so many times as far apart as its others have lost a line between them."""
LEADING = 1.9
"""Of the type's height: two lines so far apart have lost one between them; of more lines the others tell."""


def legibility_doubts(words: Sequence[Word], strip: Strip) -> Iterator[Doubt]:
    """What speaks against a running text of these words on `strip`; only what an engine read is doubted here."""
    read = [(word.text, word.sureness) for word in words if word.origin is Origin.RECOGNISED]
    sure = [(text, score) for text, score in read if score is not None]
    if not sure:
        return
    if sum(1 - score for _, score in sure) >= MISREAD_SHARE * sum(len(word.text) for word in words):
        yield Doubt.HARDLY_READ
    if any(score < FIGURE_SURE and any(map(str.isdigit, text)) for text, score in sure):
        yield Doubt.FIGURE_HARDLY_READ
    lines = text_lines(words)
    if _is_cut_short(lines[-1][-1], strip) or _lacks_line(lines, strip):
        yield Doubt.LINE_MISSING


def _is_cut_short(last: Word, strip: Strip) -> bool:
    """Whether a text's last word ends no sentence, and its line is full: it goes on below, or on the next page."""
    if last.text[-1] in ENDS:
        return False
    page = strip.boxes[
        bisect_right(strip.tops, last.box.top) == np.searchsorted(strip.tops, strip.boxes[:, 1], "right")
    ]
    left, right = float(page[:, 0].min()), float(page[:, 2].max())
    return last.box.x1 >= left + FULL * (right - left)


def _lacks_line(lines: Sequence[Sequence[Word]], strip: Strip) -> bool:
    """Whether two lines of a text that stand on one page are further apart than its others."""
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
