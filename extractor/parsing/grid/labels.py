"""Finds the form's own labels among the words, and the words written after each label.

The wording of the labels is known. They are found by likeness and not letter by letter, so that a letter misread in a
scan, or another abbreviation, does not hide a label.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractor.model import likeness
from extractor.model.form_labels import Label
from extractor.model.page import BoundingBox, Word
from extractor.model.strip import Cell
from extractor.model.texts import plain
from extractor.parsing.grid.text_lines import text_lines

LENGTH_LEAST = 4
"""Letters and digits: a beginning with no more is too short to rule out a label, as 1. Name may be read as I. Name."""
LENGTH_SURE = 16
"""Letters and digits: only a beginning shorter than this is compared with that of a label."""
LENGTH_SLACK = 4
"""Letters and digits by which a misread label may be longer than its wording."""


BOXES = frozenset("☐[]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A label, and the words after it in the same cell, up to the next label."""

    name: str
    box: BoundingBox
    label: tuple[Word, ...]
    words: tuple[Word, ...]


def label_length(words: Sequence[Word], wordings: Iterable[str]) -> int:
    """How many of the first `words` make up one of `wordings`; 0 if they make up none."""
    return _longest(words, _beginning(words), wordings)


def _longest(words: Sequence[Word], beginning: str, wordings: Iterable[str]) -> int:
    longest = 0
    for wanted in map(plain, wordings):
        if _is_like_beginning(beginning, wanted):
            longest = max(longest, _length(words, wanted))
    return longest


def _beginning(words: Iterable[Word]) -> str:
    """The letters and digits of the first words: as few words as have more than `LENGTH_LEAST` of them."""
    seen = ""
    for word in words:
        seen += plain(word.text)
        if len(seen) > LENGTH_LEAST:
            break
    return seen


def _is_like_beginning(seen: str, wanted: str) -> bool:
    """Whether a text that begins with `seen` may be the label `wanted`."""
    if not LENGTH_LEAST < len(seen) < LENGTH_SURE:
        return True
    return fuzz.ratio(seen, wanted[: len(seen)]) >= likeness.LABEL_BEGINNING


def _length(words: Sequence[Word], wanted: str) -> int:
    seen, best, length = "", likeness.LABEL, 0
    for count, word in enumerate(words, 1):
        seen += plain(word.text)
        if not seen:
            if is_mark(word) or word.text in BOXES:
                return 0  # a check box stands before its label and does not belong to it
            continue
        if _begins_otherwise(seen, wanted, count):
            return 0
        if len(seen) > len(wanted) + LENGTH_SLACK:
            break
        if len(seen) < len(wanted) - LENGTH_SLACK - 2:
            continue  # too short: the likeness cannot reach the minimum yet
        alike = fuzz.ratio(seen, wanted)
        if alike > best:
            best, length = alike, count
    return length


def _begins_otherwise(seen: str, wanted: str, count: int) -> bool:
    """Whether the first `count` words, joined as `seen`, show that this is not the label `wanted`."""
    if count == 1 and len(wanted) < 8 and wanted[:1] != seen[:1] and not wanted[:1].isdigit():  # noqa: PLR2004
        return True  # a short label must at least have the same first letter
    return not _is_like_beginning(seen, wanted)


def find_labels(words: Sequence[Word], labels: Sequence[Label]) -> Iterator[tuple[Label, int, int]]:
    """The labels with which lines of `words` (in reading order) begin, as (label, start, stop)."""
    start = 0
    shortest = min(len(plain(wording)) for label in labels for wording in label.wordings)
    if sum(len(word.text) for word in words) < shortest - LENGTH_SLACK:
        return  # most cells of a table are shorter than any label
    for line in text_lines(words):
        rest = words[start:]
        beginning = _beginning(rest)
        found = ((label, _longest(rest, beginning, label.wordings)) for label in labels)
        label, length = max(found, key=lambda option: option[1], default=(None, 0))
        if label and length:
            yield label, start, start + length
        start += len(line)


def segments(cells: Iterable[Cell], labels: Sequence[Label]) -> Iterator[Segment]:
    """All labels found in `cells` with the words after them, cell by cell."""
    for cell in cells:
        found = list(find_labels(cell.words, labels))
        for index, (label, start, after) in enumerate(found):
            stop = found[index + 1][1] if index + 1 < len(found) else len(cell.words)
            yield Segment(label.name, cell.box, cell.words[start:after], cell.words[after:stop])


_MARKS = frozenset("Xx☒☑✓✔✗✘✕✖✚■")


def is_mark(word: Word) -> bool:
    """Whether the word is an X or a tick, with or without the line it stands on (`__X__`, `[X]`)."""
    return is_tick_text(word.text)


def is_tick_text(text: str) -> bool:
    """Whether `text` is an X or a tick, with or without the line it stands on (`__X__`, `[X]`)."""
    return text.strip("_[]() ") in _MARKS
