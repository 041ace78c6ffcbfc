"""Reads box 5: which of its four check boxes are ticked, the officer's title and the text for “other”."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extractor.model import likeness
from extractor.model.doubts import Doubt
from extractor.model.form_labels import RELATIONSHIP_LABELS, RELATIONSHIP_PIECES
from extractor.model.page import Word
from extractor.model.strip import Cell
from extractor.model.texts import plain
from extractor.parsing.grid.labels import Segment
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.header.drawn_ticks import inside
from extractor.parsing.header.ticks import Tick, read_ticks

COLUMN_GAP = 1.5
"""Heights of type: the least white between two texts in different columns."""
_TOUCHING = re.compile(r"(?:.*[a-z.)])?(?=[A-Z&][a-z&]?)")
"""The first of two texts printed without a space between them: a capital behind a small letter begins the second."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """The contents of box 5: texts and check boxes by attribute."""

    texts: dict[str, Cell]
    ticks: dict[str, Tick]
    has_unsure_texts: bool
    """Whether title and text for “other” may be divided in the wrong place, or contain words of the form."""


def read_relationship(segment: Segment, drawn: Sequence[Word] = ()) -> Relationship:
    """Box 5, from its words in `segment` and the `drawn` crosses.

    EDGAR's page prints the title and the text for “other” on one line, without a space between them.
    """
    ticks, rest, doubts = read_ticks(segment.words, RELATIONSHIP_LABELS, segment.box, inside(drawn, segment.box))
    written = [word for word in rest if word.text.strip("_")]
    officer, other = (name in ticks and ticks[name].ticked for name in ("is_officer", "is_other"))
    unsure = any(_is_piece(word) for word in written)
    if officer and other:
        titles, texts = _in_columns(written, ticks["is_other"]), None
        if titles is None:
            titles, texts = _run_together(written)
            unsure = bool(written)
        else:
            texts = [word for word in written if word not in titles]
    else:
        titles, texts = ([], written) if other else (written, [])
    if written and not officer and not other:
        # The X may have been assigned to the wrong label, if it stands between two lines.
        ticks = {name: replace(tick, doubts=tick.doubts | {Doubt.TEXT_WITHOUT_TICK}) for name, tick in ticks.items()}
    cells = {
        "officer_title": Cell(segment.box, tuple(titles), doubts),
        "other_text": Cell(segment.box, tuple(texts), doubts),
    }
    return Relationship(cells, ticks, unsure)


def _in_columns(words: Sequence[Word], other: Tick) -> list[Word] | None:
    """The words of the title, if title and text stand in columns left and right of the check box “other”; else None."""
    left: list[Word] = []
    right: list[Word] = []
    for line in text_lines(words):
        for run in _runs(line):
            if run[-1].box.x1 <= other.box.x1:
                left += run
            elif run[0].box.x0 >= other.box.x0 - COLUMN_GAP * run[0].box.height:
                right += run
            else:
                return None
    return left if left and right else None


def _runs(line: Sequence[Word]) -> list[list[Word]]:
    """The line, divided where two words are a column apart."""
    runs: list[list[Word]] = []
    for word in line:
        if runs and word.box.x0 - runs[-1][-1].box.x1 < COLUMN_GAP * word.box.height:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _run_together(words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """The words of title and text, cut where a capital follows a small letter; if none does, all are the title's."""
    for index, word in enumerate(words):
        found = _TOUCHING.match(word.text)
        cut = found.end() if found else 0
        if cut:
            x = word.box.x0 + word.box.width * cut / len(word.text)
            first = word._replace(text=word.text[:cut], box=word.box._replace(x1=x))
            second = word._replace(text=word.text[cut:], box=word.box._replace(x0=x))
            return [*words[:index], first], [second, *words[index + 1 :]]
    return list(words), []


def _is_piece(word: Word) -> bool:
    """Whether the word is a piece of a label: in brackets, and similar to a known piece."""
    if not (word.text[:1] == "(" or word.text[-1:] == ")"):
        return False
    return any(fuzz.ratio(plain(word.text), plain(piece)) >= likeness.TICK_LABEL_WORD for piece in RELATIONSHIP_PIECES)
