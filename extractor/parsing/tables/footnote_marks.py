"""Separates the words of a cell into its value and its footnote marks.

A mark is printed small and raised beside the value, or typed like the rest: `10,000 (1)(2)`. A typed mark looks like
text in brackets. So in a text column it counts as a mark only at the end, only if this filing types its marks, and only
if there is an explanation with that number.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.model.doubts import Doubt
from extractor.model.page import Origin, Reading, Word

SMALL = 0.88
"""Share of the type size of the cell: smaller words are taken as raised (the layouts print marks at 0.6 to 0.8)."""

CENTS = 2
"""Figures of cents."""
LIKELY = 0.2
"""Score, 0 to 1, from which another reading of a mark is considered."""
_MARK = r"\(\d{1,2}\)[,;]?"
MARKS = re.compile(rf"(?:{_MARK})+", re.ASCII)
_FIRST_MARK = re.compile(_MARK, re.ASCII)
_MARKS_BEHIND = re.compile(rf"(?<!\(\d\))(?<!\(\d\d\))(?<!\(\d\)[,;])(?<!\(\d\d\)[,;])(?:{_MARK})+\Z", re.ASCII)
"""All marks at the end of a text. They begin behind none, or every mark of a long row would be tried as the first."""
_HALF_GLUED = re.compile(r"(.*[^\s(])(\(\d{1,2})", re.ASCII)
"""A value with a mark that lost its closing bracket, as happens in scans; no text ends in an open bracket."""
_RAISED = re.compile(r"[(),;]*(?:\d{1,2}[(),;]+)*(?:\d{1,2})?", re.ASCII)
"""Small figures beside a value, with or without brackets; three figures in a row are a number in small type."""


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """How a filing prints its marks, and which explanations it has."""

    typed: bool
    """Whether marks are typed like the value, and not raised or smaller."""
    defined: frozenset[int]
    """The numbers of the explanations."""
    bracketed: bool = False
    """Whether any mark in the tables has brackets; then all have."""
    missing: frozenset[int] = frozenset()
    """The numbers of the explanations that no mark in the tables of a scan refers to."""
    repeated: frozenset[int] = frozenset()
    """The numbers that several marks in the tables of a scan have."""
    highest: int = 0
    """The highest number of an explanation, or of a raised mark on a scan."""


def mark_style(words: Sequence[Word], defined: Iterable[int]) -> MarkStyle:
    """The style of the marks in `words`, those of the tables; `defined` are the numbers of the explanations."""
    sizes = sorted(word.size for word in words if not MARKS.fullmatch(word.text))
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    small = any(MARKS.fullmatch(word.text) and (word.raised or word.size < SMALL * usual) for word in words)
    bracketed = any(MARKS.fullmatch(word.text) for word in words)
    known = frozenset(defined)
    if all(word.origin is Origin.PRINTED for word in words):
        return MarkStyle(typed=not small, bracketed=bracketed, defined=known)
    seen = [number for word in words if word.text.endswith(")") for number in _numbers_in_brackets(word.text)]
    raised = [number for word in words if word.raised for number in _numbers_in_brackets(word.text)]
    highest = max((*known, *raised), default=0)
    repeated = frozenset(number for number, count in Counter(seen).items() if count > 1)
    return MarkStyle(not small, known, bracketed, known.difference(seen), repeated, highest)


def _numbers_in_brackets(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\((\d{1,2})\)", text, re.ASCII)]


def split_marks(words: Sequence[Word], style: MarkStyle, *, is_text: bool) -> tuple[tuple[Word, ...], tuple[str, ...]]:
    """The words of the value, and its marks as footnote ids (`F1`), in printed order and each once."""
    usual = max((word.size for word in words), default=0.0)
    if not any("(" in word.text or word.raised or word.size < SMALL * usual for word in words):
        return tuple(words), ()  # this is fast for most cells, which have no mark
    alone = all(MARKS.fullmatch(word.text) for word in words)
    value: list[Word] = []
    marks: list[str] = []
    for index, word in enumerate(words):
        rest = words[index + 1 :]
        is_last = all(MARKS.fullmatch(after.text) for after in rest)
        raised = (word.raised or word.size < SMALL * usual) and _RAISED.fullmatch(word.text)
        if raised and not alone and style.bracketed and word.text.isdigit():
            # As the filing's marks have brackets, this is a figure of the value, or the cents behind the dollars.
            cents = not is_text and len(word.text) == CENTS
            value.append(
                word._replace(text=f".{word.text}" if cents else word.text, doubts=word.doubts | {Doubt.RAISED_FIGURE})
            )
            continue
        if (
            alone
            or raised
            or (MARKS.fullmatch(word.text) and is_last and _may_be_mark(word, word.text, style, is_text))
        ):
            marks.append(_explained(word, style))
            if not raised:
                value[-1:] = [_unexplained(word.text, before, style, is_text) for before in value[-1:]]
            continue
        glued = _glued(word.text)
        if glued and is_last and _may_be_mark(word, glued.marks, style, is_text):
            marks.append(glued.marks)
            doubts = word.doubts | (frozenset() if glued.is_whole else {Doubt.LENIENT})
            readings = tuple(map(_bare, word.readings))
            word = word._replace(text=glued.value, readings=readings, doubts=doubts)  # noqa: PLW2901
            word = _unexplained(glued.marks, word, style, is_text)  # noqa: PLW2901
        elif is_text and Doubt.MAY_BE_MARK in word.doubts and (glued or MARKS.fullmatch(word.text)):
            word = word._replace(doubts=word.doubts | {Doubt.MARK_UNEXPLAINED})  # noqa: PLW2901
        value.append(word)
    numbers = re.findall(r"\d{1,2}", " ".join(marks), re.ASCII)
    return tuple(value), tuple(dict.fromkeys(f"F{int(number)}" for number in numbers))


def _unexplained(mark: str, value: Word, style: MarkStyle, is_text: bool) -> Word:  # noqa: FBT001
    """The text `value`, doubted if its mark has no explanation."""
    if not is_text or _numbers(mark) <= style.defined:
        return value
    return value._replace(doubts=value.doubts | {Doubt.MARK_UNEXPLAINED})


def _explained(mark: Word, style: MarkStyle) -> str:
    """The mark's text, or another reading of it if only that reading has an explanation in this filing."""
    others = (reading.text for reading in mark.readings if (reading.score or 0.0) >= LIKELY)
    texts = [text for text in (mark.text, *others) if MARKS.fullmatch(text) and _numbers(text) <= style.defined]
    return texts[0] if texts else mark.text


def _numbers(text: str) -> set[int]:
    return {int(number) for number in re.findall(r"\d+", text, re.ASCII)}


def _bare(reading: Reading) -> Reading:
    """The reading of a value with its marks, without the marks."""
    glued = _glued(reading.text)
    return reading._replace(text=glued.value) if glued else reading


class _Glued(NamedTuple):
    """A value, and the marks right behind it; the last mark may have lost its closing bracket."""

    value: str
    marks: str
    is_whole: bool = True


def _glued(text: str) -> _Glued | None:
    """The value, of at least one character, and the marks at the end of a text; None if there are not both."""
    behind = _MARKS_BEHIND.search(text)
    start = behind.start() if behind else len(text)
    if start == 0 and (first := _FIRST_MARK.match(text)):
        start = first.end()  # a row of marks: the first is the value
    if start < len(text):
        return _Glued(text[:start], text[start:])
    half = _HALF_GLUED.fullmatch(text)
    return _Glued(half[1], half[2], is_whole=False) if half else None


def _may_be_mark(word: Word, text: str, style: MarkStyle, is_text: bool) -> bool:  # noqa: FBT001
    """Whether `text`, at the end of `word`, may be marks.

    In a text it may be if the filing types its marks, or the reader of a scan did not see whether it is raised.
    """
    if not is_text:
        return True  # a number, date or code has no brackets of its own
    numbers = _numbers(text)
    if (
        Doubt.MAY_BE_MARK in word.doubts
    ):  # on a scan the number of an explanation may be lost, while a later one is read
        return max(numbers) <= style.highest or numbers <= style.defined
    return style.typed and numbers <= style.defined
