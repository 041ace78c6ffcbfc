"""Runs of print and an engine → words: pictures are cut, read in two calls and put together again.

The first call reads the beginnings of the long lines, and those that are the form's own wording are read no
further. The second reads everything else: raised marks apart from the value they stand on.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from extractor.layout import Word
from extractor.readers.scan.alphabets import DIGITS, MARKS, PRICE, RAISED
from extractor.readers.scan.brackets import with_brackets
from extractor.readers.scan.cell_signs import as_held, as_signed, as_written
from extractor.readers.scan.engines import Engine, LineReading
from extractor.readers.scan.images import Pixels
from extractor.readers.scan.known_lines import known_label, whole_line
from extractor.readers.scan.marks import (
    as_mark,
    begins_with_dollar,
    glyphs,
    is_mark_text,
    lone_letter_end,
    raised_spans,
    run_type,
)
from extractor.readers.scan.text_runs import Print, Run, run_of
from extractor.readers.scan.ticked_labels import ticked_words
from extractor.readers.scan.words import known_words, run_words

MARGIN = 3
"""Pixels of paper around a run: the network was taught on lines with a little air."""
LEAST_HEIGHT = 26
"""Pixels: a low run (a dash, "on") is not blown up more than print of 8 points is."""
SQUEEZE = 0.8
"""Width to height of a long line's picture against the page: saves time and costs long texts hardly a letter."""
LONG = 620
"""Pixels (3.1 inch): a longer line is part of a text, or one of the form's own and begun before it is read."""
BEGINNING = 130
"""Pixels of a long line that are read first: "Persons who", "* If the form is"."""
LIKE_DOLLAR = "5S"
"""What a $ in bold type is read as."""
SINGLE = 1.3
"""Width to height up to which a run is one letter; a letter and its mark are wider."""
WORD_GAP = 0.3
"""Of the type's height: where a long line may be cut without cutting a word."""


class _Part(NamedTuple):
    """A picture of a run, or of part of one, and the pixel columns of the page it shows."""

    run: Run
    x0: int
    x1: int
    pixels: Pixels


class _Task(NamedTuple):
    """A run to be read as a whole, and in parts if it seems to carry raised marks: (is raised, part)."""

    whole: _Part
    parts: tuple[tuple[bool, _Part], ...] = ()
    alphabet: str | None = None


def read_runs(page: Print, runs: Sequence[Run], engine: Engine, alphabets: Sequence[str | None]) -> list[Word]:
    """The words of all `runs` on `page`, run by run; `alphabets` says what each can hold."""
    cut = [_cut(run) for run in runs]
    clean = page.clean
    begun = _begin(clean, cut, engine)
    tasks = [
        _task(page, part, alphabets[index])
        for index, (first, rest) in enumerate(cut)
        for part in (() if isinstance(begun.get(index), str) else (rest or first,))
    ]
    results = iter(_words_of(tasks, engine))
    words: list[Word] = []
    for index, (first, rest) in enumerate(cut):
        beginning = begun.get(index)
        if isinstance(beginning, str):
            words += known_words(runs[index], beginning)
            continue
        if rest is not None and beginning is not None:
            words += run_words(first, *_columns(clean, first), beginning, engine.name)
        words += next(results)
    return words


def _cut(run: Run) -> tuple[Run, Run | None]:
    """The beginning of a long run and the rest of it, cut between two words; a short run is all beginning."""
    if run.x1 - run.x0 < LONG:
        return run, None
    gap = WORD_GAP * run_type(run).height
    for before, after in pairwise(glyphs(run.letters)):
        if after.x0 - before.x1 >= gap and after.x0 - run.x0 >= BEGINNING:
            middle = (after.x0 + before.x1) / 2
            first = tuple(letter for letter in run.letters if letter.x0 < middle)
            return run_of(first), run_of(tuple(letter for letter in run.letters if letter.x0 >= middle))
    return run, None


def _begin(clean: Pixels, cut: Sequence[tuple[Run, Run | None]], engine: Engine) -> dict[int, str | LineReading]:
    """For each run that was cut: the known line it is, or else what its beginning reads."""
    begun = [(index, first, rest) for index, (first, rest) in enumerate(cut) if rest is not None]
    readings = engine.read([_part(clean, first).pixels for _, first, _ in begun])
    found: dict[int, str | LineReading] = {}
    for (index, first, rest), reading in zip(begun, readings, strict=True):
        share = (first.x1 - first.x0) / (rest.x1 - first.x0)
        found[index] = whole_line(reading.text, share) or reading
    return found


def _words_of(tasks: Sequence[_Task], engine: Engine) -> Iterator[list[Word]]:
    """The words of each task, every picture read in one call."""
    parts = [part for task in tasks for part in (task.whole, *(part for _, part in task.parts))]
    alphabets = [
        alphabet
        for task in tasks
        for alphabet in (
            _with_marks(task),
            *(_raised_alphabet(task) if raised else task.alphabet for raised, _ in task.parts),
        )
    ]
    readings = iter(engine.read([part.pixels for part in parts], alphabets))
    for task in tasks:
        whole = _as_printed(next(readings), task.whole.run, task.alphabet)
        read = [
            (raised, part, as_mark(found) if raised else _as_printed(found, part.run, task.alphabet, is_whole=False))
            for (raised, part), found in zip(task.parts, readings, strict=False)
        ]
        if read and all(is_mark_text(reading.text) if raised else reading.text for raised, _, reading in read):
            yield [
                word
                for raised, part, reading in read
                for word in run_words(
                    part.run, part.x0, part.x1, reading, engine.name, raised=raised, may_be_dust=False
                )
            ]
            continue
        ticked = ticked_words(task.whole.run, task.whole.x0, task.whole.x1, whole, engine.name)
        label = known_label(whole.text)
        if task.alphabet is None and ticked:
            yield ticked
        elif task.alphabet is None and label is not None:
            yield list(known_words(task.whole.run, label))
        else:
            yield run_words(task.whole.run, task.whole.x0, task.whole.x1, whole, engine.name)


def _as_printed(reading: LineReading, run: Run, alphabet: str | None, *, is_whole: bool = True) -> LineReading:
    """The reading with what the engine cannot know put right: what the cell holds, and how the form prints it."""
    if alphabet is None:
        return as_signed(as_written(with_brackets(reading)))
    return as_held(_with_dollar(reading, run, alphabet), alphabet, is_whole=is_whole)


def _with_dollar(reading: LineReading, run: Run, alphabet: str | None) -> LineReading:
    """The reading with its first figure taken for a $ where the pixels say so: in bold type it reads as 5."""
    if alphabet != PRICE or len(reading.characters) < 2 or reading.text[0] not in LIKE_DOLLAR:  # noqa: PLR2004
        return reading
    if not begins_with_dollar(run):
        return reading
    first, *rest = reading.characters
    return LineReading((first._replace(text="$"), *rest))


def _raised_alphabet(task: _Task) -> str:
    """What a raised stretch can show: in a text it may yet turn out to be text."""
    return MARKS if task.alphabet is None else RAISED


def _with_marks(task: _Task) -> str | None:
    """What the whole run can show: the value's characters, and a mark's unless it is one character alone."""
    run = task.whole.run
    is_single = run.x1 - run.x0 <= SINGLE * run.height
    return task.alphabet if task.alphabet is None or is_single else task.alphabet + MARKS


def _task(page: Print, run: Run, alphabet: str | None) -> _Task:
    """Pictures of the run and, if something on it is raised, of the raised and the other parts."""
    spans = _behind_letter(page, run, alphabet) or raised_spans(run)
    whole = _part(page.clean, run)
    if not spans:
        return _Task(whole, (), alphabet)
    edges = sorted({run.x0, run.x1 + 1, *(x for span in spans for x in span)})
    parts = []
    for left, right in pairwise(edges):
        letters = tuple(letter for letter in run.letters if left <= (letter.x0 + letter.x1) / 2 < right)
        if letters:
            raised = (left, right) in spans
            parts.append((raised, _part(page.bare if raised else page.clean, run_of(letters), air=1)))
    return _Task(whole, tuple(parts), alphabet)


def _behind_letter(page: Print, run: Run, alphabet: str | None) -> list[tuple[int, int]]:
    """What stands behind the letter of a code: only marks do."""
    is_code = alphabet is not None and not set(alphabet) & set(DIGITS)
    end = lone_letter_end(page.bare, run) if is_code else None
    return [] if end is None else [(end, run.x1 + 1)]


def _columns(clean: Pixels, run: Run) -> tuple[int, int]:
    return max(run.x0 - MARGIN - 1, 0), min(run.x1 + MARGIN + 1, clean.shape[1])


def _part(clean: Pixels, run: Run, *, air: int = MARGIN + 1) -> _Part:
    """The picture of a run with `air` of the page at its sides; what lacks to the usual is white."""
    x0, x1 = max(run.x0 - air, 0), min(run.x1 + air, clean.shape[1])
    top, bottom = max(run.top - MARGIN, 0), min(run.bottom + MARGIN, clean.shape[0])
    lacking = max(LEAST_HEIGHT - (bottom - top), 0)
    side = MARGIN + 1 - air
    framed = cv2.copyMakeBorder(
        clean[top:bottom, x0:x1], lacking // 2, lacking - lacking // 2, side, side, cv2.BORDER_CONSTANT, value=(255,)
    )
    squeeze = SQUEEZE if run.x1 - run.x0 >= LONG else 1.0
    width = max(8, round(framed.shape[1] * squeeze))
    squeezed = cv2.resize(framed, (width, framed.shape[0]), interpolation=cv2.INTER_AREA)
    return _Part(run, x0 - side, x1 + side, np.asarray(squeezed, dtype=np.uint8))
