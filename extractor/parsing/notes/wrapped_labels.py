"""Brings the label under a signature together on one line, if a narrow column breaks it into several.

A page printed at 150 % or more has “** Signature of Reporting” and “Person” on two lines, with the word Date beside or
between them. Without the whole label there is no signature, and its name would be taken for a remark.
"""

from collections.abc import Sequence
from itertools import takewhile

from extractor.model.form_labels import SIGNATURE_LABEL
from extractor.model.page import Word
from extractor.model.texts import plain
from extractor.parsing.grid.text_lines import text_lines
from extractor.parsing.notes.numbers import Line

WORDS = tuple(map(plain, SIGNATURE_LABEL.split()))
FURTHEST = 4
"""Lines below the first one in which the rest of the label is looked for; the word Date may have one of its own."""
FLUSH = 3.0
"""Points: the lines of a label are set flush left, so their left edges differ by no more."""
PITCH = 2.0
"""Heights of type between the middles of two successive lines of a label, at most."""


def lines_with_labels(words: Sequence[Word]) -> tuple[Line, ...]:
    """The words in lines, from the top; all words of a signature's label, and the word Date beside it, are on one."""
    lines = list(text_lines(words))
    for index, line in enumerate(lines):
        found = _rest_of_label(line, lines[index + 1 : index + 1 + FURTHEST])
        if found:
            start, rest, dates = found
            taken = {id(word) for word in (*rest, *dates)}
            stop = start + len(WORDS) - len(rest)
            lines[index] = (*line[:stop], *rest, *line[stop:], *dates)
            lower = slice(index + 1, index + 1 + FURTHEST)
            lines[lower] = [tuple(word for word in below if id(word) not in taken) for below in lines[lower]]
    return tuple(line for line in lines if line)


def _rest_of_label(line: Line, below: Sequence[Line]) -> tuple[int, Line, Line] | None:
    """Where in `line` a label begins that goes on `below`, the rest of its words, and the word Date; else None."""
    start = next((place for place, word in enumerate(line) if _begins(line, place)), None)
    if start is None:
        return None
    length = _count_of(line[start:], WORDS)
    if length == len(WORDS) or any(plain(word.text) != "date" for word in line[start + length :]):
        return None
    left, last = line[start - 1 if line[start - 1].text.strip() == "**" else start].box.x0, line[start]
    rest: list[Word] = []
    dates: list[Word] = []
    for lower in below:
        flush = [place for place, word in enumerate(lower) if abs(word.box.x0 - left) <= FLUSH]
        count = _count_of(lower[flush[0] :], WORDS[length + len(rest) :]) if flush else 0
        if count and lower[flush[0]].box.y_center - last.box.y_center <= PITCH * last.size:
            rest += lower[flush[0] : flush[0] + count]
            last = rest[-1]
        dates += (word for word in lower if plain(word.text) == "date" and word.box.x0 > line[start].box.x1)
        if length + len(rest) == len(WORDS):
            return start, tuple(rest), tuple(dates)
    return None


def _begins(line: Line, place: int) -> bool:
    """Whether the word at this place is “Signature” behind two asterisks, which only the form's label has."""
    word = line[place].text
    has_signs = word.startswith("**") or (place > 0 and line[place - 1].text == "**")
    return has_signs and plain(word) == WORDS[0]


def _count_of(words: Sequence[Word], wanted: Sequence[str]) -> int:
    """How many of the first `words` are, in order, the words `wanted`."""
    pairs = zip(words, wanted, strict=False)
    return sum(1 for _ in takewhile(lambda pair: plain(pair[0].text) == pair[1], pairs))
