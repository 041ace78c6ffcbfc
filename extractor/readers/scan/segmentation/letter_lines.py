"""Divides a group of letters into text lines.

Runs of print are found by smearing letters sideways (see `text_runs`). Where letters of two lines touch, or a number
stands beside two lines, the smear holds more than one line.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

LEAST_HEIGHT = 8
"""Pixels (3 points): a line has at least one piece of ink this high, the height of the smallest letter.

The constants below that are given in letter heights count in the height of a tall letter of the group: the 90th
percentile of its letters.
"""
TWO_LINES = 2.0
"""Letter heights: a group as high as this or higher has more than one line."""
SAME_MIDDLE = 0.75
"""Letter heights: the middles of a line's letters and raised marks lie within this distance."""
COLUMN_GAP = 0.3
"""Letter heights: the white between two columns is at least as wide, like that between two words."""
COLUMN_WIDTH = 4.0
"""Letter heights: a column of numbers beside a text, like "(12)", is no wider."""
SPARSE = 0.2
"""Ink of a pixel row between two lines (ascenders, descenders, touching letters) divided by that of the fullest row of
the emptier line: at most this."""
TALL = 1.7
"""Letter heights: a higher piece of ink is two letters of two lines that touch."""
LEAST_LINE = 0.6
"""Letter heights: no line is lower."""


class Letter(NamedTuple):
    """A piece of ink of a letter's size, in pixels; touching letters are one piece."""

    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def letter_lines(letters: Sequence[Letter]) -> list[list[Letter]]:
    """The letters of each text line. Mostly this is one line; see the module for when it is more."""
    heights = sorted(letter.height for letter in letters)
    usual = max(heights[len(heights) * 9 // 10], LEAST_HEIGHT)
    top, bottom = min(x.top for x in letters), max(x.bottom for x in letters)
    if bottom - top < TWO_LINES * usual:
        return [list(letters)]
    lines = [line for line in _by_middle(letters, usual) if max(letter.height for letter in line) >= LEAST_HEIGHT]
    if _are_apart(lines, usual):
        return lines
    cut = _grown_together(letters, usual)
    if cut:
        return cut
    parts = _number_apart(letters, usual) or _at_white_row(letters, usual)
    return [line for part in parts for line in letter_lines(part)] or [list(letters)]


def _by_middle(letters: Sequence[Letter], usual: int) -> list[list[Letter]]:
    lines: list[list[Letter]] = []
    floor = -1.0
    for letter in sorted(letters, key=lambda letter: letter.middle):
        if lines and letter.middle < floor:
            lines[-1].append(letter)
        else:
            lines.append([letter])
            floor = letter.middle + usual * SAME_MIDDLE
    return lines


def _are_apart(lines: Sequence[Sequence[Letter]], usual: int) -> bool:
    return all(min(x.top for x in low) >= max(x.bottom for x in high) - usual / 3 for high, low in pairwise(lines))


def _grown_together(letters: Sequence[Letter], usual: int) -> list[list[Letter]]:
    """The lines, if letters of two lines touch, like a p and the h below it; else an empty list.

    The lines are found from all other letters, and each tall piece is cut between them.
    """
    tall = [letter for letter in letters if letter.height > TALL * usual]
    rest = [letter for letter in letters if letter.height <= TALL * usual]
    lines = [line for line in _by_middle(rest, usual) if max(letter.height for letter in line) >= LEAST_HEIGHT]
    if not tall or len(lines) < 2 or not _are_apart(lines, usual):  # noqa: PLR2004
        return []
    edges = [(max(x.bottom for x in high) + min(x.top for x in low)) // 2 for high, low in pairwise(lines)]
    bounds = list(pairwise([min(x.top for x in letters), *edges, max(x.bottom for x in letters)]))
    for letter in tall:
        for line, (top, bottom) in zip(lines, bounds, strict=True):
            part = letter._replace(top=max(letter.top, top), bottom=min(letter.bottom, bottom))
            if part.height >= LEAST_HEIGHT / 2:
                line.append(part)
    return [sorted(line) for line in lines]


def _number_apart(letters: Sequence[Letter], usual: int) -> list[list[Letter]]:
    """A number at the left, and the text beside it; empty if there is no such column.

    The number may stand level with the middle of several lines and so belong to none of them.
    """
    ordered = sorted(letters)
    reach = list(accumulate((letter.x1 for letter in ordered), max))
    for cut in range(1, len(ordered)):
        if reach[cut - 1] - ordered[0].x0 > COLUMN_WIDTH * usual:
            break
        if ordered[cut].x0 - reach[cut - 1] >= COLUMN_GAP * usual:
            return [ordered[:cut], ordered[cut:]]
    return []


def _at_white_row(letters: Sequence[Letter], usual: int) -> list[list[Letter]]:
    """The letters above and below the pixel row with the least ink; a letter that crosses the row is cut in two."""
    top, bottom = min(x.top for x in letters), max(x.bottom for x in letters)
    steps = [0] * (bottom - top + 1)
    for letter in letters:
        steps[letter.top - top] += letter.width
        steps[letter.bottom - top] -= letter.width
    widths = list(accumulate(steps))
    margin = round(usual * LEAST_LINE)
    row = min(range(margin, len(widths) - margin), key=widths.__getitem__, default=0)
    if not row or widths[row] > SPARSE * min(max(widths[:row]), max(widths[row:])):
        return []
    cut = top + row
    above = [x if x.bottom <= cut else x._replace(bottom=cut) for x in letters if x.top < cut]
    below = [x if x.top >= cut else x._replace(top=cut) for x in letters if x.bottom > cut]
    return [above, below]
