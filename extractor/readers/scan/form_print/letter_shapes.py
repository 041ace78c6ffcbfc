"""Recognises the form's own wording by the places and rough shapes of the letters, without reading them.

A quarter of the print on a form is its own wording, and reading it takes an engine as long as reading values. The
pixels show of each letter where it begins and ends, whether it rises above small letters, and whether it falls below
the baseline. For a line of the form's wording these follow from the letter widths of the usual fonts. Other lines
differ: of 10,000 runs on 84 scans no run with another text had half of its letters in the places of a form's line.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extractor.model import likeness
from extractor.readers.scan.form_print.typeset import SHORTEST, Wording, shape, wordings
from extractor.readers.scan.segmentation.letter_lines import Letter
from extractor.readers.scan.segmentation.marks import Type, glyphs, run_type
from extractor.readers.scan.segmentation.text_runs import Run

LEAST_WIDTH = 0.5
"""Share of the type's height: the average letter of a line is no narrower."""
SMALLEST_TYPE, LARGEST_TYPE = 1.2, 1.65
"""Type size divided by the height of capitals, as measured in pixels, at least and at most (1.36 and 1.47 as drawn)."""
FEWEST_PIECES, MOST_PIECES = 0.5, 1.3
"""Pieces of ink per letter, at least and at most: letters that touch are one piece, a broken letter is two."""
LONG = 40
"""Letters: an explanation may quote a few words of the form, but not as many with nothing else on the line."""
MOST_LIKELY = 2
"""The number of wordings with the most similar shapes whose places are then compared."""
FITTING, FEWEST_FITTING = 0.7, 15
"""Least share, and least number, of letters that must stand where the wording has them."""
PLACE = 0.13
"""Share of the type size: the sides of a letter may be this far from their places."""
BEARING = 0.04
"""Share of the type size: the white at each side of a letter."""
RISE, FALL = 0.86, 0.12
"""Shares of the type's height: a letter that reaches the first above the baseline is tall, one that reaches the second
below it has a descender."""
SIGN, WIDEST_SIGN = 0.55, 0.8
"""Shares of the type's height: a piece lower than the first and narrower than the second is a sign, and no letter."""
DUST = 2
"""Pixels: pieces no larger are ignored."""
GAP = 0.2
"""Share of the type's height: white at least this wide is between words."""


def known_wording(run: Run, *, is_above_tables: bool) -> str | None:
    """The words of the form that the run shows; None if the run has to be read.

    Explanations may stand below the tables, so there (`is_above_tables` false) only whole passages and long parts of
    one are recognised. All figures have the same shape here: of two passages that differ only in a figure, the wrong
    one may be returned.
    """
    kind = run_type(run)
    width = run.x1 - run.x0
    if width < SHORTEST * LEAST_WIDTH * kind.height:
        return None
    known = wordings()
    letters = [letter for letter in glyphs(run.letters) if max(letter.height, letter.width) > DUST]
    sizes = width / kind.height / known.widths
    is_possible = (sizes >= SMALLEST_TYPE) & (sizes <= LARGEST_TYPE)
    is_possible &= (len(letters) >= FEWEST_PIECES * known.lengths) & (len(letters) <= MOST_PIECES * known.lengths)
    is_possible &= is_above_tables | known.is_passage | (known.lengths >= LONG)
    possible = np.flatnonzero(is_possible.any(axis=0))
    if not len(possible):
        return None
    kinds = _kinds(letters, kind)
    likely = process.extract(
        _shapes(letters, kinds, kind),
        known.shapes[possible],
        scorer=Levenshtein.normalized_similarity,
        score_cutoff=likeness.SHAPES_SHARE,
        limit=MOST_LIKELY,
    )
    sides = np.array([(letter.x0 - run.x0, letter.x1 - run.x0) for letter in letters]) / width
    fits = [
        (_fit(sides, np.array(kinds).T, known.each[index], face), known.each[index].text)
        for index in (possible[place] for _, _, place in likely)
        for face in np.flatnonzero(is_possible[:, index]).tolist()
    ]
    fit, text = max(fits, default=(0.0, ""))
    return text if fit >= FITTING else None


def _fit(sides: NDArray[np.float64], kinds: NDArray[np.bool_], wording: Wording, face: int) -> float:
    """The share of letters that stand in their places and have the right shape, 0 to 1.

    It is taken of the drawn letters and of the wording's letters, and the smaller of the two is returned. `sides` are
    the left and right sides of the drawn letters as shares of the run's width. `face` is the number of the font.
    """
    wanted_left, wanted_right = wording.left[face], wording.right[face]
    left, right = (sides * wanted_right[-1]).T
    middles = (wanted_left + wanted_right) / 2
    first, stop = np.searchsorted(middles, left), np.searchsorted(middles, right)
    count = stop - first  # the wording's letters in each piece: 0 in a part of a broken letter, 2 or more if they touch
    holds = count > 0
    first, stop = np.minimum(first, len(middles) - 1), np.maximum(stop, 1)
    rise, fall, sign, may_rise, may_fall = (wording.kinds[stop] - wording.kinds[first]).T
    rises, falls, is_sign = kinds
    is_alike = ((rise > 0) == rises) | ((count == 1) & (may_rise > 0))
    is_alike &= ((fall > 0) == falls) | (may_fall > 0)
    is_alike = np.where(is_sign, sign == count, is_alike & (sign < count))
    stands = np.abs(wanted_left[first] + BEARING - left) <= PLACE
    stands &= np.abs(wanted_right[stop - 1] - BEARING - right) <= PLACE
    fitting = holds & is_alike & stands
    if fitting.sum() < FEWEST_FITTING:
        return 0.0
    return float(min(fitting.sum() / holds.sum(), count[fitting].sum() / len(middles)))


def _kinds(letters: Sequence[Letter], kind: Type) -> list[tuple[bool, bool, bool]]:
    """For each letter: whether it rises above small letters, whether it has a descender, whether it is a sign."""
    found = []
    for letter in letters:
        is_sign = letter.height < SIGN * kind.height and letter.width < WIDEST_SIGN * kind.height
        rises = kind.baseline - letter.top >= RISE * kind.height
        falls = letter.bottom - kind.baseline >= FALL * kind.height
        found.append((rises and not is_sign, falls and not is_sign, is_sign))
    return found


def _shapes(letters: Sequence[Letter], kinds: Sequence[tuple[bool, bool, bool]], kind: Type) -> str:
    """One character of `shape` for each letter, and a space between two words."""
    text, reach = "", letters[0].x0
    for letter, (rises, falls, is_sign) in zip(letters, kinds, strict=True):
        text += " " if letter.x0 - reach >= GAP * kind.height else ""
        text += shape(rises=rises, falls=falls, is_sign=is_sign)
        reach = max(reach, letter.x1)
    return text
