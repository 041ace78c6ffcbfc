"""Reads ink that was left over: marks, codes and numbers so pale or broken that they made no run of print.

Only what can stand there is taken: a footnote mark or a lone code in a table's column, and before a line of text the
number of an explanation. All of it is doubted. Whatever else is left over stays ink that nobody has read.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np

from extractor.model.doubts import Doubt
from extractor.model.page import BoundingBox, Word
from extractor.readers.image.connected import connected
from extractor.readers.image.laying_out import POINT
from extractor.readers.image.pixels import Pixels
from extractor.readers.recognition.engines import Engine
from extractor.readers.scan.segmentation.letter_lines import Letter
from extractor.readers.scan.segmentation.text_runs import FAINT_LEVEL, Print, Run, run_of
from extractor.readers.scan.words_from_runs import read_runs
from extractor.readers.wording.mark_texts import is_mark_text

AROUND = 4
"""Pixels of the page around the ink that the engine is shown."""
MOST = 30
"""Places on a page: more are the grain of the paper or a picture."""
SURE = 0.5
"""Sureness, 0 to 1: what is read with less is a guess."""
BESIDE = 30.0
"""Points: a value and its mark, or a number and its explanation, are no further apart."""
_NUMBER = re.compile(r"[1-9]\d?[.)]", re.ASCII)
"""The number of an explanation."""

AlphabetAt = Callable[[Run], tuple[bool, str | None]]
"""Whether a run lies in a table's column, and the characters that the column can hold; None if it can hold any."""


def left_over_words(
    flat: Pixels, places: Sequence[BoundingBox], words: Sequence[Word], alphabet_at: AlphabetAt, engine: Engine
) -> list[Word]:
    """What `engine` reads at `places` (in points) of the evenly lit page `flat`, beside the `words` already read."""
    if not places or len(places) > MOST:
        return []
    page = _print_at(flat, places)
    runs = [run for place in places if (run := _run_at(page, place))]
    columns = [alphabet_at(run) for run in runs]
    read = read_runs(page, runs, engine, [alphabet for _, alphabet in columns])
    return [
        word._replace(doubts=word.doubts | {Doubt.HARDLY_SEEN}, raised=word.raised or _is_raised(word, words))
        for run, (is_in_column, alphabet) in zip(runs, columns, strict=True)
        if (word := _alone_in(run, read)) and _can_stand(word, words, alphabet, is_in_column=is_in_column)
    ]


def _print_at(flat: Pixels, places: Sequence[BoundingBox]) -> Print:
    """The page with nothing but what stands at `places`."""
    shown = np.zeros_like(flat)
    for place in places:
        x0, top, x1, bottom = (round(side / POINT) for side in place)
        shown[max(top - AROUND, 0) : bottom + AROUND, max(x0 - AROUND, 0) : x1 + AROUND] = 255
    clean = np.where(shown > 0, flat, np.uint8(255))
    ink = np.where(clean < FAINT_LEVEL, np.uint8(255), np.uint8(0))
    return Print(ink, clean, clean, connected(ink).stats[1:])


def _run_at(page: Print, place: BoundingBox) -> Run | None:
    """The pieces of ink in `place` as one run; None if there are none."""
    x0, top, x1, bottom = (side / POINT for side in place)
    letters = [
        Letter(x, y, x + width, y + height)
        for x, y, width, height, _ in page.pieces.tolist()
        if x0 - AROUND <= x + width / 2 <= x1 + AROUND and top - AROUND <= y + height / 2 <= bottom + AROUND
    ]
    return run_of(letters) if letters else None


def _alone_in(run: Run, read: Sequence[Word]) -> Word | None:
    """The word that was read of `run`; None if there is none, or more than one."""
    own = [
        word
        for word in read
        if run.x0 <= word.box.x_center / POINT <= run.x1 and run.top <= word.box.y_center / POINT <= run.bottom
    ]
    return own[0] if len(own) == 1 else None


def _can_stand(word: Word, words: Sequence[Word], alphabet: str | None, *, is_in_column: bool) -> bool:
    """Whether the word is one that can stand where it was read, among the `words` read before."""
    if (word.sureness or 0.0) < SURE:
        return False
    level = [other for other in words if other.box.top < word.box.y_center < other.box.bottom]
    after = [other for other in level if 0 <= other.box.x0 - word.box.x1 <= BESIDE]
    before = [other for other in level if 0 <= word.box.x0 - other.box.x1 <= BESIDE]
    if is_in_column:
        is_code = alphabet is not None and word.text.isalpha() and word.text in set(alphabet)
        return is_mark_text(word.text) or (is_code and not after and not before)
    return bool(_NUMBER.fullmatch(word.text)) and bool(after) and not before


def _is_raised(word: Word, words: Sequence[Word]) -> bool:
    """Whether the word stands behind another one, and higher."""
    return any(
        0 <= word.box.x0 - other.box.x1 <= BESIDE and other.box.top < word.box.y_center < other.box.y_center
        for other in words
    )
