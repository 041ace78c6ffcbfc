"""Cuts the pictures of a run that an engine reads: its beginning, the whole run, and its raised parts apart."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from extractor.readers.image.pixels import Pixels
from extractor.readers.scan.correction.full_stops import end_of
from extractor.readers.scan.segmentation.marks import code_ends, glyphs, raised_spans, run_type
from extractor.readers.scan.segmentation.text_runs import Print, Run, run_of
from extractor.readers.wording.alphabets import DIGITS

MARGIN = 3
"""Pixels of paper around a run, as the network was trained on lines with a little margin."""
LEAST_HEIGHT = 26
"""Pixels: lower pictures (a dash, "on") are padded to this, or they would be enlarged more than 8-point print is."""
SMALL_TYPE, LINE = 14, 8
"""Pixels, and heights: a run at most so high and at least so many heights wide is a line of very small print, and is
shown enlarged, as its letters would be too narrow otherwise. Capitals of 8-point type are 16 high."""
SQUEEZE = 0.8
"""Factor by which the picture of a long line is narrowed: this saves time and costs hardly a letter in a long text.

Not that of a line so low that it is padded: its letters would be so narrow that the network leaves out whole words."""
LONG = 620
"""Pixels (3.1 inches): a run this wide is a line of a text or of the form's wording, so its beginning is read first."""
BEGINNING = 110
"""Pixels of a long line that are read first, as in "Persons who" or "* If the form is"."""
WORD_GAP = 0.3
"""Share of the type's height: a long line may be cut at a gap this wide, as it lies between words."""


class Part(NamedTuple):
    """The picture of a run, or of a part of one; it shows the page's pixel columns `x0` to `x1`."""

    run: Run
    x0: int
    x1: int
    pixels: Pixels

    @property
    def columns(self) -> tuple[int, int]:
        """The page's pixel columns at the picture's left and right side."""
        return self.x0, self.x1


class Task(NamedTuple):
    """A run to be read: as a whole and, if it seems to have raised marks, in parts (whether it is raised, part)."""

    whole: Part
    parts: tuple[tuple[bool, Part], ...] = ()
    alphabet: str | None = None


def cut_long(run: Run) -> tuple[Run, Run | None]:
    """The beginning of a long run and the rest, cut between two words; a short run and None."""
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
    """The picture of the run and, if something on it seems raised, of its raised and its other parts."""
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
    """The parts of a run cut at column `end`, even through a piece of ink: the code, and the marks behind it."""
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
    """The picture of a run, with a margin of `air` pixels of the page at its sides.

    White is added up to the usual margin and height, and `white` pixels more at each side.
    """
    x0, x1 = max(run.x0 - air, 0), min(run.x1 + air, clean.shape[1])
    top, bottom = max(run.top - MARGIN, 0), min(run.bottom + MARGIN, clean.shape[0])
    is_small_print = run.height <= SMALL_TYPE and run.x1 - run.x0 >= LINE * run.height
    lacking = 0 if is_small_print else max(LEAST_HEIGHT - (bottom - top), 0)
    side = MARGIN + 1 - air + white
    framed = cv2.copyMakeBorder(
        clean[top:bottom, x0:x1], lacking // 2, lacking - lacking // 2, side, side, cv2.BORDER_CONSTANT, value=(255,)
    )
    squeeze = SQUEEZE if run.x1 - run.x0 >= LONG and bottom - top >= LEAST_HEIGHT else 1.0
    width = max(8, round(framed.shape[1] * squeeze))
    squeezed = cv2.resize(framed, (width, framed.shape[0]), interpolation=cv2.INTER_AREA)
    return Part(run, x0 - side, x1 + side, np.asarray(squeezed, dtype=np.uint8))
