"""Finds raised footnote marks among the letters of a run.

If a raised "(1)" is read as part of the number before it, the value is wrong. So marks are found in the pixels before
anything is read: they are smaller than the type beside them and stand above its baseline.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from statistics import median
from typing import NamedTuple

import numpy as np

from extractor.model.doubts import Doubt
from extractor.readers.image.light import INK_LEVEL
from extractor.readers.image.pixels import Pixels
from extractor.readers.recognition.engines import LineReading
from extractor.readers.scan.segmentation.letter_lines import Letter
from extractor.readers.scan.segmentation.text_runs import Run
from extractor.readers.wording.mark_texts import is_mark_text

_LIKE_MARK = re.compile(r"[(\[{|1Iltf!i][1-9][0-9]?[)\]}|1Ilj!i]", re.ASCII)
LEAST_RISE = 0.18
"""Share of the type's height: a raised mark ends at least this far above the baseline. A comma ends below it."""
SLIGHT_RISE = 0.1
"""The same for a mark behind figures, if its top also rises `LEAST_RISE` above that of the figures."""
LARGEST_MARK = 1.2
"""Share of the type's height: a mark is no higher. A bracket of smaller type is about as high as a capital."""
SMALLEST_MARK = 0.35
"""Share of the type's height: lower raised ink is an apostrophe, a dash or dust."""
LEAST_WIDTH = 0.62
"""Share of the type's height: raised ink must be this wide in all. "(1)" is wider, a quotation mark narrower."""
FOOT = 0.22
"""Share of the type's height: ink in this band above the baseline stands on the baseline; a raised mark has none."""
ARM = 0.6
"""Share of the type's height: the arms of an F reach no further beyond its foot."""
SPECK = 0.55
"""Share of the height of a cell's tallest ink: lower ink before the first letter is dust."""
DOLLAR = 1.1
"""Height of a $ divided by that of the figures behind it, at least."""
LIKE_DOLLAR = "5S"
"""Characters that a $ in bold type is read as."""
HINTED_DOLLAR = 0.03
"""Score: a 5 or S is a $ if the network gives the $ at least this score. Right in three of three cases on 156 scans."""
A_FIVE = 0.2
"""Score of the 5 as the alternative of such a $. It is low so that a second reader's opinion outweighs it."""
SMALLEST_FIGURE = 7
"""Pixels at 200 dpi: stops and commas are lower."""
FLAT = 5
"""Pixels at 200 dpi: an underline is no higher, but a letter is."""


class Type(NamedTuple):
    """The type of a run, in pixels: y of its baseline, and height of its capitals and figures."""

    baseline: float
    height: float


@lru_cache(maxsize=1024)
def run_type(run: Run) -> Type:
    """Baseline and height of the run's main type, without its raised marks."""
    letters = _without_underlines(run.letters)
    tallest = max(letter.height for letter in letters)
    main = [letter for letter in letters if letter.height >= 0.6 * tallest]
    bottoms = sorted(letter.bottom for letter in main)
    baseline = bottoms[len(bottoms) // 2]
    standing = [letter for letter in main if abs(letter.bottom - baseline) <= max(2, 0.12 * tallest)]
    return Type(float(baseline), float(max((letter.height for letter in standing), default=tallest)))


def as_mark(reading: LineReading) -> LineReading:
    """`reading` of a raised stretch behind a value; strokes like 1 or I at its ends become brackets ("l1)" → "(1)")."""
    characters = [char for char in reading.characters if not char.text.isspace()]
    text = "".join(char.text for char in characters)
    if is_mark_text(text) or not _LIKE_MARK.fullmatch(text):
        return reading
    first, *middle, last = characters
    opening, closing = (char.doubted(Doubt.BRACKET) for char in (first, last))
    return LineReading((opening._replace(text="("), *middle, closing._replace(text=")")))


def begins_with_dollar(run: Run) -> bool:
    """Whether the first letter reaches further up and down than the figures behind it, as only $ does."""
    first, *others = (letter for letter in glyphs(run.letters) if letter.height >= SMALLEST_FIGURE)
    if not others:
        return False
    top, bottom = median(x.top for x in others), median(x.bottom for x in others)
    usual = bottom - top
    least = usual * (DOLLAR - 1) / 3
    return first.height >= DOLLAR * usual and top - first.top >= least and first.bottom - bottom >= least


def with_dollar(reading: LineReading, run: Run) -> LineReading:
    """The reading of a price with a first 5 or S turned into $, if the pixels or the network's scores say so.

    A $ in bold type is read as 5. The network then gives the $ a few per cent, which it never does for a real 5.
    """
    if len(reading.characters) < 2 or reading.text[0] not in LIKE_DOLLAR:  # noqa: PLR2004
        return reading
    first, *rest = reading.characters
    if begins_with_dollar(run):
        return LineReading((first._replace(text="$"), *rest))
    if dict(first.others).get("$", 0.0) >= HINTED_DOLLAR:
        dollar = first._replace(text="$", others=((first.text, A_FIVE),))
        return LineReading((dollar.doubted(Doubt.DOLLAR), *rest))
    return reading


def raised_spans(run: Run, *, is_number: bool = False) -> list[tuple[int, int]]:
    """The stretch at the run's end that looks like raised marks, as a list of one pair x0, x1 in pixels, or empty.

    Only reading the stretch tells for sure: behind a J that descends below the line, the rest of "John" looks raised.
    Behind a number (`is_number`) even slightly raised marks are found, as figures are all of one height.
    """
    letters = glyphs(_without_underlines(run.letters))
    tallest = max(letter.height for letter in letters)
    tall = [letter for letter in letters if letter.height >= SMALLEST_MARK * tallest]
    for start in range(1, len(tall)):
        kind = _type_of(tall[:start])
        if all(_is_raised(letter, kind) for letter in tall[start:]) or (
            is_number and _stand_above(tall[start:], tall[:start], kind)
        ):
            span = tall[start].x0, max(run.x1, tall[-1].x1)
            return [span] if tall[-1].x1 - tall[start].x0 >= LEAST_WIDTH * kind.height else []
    return []


def code_ends(bare: Pixels, run: Run) -> tuple[int, ...]:
    """The columns (x in pixels) where a code may end and raised marks begin; empty if no marks stand behind it.

    This is for cells that hold only a code. The ink on its baseline is the code, even if the marks touch it. The code
    ends where that ink ends (J) or, if the letter has arms above (F), a little further where the ink is thinnest. Both
    columns are returned; reading both cuts tells which is right. `bare` is the page without rulings and underlines.
    """
    tallest = max(letter.height for letter in run.letters)
    first = next(letter for letter in glyphs(run.letters) if letter.height >= SPECK * tallest)
    kind = run_type(run._replace(letters=(first,)))
    bottom = round(kind.baseline)
    foot = bare[bottom - max(2, round(FOOT * kind.height)) : bottom, first.x0 : run.x1] < INK_LEVEL
    standing = np.flatnonzero(foot.any(axis=0))
    if not len(standing):
        return ()
    start = first.x0 + int(standing[-1]) + 1
    if run.x1 - start < LEAST_WIDTH * kind.height:
        return ()
    reach = min(start + round(ARM * kind.height), run.x1)
    heaviness = (255 - bare[run.top : bottom, start:reach].astype(np.int32)).sum(axis=0)
    return tuple(dict.fromkeys((start, start + int(heaviness.argmin()))))


def _type_of(letters: Sequence[Letter]) -> Type:
    """The type of some letters, with the median of their lower ends as the baseline.

    Of two letters the one that ends higher counts: the other is a y, or the comma of "1,500".
    """
    bottoms = sorted(letter.bottom for letter in letters)
    return Type(float(bottoms[(len(bottoms) - 1) // 2]), float(max(letter.height for letter in letters)))


def _without_underlines(letters: Sequence[Letter]) -> Sequence[Letter]:
    """The letters without pieces of a line drawn under them, as under a link."""
    flat = [x for x in letters if x.height <= FLAT and x.width >= 1.5 * x.height]
    others = [x for x in letters if x not in flat]
    if not others:
        return letters
    bottoms = [x.bottom for x in others]  # most letters end on the baseline, even the lower half of a broken figure
    counts = Counter(bottoms)
    baseline = max(counts, key=lambda bottom: (sum(counts[bottom + step] for step in (-1, 0, 1)), bottom))
    return [x for x in letters if x not in flat or x.bottom <= baseline + 1]


def glyphs(letters: Sequence[Letter]) -> list[Letter]:
    """The letters, with pieces that stand one above the other joined: an i and its dot, parts of a broken figure."""
    whole: list[Letter] = []
    for letter in letters:
        if whole and _stand_over_each_other(letter, whole[-1]):
            last = whole[-1]
            whole[-1] = Letter(
                last.x0, min(last.top, letter.top), max(last.x1, letter.x1), max(last.bottom, letter.bottom)
            )
        else:
            whole.append(letter)
    return whole


def _stand_over_each_other(one: Letter, other: Letter) -> bool:
    shared_width = min(one.x1, other.x1) - max(one.x0, other.x0)
    shared_height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared_width >= 0.6 * min(one.width, other.width) and shared_height <= 0.3 * min(one.height, other.height)


def _stand_above(tail: Sequence[Letter], figures: Sequence[Letter], kind: Type) -> bool:
    """Whether the tail's first piece, a bracket, rises above the figures and all of it ends above their baseline."""
    ends = max(letter.bottom for letter in tail)
    usual = median(letter.top for letter in figures)
    return kind.baseline - ends >= SLIGHT_RISE * kind.height and usual - tail[0].top >= LEAST_RISE * kind.height


def _is_raised(letter: Letter, kind: Type) -> bool:
    return (
        kind.baseline - letter.bottom >= LEAST_RISE * kind.height
        and SMALLEST_MARK * kind.height <= letter.height <= LARGEST_MARK * kind.height
        and letter.top <= kind.baseline - 0.75 * kind.height
    )
