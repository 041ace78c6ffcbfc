"""Corrects brackets, the signs that engines misread most, and removes spaces from numbers.

No form prints braces or bars, and a number has no spaces, so where they are read something else was printed.
"""

import re

from extractor.model.doubts import Doubt
from extractor.readers.recognition.engines import LineReading, inserted

_SYMBOL = re.compile(
    r"(?P<open>[\[|{]|(?<=\s)(?<!\s\s))(?P<gap>\s*+)(?P<symbol>[A-Z][A-Z.]{0,5})(?P<end>\s*+[\]|})JI1l])$"
)
"""The trading symbol at the end of box 2; its brackets are thin and read as letters."""
_NUMBER = re.compile(r"\$?\s?\d{1,3}(?:,\s?\d{3})+(?:\.\s?\d+)?")
BRACES = {"{": "[", "}": "]"}


def with_brackets(reading: LineReading) -> LineReading:
    """`reading` with square brackets for braces and around a trading symbol, and without spaces in a number."""
    text = reading.text
    if _NUMBER.fullmatch(text.strip()):
        return LineReading(tuple(char for char in reading.characters if not char.text.isspace()))
    characters = [char._replace(text=BRACES.get(char.text, char.text)) for char in reading.characters]
    symbol = _SYMBOL.search(text)
    before = text[: symbol.start()] if symbol else ""
    is_open = before.count("[") > before.count("]")  # an issuer may have two symbols in its brackets
    if symbol and not is_open and (symbol["open"] or symbol["end"].strip() == "]"):
        end = len(text) - 1
        characters[end] = characters[end]._replace(text="]")
        start = symbol.start("open")
        if symbol["open"]:
            characters[start] = characters[start]._replace(text="[")
        else:
            first = characters[symbol.start("symbol")]
            characters.insert(symbol.start("symbol"), inserted("[", first.x0, Doubt.BRACKET_PUT_IN))
    return LineReading(tuple(characters))
