"""Finds the numbers with which the explanations begin, and the words that print them.

A filing writes all its numbers in one style (`1.`, `(1)`, `F1`, `Footnote 1:`). So a number of another style at the
beginning of a line is part of the text. The numbers may be in any order, and several may share a text. If a number
occurs twice, one of them may belong to a list inside an explanation. Which one cannot be known for sure, so both are
doubted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from statistics import median
from typing import NamedTuple, Self

from extractor.model.doubts import Doubt
from extractor.model.page import Origin, Word
from extractor.model.texts import plain

Line = tuple[Word, ...]

MOST_LOST = 2
"""Consecutive numbers that a scan may lose."""
INDENT = 30.0
"""Points: a number begins no further right of the left edge of the text."""
APART = 0.8
"""Share of the type's height: a number with as much white behind it is in a column of its own."""
PARAGRAPH = 0.3
"""Share of the type's height by which the space above a paragraph exceeds that between its lines."""
_ITEM = re.compile(r"[(\[]?F?\d{1,2}[)\]]?", re.ASCII)
_STRICT = re.compile(rf"{_ITEM.pattern}(?:(?:,|(?<=[)\]])(?=[(\[])){_ITEM.pattern})*[.:]?,?", re.ASCII)
"""One or several numbers in one word, separated by commas or brackets."""
_NUMBER = re.compile(r"\(?(\d{1,2})(?:\)|\.\)?)", re.ASCII)
_MISREAD_NUMBER = re.compile(r"(\d{1,2})[,:;]", re.ASCII)
_STROKE_NUMBER = re.compile(r"\(?[Il|i][.)]+")
"""As what "1." may be read in a scan."""
_BARE_NUMBER = re.compile(r"\d{1,2}", re.ASCII)
"""As what "3." may be read in a scan. It counts only if the line above ends a sentence; else it is part of the text."""
_EMPTY_NUMBER = re.compile(r"[(\[]\W?[)\]]")
"""As what "(1)" may be read in a scan."""
_NAMES = frozenset({"footnote", "footnotes", "note", "notes", "fn"})
_JOINTS = frozenset({"and", "&"})
_ENDS = ".;:!?)]"
"""Characters that end a sentence."""
BARE = "1"
"""The style of a number without any sign."""
_DOUBTED = frozenset({Doubt.NUMBERING})
_LENIENT = frozenset({Doubt.LENIENT})


@dataclass(frozen=True, slots=True)
class Numbered:
    """The beginning of an explanation: its number, or several that share its text, and the words that print them."""

    row: int
    """The number of the line, from 0."""
    numbers: tuple[int, ...]
    words: tuple[Word, ...]
    style: str = ""
    begins: bool = True
    """Whether the line looks like the first of a paragraph, and not like the continuation of a sentence."""
    doubts: frozenset[Doubt] = frozenset()


def find_numbers(lines: Sequence[Line], edges: Sequence[float]) -> list[Numbered]:
    """The numbers that begin explanations, in the order of `lines`; the columns of text begin at the x of `edges`."""
    measures = _Measures.of(lines)
    near = [row for row, line in enumerate(lines) if _begins_column(line[0].box.x0, edges)]
    heads = [head for row in near if (head := _head(lines, row, measures))]
    if _have_own_column(heads, lines):
        heads = [replace(head, begins=True) for head in heads]
    strict = _in_one_style(heads)
    loose = list(_counted_up(lines, near))
    known = set(chain.from_iterable(head.numbers for head in strict))
    left_out = {head.row for head in heads if strict and head.style == strict[0].style}
    # A number that the strict search left in a text is no number for the lenient one either.
    more = [head for head in loose if known.isdisjoint(head.numbers) and head.row not in left_out]
    if more and len(loose) > len(strict):
        return [head if known.issuperset(head.numbers) else replace(head, doubts=_LENIENT) for head in loose]
    return strict


def _have_own_column(heads: Sequence[Numbered], lines: Sequence[Line]) -> bool:
    """Whether the numbers are in a column of their own, as no other line begins as far left; then all begin a text."""
    rows = {head.row for head in heads}
    edge = median(head.words[-1].box.x1 for head in heads) if heads else 0.0
    return all(line[0].box.x0 >= edge - 1 for row, line in enumerate(lines) if row not in rows)


def first_numbers(line: Line) -> tuple[int, ...]:
    """The numbers with which the line begins, in a style that filers use; empty if it begins otherwise."""
    head = _head([line], 0, _Measures.of([line]))
    return head.numbers if head else ()


def _begins_column(x: float, edges: Sequence[float]) -> bool:
    return any(0 <= x - edge < INDENT for edge in edges)


class _Measures(NamedTuple):
    """Measures of the text, in points."""

    right: float
    """The x where the longest line ends."""
    step: float
    """The smallest distance between the tops of two neighbouring lines."""

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Self:
        """The measures of `lines`."""
        steps = (below[0].box.top - line[0].box.top for line, below in pairwise(lines))
        heights = [line[0].box.height for line in lines]
        least = min(heights, default=0.0) / 2
        return cls(
            max((line[-1].box.x1 for line in lines), default=0.0),
            min((step for step in steps if step > least), default=0.0),
        )


def _head(lines: Sequence[Line], row: int, measures: _Measures) -> Numbered | None:
    """The numbers with which the line begins, in a style that filers use; None if it begins otherwise."""
    line = lines[row]
    named = plain(line[0].text) in _NAMES and len(line) > 1
    numbers: list[int] = []
    words: list[Word] = list(line[:1]) if named else []
    last = ""
    for word in line[len(words) :]:
        if numbers and word.text.lower() in _JOINTS:
            words.append(word)
            continue
        if not _STRICT.fullmatch(word.text) or (numbers and not (last.endswith(",") or words[-1].text in _JOINTS)):
            break
        numbers += [int(number) for number in re.findall(r"\d{1,2}", word.text, re.ASCII)]
        words.append(word)
        last = word.text
    if 0 in (numbers or [0]) or words[-1].text.lower() in _JOINTS or last.endswith(","):
        return None
    style = ("note " if named else "") + re.sub(r"\d+", "1", _last_item(last), flags=re.ASCII)
    once = tuple(dict.fromkeys(numbers))
    return Numbered(row, once, tuple(words), style, _begins_paragraph(lines, row, len(words), measures))


def _last_item(text: str) -> str:
    """The last of several numbers in one word, with its signs: `(2)(3)` → `(3)`."""
    items = list(_ITEM.finditer(text))
    return text[items[-1].start() :]


def _begins_paragraph(lines: Sequence[Line], row: int, count: int, measures: _Measures) -> bool:
    """Whether the line may be the first of a paragraph; its first `count` words are its number.

    It may be if the number has a column of its own, or the line above ends a sentence, or had room for more words, or
    is further away than lines usually are.
    """
    if not row:
        return True
    line, before = lines[row], lines[row - 1]
    height = line[0].box.height
    if len(line) == count or line[count].box.x0 - line[count - 1].box.x1 >= APART * height:
        return True
    ends = before[-1].text.rstrip("\"'”’")[-1:] in _ENDS
    fits = before[-1].box.x1 + sum(word.box.width for word in line[: count + 1]) + height < measures.right
    return ends or fits or line[0].box.top - before[0].box.top > measures.step + PARAGRAPH * height


def _in_one_style(heads: Sequence[Numbered]) -> list[Numbered]:
    """The heads in the style of the first line, or else in the style with the most numbers.

    Numbers without any sign are used only if there is no other style, as they may be part of the text.
    """
    styles = dict.fromkeys(head.style for head in heads if head.row == 0) or dict.fromkeys(head.style for head in heads)
    found = [_each_once([head for head in heads if head.style == style]) for style in styles]
    return max(found, key=lambda heads: (bool(heads) and heads[0].style != BARE, _count(heads)), default=[])


def _count(heads: Sequence[Numbered]) -> int:
    return len(set(chain.from_iterable(head.numbers for head in heads)))


def _each_once(heads: Sequence[Numbered]) -> list[Numbered]:
    """The heads, if each number from 1 on occurs once; else only those that count up."""
    numbers = [number for head in heads for number in head.numbers]
    in_order = numbers == sorted(numbers)
    if sorted(numbers) == list(range(1, len(numbers) + 1)) and (in_order or all(head.begins for head in heads)):
        return _with_doubtful_beginnings(heads)
    return _with_doubtful_beginnings(list(_without_lists(heads)))


def _with_doubtful_beginnings(heads: Sequence[Numbered]) -> list[Numbered]:
    """The heads; one in the middle of a sentence is doubted, and so is the head before it, whose text it would end."""
    unsure = {place for place, head in enumerate(heads) if not head.begins}
    unsure |= {place - 1 for place in unsure}
    return [
        replace(head, doubts=head.doubts | _DOUBTED) if place in unsure else head for place, head in enumerate(heads)
    ]


def _without_lists(heads: Sequence[Numbered]) -> Iterator[Numbered]:
    """The heads that count up from 1; numbers of a list inside an explanation stay in its text, which is doubted."""
    expected, within, current = 1, 0, None
    for place, head in enumerate(heads):
        number, later = head.numbers[0], heads[place + 1 :]
        recurs = any(number in other.numbers for other in later)
        is_of_list = (number == within and recurs) or (recurs and not head.begins)
        is_next = number == expected or (
            expected < number <= expected + MOST_LOST and not any(expected in other.numbers for other in later)
        )
        if is_next and not is_of_list:
            if current is not None:
                yield current
            current = replace(head, doubts=head.doubts | (_DOUBTED if within else frozenset()))
            expected, within = head.numbers[-1] + 1, 0
        elif current is not None and head.begins:
            current = replace(current, doubts=_DOUBTED)
            within = number + 1
    if current is not None:
        yield current


def _counted_up(lines: Sequence[Line], near: Sequence[int]) -> Iterator[Numbered]:
    """The lenient search: first words that may be numbers and count up from 1.

    Up to `MOST_LOST` numbers that a scan lost are passed over if a later one follows, so that only they are missing.
    """
    found = [(number, row, lines[row]) for row in near if (number := _number(lines, row)) is not None]
    expected = 1
    for index, (number, row, line) in enumerate(found):
        later = [other for other, _, _ in found[index + 1 :]]
        if number == 0 and expected not in later:
            number = expected  # noqa: PLW2901
        is_next = number == expected or (
            expected < number <= expected + MOST_LOST and expected not in later and _begins_sentence(line)
        )
        if is_next:
            yield Numbered(row, (number,), line[:1])
            expected = number + 1


def _number(lines: Sequence[Line], row: int) -> int | None:
    """The number that may begin the line's paragraph; 0 if it is illegible, None if there is no number."""
    line = lines[row]
    text, begins = line[0].text, _begins_sentence(line)
    if _EMPTY_NUMBER.fullmatch(text) and begins:
        return 0
    if begins and line[0].origin is Origin.RECOGNISED:
        if not row and _STROKE_NUMBER.fullmatch(text):
            return 1
        if row and _BARE_NUMBER.fullmatch(text) and lines[row - 1][-1].text[-1] in _ENDS:
            return int(text)
    match = _NUMBER.fullmatch(text) or (begins and _MISREAD_NUMBER.fullmatch(text))
    return int(match.group(1)) if match else None


def _begins_sentence(line: Line) -> bool:
    """Whether a capital follows the first word; then "1," before it is the misread number of a paragraph."""
    return len(line) > 1 and line[1].text[0].isupper()
