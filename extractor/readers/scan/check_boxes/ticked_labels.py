"""What an engine read of a check box's label → the X before it, apart from the label's words.

An X on its line is read as part of the label or not at all; so the ink before the label's first letter is asked too.
"""

import re
from collections.abc import Iterator

from extractor.model.form_labels import TICKED_LABELS
from extractor.model.page import BoundingBox, Doubt, Origin, Reading, Word
from extractor.readers.image.laying_out import POINT
from extractor.readers.recognition.engines import LineReading
from extractor.readers.scan.segmentation.letter_lines import Letter
from extractor.readers.scan.segmentation.marks import run_type
from extractor.readers.scan.segmentation.text_runs import Run
from extractor.readers.scan.segmentation.words import known_words
from extractor.readers.wording.known_lines import known_label

SURE = "Xx☒✓"
"""What an X in a check box is surely read as."""
LINE = " _.-"
"""What the line is read as that an X may stand on."""
AS_HIGH = 0.6
"""Of the height of capitals: the line an X stands on is lower, and so is dust."""
BEFORE = 1.0
"""Of the height of capitals: how far before the label's first letter an X stands, at least."""
INTO = 0.2
"""Of the height of capitals: how far into the label's first letter an engine may place its beginning."""
_MARK = re.compile(rf"[\s_.\-\[(]*([{SURE}YyVv])[\s_.\-\])]*")
"""An X on its line, and what is left of one whose feet stand in that line."""


def ticked_words(run: Run, x0: float, x1: float, reading: LineReading, engine: str) -> list[Word]:
    """The X and the words of the label that `reading` holds, which shows pixel columns `x0` to `x1`; none without X."""
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
    """Whether the ink stands before the label: an X, and the line it has grown into, which may reach to the label."""
    return letter.x0 <= begins - BEFORE * height and letter.x1 <= begins + INTO * height


def _mark(run: Run, left: float, cut: float, read: Reading, doubts: frozenset[Doubt]) -> Word:
    right = min(left + run.height, cut)
    box = BoundingBox(left * POINT, run.top * POINT, right * POINT, run.bottom * POINT)
    return Word("X", box, box.height, readings=(read,), origin=Origin.RECOGNISED, doubts=doubts)


def _label(run: Run, label: str, cut: float) -> Iterator[Word]:
    """The label's words, which begin at the pixel column `cut`."""
    return known_words(run._replace(x0=round(cut)), label)
