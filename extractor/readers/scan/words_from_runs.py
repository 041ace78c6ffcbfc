"""Runs of print and an engine → words: pictures are cut, read in three calls and put together again.

The first call reads the beginnings of the long lines, and those that are the form's own wording are read no
further. The second reads what seems to carry raised marks, these apart from the value they stand on. The third reads
everything else, and what turned out to carry none.
"""

import re
from collections.abc import Iterator, Sequence

from extractor.model.page import Doubt, Word
from extractor.readers.image.images import Pixels
from extractor.readers.recognition.engines import Engine, LineReading
from extractor.readers.scan.check_boxes.ticked_labels import ticked_words
from extractor.readers.scan.correction.brackets import with_brackets
from extractor.readers.scan.correction.cell_signs import as_held, as_signed, as_written
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
"""A part of a task as it was read: (is raised, part, reading)."""

GUESSED = 0.5
"""Sureness under which a mark is a guess from its place alone."""
HARDLY = Doubt.INK_BESIDE_MARK.most
"""Sureness of the value before a mark beside ink that was left out."""
SURE = 0.9
"""Sureness from which a cell read in one piece needs no mark."""
_ENDS_IN_MARK = re.compile(r"[^(\s]\s?\(\d{1,2}\)$", re.ASCII)
MORE_WHITE = (3, 8)
"""Pixels beside a picture that was not read to its end: what a network sees depends on where its columns fall."""
SINGLE_LETTER, SINGLE_FIGURE = 1.3, 0.9
"""Width to height up to which a run is one letter or figure; with a mark, or as one, it is wider."""


def read_runs(page: Print, runs: Sequence[Run], engine: Engine, alphabets: Sequence[str | None]) -> list[Word]:
    """The words of all `runs` on `page`, run by run; `alphabets` says what each can hold."""
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
    """For each run that was cut: the known line it is, or else what its beginning reads."""
    begun = [(index, first, rest) for index, (first, rest) in enumerate(cut) if rest is not None]
    readings = engine.read([part_of(clean, first).pixels for _, first, _ in begun])
    found: dict[int, str | LineReading] = {}
    for (index, first, rest), reading in zip(begun, readings, strict=True):
        share = (first.x1 - first.x0) / (rest.x1 - first.x0)
        found[index] = whole_line(reading.text, share) or reading
    return found


def _words_of(page: Print, tasks: Sequence[Task], engine: Engine) -> Iterator[list[Word]]:
    """The words of each task: in parts where marks stand on it, and whole where none do."""
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
    """What each task's whole is read as; where ink was left unread, with more white around it, and doubted."""
    alphabets = [_with_marks(task) for task in tasks]
    wholes = [task.whole for task in tasks]
    found = list(zip(wholes, engine.read([part.pixels for part in wholes], alphabets), strict=True))
    beside = {index: place for index, task in enumerate(tasks) if (place := _unread(task, *found[index])) is not None}
    left_out = list(beside)
    for white in MORE_WHITE if left_out else ():
        parts = [part_of(clean, tasks[index].whole.run, white=white) for index in left_out]
        again = engine.read([part.pixels for part in parts], [alphabets[index] for index in left_out])
        for index, part, reading in zip(left_out, parts, again, strict=True):
            if reading.characters and _unread(tasks[index], part, reading) is None:
                found[index] = part, doubted_at(reading, 0 if beside.pop(index) == 0 else -1)
        left_out = list(beside)
    for index, place in beside.items():
        found[index] = found[index][0], doubted_at(found[index][1], place)
    return found


def _unread(task: Task, part: Part, reading: LineReading) -> int | None:
    """Beside which character ink was left unread; the form's own labels are known whatever they lost."""
    if task.alphabet is None and known_label(reading.text):
        return None
    return unread_beside(reading, part.run, *part.columns, is_cell=task.alphabet is not None)


def _is_settled(pieces: Sequence[Piece]) -> bool:
    """Whether a task's parts were read, and neither its marks only guessed nor ink between them left out."""
    return bool(pieces) and all(
        reading.sureness >= (GUESSED if raised else HARDLY + 0.01) for raised, _, reading in pieces
    )


def _tells_more(whole: LineReading) -> bool:
    """Whether the reading of the whole is better than parts of which the mark is guessed: sure, or with a mark."""
    return whole.sureness >= SURE or bool(_ENDS_IN_MARK.search(whole.text))


def _marked_pieces(tasks: Sequence[Task], engine: Engine) -> dict[int, Sequence[Piece]]:
    """The parts of those tasks that carry raised marks, by their place; what only looked raised is left out."""
    parts = [(index, raised, part) for index, task in enumerate(tasks) for raised, part in task.parts]
    alphabets = [_raised_alphabet(tasks[index]) if raised else tasks[index].alphabet for index, raised, _ in parts]
    readings = engine.read([part.pixels for _, _, part in parts], alphabets) if parts else []
    read: dict[int, list[Piece]] = {}
    for (index, raised, part), found in zip(parts, readings, strict=True):
        alphabet = tasks[index].alphabet
        reading = as_mark(found) if raised else _as_printed(found, part.run, part.columns, alphabet, is_whole=False)
        if alphabet is not None and set(alphabet) & set(DIGITS):  # the parts of a code are cut through its letters
            left_out = unread_beside(reading, part.run, *part.columns, is_cell=True)
            reading = reading if left_out is None else doubted_at(reading, left_out, Doubt.INK_BESIDE_MARK)
        read.setdefault(index, []).append((raised, part, reading))
    return {index: pieces for index, found in read.items() if (pieces := _surest(found, tasks[index].alphabet))}


def _surest(read: Sequence[Piece], alphabet: str | None) -> Sequence[Piece]:
    """Those readings of a task's parts that make up its value and its marks; none if they do not."""
    values = [piece for piece in read if not piece[0] and piece[2].text]
    marks = [piece for piece in read if piece[0] and is_mark_text(piece[2].text)]
    if alphabet is None or set(alphabet) & set(DIGITS):
        return read if len(values) + len(marks) == len(read) else ()
    codes = [piece for piece in values if set(piece[2].text) <= set(alphabet)]  # a code is cut in more than one way
    ways = (max(kind, key=lambda piece: piece[2].sureness, default=None) for kind in (codes, marks))
    pieces = [piece for piece in ways if piece is not None]
    return pieces if len(pieces) == 2 else ()  # noqa: PLR2004 - the code and its mark


def _whole_words(page: Print, task: Task, reading: LineReading, engine: Engine) -> list[Word]:
    """The words of a task that was read in one piece."""
    run, x0, x1 = task.whole.run, task.whole.x0, task.whole.x1
    whole = _as_printed(reading, run, (x0, x1), task.alphabet)
    if task.alphabet is None:
        label = known_label(whole.text)
        whole = whole if label else with_stops(whole, run, x0, x1, stops_of(page, run, whole))
        ticked = ticked_words(run, x0, x1, whole, engine.name)
        if ticked or label is not None:
            return ticked or list(known_words(run, label or ""))
    return run_words(run, x0, x1, whole, engine.name)


def _as_printed(
    reading: LineReading, run: Run, columns: tuple[float, float], alphabet: str | None, *, is_whole: bool = True
) -> LineReading:
    """The reading with what the engine cannot know put right: what the cell holds, and how the form prints it."""
    if alphabet is None:
        seen = with_doubled_commas(in_case(reading, run, *columns), run, *columns)
        return as_signed(as_written(with_brackets(seen)))
    priced = with_dollar(reading, run) if alphabet == PRICE else reading
    return as_held(priced, alphabet, is_whole=is_whole)


def _raised_alphabet(task: Task) -> str:
    """What a raised stretch can show: in a text it may yet turn out to be text, behind a code it cannot."""
    if task.alphabet is None:
        return MARKS
    return RAISED if set(task.alphabet) & set(DIGITS) else BEHIND_CODE


def _with_marks(task: Task) -> str | None:
    """What the whole run can show: the value's characters, and a mark's unless it is one character alone."""
    run = task.whole.run
    is_number = task.alphabet is not None and bool(set(task.alphabet) & set(DIGITS))
    is_single = run.x1 - run.x0 <= (SINGLE_FIGURE if is_number else SINGLE_LETTER) * run.height
    return task.alphabet if task.alphabet is None or is_single else task.alphabet + MARKS
