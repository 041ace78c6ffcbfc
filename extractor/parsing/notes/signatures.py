"""Lines about the signatures → each signature with its date.

A signature's date stands apart, under or in the column of the word Date; a date amid a name belongs to the name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from rapidfuzz import fuzz

from extractor.model import likeness
from extractor.model.form_labels import SIGNATURE_LABEL
from extractor.model.page import Doubt, Word
from extractor.model.strip import Cell
from extractor.model.texts import plain
from extractor.model.values import UnparsableTextError, parse_date
from extractor.parsing.grid.labels import label_length
from extractor.parsing.notes.numbers import Line
from extractor.parsing.notes.paragraphs import DIRT_SCORE, cell_of, middle, share_out

_GLUED_DATE = re.compile(r"(.*?)(\d{1,2}/\d{1,2}/\d{4})\W?", re.ASCII)
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?,?|[AaPp]\.?[Mm]\.?|[A-Z]{2,4}|at|-", re.ASCII)
"""What may stand behind the day: an hour, and which half of the day and zone it is of."""
AMID_TEXT = 0.5
"""Of the type's height: less white lies between two words of a sentence."""
TOUCHING = 0.01
"""Points between parts of one word."""
SAME_LEFT = 2.0
"""Points between the beginnings of what is set flush."""
IN_COLUMN = 12.0
"""Points by which a date may begin left of the word Date."""
SHORTEST_DATE = 6
"""Characters, of 1/2/25."""
DATE_WORDS = 3
"""Words of a date that names its month."""


def signature_label(line: Sequence[Word]) -> tuple[Word, ...] | None:
    """The words of the label under a signature, if `line` holds it."""
    for index, word in enumerate(line):
        if "ignature" in word.text or plain(word.text)[:3] == plain(SIGNATURE_LABEL)[:3]:
            length = label_length(line[index:], (SIGNATURE_LABEL,)) or _copied_label(line[index:])
            if length and not _is_amid_text(line, index, length):
                return tuple(
                    line[max(index - 1, 0) if line[index - 1].text.startswith("*") else index : index + length]
                )
    return None


def _is_amid_text(line: Sequence[Word], index: int, length: int) -> bool:
    """Whether the `length` words from `index` on are part of a text: a label stands alone, be it behind asterisks.

    The word Date may follow.
    """
    before = [word for word in line[:index] if word.text.strip("*")]
    after = [word for word in line[index + length :][:1] if plain(word.text) not in ("date", "")]
    return _is_near(before[-1:], line[index : index + 1]) or _is_near(line[index + length - 1 : index + length], after)


def _is_near(before: Sequence[Word], after: Sequence[Word]) -> bool:
    """Whether a word stands a word space behind another; either may be missing."""
    near = AMID_TEXT * after[0].box.height if after else 0.0
    return bool(before and after) and after[0].box.x0 - before[0].box.x1 < near


def _copied_label(line: Sequence[Word]) -> int:
    """How many of the first words are the label of a signature, hardly legible; 0 if they are not."""
    length = len(SIGNATURE_LABEL.split())
    seen = plain("".join(word.text for word in line[:length]))
    return length if fuzz.ratio(seen, plain(SIGNATURE_LABEL)) >= likeness.SIGNATURE_COPIED else 0


def _count_signers(words: Sequence[str]) -> int:
    """How many sign: a firm signs by another, `A LLC, By: /s/ B LLC, By: /s/ Ann Lee`, and all that is one."""
    return sum(
        word.startswith("/s/") and not (place and (before in (":", "by") or before.endswith(":")))
        for place, (before, word) in enumerate(zip(("", *words), words, strict=False))
    )


class _Dated(NamedTuple):
    """A line about a signature: the words of its date, if it has one, and the others."""

    name: Line
    date: Line


def read_signatures(lines: Sequence[Line], page_tops: Sequence[float]) -> Iterator[tuple[Cell, Cell]]:
    """Signatures with their dates: one for each date that stands right of a name."""
    heads = [word.box.x0 for line in lines if signature_label(line) for word in line if plain(word.text) == "date"]
    written = [rest for rest in map(_without_label, lines) if rest]
    parts = [_dated(line, min(heads, default=0.0)) for line in written]
    if not any(part.date for part in parts):
        parts = [_dated(line, 0.0) for line in written]
    dates = sorted((part.date for part in parts if part.date), key=middle)
    if not dates:
        return
    column = min(date[0].box.x0 for date in dates) - 2
    names = [tuple(word for word in part.name if word.box.x_center < column) for part in parts]
    names = [_without_dirt(line) for line in names if line and not _is_dirt(line)]
    labels = sorted(label[0].box.y_center for label in map(signature_label, lines) if label)
    if len(labels) == len(dates):
        runs = _between(names, labels)
    else:
        runs = share_out(names, [middle(date) for date in dates], page_tops)[1:]
    for run, date in zip(runs, dates, strict=True):
        signers = _count_signers([word.text.lower() for line in run for word in line])
        doubts = frozenset({Doubt.SEVERAL_SIGNERS}) if signers > 1 else frozenset[Doubt]()
        yield replace(cell_of(run), doubts=doubts), cell_of([date])


def _dated(line: Line, column: float) -> _Dated:
    """The line's words, of which a date is apart if it ends the line and stands apart or begins the `column` of dates.

    An hour behind the date is none of its words.
    """
    parted = _date_apart(line)
    for start, word in enumerate(parted):
        is_amid = bool(start) and _is_near(parted[start - 1 : start], (word,)) and not _touches(parted[start - 1], word)
        if is_amid and not 0 < column <= word.box.x0 + SAME_LEFT:
            continue
        for stop in range(min(start + DATE_WORDS, len(parted)), start, -1):
            run = parted[start:stop]
            is_last = all(_TIME.fullmatch(after.text) for after in parted[stop:])
            if is_last and run[-1].box.x1 > column - IN_COLUMN and _is_date(run):
                return _Dated(parted[:start], run)
    return _Dated(line, ())


def _touches(before: Word, word: Word) -> bool:
    """Whether both were one word: they were cut apart where the one ends and the other begins."""
    return abs(word.box.x0 - before.box.x1) < TOUCHING


def _date_apart(line: Line) -> Line:
    """The line with the date at its end as a word: without a stop, and cut from the name it is one word with."""
    *before, last = line
    glued = _GLUED_DATE.fullmatch(last.text)
    if glued is None or _is_date((last,)):
        return line
    last = last._replace(doubts=last.doubts | {Doubt.LENIENT})
    parts = [(glued.start(group), glued.end(group)) for group in (1, 2)]
    return (*before, *(_part(last, start, stop) for start, stop in parts if start < stop))


def _part(word: Word, start: int, stop: int) -> Word:
    """Characters of a word, which are about as wide as each other; its other readings if they are as long."""
    step = word.box.width / len(word.text)
    box = word.box._replace(x0=word.box.x0 + start * step, x1=word.box.x0 + stop * step)
    readings = tuple(r._replace(text=r.text[start:stop]) for r in word.readings if len(r.text) == len(word.text))
    return word._replace(text=word.text[start:stop], box=box, readings=readings)


def _is_dirt(line: Line) -> bool:
    """Whether the line is one sign that was hardly read: no name is."""
    sure = line[0].sureness
    return len(line) == 1 and len(line[0].text) == 1 and sure is not None and sure < DIRT_SCORE


def _without_dirt(line: Line) -> Line:
    """The line without a lone sign before its /s/: that comes first, and the sign is the end of a ruling."""
    is_dirt = len(line) > 1 and line[1].text.startswith(("/s/", "/S/")) and len(line[0].text) == 1
    return line[1:] if is_dirt else line


def _between(lines: Sequence[Line], labels: Sequence[float]) -> list[list[Line]]:
    """Lines shared out to the label that follows them."""
    runs: list[list[Line]] = [[] for _ in labels]
    for line in lines:
        index = sum(label < middle(line) for label in labels)
        if index < len(runs):
            runs[index].append(line)
    return runs


def _without_label(line: Line) -> Line:
    """The line without the words printed under a signature's line."""
    label = signature_label(line)
    if label is None:
        return tuple(word for word in line if word.text.strip("*_") and plain(word.text) != "date")
    return tuple(word for word in line if word not in label and plain(word.text) not in ("date", ""))


def _is_date(words: Line) -> bool:
    text = " ".join(word.text for word in words)
    try:
        parse_date(text)
    except UnparsableTextError:
        return False
    return len(text) >= SHORTEST_DATE
