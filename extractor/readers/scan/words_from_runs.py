"""Reads runs of print with an engine, in three calls, and returns their words.

The first call reads only the beginnings of long lines; a line that is the form's own wording is then known, and read no
further. The second call reads runs that seem to have raised marks, the marks apart from the value. The third call reads
all other runs, and those that proved to have no marks.
"""

import re
from collections.abc import Iterator, Sequence

from extractor.model.doubts import Doubt
from extractor.model.page import Word
from extractor.readers.image.pixels import Pixels
from extractor.readers.recognition.engines import Engine, LineReading
from extractor.readers.scan.check_boxes.ticked_labels import ticked_words
from extractor.readers.scan.correction.brackets import with_brackets
from extractor.readers.scan.correction.cell_signs import as_held, as_signed, as_written
from extractor.readers.scan.correction.dotted import with_last_stops
from extractor.readers.scan.correction.doubled_commas import with_doubled_commas
from extractor.readers.scan.correction.full_stops import stops_of, with_stops
from extractor.readers.scan.correction.letter_case import in_case
from extractor.readers.scan.correction.unread_ink import doubted_at, unread_beside
from extractor.readers.scan.run_pictures import Part, Task, columns, cut_long, part_of, task_of
from extractor.readers.scan.segmentation.marks import as_mark, with_dollar
from extractor.readers.scan.segmentation.text_runs import Print, Run
from extractor.readers.scan.segmentation.words import known_words, run_words
from extractor.readers.wording.alphabets import BEHIND_CODE, DIGITS, MARKS, PRICE, RAISED
from extractor.readers.wording.known_lines import known_label, whole_line
from extractor.readers.wording.mark_texts import is_mark_text

Piece = tuple[bool, Part, LineReading]
"""A part of a task with its reading: (whether it is raised, part, reading)."""

GUESSED = 0.5
"""Sureness, 0 to 1: a mark read with less is only guessed from its place."""
HARDLY = Doubt.INK_BESIDE_MARK.most
"""Sureness, 0 to 1: that of a value between which and its mark ink was left unread. It is then read in one piece."""
SURE = 0.9
"""Sureness, 0 to 1: if a cell is read in one piece with at least this, a guessed mark is dropped."""
_ENDS_IN_MARK = re.compile(r"[^(\s]\s?\(\d{1,2}\)$", re.ASCII)
MORE_WHITE = (3, 8)
"""Pixels of white added at the sides of a picture in which ink was left unread, for a second and a third try. What a
network reads depends on where its columns fall."""
LETTER_HEIGHT, LEAST_WIDTH, SHORT_WORD = 9, 0.9, 80
"""Of a run in which nothing was read, to be read again: the least height in pixels at 200 dpi (6-point type), the least
width in heights, and the greatest width in pixels, as longer words are always read."""
SINGLE_LETTER, SINGLE_FIGURE = 1.3, 0.9
"""Width divided by height: a run no wider is a single letter, or a single figure, without a mark."""


def read_runs(page: Print, runs: Sequence[Run], engine: Engine, alphabets: Sequence[str | None]) -> list[Word]:
    """The words of all `runs` on `page`, run by run.

    `alphabets` gives the characters that each run can hold: those of its table column, or None for any text.
    """
    cut = [cut_long(run) for run in runs]
    clean = page.clean
    begun = _begin(clean, cut, engine)
    tasks = [
        task_of(page, part, alphabets[index])
        for index, (first, rest) in enumerate(cut)
        for part in (() if isinstance(begun.get(index), str) else (rest or first,))
    ]
    results = iter(_words_of(page, tasks, engine))
    words: list[Word] = []
    for index, (first, rest) in enumerate(cut):
        beginning = begun.get(index)
        if isinstance(beginning, str):
            words += known_words(runs[index], beginning)
            continue
        if rest is not None and beginning is not None:
            words += run_words(first, *columns(clean, first), beginning, engine.name)
        words += next(results)
    return words


def _begin(clean: Pixels, cut: Sequence[tuple[Run, Run | None]], engine: Engine) -> dict[int, str | LineReading]:
    """For each long run that was cut, by its place: the known line it is (a str), or the reading of its beginning."""
    begun = [(index, first, rest) for index, (first, rest) in enumerate(cut) if rest is not None]
    readings = engine.read([part_of(clean, first).pixels for _, first, _ in begun])
    found: dict[int, str | LineReading] = {}
    for (index, first, rest), reading in zip(begun, readings, strict=True):
        share = (first.x1 - first.x0) / (rest.x1 - first.x0)
        found[index] = whole_line(reading.text, share) or reading
    return found


def _words_of(page: Print, tasks: Sequence[Task], engine: Engine) -> Iterator[list[Word]]:
    """The words of each task: from its parts if it has raised marks, else from the reading of the whole."""
    marked = _marked_pieces(tasks, engine)
    rest = [task for index, task in enumerate(tasks) if not _is_settled(marked.get(index, ()))]
    readings = iter(_wholes(page.clean, rest, engine))
    for index, task in enumerate(tasks):
        pieces = marked.get(index, ())
        whole = None if _is_settled(pieces) else next(readings)
        if whole is not None and (not pieces or _tells_more(whole[1])):
            yield _whole_words(page, task._replace(whole=whole[0]), whole[1], engine)
        else:
            yield [
                word
                for raised, part, reading in pieces
                for word in run_words(part.run, *part.columns, reading, engine.name, raised=raised, may_be_dust=False)
            ]


def _wholes(clean: Pixels, tasks: Sequence[Task], engine: Engine) -> list[tuple[Part, LineReading]]:
    """The reading of each task's whole picture.

    Where ink was left unread, or nothing was read at all, the picture is read again with more white around it, and the
    reading is doubted.
    """
    alphabets = [_with_marks(task) for task in tasks]
    wholes = [task.whole for task in tasks]
    found = list(zip(wholes, engine.read([part.pixels for part in wholes], alphabets), strict=True))
    beside = {index: place for index, task in enumerate(tasks) if (place := _unread(task, *found[index])) is not None}
    blank = [index for index, task in enumerate(tasks) if not found[index][1].characters and _may_be_word(task)]
    left_out = [*beside, *blank]
    for white in MORE_WHITE if left_out else ():
        parts = [part_of(clean, tasks[index].whole.run, white=white) for index in left_out]
        again = engine.read([part.pixels for part in parts], [alphabets[index] for index in left_out])
        for index, part, reading in zip(left_out, parts, again, strict=True):
            if reading.characters and _unread(tasks[index], part, reading) is None:
                place = 0 if beside.pop(index, None) == 0 else -1
                found[index] = part, doubted_at(reading, place)
        left_out = [index for index in left_out if index in beside or not found[index][1].characters]
    for index, place in beside.items():
        found[index] = found[index][0], doubted_at(found[index][1], place)
    return found


def _may_be_word(task: Task) -> bool:
    """Whether a text of which nothing was read is as wide and high as two letters, and so no speck."""
    run = task.whole.run
    width = run.x1 - run.x0
    return task.alphabet is None and run.height >= LETTER_HEIGHT and LEAST_WIDTH * run.height <= width <= SHORT_WORD


def _unread(task: Task, part: Part, reading: LineReading) -> int | None:
    """The place of the character beside which ink was left unread; None if none was, or the text is a known label."""
    if task.alphabet is None and known_label(reading.text):
        return None
    return unread_beside(reading, part.run, *part.columns, is_cell=task.alphabet is not None)


def _is_settled(pieces: Sequence[Piece]) -> bool:
    """Whether the reading of a task's parts stands: no mark is only guessed, and no ink was left out between them."""
    return bool(pieces) and all(
        reading.sureness >= (GUESSED if raised else HARDLY + 0.01) for raised, _, reading in pieces
    )


def _tells_more(whole: LineReading) -> bool:
    """Whether the reading of the whole is better than that of the parts: it is sure, or ends in a mark itself."""
    return whole.sureness >= SURE or bool(_ENDS_IN_MARK.search(whole.text))


def _marked_pieces(tasks: Sequence[Task], engine: Engine) -> dict[int, Sequence[Piece]]:
    """The readings of the parts of each task that has raised marks, by its place.

    Tasks of which a part only looked raised are left out.
    """
    parts = [(index, raised, part) for index, task in enumerate(tasks) for raised, part in task.parts]
    alphabets = [_raised_alphabet(tasks[index]) if raised else tasks[index].alphabet for index, raised, _ in parts]
    readings = engine.read([part.pixels for _, _, part in parts], alphabets) if parts else []
    read: dict[int, list[Piece]] = {}
    for (index, raised, part), found in zip(parts, readings, strict=True):
        alphabet = tasks[index].alphabet
        reading = as_mark(found) if raised else _as_printed(found, part.run, part.columns, alphabet, is_whole=False)
        if alphabet is not None and set(alphabet) & set(DIGITS):  # not for codes: they are cut through touching ink
            left_out = unread_beside(reading, part.run, *part.columns, is_cell=True)
            reading = reading if left_out is None else doubted_at(reading, left_out, Doubt.INK_BESIDE_MARK)
        read.setdefault(index, []).append((raised, part, reading))
    return {index: pieces for index, found in read.items() if (pieces := _surest(found, tasks[index].alphabet))}


def _surest(read: Sequence[Piece], alphabet: str | None) -> Sequence[Piece]:
    """The readings that together are a value and its marks; empty if they are not."""
    values = [piece for piece in read if not piece[0] and piece[2].text]
    marks = [piece for piece in read if piece[0] and is_mark_text(piece[2].text)]
    if alphabet is None or set(alphabet) & set(DIGITS):
        return read if len(values) + len(marks) == len(read) else ()
    codes = [piece for piece in values if set(piece[2].text) <= set(alphabet)]  # one of several ways to cut off a code
    ways = (max(kind, key=key, default=None) for kind, key in ((codes, _sureness), (marks, _whole_marks)))
    pieces = [piece for piece in ways if piece is not None]
    return pieces if len(pieces) == 2 else ()  # noqa: PLR2004 - the code and its mark


def _sureness(piece: Piece) -> float:
    return piece[2].sureness


def _whole_marks(piece: Piece) -> tuple[int, float]:
    """Ranks marks that were cut off behind a code: of sure ones that with the most signs, as a cut may lose a mark."""
    reading = piece[2]
    return len(reading.text) if reading.sureness >= SURE else 0, reading.sureness


def _whole_words(page: Print, task: Task, reading: LineReading, engine: Engine) -> list[Word]:
    """The words of a task from the reading of the whole."""
    run, x0, x1 = task.whole.run, task.whole.x0, task.whole.x1
    whole = _as_printed(reading, run, (x0, x1), task.alphabet)
    if task.alphabet is None:
        label = known_label(whole.text)
        whole = whole if label else with_last_stops(with_stops(whole, run, x0, x1, stops_of(page, run, whole)))
        ticked = ticked_words(run, x0, x1, whole, engine.name)
        if ticked or label is not None:
            return ticked or list(known_words(run, label or ""))
    return run_words(run, x0, x1, whole, engine.name)


def _as_printed(
    reading: LineReading, run: Run, columns: tuple[float, float], alphabet: str | None, *, is_whole: bool = True
) -> LineReading:
    """The reading, corrected by what is known of the cell's content and of how the form prints text."""
    if alphabet is None:
        seen = with_doubled_commas(in_case(reading, run, *columns), run, *columns)
        return as_signed(as_written(with_brackets(seen)))
    priced = with_dollar(reading, run) if alphabet == PRICE else reading
    return as_held(priced, alphabet, is_whole=is_whole)


def _raised_alphabet(task: Task) -> str:
    """The characters that a raised stretch can hold, depending on whether the task holds a text, a number or a code."""
    if task.alphabet is None:
        return MARKS
    return RAISED if set(task.alphabet) & set(DIGITS) else BEHIND_CODE


def _with_marks(task: Task) -> str | None:
    """The characters that the whole run can hold: its column's, and those of marks unless it is one character wide."""
    run = task.whole.run
    is_number = task.alphabet is not None and bool(set(task.alphabet) & set(DIGITS))
    is_single = run.x1 - run.x0 <= (SINGLE_FIGURE if is_number else SINGLE_LETTER) * run.height
    return task.alphabet if task.alphabet is None or is_single else task.alphabet + MARKS
