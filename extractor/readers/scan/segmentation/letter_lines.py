"""Letters whose smears touched → the same by text line, whatever stands close to more than one of them."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

LEAST_HEIGHT = 8
"""Pixels (3 points): a line must have something as high as the smallest letter."""
TWO_LINES = 2.0
"""Times the height of the usual letter: letters this far apart are of more than one line."""
SAME_MIDDLE = 0.75
"""Times the height of the usual letter: the middles of a line's letters, raised marks included, lie within."""
COLUMN_GAP = 0.3
"""Times the height of the usual letter: white between two columns, which is no narrower than that between words."""
COLUMN_WIDTH = 4.0
"""Times the height of the usual letter: the column of numbers beside a text's lines ("(12)") is no wider."""
SPARSE = 0.2
"""Of the ink beside it: what ascenders, descenders and letters that touch leave between two lines."""
TALL = 1.7
"""Times the height of the usual letter: what is taller are letters of two lines that touch."""
LEAST_LINE = 0.6
"""Times the height of the usual letter: no line is lower."""


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
    """The letters by text line: mostly one, more where letters of two lines touched in the smear."""
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
    """The lines that the other letters make, where some reach over two of them: a p that touches the h below it."""
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
    """The number at the left of a text, and the text: it stands level with the middle of several lines."""
    ordered = sorted(letters)
    reach = list(accumulate((letter.x1 for letter in ordered), max))
    for cut in range(1, len(ordered)):
        if reach[cut - 1] - ordered[0].x0 > COLUMN_WIDTH * usual:
            break
        if ordered[cut].x0 - reach[cut - 1] >= COLUMN_GAP * usual:
            return [ordered[:cut], ordered[cut:]]
    return []


def _at_white_row(letters: Sequence[Letter], usual: int) -> list[list[Letter]]:
    """The letters above and below the barest row between two lines; one that reaches over it is cut in two."""
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
