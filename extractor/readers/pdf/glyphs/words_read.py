"""Doubts words with a character of a false shape, unless the recogniser reads the word as the file does.

The recogniser is given a picture of the whole word with only the word's own print on it. A few words for each glyph are
enough, as a font draws a glyph everywhere alike.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.errors import MissingDependencyError
from extractor.model.doubts import Doubt
from extractor.model.page import Word
from extractor.readers.pdf.ground import Boxes
from extractor.readers.pdf.page_drawing import Drawing, Grey, Mask
from extractor.readers.pdf.visible_text import Print

WORDS_OF_A_GLYPH = 4
"""Words that are read for each glyph."""
WORDS_MAX = 150
"""Words that are read of a page. A page with more is set in a font without character names, and a person must read all
of it anyway."""
EDGE = 0.1
"""Share of a glyph's box: a line so near to the box's edge is the border of a cell and does not cross the glyph."""
AIR = 0.25
"""Share of the word's height: the width of the white margin around its picture."""
_ALIKE = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0"})
"""Characters that look the same in many fonts, and so are taken for the same when two readings are compared."""


def with_unlike(words: Sequence[Word], shown: Print, drawing: Drawing | None, lines: Boxes) -> list[Word]:
    """The words of a page; words with a glyph that neither its shape nor the recogniser confirms get `Doubt.UNLIKE`.

    `lines` are the thin rectangles that the page draws, in points. A glyph that a line crosses is not judged by that
    place, as the line has changed its shape.
    """
    if drawing is None:
        return list(words)
    held = _glyphs_of(words, shown, lines, drawing.whole.shape[1] / drawing.scale)
    if not held:
        return list(words)
    asked = _asked(words, held)
    pictures = [_picture(drawing, words[place]) for place in asked]
    read = dict(zip(asked, _read(pictures), strict=True))
    borne_out, against = Counter[int](), Counter[int]()
    for place, text in read.items():
        (borne_out if _bare(text) == _bare(words[place].text) else against).update(held[place])
    doubted = list(words)
    for place, glyphs in held.items():
        if any(borne_out[glyph] <= against[glyph] for glyph in glyphs):
            doubted[place] = words[place]._replace(doubts=words[place].doubts | {Doubt.UNLIKE})
    return doubted


def _glyphs_of(words: Sequence[Word], shown: Print, lines: Boxes, width: float) -> dict[int, set[int]]:
    """For each word with glyphs of a false shape (by its place) their numbers, on a page `width` points wide.

    A lone X is left out: it is the mark in a check box, whose lines may cross it, or stands on a line of underscores.
    """
    odd = np.flatnonzero(shown.unlike)
    if odd.size:
        # A glyph is left out if a line or the edge of the paper touches it everywhere it stands.
        boxes = shown.boxes[odd]
        is_whole = ~_crossed(boxes, lines) & (boxes[:, 0] >= 0) & (boxes[:, 2] <= width)
        whole = shown.unlike[odd[is_whole]]
        odd = odd[np.isin(shown.unlike[odd], whole)]
    held: dict[int, set[int]] = defaultdict(set)
    middles = (shown.boxes[odd, :2] + shown.boxes[odd, 2:]) / 2 if odd.size else np.empty((0, 2))
    for place, word in enumerate(words if odd.size else ()):
        x, y = middles[:, 0], middles[:, 1]
        own = (word.box.x0 <= x) & (x <= word.box.x1) & (word.box.top <= y) & (y <= word.box.bottom)
        if own.any() and _bare(word.text) not in ("", "X", "x"):
            held[place] = set(shown.unlike[odd[own]].tolist())
    return held


def _crossed(boxes: Boxes, lines: Boxes) -> Mask:
    """Which boxes an upright line crosses, or a level line in the upper half (lower ones are underlines of links)."""
    across, down = EDGE * (boxes[:, 2:] - boxes[:, :2]).T
    inner = boxes.T + np.stack([across, down, -across, -down])
    x0, y0, x1, y1 = inner[:, :, None]
    middle = (y0 + y1) / 2
    is_upright = lines[:, 3] - lines[:, 1] > lines[:, 2] - lines[:, 0]
    meets = (lines[:, 0] < x1) & (lines[:, 2] > x0) & (lines[:, 3] > y0)
    return np.asarray((meets & (lines[:, 1] < np.where(is_upright, y1, middle))).any(axis=1))


def _asked(words: Sequence[Word], held: dict[int, set[int]]) -> list[int]:
    """The places of a few words for each glyph; long words come first, as they are read most easily."""
    told = Counter[int]()
    asked: list[int] = []
    for place in sorted(held, key=lambda place: -min(len(words[place].text), 12)):
        if any(told[glyph] < WORDS_OF_A_GLYPH for glyph in held[place]) and len(asked) < WORDS_MAX:
            told.update(held[place])
            asked.append(place)
    return asked


def _picture(drawing: Drawing, word: Word) -> Grey:
    """A picture of the word's own print, black on white."""
    box, scale = word.box, drawing.scale
    x0, y0, x1, y1 = (round(edge * scale) for edge in box)
    ink = drawing.ink[max(y0, 0) : y1 + 1, max(x0, 0) : x1 + 1]
    air = round(AIR * box.height * scale)
    picture = np.full((ink.shape[0] + 2 * air, ink.shape[1] + 2 * air), 255, dtype=np.uint8)
    strongest = max(int(ink.max(initial=0)), 1)
    dark = (255 - ink.astype(np.float32) * (255 / strongest)).astype(np.uint8)
    picture[air : air + ink.shape[0], air : air + ink.shape[1]] = dark
    return picture


def _read(pictures: Sequence[npt.NDArray[np.uint8]]) -> list[str]:
    """What the recogniser reads in each picture; empty texts if it is not installed."""
    try:
        return [reading.text for reading in _engine().read(pictures)]
    except MissingDependencyError:
        return [""] * len(pictures)


@cache
def _engine() -> Any:
    from extractor.readers.recognition.ppocr_engine import PpOcrEngine  # noqa: PLC0415 - most runs never need it

    return PpOcrEngine(1)


def _bare(text: str) -> str:
    """The text as letters, figures, stops and commas, with characters that look the same made one."""
    return "".join(char for char in text if char.isalnum() or char in ".,").translate(_ALIKE)
