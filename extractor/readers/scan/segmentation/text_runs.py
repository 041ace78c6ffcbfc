"""Finds the runs of print on a level page. A run is a piece of a text line without a ruling or a wide gap in it.

A run is what an engine reads at once. Blank paper makes no run, so a blank cell is never read.
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.readers.image.connected import connected
from extractor.readers.image.grain import clumps, is_grainy
from extractor.readers.image.light import INK_LEVEL
from extractor.readers.image.pixels import Pixels
from extractor.readers.scan.rulings.pixels import Piece
from extractor.readers.scan.segmentation.letter_lines import LEAST_HEIGHT, Letter, letter_lines

WORD_GAP = 20
"""Pixels (0.1 inch): a wider gap between letters ends a run; words of 12 point type are 9 apart."""
LARGEST_LETTER = 90
"""Pixels: larger pieces of ink are pictures, stamps or boxes."""
LOWEST_WORD, HIGHEST_WORD, LONGEST_WORD = 10, 44, 420
"""Pixels: least and greatest height, and greatest width, of a word whose letters have grown together."""
SLENDER = 6
"""Height divided by width: a piece higher than a word and at least this slender is a stretch of a ruling."""
LEAST_INK, MOST_INK = 4.0, 0.75
"""Ink of a word that is one piece: at least the first, in pixels per column (a line has less), and at most the second,
as a share of its box (a bar has more)."""
LEAST_AREA = 20
"""Pixels of ink in the largest letter of a run, at least. Specks of a fax lie together, but each has under 10."""
LEAST_CLEAN_AREA = 12
"""The same on a page without specks, where even the thin and broken strokes of a raised mark count."""
LEAST_LONE = 9
"""Pixels: on a page strewn with specks a letter that stands alone is at least this high or wide, even an X whose feet
are lost."""
FAINT_LEVEL = 205
"""Grey level, 255 is white: thin strokes of coloured type are darker. The paper's grain seldom is, and never over as
many pixels."""
MOST_FAINT = 80
"""Pale signs on a page, as many as in thirty footnote marks: more are the grain of the paper, or a grey text."""
LARGEST_MARK = 20
"""Pixels (7 points): the brackets and figures of a footnote mark are lower and narrower."""
BEHIND, RAISED, LOWER = 30, 2, 12
"""Pixels: the value before a pale mark ends at most the first left of it, other marks included, and reaches at least
the second lower. It is looked for down to the third below the mark."""
NEAR_LETTERS = 17
"""Pixels: within a square of this side around each pixel of a letter, nothing is erased as dust."""
MORE_BEHIND = 6
"""Pixels by which that square is longer at a letter's right: from a C in 12-point type to the end of a full stop are
14."""
UNDERLINE_HALF = 8
"""Pixels above and below the middle of an underline within which the page is left as it is."""
LONGEST_STROKE = 18
"""Pixels (6.5 points): the bar of a capital in 12-point type is 16 long, the line under a mark 20 and more."""
THICKEST_UNDERLINE = 6
"""Pixels: a stroke at least this thick belongs to a letter of a title."""
SLIVER = 4
"""Pixels: the remains of a ruling's edge are no thicker."""
ALONG = 0.85
"""Share of the pixels of a ruling's remains that are no further from it than a sliver is thick, at least."""
STOP = 3
"""Pixels: a full stop is at least this wide and high; there is white between it and a ruling."""
DUST = 3
"""Pixels of ink: a piece with no more is a speck; a full stop in 6-point type has 5."""


class Run(NamedTuple):
    """A piece of a text line: its box in pixels, without margin, and its letters from left to right."""

    x0: int
    top: int
    x1: int
    bottom: int
    letters: tuple[Letter, ...]

    @property
    def height(self) -> int:
        return self.bottom - self.top


class Print(NamedTuple):
    """The print of a page: `ink` is 255 at letters, 0 elsewhere; `clean` is the grey page without rulings and dust."""

    ink: Pixels
    clean: Pixels
    bare: Pixels
    """`clean` without underlines, for small raised marks, which are hard to read with a line under them."""
    pieces: NDArray[np.int32]
    """Left, top, width, height and area of each connected piece of `ink`."""
    is_grainy: bool = False


def printed(flat: Pixels, rulings: Pixels, underlines: Sequence[Piece] = ()) -> Print:
    """The print of the evenly lit page `flat`: all ink that is neither dust nor in `rulings` (255 at their pixels)."""
    rules = cv2.dilate(rulings, np.ones((3, 3), np.uint8))
    ink = np.where(flat < INK_LEVEL, np.uint8(255), np.uint8(0))
    ink[rules > 0] = 0
    ink = np.maximum(ink, _faint_marks(flat, np.asarray(rules, dtype=np.uint8), ink))
    drawn_under = _underlines(ink)
    ink[drawn_under > 0] = 0
    pieces = connected(ink)
    labels, stats, _ = pieces
    sizes = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    is_letter = (stats[:, cv2.CC_STAT_AREA] > DUST) & ((sizes.max(axis=1) <= LARGEST_LETTER) | _is_word(stats))
    is_letter &= ~((stats[:, cv2.CC_STAT_HEIGHT] > HIGHEST_WORD) & (sizes[:, 0] * SLENDER <= sizes[:, 1]))
    is_letter &= ~_slivers(np.asarray(rules, dtype=np.uint8), labels, sizes) & ~clumps(ink, labels, stats)
    is_letter[0] = False
    letters = pieces.drawn(np.where(is_letter, np.uint8(255), np.uint8(0)))
    clean = flat.copy()
    # The dot of an i and the arm of an r are as small as dust, so dust is erased only away from all letters.
    # A pale full stop is too faint to count as ink, so a little more is kept behind each letter than before it.
    reach = np.ones((NEAR_LETTERS, NEAR_LETTERS + MORE_BEHIND), np.uint8)
    near = cv2.dilate(letters, reach, anchor=(NEAR_LETTERS // 2 + MORE_BEHIND, NEAR_LETTERS // 2))
    clean[near == 0] = 255
    clean[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = 255
    for line in underlines:  # kept: without them the letters that stand on them lose their feet, and are misread
        band = (
            slice(max(round(line.at) - UNDERLINE_HALF, 0), round(line.at) + UNDERLINE_HALF),
            slice(int(line.start), int(line.stop)),
        )
        clean[band] = flat[band]
    bare = clean.copy()
    bare[cv2.dilate(drawn_under, np.ones((3, 3), np.uint8)) > 0] = 255
    return Print(letters, clean, bare, stats[is_letter], is_grainy(stats))


def _is_word(stats: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which pieces may be words whose letters have grown together: as high as a word, and no lines or bars."""
    wide, high, area = (stats[:, key] for key in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    is_as_high = (high >= LOWEST_WORD) & (high <= HIGHEST_WORD)
    return np.asarray(
        is_as_high & (wide <= LONGEST_WORD) & (area >= LEAST_INK * wide) & (area <= MOST_INK * wide * high)
    )


def _faint_marks(flat: Pixels, rules: Pixels, ink: Pixels) -> Pixels:
    """255 at the pixels of small signs that are too pale for print but look like footnote marks.

    Footnote marks in thin, coloured type have only specks of dark ink. In a photograph or a copy they may have none;
    then a pale sign counts only if it stands raised behind print.
    """
    faint = np.where((flat < FAINT_LEVEL) & (rules == 0), np.uint8(255), np.uint8(0))
    labels, stats, _ = connected(faint)
    dark = np.bincount(labels[ink > 0], minlength=len(stats))
    height, width, area = (stats[:, key] for key in (cv2.CC_STAT_HEIGHT, cv2.CC_STAT_WIDTH, cv2.CC_STAT_AREA))
    is_sign = (height >= LEAST_HEIGHT - 1) & (np.maximum(height, width) <= LARGEST_MARK) & (area > LEAST_AREA / 2)
    is_sign[0] = False
    is_mark = is_sign & (dark < LEAST_AREA) & (dark > DUST)
    pale = np.flatnonzero(is_sign & (dark <= DUST))
    if len(pale) <= MOST_FAINT:
        is_mark[[piece for piece in pale.tolist() if _is_raised(ink, stats[piece])]] = True
    if is_mark.sum() > MOST_FAINT and is_grainy(stats):
        return np.zeros_like(flat)
    return _drawn(is_mark, labels, stats)


def _is_raised(ink: Pixels, sign: NDArray[np.int32]) -> bool:
    """Whether print that reaches further down stands before the sign, as a value does before its mark."""
    x, y, _, height, _ = sign.tolist()
    before = ink[y : y + height + LOWER, max(x - BEHIND, 0) : x]
    rows = np.flatnonzero(before.any(axis=1))
    return bool(len(rows) and rows[-1] >= height + RAISED and rows[0] < height)


def _drawn(chosen: NDArray[np.bool_], labels: NDArray[np.int32], stats: NDArray[np.int32]) -> Pixels:
    """255 at the pixels of the chosen pieces; fast if these are few."""
    drawn = np.zeros(labels.shape, np.uint8)
    for piece in np.flatnonzero(chosen).tolist():
        x, y, width, height = stats[piece, :4].tolist()
        window = slice(y, y + height), slice(x, x + width)
        drawn[window][labels[window] == piece] = 255
    return drawn


def _underlines(ink: Pixels) -> Pixels:
    """255 at thin level strokes longer than any letter's: underlines, which would join the letters above them."""
    long = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, LONGEST_STROKE), np.uint8))
    thick = cv2.morphologyEx(long, cv2.MORPH_OPEN, np.ones((THICKEST_UNDERLINE, 1), np.uint8))
    return np.asarray(cv2.subtract(long, thick), dtype=np.uint8)


def _slivers(rules: Pixels, labels: NDArray[np.int32], sizes: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which pieces of ink are the remains of a ruling's edge: thin, and next to where the ruling was taken out.

    A comma that stands on an underline is as thin, but its upper end is away from the line.
    """
    near, against, along = (
        np.bincount(labels[cv2.dilate(rules, np.ones((side, side), np.uint8)) > 0], minlength=len(sizes))
        for side in (5, 3, 2 * SLIVER + 1)
    )
    shortest, longest = sizes.min(axis=1), sizes.max(axis=1)
    is_stop = (shortest >= STOP) & (against == 0)
    is_comma = along < ALONG * np.bincount(labels.ravel(), minlength=len(sizes))
    thin = (shortest <= SLIVER) & ((longest <= SLIVER * 2) | (longest >= SLIVER * 8))
    return np.asarray((near > 0) & thin & ~is_stop & ~is_comma)


def text_runs(page: Print, down: Sequence[Piece]) -> list[Run]:
    """All runs of a page, sorted by top, then by left edge; the vertical rulings `down` divide them."""
    smear = cv2.morphologyEx(page.ink, cv2.MORPH_CLOSE, np.ones((1, WORD_GAP), np.uint8))
    for bar in down:
        smear[int(bar.start) : int(bar.stop), round(bar.at) - 1 : round(bar.at) + 2] = 0
    labels, smears, _ = connected(np.asarray(smear, np.uint8))
    members: list[list[Letter]] = [[] for _ in smears]
    largest = [0] * len(smears)
    for x, y, width, height, area in page.pieces.tolist():
        owner = np.bincount(labels[y : y + height, x : x + width].ravel())[1:]
        if len(owner):
            index = int(owner.argmax()) + 1
            members[index].append(Letter(x, y, x + width, y + height))
            largest[index] = max(largest[index], area)
    least = LEAST_AREA if page.is_grainy else LEAST_CLEAN_AREA
    printed_ones = (letters for letters, area in zip(members, largest, strict=True) if area >= least)
    runs = [run_of(line) for letters in printed_ones for line in letter_lines(letters)]
    return sorted((run for run in runs if _is_print(run, page.is_grainy)), key=lambda run: (run.top, run.x0))


def run_of(letters: Sequence[Letter]) -> Run:
    """The run that `letters` make up."""
    x0s, tops, x1s, bottoms = zip(*letters, strict=True)
    return Run(min(x0s), min(tops), max(x1s), max(bottoms), tuple(sorted(letters)))


def _is_print(run: Run, is_grainy: bool) -> bool:  # noqa: FBT001
    if is_grainy and len(run.letters) == 1 and max(run.height, run.x1 - run.x0) < LEAST_LONE:
        return False
    return max(letter.height for letter in run.letters) >= LEAST_HEIGHT
