"""Words of a box and the labels of its check boxes → which are ticked, and what else is written there.

The labels are found by likeness. Where small type loses more than that, as in a scan, a label that was not made out
stands where the others leave a place for it, and what stands where an X belongs is one, however it was read. What is
taken so is doubted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from rapidfuzz import fuzz

from extractor.model import likeness
from extractor.model.form_labels import Grid, Label
from extractor.model.page import BoundingBox, Doubt, Word
from extractor.model.texts import plain
from extractor.parsing.grid.labels import is_mark
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.header.typed_boxes import is_typed_box, typed_boxes

LINE_STEP = 2.2
"""Heights of type from the top of a label's line to that of its next."""
COLUMN_REACH = 4.0
"""Heights of type between the beginnings of two lines of a label: the second may stand below the check box."""
MARK_REACH = 60.0
"""Points from a mark to the text it ticks; the widest printed column of check boxes is 45."""
NEAR_LABEL = 25.0
"""Points from a label within which nothing but an X stands before it."""
LEVEL, LINE = 2.0, 12.0
"""Points by which a drawn mark may stand above or below its label's line, and how high such a line is at most."""
LETTER = 0.45
"""Width to height of a usual letter with the line it stands on."""
SHORT = 2
"""Characters that an X is read as, at most: `v`, `Y`, `A.`."""


class Grammar(NamedTuple):
    """How much of a label must be found."""

    likeness: float
    """Per cent."""
    share: float
    """Of its letters, over all its lines."""


LETTERS = frozenset("Xx")
"""Marks that may be a word of a title."""
IN_TEXT = 0.75
"""Of the type's height: less white lies between two words of one text."""
STRICT = Grammar(likeness.TICK_LABEL, 0.85)
"""Without its last word a label would leave that in a title."""
LENIENT = Grammar(likeness.TICK_LABEL_DOUBTED, 0.55)
"""Among the words that no label was sure of: small type loses whole words in a scan."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A check box: ticked or not, and where the form has it."""

    ticked: bool
    box: BoundingBox
    words: tuple[Word, ...] = ()
    doubts: frozenset[Doubt] = frozenset()
    """Of where its label stands."""


class Ticks(NamedTuple):
    """The check boxes by the names of their labels, and the words that belong to none."""

    ticks: dict[str, Tick]
    rest: list[Word]
    doubts: frozenset[Doubt]
    """Of the rest: words were left out of it that may be no pieces of labels."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a label stands; not `is_whole` if letters of it were not found, and doubted if little of it was."""

    box: BoundingBox
    words: int
    is_whole: bool
    doubts: frozenset[Doubt] = frozenset()


_Places = dict[str, _Place]
_DOUBTED = frozenset({Doubt.LENIENT})


def read_ticks(words: Sequence[Word], grid: Grid, around: BoundingBox, drawn: Sequence[Word] = ()) -> Ticks:
    """Each label's check box; a label nobody can place is not there.

    `drawn` are crosses that nobody typed: one is a tick only where an X belongs, close before its label.
    """
    labels, rest = _take_labels(words, [*chain(*grid)], STRICT)
    lost = [label for label in chain(*grid) if label.name not in labels]
    unsure, rest = _take_labels(rest, lost, LENIENT)
    labels |= {name: replace(place, doubts=_DOUBTED) for name, place in unsure.items()}
    labels |= dict(_inferred(labels, grid))
    rest = [word for word in rest if not _is_piece(word, labels, grid)]
    left_out = len(words) - len(rest) - sum(place.words for place in labels.values())
    rest = [_as_mark(word, labels) for word in _as_typed(rest, labels)]
    marks = [word for word in rest if is_mark(word) and not _is_in_text(word, rest)]
    ticking = {id(mark) for mark in marks}
    others = [word for word in rest if id(word) not in ticking]
    ticks = _nearest_ticks(marks, labels, around)
    ticks |= {name: tick for name, tick in _drawn(drawn, labels).items() if not ticks[name].ticked}
    return Ticks(ticks, others, _DOUBTED if left_out else frozenset())


def _as_typed(rest: Sequence[Word], labels: _Places) -> list[Word]:
    """The words with an X for every other sign of a ticked box, and without those of empty ones."""
    placed = [word for word in rest if not word.readings and _is_before_label(word, labels)]
    crosses, empty = typed_boxes(placed, len(labels))
    return [word._replace(text="X") if id(word) in crosses else word for word in rest if id(word) not in empty]


def _drawn(marks: Sequence[Word], labels: _Places) -> dict[str, Tick]:
    """The labels that a drawn mark stands close before, level with their first line."""
    return {
        name: Tick(ticked=True, box=mark.box, words=(mark,), doubts=place.doubts)
        for name, place in labels.items()
        for mark in marks
        if 0 <= place.box.x0 - mark.box.x1 + 1 <= NEAR_LABEL
        and place.box.top - LEVEL <= mark.box.y_center <= min(place.box.bottom, place.box.top + LINE) + LEVEL
    }


def _is_in_text(mark: Word, rest: Sequence[Word]) -> bool:
    """Whether a printed X stands a word space beside another written word: `CEO, Project X` ticks nothing."""
    if mark.readings or mark.text not in LETTERS:
        return False
    near = IN_TEXT * mark.box.height
    return any(
        min(abs(word.box.x0 - mark.box.x1), abs(mark.box.x0 - word.box.x1)) < near
        and word.box.top < mark.box.y_center < word.box.bottom
        for word in rest
        if not is_mark(word) and plain(word.text)
    )


def _take_labels(words: Sequence[Word], labels: Sequence[Label], grammar: Grammar) -> tuple[_Places, list[Word]]:
    """The labels' places by name, and the words that belong to none."""
    found: _Places = {}
    rest = list(words)
    for label in labels:
        wanted = plain(label.wordings[0])
        run = _find_run(rest, wanted, grammar)
        if run:
            box = BoundingBox.around(word.box for word in run)
            is_whole = plain("".join(word.text for word in run)) == wanted
            # A wrapped label may go on below its own check box: it begins where its first word does.
            found[label.name] = _Place(box._replace(x0=run[0].box.x0), len(run), is_whole)
            # What stands among the words of a label with gaps is a piece of it that was not made out.
            rest = [word for word in rest if word not in run and (is_whole or not _is_among(word, box))]
    return found, rest


def _is_among(word: Word, label: BoundingBox) -> bool:
    return not is_mark(word) and label.holds(word.box.x_center, word.box.y_center)


def _find_run(words: Sequence[Word], wanted: str, grammar: Grammar) -> list[Word]:
    """The words most like the label: a run on one line, and its rest on the lines below where it wraps."""
    best: tuple[float, list[Word]] = (0.0, [])
    # A mark is set taller and between the lines: with it they would run together.
    lines = text_lines([word for word in words if plain(word.text) and not is_mark(word) and not is_typed_box(word)])
    for row, line in enumerate(lines):
        for start in range(len(line)):
            for run, alike in _runs(lines[row:], start, [], wanted, grammar.likeness):
                # A word more must bring more letters that are the label's than letters that are not.
                gain = _letters(run) * (alike - 50)
                if _letters(run) >= grammar.share * len(wanted) and gain > best[0]:
                    best = gain, run
    return best[1]


def _runs(
    lines: Sequence[Sequence[Word]], start: int, before: list[Word], wanted: str, least: float
) -> Iterator[tuple[list[Word], float]]:
    """What begins like the label, with its likeness: `before`, then words of the first of `lines` and those below.

    `start` is where in the first line the run begins or goes on.
    """
    run = list(before)
    for word in lines[0][start:]:
        run.append(word)
        seen = plain("".join(part.text for part in run))
        if len(seen) > len(wanted) + 2:
            return
        alike = fuzz.ratio(seen, wanted[: max(len(seen), 1)])
        if alike < least:
            continue
        yield list(run), alike
        for below in range(1, len(lines)):
            if lines[below][0].box.top - word.box.top > LINE_STEP * word.box.height:
                break
            yield from _runs_below(lines[below:], run, wanted, least)


def _runs_below(
    lines: Sequence[Sequence[Word]], run: list[Word], wanted: str, least: float
) -> Iterator[tuple[list[Word], float]]:
    """The same where the first line is the next of the label: in its column or, before it, its check box's."""
    first, last = run[0].box, run[-1].box
    for start, word in enumerate(lines[0]):
        is_below = last.y_center < word.box.top + word.box.height / 4 and word.box.top > last.top
        if is_below and abs(word.box.x0 - first.x0) < COLUMN_REACH * last.height:
            yield from _runs(lines, start, run, wanted, least)


def _letters(run: Sequence[Word]) -> int:
    return sum(len(plain(word.text)) for word in run)


def _inferred(labels: _Places, grid: Grid) -> Iterator[tuple[str, _Place]]:
    """Labels that were not made out, where another of their row and one of their column say where they stand."""
    height = min((place.box.height for place in labels.values()), default=0.0)
    for row in grid:
        for index, label in enumerate(row):
            beside = [labels[other.name] for other in row if other.name in labels]
            column = [other[index] for other in grid if len(other) > index and other[index].name in labels]
            if label.name in labels or not beside or not column:
                continue
            left, top = labels[column[0].name].box.x0, beside[0].box.top
            width = LETTER * height * len(label.wordings[0])
            box = BoundingBox(left, top, left + width, top + height)
            yield label.name, _Place(box, words=0, is_whole=False, doubts=_DOUBTED)


def _is_piece(word: Word, labels: _Places, grid: Grid) -> bool:
    """Whether the word is a piece of a label with gaps: in its place, or in brackets and like a word of one."""
    torn = [place.box for place in labels.values() if not place.is_whole]
    if is_mark(word) or not torn:
        return False
    if any(_is_among(word, box) for box in torn):
        return True
    if word.text[:1] not in "([{" and word.text[-1:] not in ")]}":
        return False
    parts = [plain(part) for row in grid for label in row for part in label.wordings[0].split()]
    return any(fuzz.ratio(plain(word.text), part) >= likeness.TICK_LABEL_PIECE for part in parts if len(part) > SHORT)


def _as_mark(word: Word, labels: _Places) -> Word:
    """The word as an X if it stands close before a label, level with it and as high, and is as short as an X."""
    if is_mark(word) or not 0 < len(plain(word.text)) <= SHORT or not _is_before_label(word, labels):
        return word
    readings = (*(first._replace(text="X") for first in word.readings[:1]), *word.readings)
    return word._replace(text="X", readings=readings, doubts=word.doubts | {Doubt.TICK_UNREAD})


def _is_before_label(word: Word, labels: _Places) -> bool:
    return any(
        0 <= label.x0 - word.box.x1 + 1 <= NEAR_LABEL
        and label.top < word.box.y_center < label.bottom
        and word.box.height >= label.height / 2
        for label in (place.box for place in labels.values())
    )


def _nearest_ticks(marks: Sequence[Word], labels: _Places, around: BoundingBox) -> dict[str, Tick]:
    """Each mark ticks the label nearest to its right; a label without a mark is not ticked."""
    ticks = {
        name: Tick(ticked=False, box=_before(place.box, around), doubts=place.doubts) for name, place in labels.items()
    }
    for mark in marks:
        reach = {name: _distance(mark, place.box) for name, place in labels.items()}
        name = min(reach, key=lambda name: reach[name], default=None)
        if name is not None and reach[name] < MARK_REACH:
            ticks[name] = Tick(ticked=True, box=mark.box, words=(mark,), doubts=labels[name].doubts)
    return ticks


def _before(label: BoundingBox, around: BoundingBox) -> BoundingBox:
    """Where the check box of a label is, if nothing stands in it."""
    return BoundingBox(max(label.x0 - 20, around.x0), label.top, label.x0, label.bottom)


def _distance(mark: Word, label: BoundingBox) -> float:
    """From a mark to the label it may stand before; a step up or down counts as five to the side."""
    if mark.box.x_center > label.x0:
        return float("inf")
    off = max(label.top - mark.box.y_center, mark.box.y_center - label.bottom, 0)
    return label.x0 - mark.box.x1 + 5 * off
