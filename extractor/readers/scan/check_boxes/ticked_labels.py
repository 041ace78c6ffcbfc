"""Separates the X before the label of a check box from the label, in what an engine read of both.

An X on a line of underscores is read as part of the label or not at all. So the ink before the label's first letter is
looked at, too.
"""

import re
from collections.abc import Iterator

from extractor.model.doubts import Doubt
from extractor.model.form_labels import TICKED_LABELS
from extractor.model.page import BoundingBox, Origin, Reading, Word
from extractor.readers.image.laying_out import POINT
from extractor.readers.recognition.engines import LineReading
from extractor.readers.scan.segmentation.letter_lines import Letter
from extractor.readers.scan.segmentation.marks import run_type
from extractor.readers.scan.segmentation.text_runs import Run
from extractor.readers.scan.segmentation.words import known_words
from extractor.readers.wording.known_lines import known_label

SURE = "Xx☒✓"
"""Characters that are surely an X or a tick in a check box."""
LINE = " _.-"
"""Characters that the line under an X is read as."""
AS_HIGH = 0.6
"""Share of the height of capitals: an X is at least this high. The line it stands on is lower, and so is dust."""
BEFORE = 1.0
"""Share of the height of capitals: an X begins at least this far before the label's first letter."""
INTO = 0.2
"""Share of the height of capitals: the engine may place the label's beginning this far inside its first letter."""
_MARK = re.compile(rf"[\s_.\-\[(]*([{SURE}YyVv])[\s_.\-\])]*")
"""An X with its line; also a Y or V, as which an X is read if its feet are lost in the line."""


def ticked_words(run: Run, x0: float, x1: float, reading: LineReading, engine: str) -> list[Word]:
    """The X and the words of the label in `reading`, of pixel columns `x0` to `x1`; empty if there is no X."""
    read = _MARK.match(reading.text)
    label = known_label(reading.text[read.end() :]) if read else None
    if read and label in TICKED_LABELS:
        mark = reading.characters[read.start(1)]
        seen = mark if mark.text in SURE else mark.doubted(Doubt.TICK_UNREAD)
        left, cut = x0 + mark.x0 * (x1 - x0), x0 + reading.characters[read.end()].x0 * (x1 - x0)
        read_as = Reading(engine, "X", seen.score)
        return [_mark(run, left, cut, read_as, seen.doubts), *_label(run, label, cut)]
    start = len(reading.text) - len(reading.text.lstrip(LINE))
    label = known_label(reading.text[start:])
    if label not in TICKED_LABELS:
        return []
    kind = run_type(run)
    begins = x0 + reading.characters[start].x0 * (x1 - x0)
    before = [x for x in run.letters if _is_before(x, begins, kind.height) and x.height >= AS_HIGH * kind.height]
    if not before:
        return []
    unread = _mark(run, before[0].x0, begins, Reading(engine, "X"), frozenset({Doubt.TICK_UNREAD}))
    return [unread, *_label(run, label, begins)]


def _is_before(letter: Letter, begins: float, height: float) -> bool:
    """Whether the ink stands before the label: an X, maybe joined to its line, which may reach up to the label."""
    return letter.x0 <= begins - BEFORE * height and letter.x1 <= begins + INTO * height


def _mark(run: Run, left: float, cut: float, read: Reading, doubts: frozenset[Doubt]) -> Word:
    right = min(left + run.height, cut)
    box = BoundingBox(left * POINT, run.top * POINT, right * POINT, run.bottom * POINT)
    return Word("X", box, box.height, readings=(read,), origin=Origin.RECOGNISED, doubts=doubts)


def _label(run: Run, label: str, cut: float) -> Iterator[Word]:
    """The label's words, which begin at the pixel column `cut`."""
    return known_words(run._replace(x0=round(cut)), label)
