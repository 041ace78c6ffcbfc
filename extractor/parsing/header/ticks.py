"""Finds which of a box's check boxes are ticked, and what else is written in the box.

The labels of the check boxes are found by likeness. In a scan, small type may lose too many letters for that. Then a
missing label is placed by the others of its row and column, and a short word in the place of an X is taken for one,
however it was read. Results found in this way are doubted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from rapidfuzz import fuzz

from extractor.model import likeness
from extractor.model.doubts import Doubt
from extractor.model.form_labels import Grid, Label
from extractor.model.page import BoundingBox, Word
from extractor.model.texts import plain
from extractor.parsing.grid.labels import is_mark
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.header.typed_boxes import is_typed_box, typed_boxes

LINE_STEP = 2.2
"""Heights of type from the top of one line of a label to the top of the next, at most."""
COLUMN_REACH = 4.0
"""Heights of type by which the left ends of two lines of a label differ; the second may begin below the check box."""
MARK_REACH = 60.0
"""Points from a mark to the label it ticks, at most; the widest printed column of check boxes is 45."""
NEAR_LABEL = 25.0
"""Points before a label within which only an X can stand."""
LEVEL, LINE = 2.0, 12.0
"""Points: a drawn mark may be the first above or below its label's first line, which is at most the second high."""
LETTER = 0.45
"""Width of an average letter divided by the height of its label's box."""
SHORT = 2
"""Characters: what an X is misread as has no more, like `v`, `Y`, `A.`."""


class Grammar(NamedTuple):
    """How much of a label must be found."""

    likeness: float
    """Least likeness of the words found to the beginning of the label, in per cent."""
    share: float
    """Least share, 0 to 1, of the label's letters that must be found, over all its lines."""


LETTERS = frozenset("Xx")
"""Marks that may also be a word of a title."""
IN_TEXT = 0.75
"""Share of the type's height: between two words of one text there is less white."""
STRICT = Grammar(likeness.TICK_LABEL, 0.85)
"""The first search. The share is high so that the last word of a label is not left over and taken for a title."""
LENIENT = Grammar(likeness.TICK_LABEL_DOUBTED, 0.55)
"""The second search, among the remaining words: a scan may lose whole words of small type."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A check box: whether it is ticked, and its place."""

    ticked: bool
    box: BoundingBox
    words: tuple[Word, ...] = ()
    doubts: frozenset[Doubt] = frozenset()
    """Doubts about the place of its label."""


class Ticks(NamedTuple):
    """The check boxes by the names of their labels, and the words that belong to no check box."""

    ticks: dict[str, Tick]
    rest: list[Word]
    doubts: frozenset[Doubt]
    """Doubts about `rest`: words were left out as pieces of labels, and may be none."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The place of a label, made of `words` words; not `is_whole` if letters are missing, doubted if many are."""

    box: BoundingBox
    words: int
    is_whole: bool
    doubts: frozenset[Doubt] = frozenset()


_Places = dict[str, _Place]
_DOUBTED = frozenset({Doubt.LENIENT})


def read_ticks(words: Sequence[Word], grid: Grid, around: BoundingBox, drawn: Sequence[Word] = ()) -> Ticks:
    """The check box of each label in `grid`; labels that cannot be placed are missing.

    `drawn` are crosses that are drawn and not typed. One ticks a box only if it is close before its label.
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
    """The words, with an X in place of any other sign for a ticked box, and without signs for empty boxes."""
    placed = [word for word in rest if not word.readings and _is_before_label(word, labels)]
    crosses, empty = typed_boxes(placed, len(labels))
    return [word._replace(text="X") if id(word) in crosses else word for word in rest if id(word) not in empty]


def _drawn(marks: Sequence[Word], labels: _Places) -> dict[str, Tick]:
    """The ticks of labels that have a drawn mark close before them, level with their first line."""
    return {
        name: Tick(ticked=True, box=mark.box, words=(mark,), doubts=place.doubts)
        for name, place in labels.items()
        for mark in marks
        if 0 <= place.box.x0 - mark.box.x1 + 1 <= NEAR_LABEL
        and place.box.top - LEVEL <= mark.box.y_center <= min(place.box.bottom, place.box.top + LINE) + LEVEL
    }


def _is_in_text(mark: Word, rest: Sequence[Word]) -> bool:
    """Whether a printed X is a word of a text, a word space away from another word: `CEO, Project X` ticks nothing."""
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
    """The places of the labels found, by name, and the words that belong to none of them."""
    found: _Places = {}
    rest = list(words)
    for label in labels:
        wanted = plain(label.wordings[0])
        run = _find_run(rest, wanted, grammar)
        if run:
            box = BoundingBox.around(word.box for word in run)
            is_whole = plain("".join(word.text for word in run)) == wanted
            # The second line of a wrapped label may begin below its check box: only the first word gives its left edge.
            found[label.name] = _Place(box._replace(x0=run[0].box.x0), len(run), is_whole)
            # Words inside the box of a label with missing letters are illegible pieces of it.
            rest = [word for word in rest if word not in run and (is_whole or not _is_among(word, box))]
    return found, rest


def _is_among(word: Word, label: BoundingBox) -> bool:
    return not is_mark(word) and label.holds(word.box.x_center, word.box.y_center)


def _find_run(words: Sequence[Word], wanted: str, grammar: Grammar) -> list[Word]:
    """The words most like the label: a run on one line, which may go on in the lines below if the label wraps."""
    best: tuple[float, list[Word]] = (0.0, [])
    # Marks are left out: they are taller and stand between lines, so that two lines would be taken for one.
    lines = text_lines([word for word in words if plain(word.text) and not is_mark(word) and not is_typed_box(word)])
    for row, line in enumerate(lines):
        for start in range(len(line)):
            for run, alike in _runs(lines[row:], start, [], wanted, grammar.likeness):
                # A longer run is better only if more of its added letters are the label's than not.
                gain = _letters(run) * (alike - 50)
                if _letters(run) >= grammar.share * len(wanted) and gain > best[0]:
                    best = gain, run
    return best[1]


def _runs(
    lines: Sequence[Sequence[Word]], start: int, before: list[Word], wanted: str, least: float
) -> Iterator[tuple[list[Word], float]]:
    """All runs of words that are like the beginning of the label, with their likeness in per cent.

    A run consists of `before`, then words of the first of `lines` from place `start` on, then words of lines below.
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
    """The runs that go on in the first of `lines`, if a word of it stands below `run` and begins near its left end.

    It may begin a little further left, below the check box.
    """
    first, last = run[0].box, run[-1].box
    for start, word in enumerate(lines[0]):
        is_below = last.y_center < word.box.top + word.box.height / 4 and word.box.top > last.top
        if is_below and abs(word.box.x0 - first.x0) < COLUMN_REACH * last.height:
            yield from _runs(lines, start, run, wanted, least)


def _letters(run: Sequence[Word]) -> int:
    return sum(len(plain(word.text)) for word in run)


def _inferred(labels: _Places, grid: Grid) -> Iterator[tuple[str, _Place]]:
    """The places of labels that were not found, from another label of their row and one of their column."""
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
    """Whether the word is a piece of a label with missing letters: inside its box, or in brackets and like a word."""
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
    """The word as an X, if it is as short as an X and stands close before a label, level with it and high enough."""
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
    """The check box of each label: each mark ticks the nearest label right of it."""
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
    """The assumed place of a label's check box, if nothing stands in it."""
    return BoundingBox(max(label.x0 - 20, around.x0), label.top, label.x0, label.bottom)


def _distance(mark: Word, label: BoundingBox) -> float:
    """The distance, in points, from a mark to a label right of it; one point up or down counts as five sideways."""
    if mark.box.x_center > label.x0:
        return float("inf")
    off = max(label.top - mark.box.y_center, mark.box.y_center - label.bottom, 0)
    return label.x0 - mark.box.x1 + 5 * off
