"""A run of print → the pictures an engine is shown: its beginning, the whole of it, and what seems raised apart."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from extractor.readers.image.images import Pixels
from extractor.readers.scan.correction.full_stops import end_of
from extractor.readers.scan.segmentation.marks import code_ends, glyphs, raised_spans, run_type
from extractor.readers.scan.segmentation.text_runs import Print, Run, run_of
from extractor.readers.wording.alphabets import DIGITS

MARGIN = 3
"""Pixels of paper around a run: the network was taught on lines with a little air."""
LEAST_HEIGHT = 26
"""Pixels: a low run (a dash, "on") is not blown up more than print of 8 points is."""
SQUEEZE = 0.8
"""Width to height of a long line's picture against the page: saves time and costs long texts hardly a letter."""
LONG = 620
"""Pixels (3.1 inch): a longer line is part of a text, or one of the form's own and begun before it is read."""
BEGINNING = 110
"""Pixels of a long line that are read first: "Persons who", "* If the form is"."""
WORD_GAP = 0.3
"""Of the type's height: where a long line may be cut without cutting a word."""


class Part(NamedTuple):
    """A picture of a run, or of part of one, and the pixel columns of the page it shows."""

    run: Run
    x0: int
    x1: int
    pixels: Pixels

    @property
    def columns(self) -> tuple[int, int]:
        """Where on the page the picture's sides are."""
        return self.x0, self.x1


class Task(NamedTuple):
    """A run to be read as a whole, and in parts if it seems to carry raised marks: (is raised, part)."""

    whole: Part
    parts: tuple[tuple[bool, Part], ...] = ()
    alphabet: str | None = None


def cut_long(run: Run) -> tuple[Run, Run | None]:
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


def task_of(page: Print, run: Run, alphabet: str | None) -> Task:
    """Pictures of the run and, if something on it is raised, of the raised and the other parts."""
    whole = part_of(page.clean, run if alphabet is not None else run._replace(x1=end_of(page, run)))
    is_code = alphabet is not None and not set(alphabet) & set(DIGITS)
    ends = code_ends(page.bare, run) if is_code else ()
    if ends:
        return Task(whole, tuple(part for end in ends for part in _cut_at(page, run, end)), alphabet)
    spans = raised_spans(run, is_number=alphabet is not None)
    if not spans:
        return Task(whole, (), alphabet)
    edges = sorted({run.x0, run.x1 + 1, *(x for span in spans for x in span)})
    parts = []
    for left, right in pairwise(edges):
        letters = tuple(letter for letter in run.letters if left <= (letter.x0 + letter.x1) / 2 < right)
        if letters:
            raised = (left, right) in spans
            parts.append((raised, part_of(page.bare if raised else page.clean, run_of(letters), air=1)))
    return Task(whole, tuple(parts), alphabet)


def _cut_at(page: Print, run: Run, end: int) -> Iterator[tuple[bool, Part]]:
    """A code up to column `end` and the marks behind it, be letters cut in two."""
    for raised, left, right in ((False, run.x0, end), (True, end, run.x1)):
        letters = tuple(
            letter._replace(x0=max(letter.x0, left), x1=min(letter.x1, right))
            for letter in run.letters
            if letter.x0 < right and letter.x1 > left
        )
        if letters:
            yield raised, part_of(page.bare, run_of(letters), air=1)


def columns(clean: Pixels, run: Run) -> tuple[int, int]:
    """The pixel columns that a picture of the run shows."""
    return max(run.x0 - MARGIN - 1, 0), min(run.x1 + MARGIN + 1, clean.shape[1])


def part_of(clean: Pixels, run: Run, *, air: int = MARGIN + 1, white: int = 0) -> Part:
    """The picture of a run with `air` of the page at its sides; what lacks to the usual is white, and `white` more."""
    x0, x1 = max(run.x0 - air, 0), min(run.x1 + air, clean.shape[1])
    top, bottom = max(run.top - MARGIN, 0), min(run.bottom + MARGIN, clean.shape[0])
    lacking = max(LEAST_HEIGHT - (bottom - top), 0)
    side = MARGIN + 1 - air + white
    framed = cv2.copyMakeBorder(
        clean[top:bottom, x0:x1], lacking // 2, lacking - lacking // 2, side, side, cv2.BORDER_CONSTANT, value=(255,)
    )
    squeeze = SQUEEZE if run.x1 - run.x0 >= LONG else 1.0
    width = max(8, round(framed.shape[1] * squeeze))
    squeezed = cv2.resize(framed, (width, framed.shape[0]), interpolation=cv2.INTER_AREA)
    return Part(run, x0 - side, x1 + side, np.asarray(squeezed, dtype=np.uint8))
