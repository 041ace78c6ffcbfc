"""A run's letters → the form's own words they must be, told by their places and shapes without being read.

A quarter of the print on a form is its own wording, and an engine needs as long for it as for values. Of each letter
the pixels tell where it begins and ends, and whether it rises above small letters or falls below the line. Whatever
its size, a line of the form's wording shows these where the widths of its type's letters put them, and no other line
does: of 10,000 runs on 84 scans none that says something else had half of its letters there.
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
"""Of the type's height: no line's usual letter is narrower."""
SMALLEST_TYPE, LARGEST_TYPE = 1.2, 1.65
"""Type size to height of capitals and tall letters, as pixels show it (1.36 and 1.47 as drawn)."""
FEWEST_PIECES, MOST_PIECES = 0.5, 1.3
"""Pieces of ink a letter: letters that touch are one, a broken one is two."""
LONG = 40
"""Letters: explanations may quote a few words of the form's, but not so many, and nothing else."""
MOST_LIKELY = 2
"""Of how many wordings, whose rows of shapes are like enough, the places are compared."""
FITTING, FEWEST_FITTING = 0.7, 15
"""Share of the letters that stand where the wording has them, and their number."""
PLACE = 0.13
"""Of the type size: how far a letter's sides may be from their places."""
BEARING = 0.04
"""Of the type size: white at either side of a letter."""
RISE, FALL = 0.86, 0.12
"""Of the type's height: how high what rises above small letters ends, and how far down what falls reaches."""
SIGN, WIDEST_SIGN = 0.55, 0.8
"""Of the type's height: what is lower, and no wider, is a sign and not a letter."""
DUST = 2
"""Pixels: smaller pieces are not looked at."""
GAP = 0.2
"""Of the type's height: white between words."""


def known_wording(run: Run, *, is_above_tables: bool) -> str | None:
    """The words of the form that the run must be; None if it has to be read.

    Below the tables stand explanations too, so there only whole passages and long pieces of one are told. Figures
    are all of one shape: of two passages that differ in one alone, either may be told.
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
    """Share of the letters, those drawn and those wanted, that stand where the wording has them and look so.

    `sides` are the drawn letters' left and right sides as shares of the run's width.
    """
    wanted_left, wanted_right = wording.left[face], wording.right[face]
    left, right = (sides * wanted_right[-1]).T
    middles = (wanted_left + wanted_right) / 2
    first, stop = np.searchsorted(middles, left), np.searchsorted(middles, right)
    count = stop - first  # of wanted letters in a drawn one: none in a broken letter's part, some where letters touch
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
    """Of each letter: whether it rises above small letters, whether it falls below the line, whether it is a sign."""
    found = []
    for letter in letters:
        is_sign = letter.height < SIGN * kind.height and letter.width < WIDEST_SIGN * kind.height
        rises = kind.baseline - letter.top >= RISE * kind.height
        falls = letter.bottom - kind.baseline >= FALL * kind.height
        found.append((rises and not is_sign, falls and not is_sign, is_sign))
    return found


def _shapes(letters: Sequence[Letter], kinds: Sequence[tuple[bool, bool, bool]], kind: Type) -> str:
    """A character a letter, and a blank where white is between words."""
    text, reach = "", letters[0].x0
    for letter, (rises, falls, is_sign) in zip(letters, kinds, strict=True):
        text += " " if letter.x0 - reach >= GAP * kind.height else ""
        text += shape(rises=rises, falls=falls, is_sign=is_sign)
        reach = max(reach, letter.x1)
    return text
