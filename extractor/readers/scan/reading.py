"""Runs of print and an engine → words: pictures are cut, read in three calls and put together again.

The first call reads the beginnings of the long lines, and those that are the form's own wording are read no
further. The second reads what seems to carry raised marks, these apart from the value they stand on. The third reads
everything else, and what turned out to carry none.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from extractor.layout import Word
from extractor.readers.scan.alphabets import BEHIND_CODE, DIGITS, MARKS, PRICE, RAISED
from extractor.readers.scan.brackets import with_brackets
from extractor.readers.scan.cell_signs import as_held, as_signed, as_written
from extractor.readers.scan.engines import Engine, LineReading
from extractor.readers.scan.images import Pixels
from extractor.readers.scan.known_lines import known_label, whole_line
from extractor.readers.scan.marks import (
    as_mark,
    begins_with_dollar,
    code_ends,
    glyphs,
    is_mark_text,
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
    """The words of each task: in parts where marks stand on it, and whole where none do."""
    marked = _marked_words(tasks, engine)
    rest = [task for index, task in enumerate(tasks) if index not in marked]
    readings = iter(engine.read([task.whole.pixels for task in rest], [_with_marks(task) for task in rest]))
    for index, task in enumerate(tasks):
        yield marked[index] if index in marked else _whole_words(task, next(readings), engine)


def _marked_words(tasks: Sequence[_Task], engine: Engine) -> dict[int, list[Word]]:
    """The words of those tasks that carry raised marks, by their place; what only looked raised is left out."""
    parts = [(index, raised, part) for index, task in enumerate(tasks) for raised, part in task.parts]
    alphabets = [_raised_alphabet(tasks[index]) if raised else tasks[index].alphabet for index, raised, _ in parts]
    readings = engine.read([part.pixels for _, _, part in parts], alphabets) if parts else []
    read: dict[int, list[tuple[bool, _Part, LineReading]]] = {}
    for (index, raised, part), found in zip(parts, readings, strict=True):
        alphabet = tasks[index].alphabet
        reading = as_mark(found) if raised else _as_printed(found, part.run, alphabet, is_whole=False)
        read.setdefault(index, []).append((raised, part, reading))
    return {
        index: [
            word
            for raised, part, reading in pieces
            for word in run_words(part.run, part.x0, part.x1, reading, engine.name, raised=raised, may_be_dust=False)
        ]
        for index, found in read.items()
        if (pieces := _surest(found, tasks[index].alphabet))
    }


def _surest(
    read: Sequence[tuple[bool, _Part, LineReading]], alphabet: str | None
) -> Sequence[tuple[bool, _Part, LineReading]]:
    """Those readings of a task's parts that make up its value and its marks; none if they do not."""
    values = [piece for piece in read if not piece[0] and piece[2].text]
    marks = [piece for piece in read if piece[0] and is_mark_text(piece[2].text)]
    if alphabet is None or set(alphabet) & set(DIGITS):
        return read if len(values) + len(marks) == len(read) else ()
    codes = [piece for piece in values if set(piece[2].text) <= set(alphabet)]  # a code is cut in more than one way
    ways = (max(kind, key=lambda piece: piece[2].score, default=None) for kind in (codes, marks))
    pieces = [piece for piece in ways if piece is not None]
    return pieces if len(pieces) == 2 else ()  # noqa: PLR2004 - the code and its mark


def _whole_words(task: _Task, reading: LineReading, engine: Engine) -> list[Word]:
    """The words of a task that was read in one piece."""
    run, x0, x1 = task.whole.run, task.whole.x0, task.whole.x1
    whole = _as_printed(reading, run, task.alphabet)
    if task.alphabet is None:
        ticked = ticked_words(run, x0, x1, whole, engine.name)
        label = known_label(whole.text)
        if ticked or label is not None:
            return ticked or list(known_words(run, label or ""))
    return run_words(run, x0, x1, whole, engine.name)


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
    """What a raised stretch can show: in a text it may yet turn out to be text, behind a code it cannot."""
    if task.alphabet is None:
        return MARKS
    return RAISED if set(task.alphabet) & set(DIGITS) else BEHIND_CODE


def _with_marks(task: _Task) -> str | None:
    """What the whole run can show: the value's characters, and a mark's unless it is one character alone."""
    run = task.whole.run
    is_single = run.x1 - run.x0 <= SINGLE * run.height
    return task.alphabet if task.alphabet is None or is_single else task.alphabet + MARKS


def _task(page: Print, run: Run, alphabet: str | None) -> _Task:
    """Pictures of the run and, if something on it is raised, of the raised and the other parts."""
    whole = _part(page.clean, run)
    is_code = alphabet is not None and not set(alphabet) & set(DIGITS)
    ends = code_ends(page.bare, run) if is_code else ()
    if ends:
        return _Task(whole, tuple(part for end in ends for part in _cut_at(page, run, end)), alphabet)
    spans = raised_spans(run)
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


def _cut_at(page: Print, run: Run, end: int) -> Iterator[tuple[bool, _Part]]:
    """A code up to column `end` and the marks behind it, be letters cut in two."""
    for raised, left, right in ((False, run.x0, end), (True, end, run.x1)):
        letters = tuple(
            letter._replace(x0=max(letter.x0, left), x1=min(letter.x1, right))
            for letter in run.letters
            if letter.x0 < right and letter.x1 > left
        )
        if letters:
            yield raised, _part(page.bare, run_of(letters), air=1)


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
