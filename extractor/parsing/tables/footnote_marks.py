"""Words of a cell → the words of its value, and the footnote marks on it.

A mark is printed raised and small beside the value, or typed like the rest: `10,000 (1)(2)`. The
second kind looks just like text in brackets, so it is taken for a mark in a text column only at
the end, only if the filing types its marks, and only if an explanation of that number exists.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.model.page import Doubt, Reading, Word

SMALL = 0.88
"""Of the size of the cell's type: what is smaller is raised (the layouts print marks at 0.6 to 0.8)."""

CENTS = 2
"""Figures of cents."""
LIKELY = 0.2
"""The score from which on another reading of a mark counts."""
_MARK = r"\(\d{1,2}\)[,;]?"
_MARKS = re.compile(rf"(?:{_MARK})++", re.ASCII)
_GLUED = re.compile(
    rf"(.(?:[^(\n]++|\((?!\d{{1,2}}\))|(?:{_MARK})++(?!\Z))*+)((?:{_MARK})++)",
    re.ASCII,
)
"""A value of one character or more, and all marks at its end. What is no mark, and marks before the end, are passed
over once: trying every place where the marks might begin takes the square of the text's length."""
_HALF_GLUED = re.compile(r"(.*[^\s(])(\(\d{1,2})", re.ASCII)
"""A mark that lost its closing bracket, as on a scan: no text ends in an open one."""
_RAISED = re.compile(r"[(),;]*(?:\d{1,2}[(),;]+)*(?:\d{1,2})?", re.ASCII)
"""Small figures beside a value; three in a row are a number in small type."""


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """How this filing prints its marks, and which explanations it has."""

    typed: bool
    defined: frozenset[int]
    bracketed: bool = False
    """Whether some that are printed have brackets: then all have."""


def mark_style(words: Sequence[Word], defined: Iterable[int]) -> MarkStyle:
    """Marks are typed if none in the tables' `words` is smaller than the type beside it."""
    sizes = sorted(word.size for word in words if not _MARKS.fullmatch(word.text))
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    small = any(_MARKS.fullmatch(word.text) and (word.raised or word.size < SMALL * usual) for word in words)
    bracketed = any(_MARKS.fullmatch(word.text) for word in words)
    return MarkStyle(typed=not small, bracketed=bracketed, defined=frozenset(defined))


def split_marks(words: Sequence[Word], style: MarkStyle, *, is_text: bool) -> tuple[tuple[Word, ...], tuple[str, ...]]:
    """The value's words, and the marks as footnote ids (`F1`) in printed order, each once."""
    usual = max((word.size for word in words), default=0.0)
    if not any("(" in word.text or word.raised or word.size < SMALL * usual for word in words):
        return tuple(words), ()  # most cells have no mark, and need no closer look
    alone = all(_MARKS.fullmatch(word.text) for word in words)
    value: list[Word] = []
    marks: list[str] = []
    for index, word in enumerate(words):
        rest = words[index + 1 :]
        is_last = all(_MARKS.fullmatch(after.text) for after in rest)
        raised = (word.raised or word.size < SMALL * usual) and _RAISED.fullmatch(word.text)
        if raised and not alone and style.bracketed and word.text.isdigit():
            # The filing's own marks have brackets: this is a figure of the value, or cents behind the dollars.
            cents = not is_text and len(word.text) == CENTS
            value.append(
                word._replace(text=f".{word.text}" if cents else word.text, doubts=word.doubts | {Doubt.RAISED_FIGURE})
            )
            continue
        if (
            alone
            or raised
            or (_MARKS.fullmatch(word.text) and is_last and _may_be_mark(word, word.text, style, is_text))
        ):
            marks.append(_explained(word, style))
            continue
        glued = _GLUED.fullmatch(word.text) or _HALF_GLUED.fullmatch(word.text)
        if glued and is_last and _may_be_mark(word, glued.group(2), style, is_text):
            marks.append(glued.group(2))
            doubts = word.doubts | ({Doubt.LENIENT} if glued.re is _HALF_GLUED else frozenset())
            readings = tuple(map(_bare, word.readings))
            word = word._replace(text=glued.group(1), readings=readings, doubts=doubts)  # noqa: PLW2901
        value.append(word)
    numbers = re.findall(r"\d{1,2}", " ".join(marks), re.ASCII)
    return tuple(value), tuple(dict.fromkeys(f"F{int(number)}" for number in numbers))


def _explained(mark: Word, style: MarkStyle) -> str:
    """The mark's text, or another reading of it if only that one has an explanation in this filing."""
    others = (reading.text for reading in mark.readings if (reading.score or 0.0) >= LIKELY)
    texts = [text for text in (mark.text, *others) if _MARKS.fullmatch(text) and _numbers(text) <= style.defined]
    return texts[0] if texts else mark.text


def _numbers(text: str) -> set[int]:
    return {int(number) for number in re.findall(r"\d+", text, re.ASCII)}


def _bare(reading: Reading) -> Reading:
    """What a reader made of a value with its marks, without them."""
    glued = _GLUED.fullmatch(reading.text) or _HALF_GLUED.fullmatch(reading.text)
    return reading._replace(text=glued.group(1)) if glued else reading


def _may_be_mark(word: Word, text: str, style: MarkStyle, is_text: bool) -> bool:  # noqa: FBT001
    """Whether `text` at the end of `word` may be marks, even where only the reader doubts that it is not raised."""
    if not is_text:
        return True  # a number, date or code has no brackets of its own
    may_be_typed = style.typed or Doubt.MAY_BE_MARK in word.doubts
    return may_be_typed and _numbers(text) <= style.defined
