"""Joins characters into words. A word ends at a space, a gap, a jump to another line, or a change of type size."""

import numpy as np
import numpy.typing as npt

from extractor.model.doubts import Doubt
from extractor.model.page import BoundingBox, Word
from extractor.model.strip import Mask, Places, every_pair
from extractor.readers.pdf.characters import BLANK, Boxes

WORD_GAP = 0.28
"""Share of the type size: a wider gap between two characters ends a word (a space is 0.25 to 0.33 wide)."""
NARROW_GAP, NO_GAP = 0.11, 0.04
"""Shares of the type size: a gap wider than the first ends a word if the gaps before and after it are narrower than the
second. In a letterspaced word those are wide, too."""
FIGURES = frozenset("0123456789.,")
LINE_SHIFT = 0.25
"""Share of the type size: a character whose bottom is shifted by more is on another line, or is a raised mark."""
SIZE_CHANGE = 0.88
"""Height of the smaller of two neighbours divided by that of the larger: under this they are of two type sizes."""
DESCENT = 0.2
"""Share of the type size: how far a letter's box reaches below its baseline."""
TOUCHING = 0.1
"""Share of the type size: the widest gap or overlap between a large and a small capital of one word."""
ON_LINE = 0.06
"""Share of the type size: by so much the baselines of a large and a small capital of one word may differ."""
SMALLEST_CAPITAL = 0.4
"""Share of the height of the large capital beside it: a small capital's box is at least this high. It is so low because
some fonts report only the height of the ink."""
HEIGHT_MIN = 0.1
"""Points: lower type cannot be seen. For comparison, one dot of a 600 dpi printer is 0.12 points wide."""


def find_words(text: str, boxes: Boxes, lines: Boxes, sheet: BoundingBox, cut: Mask | None = None) -> list[Word]:
    """The words whose middle lies on `sheet`, in the order of the characters in `text`.

    A word is divided where one of `lines` runs through it. `cut` marks the characters of which only a part can be seen;
    their words get `Doubt.CUT`.
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
    # `sources` gives each word a number of its own: each is one printed piece.
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
    """Whether the characters before and at `place` belong to one number."""
    return text[place - 1] in FIGURES and text[place] in FIGURES


def _over_border(word: Word, start: int, stop: int, over: set[int]) -> Word:
    """The word, with `Doubt.OVER_BORDER` if a number was divided by a line at its start or its end."""
    return word._replace(doubts=word.doubts | {Doubt.OVER_BORDER}) if start in over or stop in over else word


def _runs(codes: npt.NDArray[np.uint32], boxes: Boxes) -> tuple[Places, Places]:
    """The first place of each word, and the place after its last; spaces belong to no word."""
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
    # The narrow gap counts only between characters of one size: small capitals have a spacing of their own.
    is_one_size = small >= SIZE_CHANGE * large
    wide = (gap > NARROW_GAP * reach) & is_one_size
    closed = ((gap < NO_GAP * reach) & is_one_size) | ends
    around = np.append(closed[1:], True) & np.append(True, closed[:-1])
    # Some fonts report only the ink of a letter, so that all have a gap between them. One that touches tells otherwise.
    touching = (np.abs(gap) < NO_GAP * reach) & is_one_size
    around &= np.append(touching[1:], False) | np.append(False, touching[:-1])
    # A gap between letters that are all apart is letterspacing, and ends no word.
    ends |= wide & around & ~blank[1:] & ~blank[:-1]
    bounds = np.concatenate([[0], np.flatnonzero(ends) + 1, [len(blank)]])
    seen = ~blank[bounds[:-1]]
    return bounds[:-1][seen], bounds[1:][seen]


def _is_small_capital(codes: list[int], boxes: Boxes) -> bool:
    """Whether the smaller of two neighbours is a small capital of the same word: they touch and share a baseline.

    In type set in small capitals the first letters, figures and signs are larger. A raised or lowered mark does not
    share the baseline.
    """
    before, after = boxes.tolist()
    heights = [box[3] - box[1] for box in (before, after)]
    letter, small, large = (codes[0], before, after) if heights[0] < heights[1] else (codes[1], after, before)
    if not chr(letter).isalpha():
        return False
    size = large[3] - large[1]
    line = large[3] - DESCENT * size
    # The bottom of a letter's box is its baseline, or `DESCENT` below it; fonts differ.
    is_level = line - ON_LINE * size <= small[3] <= large[3] + ON_LINE * size
    return bool(
        is_level and abs(after[0] - before[2]) <= TOUCHING * size and small[3] - small[1] >= SMALLEST_CAPITAL * size
    )


def _extremes(boxes: Boxes, starts: Places, stops: Places) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The highest top and the lowest bottom of each run of characters."""
    # reduceat works on (start, stop) pairs laid end to end; every second result is the space between two runs.
    bounds = np.column_stack([starts, stops]).ravel()
    padded = np.vstack([boxes, boxes[-1:]])
    return np.minimum.reduceat(padded[:, 1], bounds)[::2], np.maximum.reduceat(padded[:, 3], bounds)[::2]


def _split_at_lines(starts: Places, stops: Places, boxes: Boxes, lines: Boxes) -> tuple[Places, Places]:
    """The starts and stops with each word divided where a vertical line crosses it.

    The texts of two neighbouring cells may touch without a gap.
    """
    vertical = lines[(lines[:, 3] - lines[:, 1]) > (lines[:, 2] - lines[:, 0])]
    vertical = vertical[np.argsort(vertical[:, 0] + vertical[:, 2])]
    x = (vertical[:, 0] + vertical[:, 2]) / 2
    middle = (boxes[starts, 1] + boxes[starts, 3]) / 2
    first, last = np.searchsorted(x, boxes[starts, 0], "right"), np.searchsorted(x, boxes[stops - 1, 2], "left")
    # So far only x was compared; most of these lines are above or below the word.
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
