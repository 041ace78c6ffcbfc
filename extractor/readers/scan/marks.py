"""A run's letters → where on it a raised footnote mark stands.

The raised "(1)" that a reader glues onto a number is the classic way to corrupt a value, so it is found in
the pixels, before anything is read: smaller than the type beside it and standing above its baseline.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.readers.scan.text_runs import Letter, Run

_MARKS = re.compile(
    r"(?:[(\[{]\d{1,2}[)\]}]?|\d{1,2}[)\]}])(?:[,;.]?(?:[(\[{]\d{1,2}[)\]}]?|\d{1,2}[)\]}]))*[,;.]?", re.ASCII
)
LEAST_RISE = 0.18
"""Of the type's height: how far above the baseline a raised mark ends at least. A descending comma ends below."""
LARGEST_MARK = 0.92
"""Of the type's height: a mark's bracket is smaller than the figures beside it."""
SMALLEST_MARK = 0.35
"""Of the type's height: smaller raised ink is an apostrophe, a dash or dust."""
LEAST_WIDTH = 0.62
"""Of the type's height: "(1)" is wider, a quotation mark narrower."""
FLAT = 5
"""Pixels at 200 dpi: an underline is no higher, a letter is."""
MARK_GAP = 0.5
"""Of the type's height: two marks, "(1)(2)" or "(1), (2)", stand as close."""


class Type(NamedTuple):
    """The type of a run in pixels: where its letters stand and how high its capitals and figures are."""

    baseline: float
    height: float


def run_type(run: Run) -> Type:
    """Baseline and height of the run's main type, marks left aside."""
    letters = _without_underlines(run.letters)
    tallest = max(letter.height for letter in letters)
    main = [letter for letter in letters if letter.height >= 0.6 * tallest]
    bottoms = sorted(letter.bottom for letter in main)
    baseline = bottoms[len(bottoms) // 2]
    standing = [letter for letter in main if abs(letter.bottom - baseline) <= max(2, 0.12 * tallest)]
    return Type(float(baseline), float(max((letter.height for letter in standing), default=tallest)))


def is_mark_text(text: str) -> bool:
    """Whether what an engine read of a raised stretch is footnote marks: small numbers in brackets."""
    return bool(_MARKS.fullmatch("".join(text.split())))


def raised_spans(run: Run) -> list[tuple[int, int]]:
    """Stretches of the run, x0 to x1 in pixels, that look like raised marks; only a reader can tell for sure."""
    kind = run_type(run)
    spans: list[tuple[int, int]] = []
    gap = MARK_GAP * kind.height
    joins = False
    for glyph in glyphs(_without_underlines(run.letters)):
        raised = _is_raised(glyph, kind)
        if raised and joins and glyph.x0 - spans[-1][1] <= gap:
            spans[-1] = spans[-1][0], max(spans[-1][1], glyph.x1)
        elif raised:
            spans.append((glyph.x0, glyph.x1))
        joins = raised or (joins and glyph.height < SMALLEST_MARK * kind.height)
    return [span for span in spans if span[1] - span[0] >= LEAST_WIDTH * kind.height]


def _without_underlines(letters: Sequence[Letter]) -> Sequence[Letter]:
    """The letters without what is drawn under them, as under a link."""
    middle = (min(x.top for x in letters) + max(x.bottom for x in letters)) / 2
    kept = [x for x in letters if not (x.height <= FLAT and x.width >= 3 * x.height and x.top > middle)]
    return kept or letters


def glyphs(letters: Sequence[Letter]) -> list[Letter]:
    """The letters with pieces that stand over each other made one: i and its dot, a broken figure."""
    whole: list[Letter] = []
    for letter in letters:
        if whole and min(letter.x1, whole[-1].x1) - letter.x0 >= 0.6 * min(letter.width, whole[-1].width):
            last = whole[-1]
            whole[-1] = Letter(
                last.x0, min(last.top, letter.top), max(last.x1, letter.x1), max(last.bottom, letter.bottom)
            )
        else:
            whole.append(letter)
    return whole


def _is_raised(letter: Letter, kind: Type) -> bool:
    return (
        kind.baseline - letter.bottom >= LEAST_RISE * kind.height
        and SMALLEST_MARK * kind.height <= letter.height <= LARGEST_MARK * kind.height
        and letter.top <= kind.baseline - 0.75 * kind.height
    )
