"""Infers the lines of boxes 1 to 6 on a page without rulings, from the places of their labels."""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from extractor.model.form_labels import ASIDES, HEADER_LABELS
from extractor.model.likeness import BOX_LABEL_BEGINNING
from extractor.model.page import BoundingBox, Word
from extractor.model.texts import plain
from extractor.parsing.grid.labels import label_length
from extractor.parsing.grid.text_lines import text_lines

BEGINNING = 4
"""Words by which a label is recognised; the rest of it may be on the next line."""
LEVEL = 0.3
"""Share of a label's height by which the middles of its words differ, at most."""
SAME_COLUMN = 8.0
"""Points: the left edges of the labels in one column of boxes differ by no more."""
INSET = 1.5
"""Points from the edge of a box to its label."""

Segment = tuple[float, float, float]
"""Position, start and end of a line in points."""


def infer_boxes(words: Sequence[Word], bottom: float, right: float) -> tuple[list[Segment], list[Segment]]:
    """The upright and the level lines of the boxes; `bottom` and `right` are the edges of the area of boxes."""
    labels = list(_labels(words))
    lowest = max((label.bottom for label in labels), default=bottom)
    # The form's notes below the boxes are in none of them.
    asides = (line[0].box.top for line in text_lines(words) if line[0].box.top > lowest and label_length(line, ASIDES))
    bottom = min([bottom, *asides])
    columns: list[list[BoundingBox]] = []
    for label in sorted(labels, key=lambda label: label.x0):
        if columns and label.x0 - columns[-1][0].x0 <= SAME_COLUMN:
            columns[-1].append(label)
        else:
            columns.append([label])
    lefts = [min(label.x0 for label in column) - INSET for column in columns]
    tops = [min(label.top for label in column) - INSET / 2 for column in columns]
    upright = [(x, top, bottom) for x, top in zip(lefts, tops, strict=True)]
    level = [(bottom, 0.0, right)]
    for index, column in enumerate(columns):
        for label in column:
            ends = (x for x, top in zip(lefts[index + 1 :], tops[index + 1 :], strict=True) if top <= label.top)
            level.append((label.top - INSET / 2, lefts[index], next(ends, right)))
    return upright, level


def _labels(words: Sequence[Word]) -> Iterator[BoundingBox]:
    """The box of the first word of each box label, each label once."""
    found: set[str] = set()
    for first in words:
        if not first.text[:1].isdigit():
            continue
        # A value of the next box may be between two lines of the label, so only words level with the first are taken.
        line = sorted((word for word in words if _goes_on(first, word)), key=lambda word: word.box.x0)
        seen = plain("".join(word.text for word in line[:BEGINNING]))
        name = next((label.name for label in HEADER_LABELS if _begins(label.wordings, seen)), None)
        if name and name not in found:
            found.add(name)
            yield first.box


def _goes_on(first: Word, word: Word) -> bool:
    return word.box.x0 >= first.box.x0 and abs(word.box.y_center - first.box.y_center) < LEVEL * first.box.height


def _begins(wordings: Sequence[str], seen: str) -> bool:
    if len(seen) < 10:  # noqa: PLR2004 - a number and a word say too little
        return False
    return any(fuzz.ratio(seen, plain(wording)[: len(seen)]) >= BOX_LABEL_BEGINNING for wording in wordings)
