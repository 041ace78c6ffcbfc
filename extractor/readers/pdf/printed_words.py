"""Characters with their boxes → words: runs without a space, a gap, a jump or a change of type size."""

import numpy as np
import numpy.typing as npt

from extractor.model.page import BoundingBox, Doubt, Word
from extractor.model.strip import Mask, Places, every_pair
from extractor.readers.pdf.characters import BLANK, Boxes

WORD_GAP = 0.28
"""Of the type size: a wider gap between two characters ends a word (a space is 0.25 to 0.33 wide)."""
NARROW_GAP, NO_GAP = 0.11, 0.04
"""Of the type size: a gap that ends a word where the letters beside it have no more than the second between them."""
FIGURES = frozenset("0123456789.,")
LINE_SHIFT = 0.25
"""Of the type size: a baseline moved further starts another line or a raised mark."""
SIZE_CHANGE = 0.88
"""A character smaller than this against its neighbour is of another type size."""
DESCENT = 0.2
"""Of the type size: how far a letter's box reaches below its line."""
TOUCHING = 0.1
"""Of the type size between two letters of one word."""
ON_LINE = 0.06
"""Of the type size between the lines that two letters of one word stand on."""
SMALLEST_CAPITAL = 0.4
"""Of the size of the large capitals beside them: some fonts tell only the height of the print."""
HEIGHT_MIN = 0.1
"""Points: type lower than this cannot be seen; a dot of a printer with 600 dots to the inch is 0.12 wide."""


def find_words(text: str, boxes: Boxes, lines: Boxes, sheet: BoundingBox, cut: Mask | None = None) -> list[Word]:
    """The words that can be seen on `sheet`, in reading order, cut where one of `lines` runs through them.

    `cut` says which characters are seen in part only: their words are doubted.
    """
    if not text:
        return []
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    starts, stops = _runs(codes, boxes)
    before = set(starts.tolist())
    starts, stops = _split_at_lines(starts, stops, boxes, lines)
    over = {place for place in starts.tolist() if place not in before and _is_amid_figures(text, place)}
    left, right = boxes[starts, 0], boxes[stops - 1, 2]
    top, bottom = _extremes(boxes, starts, stops)
    x, y = (left + right) / 2, (top + bottom) / 2
    inside = (sheet.x0 <= x) & (x <= sheet.x1) & (sheet.top <= y) & (y <= sheet.bottom)
    shown = inside & (bottom - top >= HEIGHT_MIN)
    placed = np.column_stack([left, top, right, bottom])[shown]
    texts = (text[start:stop] for start, stop in np.column_stack([starts, stops])[shown].tolist())
    chosen = starts[shown].tolist(), stops[shown].tolist()
    sizes = (placed[:, 3] - placed[:, 1]).tolist()
    rows = zip(texts, placed.tolist(), sizes, strict=True)
    # Each word is a printed piece by itself, and counted as one.
    words = [
        Word(word, BoundingBox._make(box), size, sources=(number,)) for number, (word, box, size) in enumerate(rows)
    ]
    if cut is not None and cut.any():
        is_cut = np.add.reduceat(np.append(cut, False), np.column_stack([starts, stops]).ravel())[::2][shown] > 0
        for place in np.flatnonzero(is_cut).tolist():
            words[place] = words[place]._replace(doubts=frozenset({Doubt.CUT}))
    return (
        [_over_border(word, start, stop, over) for word, start, stop in zip(words, *chosen, strict=True)]
        if over
        else words
    )


def _is_amid_figures(text: str, place: int) -> bool:
    """Whether a number goes on from the character before `place`."""
    return text[place - 1] in FIGURES and text[place] in FIGURES


def _over_border(word: Word, start: int, stop: int, over: set[int]) -> Word:
    """The word, doubted if a number runs on from it over a line, or into it."""
    return word._replace(doubts=word.doubts | {Doubt.OVER_BORDER}) if start in over or stop in over else word


def _runs(codes: npt.NDArray[np.uint32], boxes: Boxes) -> tuple[Places, Places]:
    """Where runs of characters without a space, a gap, a jump or a change of type size start and stop."""
    blank = BLANK[np.minimum(codes, len(BLANK) - 1)]
    size = boxes[:, 3] - boxes[:, 1]
    small, large = np.minimum(size[:-1], size[1:]), np.maximum(size[:-1], size[1:])
    reach = np.maximum(large, 1)
    gap = boxes[1:, 0] - boxes[:-1, 2]
    ends = (
        (gap > WORD_GAP * reach)
        | (gap < -reach)
        | (np.abs(boxes[1:, 3] - boxes[:-1, 3]) > LINE_SHIFT * reach)
        | (small < SIZE_CHANGE * large)
        | blank[1:]
        | blank[:-1]
    )
    by_size = (small < SIZE_CHANGE * large) & ~blank[1:] & ~blank[:-1]
    for place in np.flatnonzero(by_size).tolist():
        ends[place] = not _is_small_capital(codes[place : place + 2].tolist(), boxes[place : place + 2])
    # Small capitals are set at a distance of their own.
    is_one_size = small >= SIZE_CHANGE * large
    wide = (gap > NARROW_GAP * reach) & is_one_size
    closed = ((gap < NO_GAP * reach) & is_one_size) | ends
    around = np.append(closed[1:], True) & np.append(True, closed[:-1])
    # Where all letters of a word are apart it is letterspaced, and a little more white parts nothing.
    ends |= wide & around & ~blank[1:] & ~blank[:-1]
    bounds = np.concatenate([[0], np.flatnonzero(ends) + 1, [len(blank)]])
    seen = ~blank[bounds[:-1]]
    return bounds[:-1][seen], bounds[1:][seen]


def _is_small_capital(codes: list[int], boxes: Boxes) -> bool:
    """Whether the smaller of two characters is a letter of the other's word: they touch, and stand on one line.

    Type in small capitals has its first letters, its figures and signs larger; what is raised or lowered stands on no
    line with the rest.
    """
    before, after = boxes.tolist()
    heights = [box[3] - box[1] for box in (before, after)]
    letter, small, large = (codes[0], before, after) if heights[0] < heights[1] else (codes[1], after, before)
    if not chr(letter).isalpha():
        return False
    size = large[3] - large[1]
    line = large[3] - DESCENT * size
    # The box of a letter reaches down to its line, or below it by a share of its size.
    is_level = line - ON_LINE * size <= small[3] <= large[3] + ON_LINE * size
    return bool(
        is_level and abs(after[0] - before[2]) <= TOUCHING * size and small[3] - small[1] >= SMALLEST_CAPITAL * size
    )


def _extremes(boxes: Boxes, starts: Places, stops: Places) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The highest top and the lowest bottom of each run of characters."""
    # reduceat works on (start, stop) pairs laid end to end; every second result is the white between.
    bounds = np.column_stack([starts, stops]).ravel()
    padded = np.vstack([boxes, boxes[-1:]])
    return np.minimum.reduceat(padded[:, 1], bounds)[::2], np.maximum.reduceat(padded[:, 3], bounds)[::2]


def _split_at_lines(starts: Places, stops: Places, boxes: Boxes, lines: Boxes) -> tuple[Places, Places]:
    """Cut words that a vertical line runs through: two cells' texts may touch without a gap."""
    vertical = lines[(lines[:, 3] - lines[:, 1]) > (lines[:, 2] - lines[:, 0])]
    vertical = vertical[np.argsort(vertical[:, 0] + vertical[:, 2])]
    x = (vertical[:, 0] + vertical[:, 2]) / 2
    middle = (boxes[starts, 1] + boxes[starts, 3]) / 2
    first, last = np.searchsorted(x, boxes[starts, 0], "right"), np.searchsorted(x, boxes[stops - 1, 2], "left")
    # Most lines between a word's two ends stand elsewhere on the page.
    word, line = every_pair(first, last)
    crossed = (vertical[line, 1] <= middle[word]) & (middle[word] <= vertical[line, 3])
    cuts = {
        int(start + np.searchsorted((boxes[start:stop, 0] + boxes[start:stop, 2]) / 2, place))
        for start, stop, place in zip(starts[word[crossed]], stops[word[crossed]], x[line[crossed]], strict=True)
    }
    cuts -= set(starts.tolist()) | set(stops.tolist())
    if not cuts:
        return starts, stops
    extra = np.array(sorted(cuts), dtype=starts.dtype)
    return np.sort(np.concatenate([starts, extra])), np.sort(np.concatenate([stops, extra]))
