"""What an engine read of a cell → the same without what no cell of its column can show.

A speck beside a number is read as its full stop, the gap behind a comma as a space, the bracket of a raised mark as
part of the letter before it. The column says what such a sign cannot be.
"""

import re

from extractor.model.page import Doubt
from extractor.readers.recognition.ctc import SAME_SHAPES
from extractor.readers.recognition.engines import Character, LineReading, inserted
from extractor.readers.wording.alphabets import DIGITS, PRICE
from extractor.readers.wording.vocabulary import grown_together

STOPS = ".,"
_THOUSANDS = re.compile(r"^\d{1,3}(\.)\d{3}(?!\d)", re.ASCII)
SURE_STOP = 0.98
"""Sureness from which a stop that should be a comma is left as it was read."""
_DOUBLE_BRACKET = re.compile(r"\s?\((?=(?:\(\d{1,2}\))+$)", re.ASCII)
"""A bracket before a mark's own: the mark's shadow on a copy."""
ROUND = {"[": "(", "{": "(", "]": ")", "}": ")"}
SPECKS = "•*~_-'`^°"
"""What specks before a number are read as."""
_OPEN_MARK = re.compile(r"[^(]\([1-9]\d?$", re.ASCII)
"""A mark that lacks its last bracket."""
_STATE_BEHIND = re.compile(r"(?<= )(?=[A-Z]{2}/(?:$|[\s\[]))")
"""The state behind an issuer's name, which stands between two strokes."""
_NOUGHT_COMMA = re.compile(r"(?<=(?<![\d.,])0),(?=\d)", re.ASCII)
"""A comma behind a number's leading nought, as in "$0,001": no number has thousands of noughts."""
_ONE_STROKE = re.compile(
    r"(?<!\d)(0[1-9]|1[0-2])(?:/(?=\d{6}(?!\d))|(?=\d\d/))(0[1-9]|[12]\d|3[01])/?((?:19|20)\d\d)(?!\d)", re.ASCII
)
"""A date of which only one stroke was read."""
_MARKS_BEHIND = re.compile(r"(?<!\(\d\))(?<!\(\d\d\))(?:\(\d{1,2}\))++$", re.ASCII)
_NUMBERED = re.compile(r"(\d{1,2})[,:;](?=\s?[A-Z][a-z]*\s)")
"""The number of an explanation; a stop on a fax is read as a comma."""
_WITH_NOUGHT = re.compile(r"(?<![^\W_])[A-Za-z]*0[A-Za-z]*(?![^\W_])")
"""A word with a nought among its letters: no word is written so, though a postal code may be ("0BD")."""
LETTERS_OF_WORD = 4
SURE = 0.9
"""Sureness under which what is seldom was hardly read."""
SELDOM = {"I": "J"}
"""A code few filings have (a discretionary transaction of a plan) and the common one it is read for."""
_CONFORMED = re.compile(r"(?P<dirt>\S\s)?(?P<sign>[/1lI|!(]?[sS5]/|/[sS5][1lI|!)]?|[1lI|!]s[1lI|!])\s*(?=[A-Za-z])")
_CONFORMED_ALONE = re.compile(r"(?P<dirt>)(?P<sign>[/1lI|!(]?[sS]/|/[sS][1lI|!)]?|[1lI|!]s[1lI|!])")
"""The /s/ before a typed signature (17 CFR 232.302); hardly both its strokes are misread. It comes first: a sign
that stands before it is the end of a ruling."""


def as_held(reading: LineReading, alphabet: str, *, is_whole: bool) -> LineReading:
    """`reading` of a cell that holds characters of `alphabet`: a number or date in one piece, or one code.

    What is left out of a whole cell might have been a mark; beside marks read apart it was nothing.
    """
    if set(alphabet) & set(DIGITS):
        number = _with_strokes(_with_whole_mark(_without_specks(reading, alphabet)))
        return number if alphabet == PRICE else _with_doubted_stop(number)
    code = _first_code(reading, alphabet)
    if is_whole and len(code.characters) < len(reading.characters):
        return LineReading(tuple(char.doubted(Doubt.SIGNS_LEFT_OUT) for char in code.characters))
    return code


def as_written(reading: LineReading) -> LineReading:
    """`reading` of a text with an O in its words where a nought was read, and a stop behind a paragraph's number."""
    number = _NUMBERED.match(reading.text)
    if number:
        stop = number.end(1)
        characters = list(reading.characters)
        characters[stop] = characters[stop]._replace(text=".")
        reading = LineReading(tuple(characters))
    double = _DOUBLE_BRACKET.search(reading.text)
    if double:
        reading = LineReading((*reading.characters[: double.start()], *reading.characters[double.end() :]))
    decimal = _NOUGHT_COMMA.search(reading.text)
    if decimal:
        comma = reading.characters[decimal.start()]
        point = comma._replace(text=".", others=((",", comma.score),)).doubted(Doubt.COMMA_OR_STOP)
        reading = LineReading((*reading.characters[: decimal.start()], point, *reading.characters[decimal.end() :]))
    reading = _with_strokes(reading)
    state = _STATE_BEHIND.search(reading.text)
    if state:
        first = reading.characters[state.start()]
        stroke = inserted("/", first.x0, Doubt.STROKE_PUT_IN)
        reading = LineReading((*reading.characters[: state.start()], stroke, *reading.characters[state.start() :]))
    for start, end, word in grown_together(reading.text):
        reading = _with_word(reading, start, end, word)
        break  # one a line: the places of what follows have moved
    words = (found for found in _WITH_NOUGHT.finditer(reading.text) if len(found.group()) > LETTERS_OF_WORD)
    noughts = {found.start() + found.group().index("0") for found in words}
    return LineReading(
        tuple(
            char._replace(text="O").doubted(Doubt.NOUGHT) if place in noughts else char
            for place, char in enumerate(reading.characters)
        )
    )


def _with_strokes(reading: LineReading) -> LineReading:
    """A date that lost one of its two strokes, with both: "0311/2026"."""
    day = _ONE_STROKE.search(reading.text)
    if day is None:
        return reading
    place = day.end(1) if day.end(1) == day.start(2) else day.end(2)
    after = reading.characters[place]
    stroke = inserted("/", after.x0, Doubt.STROKE_PUT_IN)
    return LineReading((*reading.characters[:place], stroke, *reading.characters[place:]))


def _with_word(reading: LineReading, start: int, end: int, word: str) -> LineReading:
    """`reading` with `word` in the place of the characters from `start` to `end`, over which it is spread."""
    first, last = reading.characters[start], reading.characters[end - 1]
    step = (last.x1 - first.x0) / len(word)
    read = LineReading(reading.characters[start:end])
    doubts = read.doubts | {Doubt.RESPELT}
    spread = (
        Character(letter, read.score, first.x0 + place * step, first.x0 + (place + 1) * step, doubts=doubts)
        for place, letter in enumerate(word)
    )
    return LineReading((*reading.characters[:start], *spread, *reading.characters[end:]))


def as_signed(reading: LineReading) -> LineReading:
    """`reading` of a text with the /s/ of a conformed signature at its beginning put right."""
    sign = _CONFORMED.match(reading.text) or _CONFORMED_ALONE.fullmatch(reading.text)
    if sign is None or (sign["sign"] == "/s/" and not sign["dirt"]):
        return reading
    first, last = reading.characters[sign.start("sign")], reading.characters[sign.end("sign") - 1]
    step = (last.x1 - first.x0) / 3
    score, doubts = min(first.score, last.score), first.doubts | last.doubts
    signs = (
        Character(text, score, first.x0 + place * step, first.x0 + (place + 1) * step, doubts=doubts)
        for place, text in enumerate("/s/")
    )
    return LineReading((*signs, *reading.characters[sign.end("sign") :]))


def _with_whole_mark(reading: LineReading) -> LineReading:
    """A number or date whose brackets are those of its marks: round ones, and closed."""
    characters = list(reading.characters)
    for place, char in enumerate(characters):
        if char.text in ROUND:
            characters[place] = char._replace(text=ROUND[char.text]).doubted(Doubt.BRACKET)
    if _OPEN_MARK.search("".join(char.text for char in characters)):
        last = characters[-1]
        characters.append(inserted(")", last.x1, Doubt.BRACKET_PUT_IN))
    return LineReading(tuple(characters))


def _without_specks(reading: LineReading, alphabet: str) -> LineReading:
    """A number or date: no spaces in it, no stop or other sign at its ends."""
    characters = [char for char in reading.characters if not char.text.isspace()]
    while len(characters) > 1 and characters[0].text in SPECKS and characters[0].text not in alphabet:
        characters.pop(0)
        characters[0] = characters[0].doubted(Doubt.SPECK)  # it may have been a figure
    while len(characters) > 1 and characters[-1].text in STOPS:
        characters.pop()
    while len(characters) > 1 and characters[0].text == ",":
        characters.pop(0)
    return LineReading(tuple(characters))


def _with_doubted_stop(reading: LineReading) -> LineReading:
    """Of "42.353" shares the stop is hardly one: a comma loses its tail on a fax.

    Of 579 numbers of shares in 79 real filings 19 have three decimals, all behind four figures and more.
    """
    found = _THOUSANDS.search(reading.text)
    if found is None:
        return reading
    characters = list(reading.characters)
    stop = characters[found.start(1)]
    text = "," if stop.sureness < SURE_STOP else stop.text
    characters[found.start(1)] = stop._replace(text=text, others=((".", stop.score),)).doubted(Doubt.COMMA_OR_STOP)
    return LineReading(tuple(characters))


def _first_code(reading: LineReading, alphabet: str) -> LineReading:
    """A code is one letter, or two with a slash; what else was read is the bracket of the mark behind it."""
    characters = [char for char in reading.characters if not char.text.isspace()]
    marks = _MARKS_BEHIND.search("".join(char.text for char in characters))
    code = characters[: marks.start()] if marks else characters
    if not code or (len(code) > 1 and code[1].text == "/"):
        return reading
    letter = code[0].text if code[0].text in alphabet else code[0].text.upper()
    if letter not in alphabet:
        letter = next((same for same in SAME_SHAPES.get(code[0].text, "") if same in alphabet), "")
        code[0] = code[0].doubted(Doubt.LIKE_CODE)
    if not letter:
        return reading
    if letter in SELDOM and SELDOM[letter] in alphabet and code[0].sureness < SURE:
        code[0] = code[0].doubted(Doubt.SELDOM_CODE)
        letter = SELDOM[letter]
    return LineReading((code[0]._replace(text=letter), *(characters[marks.start() :] if marks else ())))
