"""Finds the heads of the two tables on a page without rulings, line by line, by the words of their headings.

A scan misreads some of these words, so a word counts as one of a heading if it is like one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from extractor.model import likeness
from extractor.model.form import TABLES, Kind, PrintedTable
from extractor.model.form_labels import TABLE_TITLES
from extractor.model.page import Origin, Word
from extractor.model.texts import plain
from extractor.parsing.grid.column_edges import kinds_of
from extractor.parsing.grid.labels import label_length
from extractor.parsing.grid.white import around

TITLE_LINES = 4
"""A table's head begins at most this many lines below its title."""
HEAD_LINES = 20
"""A table's head has no more lines."""
VALUE_FIGURES = 3
"""Figures: a word with as many is none of a heading; "3,4" is one."""
HEAD_SHARE = 0.7
"""Share of the words of a line that must be words of the form's headings for the line to belong to a head."""
LETTERS_LEAST = 4
"""Letters: a shorter word that a scan shows must be a word of a heading exactly, as too many are alike."""
_MARK = re.compile(r"\(\d{1,2}\)", re.ASCII)
_LAST_WORDS = {"nonDerivativeTable": ("v", "price"), "derivativeTable": ("v", "shares")}
"""Words that stand only in the lowest line of each table's head."""
_WORDS = frozenset(
    plain(word)
    for table in TABLES
    for heading in table.headings
    for wording in (*heading.wordings, *(text for column in heading.columns for text in column.wordings))
    for word in re.split(r"[\s/]+", wording)
) | {"monthdayyear", "mmddyyyy", "trans", "conv", "exp", ""}

_LONGER_WORDS = sorted(word for word in _WORDS if len(word) >= LETTERS_LEAST)


@dataclass(frozen=True, slots=True)
class InferredHead:
    """The lines of words that make up a table's head; `top` is the y at which its title begins, in points."""

    table: PrintedTable
    top: float
    lines: tuple[tuple[Word, ...], ...]

    @property
    def words(self) -> list[Word]:
        return [word for line in self.lines for word in line]

    @property
    def bottom(self) -> float:
        return max(word.box.bottom for word in self.words)


def find_heads(lines: Sequence[tuple[Word, ...]]) -> Iterator[InferredHead]:
    """The heads under the tables' titles, and those that are repeated word for word on a next page, without a title."""
    known: dict[str, PrintedTable] = {}
    done = 0
    for index, line in enumerate(lines):
        if index < done:
            continue
        start, table = index, known.get(_text(line))
        if table is None and _is_title(line):
            below = lines[index + 1 : index + 1 + TITLE_LINES]
            start = next((number for number, other in enumerate(below, index + 1) if _is_of_head(other)), index)
            table = TABLES["nonderivative" not in _text(line)] if start > index else None
        if table is not None:
            head = tuple(_head_lines(lines[start:], table))
            known[_text(head[0])] = table
            done = start + len(head)
            yield InferredHead(table, line[0].box.top, head)


def _is_title(line: Sequence[Word]) -> bool:
    return any(
        label_length(line[start:], TABLE_TITLES) for start, word in enumerate(line) if plain(word.text) == "table"
    )


def _text(line: Sequence[Word]) -> str:
    return plain("".join(word.text for word in line))


def _head_lines(lines: Sequence[tuple[Word, ...]], table: PrintedTable) -> Iterator[tuple[Word, ...]]:
    """The lines of a head: those made of words of headings, down to the last before the rows."""
    near = {_head_word(word) for line in lines[:HEAD_LINES] for word in line}
    missing = near.intersection(_LAST_WORDS[table.element])  # a scan may have lost one
    low = float("inf")
    for line, after in zip(lines, (*lines[1:], ()), strict=True):
        is_misread = missing and after and _is_of_head(after) and not any(map(_is_value, line))
        if not (_is_of_head(line) or is_misread):
            return
        # Below the last line of the head, a line with a gap above it, or with a mark, belongs to the first row. A
        # raised mark may be as close to the head as the head's own lines are to each other.
        if not missing and (around(line).top > low + around(line).height / 2 or any(map(_is_mark, line))):
            return
        yield line
        missing -= {_head_word(word) for word in line}
        low = around(line).bottom


def _is_value(word: Word) -> bool:
    """Whether the word is a date or an amount, which no head has."""
    return Kind.DATE in kinds_of(word.text) or len(re.findall(r"\d", word.text, re.ASCII)) >= VALUE_FIGURES


def _is_mark(word: Word) -> bool:
    return _MARK.fullmatch(word.text) is not None


def _is_of_head(line: Sequence[Word]) -> bool:
    return sum(_head_word(word) in _WORDS for word in line) >= HEAD_SHARE * len(line)


def _head_word(word: Word) -> str:
    """The letters and figures of the word; for a misread word of a scan those of the heading's word that it is like."""
    text = plain(word.text)
    if word.origin is Origin.PRINTED or text in _WORDS or len(text) < LETTERS_LEAST:
        return text
    return _nearest(text)


@lru_cache(maxsize=4096)
def _nearest(text: str) -> str:
    found = process.extractOne(text, _LONGER_WORDS, scorer=fuzz.ratio, score_cutoff=likeness.WORD_OF_HEADING)
    return found[0] if found else text
