"""Reads the signatures, each with its date.

The date of a signature stands apart, in the column of the word Date. A date amid the words of a name belongs to it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from rapidfuzz import fuzz

from extractor.model import likeness
from extractor.model.doubts import Doubt
from extractor.model.form_labels import SIGNATURE_LABEL
from extractor.model.page import Origin, Word
from extractor.model.strip import Cell
from extractor.model.texts import plain
from extractor.model.values import UnparsableTextError, parse_date
from extractor.parsing.grid.labels import label_length
from extractor.parsing.notes.numbers import Line
from extractor.parsing.notes.paragraphs import DIRT_SCORE, cell_of, middle, share_out

_GLUED_DATE = re.compile(r"(.*?)(\d{1,2}/\d{1,2}/\d{4})\W?", re.ASCII)
_MISREAD_DATE = re.compile(r"(?=(?:\D*\d){5})[\dOoIlSsBZ|/.,:()-]{7,11}", re.ASCII)
"""A date of which figures or strokes may be misread; five figures are left."""
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?,?|[AaPp]\.?[Mm]\.?|[A-Z]{2,4}|at|-", re.ASCII)
"""What may stand behind the date: the time, a.m. or p.m., and the time zone."""
AMID_TEXT = 0.5
"""Share of the type's height: between two words of a sentence there is less white."""
TOUCHING = 0.01
"""Points: the parts of one word are no further apart."""
SAME_LEFT = 2.0
"""Points: the left edges of things that are set flush differ by no more."""
IN_COLUMN = 12.0
"""Points: a date in the column of the word Date does not end further left of that word."""
SHORTEST_DATE = 6
"""Characters of the shortest date, 1/2/25."""
DATE_WORDS = 3
"""Words of a date that names its month, at most."""


def signature_label(line: Sequence[Word]) -> tuple[Word, ...] | None:
    """The words of the label under a signature, if the line contains it; else None."""
    for index, word in enumerate(line):
        if "ignature" in word.text or plain(word.text)[:3] == plain(SIGNATURE_LABEL)[:3]:
            length = label_length(line[index:], (SIGNATURE_LABEL,)) or _copied_label(line[index:])
            if length and not _is_amid_text(line, index, length):
                return tuple(
                    line[max(index - 1, 0) if line[index - 1].text.startswith("*") else index : index + length]
                )
    return None


def _is_amid_text(line: Sequence[Word], index: int, length: int) -> bool:
    """Whether the `length` words from `index` on are part of a sentence, and so no label.

    A label stands alone. Only asterisks may precede it, and the word Date may follow.
    """
    before = [word for word in line[:index] if word.text.strip("*")]
    after = [word for word in line[index + length :][:1] if plain(word.text) not in ("date", "")]
    return _is_near(before[-1:], line[index : index + 1]) or _is_near(line[index + length - 1 : index + length], after)


def _is_near(before: Sequence[Word], after: Sequence[Word]) -> bool:
    """Whether the word `after` is only a word space behind the word `before`; each has at most one word."""
    near = AMID_TEXT * after[0].box.height if after else 0.0
    return bool(before and after) and after[0].box.x0 - before[0].box.x1 < near


def _copied_label(line: Sequence[Word]) -> int:
    """How many of the first words are a hardly legible label of a signature; 0 if they are none."""
    length = len(SIGNATURE_LABEL.split())
    seen = plain("".join(word.text for word in line[:length]))
    return length if fuzz.ratio(seen, plain(SIGNATURE_LABEL)) >= likeness.SIGNATURE_COPIED else 0


def _count_signers(words: Sequence[str]) -> int:
    """How many persons sign. A firm may sign by another: `A LLC, By: /s/ B LLC, By: /s/ Ann Lee` is one signature."""
    return sum(
        word.startswith("/s/") and not (place and (before in (":", "by") or before.endswith(":")))
        for place, (before, word) in enumerate(zip(("", *words), words, strict=False))
    )


class _Dated(NamedTuple):
    """A line of a signature: the words of its date, if it has one, and its other words."""

    name: Line
    date: Line


def read_signatures(lines: Sequence[Line], page_tops: Sequence[float]) -> Iterator[tuple[Cell, Cell]]:
    """The signatures with their dates, one for each date; `page_tops` are the y where pages begin."""
    heads = [word.box.x0 for line in lines if signature_label(line) for word in line if plain(word.text) == "date"]
    written = [rest for rest in map(_without_label, lines) if rest]
    parts = [_dated(line, min(heads, default=0.0)) for line in written]
    if not any(part.date for part in parts):
        parts = [_dated(line, 0.0) for line in written]
    starts = [part.date[0].box.x0 for part in parts if part.date] or heads
    if not starts:
        return
    column = min(starts) - SAME_LEFT
    parts = [_with_misread_date(part, column) for part in parts]
    dates = sorted((part.date for part in parts if part.date), key=middle)
    if not dates:
        return
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
    """The line, with its date separated if the line ends with it, and it stands apart or is in the `column` of dates.

    `column` is the x of the word Date, or 0. A time behind the date is dropped.
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


def _with_misread_date(part: _Dated, column: float) -> _Dated:
    """The line, with a date that an engine misread, such as "15/122023", in the `column` where other dates begin.

    It is no date, but shows that another person signs.
    """
    *name, last = part.name or (None,)
    if part.date or last is None or last.origin is not Origin.RECOGNISED or not _MISREAD_DATE.fullmatch(last.text):
        return part
    is_in_column = -SAME_LEFT <= last.box.x0 - column <= IN_COLUMN
    is_apart = not _is_near(name[-1:], (last,))
    return _Dated(tuple(name), (last,)) if is_in_column and is_apart else part


def _touches(before: Word, word: Word) -> bool:
    """Whether both were one word that was cut in two, so that one begins where the other ends."""
    return abs(word.box.x0 - before.box.x1) < TOUCHING


def _date_apart(line: Line) -> Line:
    """The line, with a date at its end as a word of its own: cut from the name before it, and without a stop."""
    *before, last = line
    glued = _GLUED_DATE.fullmatch(last.text)
    if glued is None or _is_date((last,)):
        return line
    last = last._replace(doubts=last.doubts | {Doubt.LENIENT})
    parts = [(glued.start(group), glued.end(group)) for group in (1, 2)]
    return (*before, *(_part(last, start, stop) for start, stop in parts if start < stop))


def _part(word: Word, start: int, stop: int) -> Word:
    """The characters `start` to `stop` of a word, taken as equally wide; also of its readings of the same length."""
    step = word.box.width / len(word.text)
    box = word.box._replace(x0=word.box.x0 + start * step, x1=word.box.x0 + stop * step)
    readings = tuple(r._replace(text=r.text[start:stop]) for r in word.readings if len(r.text) == len(word.text))
    return word._replace(text=word.text[start:stop], box=box, readings=readings)


def _is_dirt(line: Line) -> bool:
    """Whether the line is just one hardly legible character, which is no name."""
    sure = line[0].sureness
    return len(line) == 1 and len(line[0].text) == 1 and sure is not None and sure < DIRT_SCORE


def _without_dirt(line: Line) -> Line:
    """The line without a single character before /s/, with which a signature begins: it is the end of a ruling."""
    is_dirt = len(line) > 1 and line[1].text.startswith(("/s/", "/S/")) and len(line[0].text) == 1
    return line[1:] if is_dirt else line


def _between(lines: Sequence[Line], labels: Sequence[float]) -> list[list[Line]]:
    """For each label (given by its y) the lines that precede it."""
    runs: list[list[Line]] = [[] for _ in labels]
    for line in lines:
        index = sum(label < middle(line) for label in labels)
        if index < len(runs):
            runs[index].append(line)
    return runs


def _without_label(line: Line) -> Line:
    """The line without the form's own words: the label of the signature, the word Date, and lines to write on."""
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
