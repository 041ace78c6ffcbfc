"""Corrects what an engine read in a cell of a scan, by what its column can hold and by the filing's explanations.

The reader of a scan knows the columns only where rulings show them, and the explanations never. So it may leave a speck
beside a code, a "(1)" without its thin figure, or brackets that were read as other signs. All of this is doubted.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce

from extractor.model.doubts import Doubt
from extractor.model.form import Kind
from extractor.model.page import Origin, Word
from extractor.model.strip import Cell
from extractor.model.values import UnparsableTextError
from extractor.parsing.tables.footnote_marks import MARKS, MarkStyle

Parser = Callable[[str], object]
CODES = frozenset({Kind.CODE, Kind.EARLY, Kind.ACQUIRED_DISPOSED, Kind.DIRECT_INDIRECT})
STROKES = frozenset("1l|!")
"""What a lone I is read as, and what the end of a ruling is read as."""
MOST_MARK = 99
SURE_MARK = 0.998
"""Score from which a mark is not taken for a misread one. Of 48 values whose mark another cell had too while an
explanation had none, 5 of the 22 below were misread, and none of the 26 above."""
_LAST_MARK = re.compile(r"\((\d{1,2})\)$", re.ASCII)
_RAISED_MARK = re.compile(r"^\(?(\d{1,2})\)?$", re.ASCII)
"""A raised mark that stands alone may have lost its brackets."""
_OPENING, _OF_MARKS = "([{", "0123456789()[]{}xX|"
"""What marks begin with, and all they consist of: brackets, signs that brackets are read as, and figures."""
_CLOSED = frozenset(")]}xX|")
_DATE = re.compile(r"(\d\d)\D{0,2}(\d\d)\D{0,2}((?:19|20)\d\d)", re.ASCII)


def as_recognised(cell: Cell, kind: Kind, parse: Parser, style: MarkStyle) -> Cell:
    """The cell with its misread marks, specks and strokes put right; a cell that was not read by an engine as it is.

    `parse` is the parser of its kind of values.
    """
    if not any(word.origin is Origin.RECOGNISED for word in cell.words):
        return cell
    words = [_known(word, style) for word in _with_brackets(cell.words)]
    if kind in CODES:
        words = _code(words, kind, parse)
    elif kind is Kind.DATE:
        words = _date(words, parse)
    elif kind is Kind.NUMBER:
        words = [_number(word, parse) for word in words]
    return replace(cell, words=tuple(words))


def _with_brackets(words: Sequence[Word]) -> list[Word]:
    """The words, with round brackets around the figures of the marks at the end: "(1x2X3)" is "(1)(2)(3)"."""
    found = list(words)
    if len(found) > 1 and found[-2].text.endswith("(") and re.fullmatch(r"\d{1,2}[)\]}]", found[-1].text, re.ASCII):
        before, mark = found[-2:]
        found[-2:] = [_reread(before, before.text[:-1])] if before.text != "(" else []
        found.append(_reread(mark, f"({mark.text[:-1]})"))
    for place in reversed(range(len(found))):
        text = _in_brackets(found[place].text)
        found[place] = _reread(found[place], text)
        if not MARKS.fullmatch(text):
            break
    return found


def _reread(word: Word, text: str) -> Word:
    """The word with another text, and with the brackets put right in its other readings."""
    doubt = Doubt.FIGURE_PUT_IN if word.text.endswith("()") else Doubt.BRACKET
    others = tuple(reading._replace(text=_in_brackets(reading.text)) for reading in word.readings[1:])
    word = word._replace(readings=(*word.readings[:1], *others))
    return word if word.text == text else _as(word, text, doubt, Doubt.MAY_BE_MARK)


def _as(word: Word, text: str, *doubts: Doubt) -> Word:
    """The word with `text` as its first reading, and doubted."""
    readings = (*(reading._replace(text=text) for reading in word.readings[:1]), *word.readings[1:])
    return word._replace(text=text, readings=readings, doubts=word.doubts.union(doubts))


def _in_brackets(text: str) -> str:
    """The text with round brackets around each figure of the marks at its end, if it has misread ones.

    A network often sees nothing between the brackets of "(1)", as they nearly touch the thin figure.
    """
    value, marks = _parted(text)
    if not marks or MARKS.fullmatch(marks):
        return text
    numbers = ["1"] if marks == "()" else re.findall(r"\d+", marks, re.ASCII)
    is_closed = len(numbers) > 1 or marks[-1] in _CLOSED
    if not numbers or not is_closed or not all(1 <= int(number) <= MOST_MARK for number in numbers):
        return text
    return value + "".join(f"({number})" for number in numbers)


def _parted(text: str) -> tuple[str, str]:
    """A value, and behind it what may be marks."""
    places = range(len(text.rstrip(_OF_MARKS)), len(text))
    begin = next((place for place in places if text[place] in _OPENING), len(text))
    return text[:begin], text[begin:]


def _known(word: Word, style: MarkStyle) -> Word:
    """The word, with a mark that has no explanation replaced by the only one that is missing.

    Where explanations are without a mark, a mark that another cell has, too, may be a misread one of theirs.
    """
    mark = (_RAISED_MARK if word.raised else _LAST_MARK).search(word.text)
    if mark is None or not style.missing or not (word.raised or Doubt.MAY_BE_MARK in word.doubts):
        return word
    if int(mark[1]) in style.repeated and (word.sureness or 0.0) < SURE_MARK:
        return word._replace(doubts=word.doubts | {Doubt.MAY_BE_OTHER_MARK})
    if int(mark[1]) in style.defined or len(style.missing) != 1:
        return word
    (missing,) = style.missing
    return _as(word, f"{word.text[: mark.start()]}({missing})", Doubt.NEAR_KNOWN)


def _code(words: Sequence[Word], kind: Kind, parse: Parser) -> list[Word]:
    """The words without specks beside the code; a lone stroke in the column of D and I is an I."""
    values = [word for word in words if not MARKS.fullmatch(word.text)]
    if kind is Kind.DIRECT_INDIRECT and len(values) == 1 and values[0].text in STROKES:
        return [_as(word, "I", Doubt.LIKE_CODE) if word is values[0] else word for word in words]
    codes = [word for word in values if _parses(parse, word.text)]
    others = [word for word in values if word not in codes]
    if len(codes) != 1 or not others or not all(_is_speck(word, kind) for word in others):
        return list(words)
    code = _holding(codes[0], others)
    code = code._replace(doubts=code.doubts | {Doubt.SIGNS_LEFT_OUT})
    return [code if word is codes[0] else word for word in words if word not in others]


def _holding(word: Word, others: Sequence[Word]) -> Word:
    """The word, which accounts for the print of the `others` too."""
    return word._replace(sources=(*word.sources, *(source for other in others for source in other.sources)))


def _is_speck(word: Word, kind: Kind) -> bool:
    """Whether the word is one sign that is no letter or figure, or a stroke where no I can stand."""
    if len(word.text) != 1 or word.origin is not Origin.RECOGNISED:
        return False
    return not word.text.isalnum() or (word.text in STROKES and kind is not Kind.DIRECT_INDIRECT)


def _date(words: Sequence[Word], parse: Parser) -> list[Word]:
    """The words, with a date whose strokes were not read, or that was cut at one, as one word."""
    values = [word for word in words if not MARKS.fullmatch(word.text)]
    last = values[-1:]
    marks = _parted(last[0].text)[1] if last else ""
    marks = marks if MARKS.fullmatch(marks) else ""
    text = "".join(word.text for word in values).removesuffix(marks)
    parts = _DATE.fullmatch(text)
    if parts is None or _parses(parse, " ".join(word.text for word in values)):
        return list(words)
    whole = "/".join(parts.groups())
    if not _parses(parse, whole):
        return list(words)
    joined = _as(reduce(Word.joined_to, values), whole + marks, Doubt.STROKE_PUT_IN)
    # A mark that was seen only at a second look between the date's parts is the stroke itself.
    strokes = [word for word in words if word not in values and values[0].box.x1 < word.box.x_center < last[0].box.x0]
    return [_holding(joined, strokes), *(word for word in words if word not in values and word not in strokes)]


def _number(word: Word, parse: Parser) -> Word:
    """The word without a stop or comma at its end, which belongs to no number."""
    if word.text[-1:] not in (".", ",") or not _parses(parse, word.text[:-1]):
        return word
    return _as(word, word.text[:-1], Doubt.STOP_LEFT_OUT)


def _parses(parse: Parser, text: str) -> bool:
    try:
        parse(text)
    except UnparsableTextError:
        return False
    return True
