"""Divides box 2 into the issuer's name and its trading symbol, which stands in square brackets behind the name.

In a scan these brackets, thin and high, are the signs most often misread: as l, I, 1 or |, as another bracket, or as
a part of the name or symbol beside them. The place tells that they are brackets.
"""

import re
from collections.abc import Iterator, Sequence

from extractor.model.doubts import Doubt
from extractor.model.page import Origin, Word
from extractor.model.strip import Cell
from extractor.parsing.grid.labels import Segment
from extractor.parsing.header.printed_links import without_addresses

LIKE_BRACKET = tuple("1IlJj|!)}")
"""Characters that the bracket behind the trading symbol is misread as in a scan."""
LIKE_OPENING = (*LIKE_BRACKET, *"({[")
"""Words that the bracket before the trading symbol is misread as."""
_OTHER_BRACKET = re.compile(r"[({](?=\w)")
"""Characters that the bracket before the trading symbol is misread as."""
_SYMBOL = re.compile(r"(?P<open>[\[({|!1l]?)[A-Z][A-Z.]{0,5}(?P<end>[\])}|!1l]?)")
"""A trading symbol with what its brackets are misread as. No symbol has a small letter or a figure at its ends."""
_ENDS_IN_BRACKET = re.compile(r".*(?:[\[|]|[a-z.]I|[A-Za-z.][1l!])", re.DOTALL)
"""The name's last word with the bracket before the symbol; only behind capitals may "l" or "1" be nothing else."""
_CAPITAL_I = re.compile(r"\[(?=[A-Z]{2,}\[)")
"""A bracket at the beginning of a name's word that has the symbol's bracket at its end; it is the letter I."""
_LENIENT = frozenset({Doubt.LENIENT})


def issuer_cells(segment: Segment) -> dict[str, Cell]:
    """The issuer's name and symbol, from words like `QUALYS, INC. [ QLYS ]`; the bracket may touch the name."""
    words, doubts = _with_brackets(list(without_addresses(segment.words)))
    # The name may contain brackets, too, so the last pair is that of the symbol.
    closing = max((index for index, word in enumerate(words) if word.text.endswith("]")), default=len(words))
    if closing < len(words) and words[closing].text == "]":
        closing = max(closing - 1, 0)  # the word before is the symbol, even if a scan lost its opening bracket
    if closing < len(words) and not any("[" in word.text for word in words):
        held, doubts = words[closing], _LENIENT  # the opening bracket may have been read as another one
        words[closing] = _spelt(held, [_OTHER_BRACKET.sub("[", text, 1) for text in (held.text, *_texts(held))])
    opening = max((index for index, word in enumerate(words) if "[" in word.text), default=closing)
    name, rest = words[:opening], words[opening:]
    if len(rest) > 1 and rest[-1].text in LIKE_BRACKET:
        rest.pop()  # the closing bracket, misread
        doubts = _LENIENT
    if rest and "[" in rest[0].text[1:]:
        before, after = zip(*(_at_bracket(text) for text in (rest[0].text, *_texts(rest[0]))), strict=True)
        name.append(_spelt(rest[0], before))
        rest[0] = _spelt(rest[0], after)
    text = "".join(word.text for word in name)
    if text.count("[") != text.count("]"):  # the symbol, or a part of it, is still among the name's words
        doubts |= {Doubt.BRACKET}
    return {
        "issuer_name": Cell(segment.box, tuple(name), doubts),
        "issuer_trading_symbol": Cell(segment.box, without_brackets(rest), doubts),
    }


def _at_bracket(text: str) -> tuple[str, str]:
    """The part of `NAME[SYM]` before the bracket, and the rest."""
    before, bracket, after = text.partition("[")
    return before, bracket + after


def _texts(word: Word) -> Iterator[str]:
    return (reading.text for reading in word.readings)


def _spelt(word: Word, texts: Sequence[str]) -> Word:
    """`word` with `texts` as its own text (the first) and those of its readings (the others)."""
    text, *read = texts
    readings = (reading._replace(text=part) for reading, part in zip(word.readings, read, strict=True))
    return word._replace(text=text, readings=tuple(readings))


def without_brackets(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without square brackets at their ends; words that are nothing else are left out."""
    bare = (_spelt(word, [text.strip("[]") for text in (word.text, *_texts(word))]) for word in words)
    return tuple(word for word in bare if word.text)


def _with_brackets(words: list[Word]) -> tuple[list[Word], frozenset[Doubt]]:
    """The words with square brackets for what an engine read in their place; doubted if there was anything else."""
    if len(words) < 2 or any(word.origin is not Origin.RECOGNISED for word in words):  # noqa: PLR2004
        return words, frozenset()
    closed = [_spelt(word, [_CAPITAL_I.sub("I", text) for text in (word.text, *_texts(word))]) for word in words]
    place = len(words) - 1
    if words[-1].text in LIKE_BRACKET or words[-1].text == "]":
        closed[-1] = _with_end(words[-1], "]")
        place -= 1
    symbol = _SYMBOL.fullmatch(closed[place].text)
    if symbol is None or not (symbol["end"] or place < len(words) - 1):
        return words, frozenset()
    if symbol["end"]:
        closed[place] = _with_end(closed[place], "]")
    opened = closed if any("[" in word.text for word in closed[: place + 1]) else _opened(closed, place)
    return opened, _LENIENT if opened != words else frozenset()


def _opened(words: list[Word], place: int) -> list[Word]:
    """The words with an opening bracket before the symbol, the word at `place`, if something was read there."""
    symbol, before = words[place], words[place - 1] if place else None
    head, tail = words[: place - 1], words[place + 1 :]
    if symbol.text[0] in LIKE_OPENING and not symbol.text[0].isupper():
        return [*words[:place], _spelt(symbol, ["[" + text[1:] for text in (symbol.text, *_texts(symbol))]), *tail]
    if before is None or not head:
        return words
    if before.text in LIKE_OPENING:
        return [*head, _with_end(before, "["), symbol, *tail]
    if any(_ENDS_IN_BRACKET.fullmatch(text) for text in (before.text, *_texts(before))):
        return [*head, _with_end(before, "["), symbol, *tail]
    return words


def _with_end(word: Word, sign: str) -> Word:
    """The word with the bracket `sign` at its end, in place of what was read there."""
    read = (word.text, *_texts(word))
    return _spelt(word, [(text[:-1] if text.endswith((*LIKE_OPENING, sign)) else text) + sign for text in read])
