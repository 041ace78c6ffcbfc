"""Corrects signs in what an engine read of a cell or a text, by what can stand there.

A speck beside a number may be read as a full stop, the gap behind a comma as a space, the bracket of a raised mark as
part of the letter before it. What the column can hold shows that such a sign is wrong.
"""

import re

from extractor.model.doubts import Doubt
from extractor.readers.recognition.ctc import SAME_SHAPES
from extractor.readers.recognition.engines import Character, LineReading, inserted
from extractor.readers.wording.alphabets import DATE, DIGITS, PRICE
from extractor.readers.wording.vocabulary import grown_together

STOPS = ".,"
_THOUSANDS = re.compile(r"^\d{1,3}(\.)\d{3}(?!\d)", re.ASCII)
SURE_STOP = 0.98
"""Sureness, 0 to 1, from which a stop that should be a comma is left as it was read."""
_DOUBLE_BRACKET = re.compile(r"\s?\((?=(?:\(\d{1,2}\))+$)", re.ASCII)
"""An extra bracket before that of a mark: the mark's shadow on a copy."""
ROUND = {"[": "(", "{": "(", "]": ")", "}": ")"}
SPECKS = "•*~_-'`^°"
"""Characters that specks before a number are read as."""
_OPEN_MARK = re.compile(r"[^(]\([1-9]\d?$", re.ASCII)
"""A mark without its closing bracket."""
_LONE_NUMBER = re.compile(r"[1-9]\d?", re.ASCII)
_STATE_BEHIND = re.compile(r"(?<= )(?=[A-Z]{2}/(?:$|[\s\[]))")
"""The place of the missing first stroke of the state behind an issuer's name, which is printed "/DE/"."""
_CARE_OF = re.compile(r"C(?=[O0] [A-Z]{2})")
"""The C of a "C/O" that begins a line and whose stroke was not read. No name or address begins with CO as a word."""
_NOUGHT_COMMA = re.compile(r"(?<=(?<![\d.,])0),(?=\d)", re.ASCII)
"""A comma behind a number's leading 0, as in "$0,001". It must be a decimal point, as no number begins with 0
thousands."""
_ONE_STROKE = re.compile(
    r"(?<!\d)(0[1-9]|1[0-2])(?:/(?=\d{6}(?!\d))|(?=\d\d/))(0[1-9]|[12]\d|3[01])/?((?:19|20)\d\d)(?!\d)", re.ASCII
)
"""A date of which only one of the two strokes (/) was read."""
_MARKS_BEHIND = re.compile(r"(?<!\(\d\))(?<!\(\d\d\))(?:\(\d{1,2}\))+$", re.ASCII)
_NUMBERED = re.compile(r"(\d{1,2})[,:;](?=\s?[A-Z][a-z]*\s)")
"""The number of an explanation; on a fax the stop behind it is read as a comma."""
_WITH_NOUGHT = re.compile(r"(?<![^\W_])[A-Za-z]*0[A-Za-z]*(?![^\W_])")
"""Letters with a nought (0) among them. No word is written so, but a part of a postal code may be ("0BD")."""
LETTERS_OF_WORD = 4
"""Characters: only longer ones are taken for a word with an O that was read as a nought."""
SURE = 0.9
"""Sureness, 0 to 1: a rare code read with less is taken for the common one it resembles."""
SELDOM = {"I": "J"}
"""A rare code (a discretionary transaction of a plan), and the common code that is misread as it."""
_CONFORMED = re.compile(r"(?P<dirt>\S\s)?(?P<sign>[/1lI|!(]?[sS5]/|/[sS5][1lI|!)]?|[1lI|!]s[1lI|!])\s*(?=[A-Za-z])")
_CONFORMED_ALONE = re.compile(r"(?P<dirt>)(?P<sign>[/1lI|!(]?[sS]/|/[sS][1lI|!)]?|[1lI|!]s[1lI|!])")
"""The /s/ before a typed signature (17 CFR 232.302), possibly misread. It stands at the beginning, so a character in
front of it ("dirt") is the end of a ruling."""


def as_held(reading: LineReading, alphabet: str, *, is_whole: bool) -> LineReading:
    """`reading` of a cell that can hold the characters of `alphabet`: a number or date without spaces, or one code.

    Signs left out of a code are doubted if the cell was read as a whole (`is_whole`), as they might have been a mark.
    """
    if set(alphabet) & set(DIGITS):
        bare = _without_specks(reading, alphabet)
        if alphabet == DATE and _LONE_NUMBER.fullmatch(bare.text):
            return _in_brackets(bare)
        number = _with_strokes(_with_whole_mark(bare))
        return number if alphabet == PRICE else _with_doubted_stop(number)
    code = _first_code(reading, alphabet)
    if is_whole and len(code.characters) < len(reading.characters):
        return LineReading(tuple(char.doubted(Doubt.SIGNS_LEFT_OUT) for char in code.characters))
    return code


def as_written(reading: LineReading) -> LineReading:
    """`reading` of a text with the misread signs put right that no text on the form has.

    Among them are a comma behind a paragraph's number, a 0 in a word, a missing stroke in a date, and two letters that
    were read as one, as in "Attomey".
    """
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
    if _CARE_OF.match(reading.text):
        stroke = inserted("/", reading.characters[1].x0, Doubt.STROKE_PUT_IN)
        reading = LineReading((reading.characters[0], stroke, *reading.characters[1:]))
    for start, end, word in grown_together(reading.text):
        reading = _with_word(reading, start, end, word)
        break  # only one per line: the places of later ones have moved
    words = (found for found in _WITH_NOUGHT.finditer(reading.text) if len(found.group()) > LETTERS_OF_WORD)
    noughts = {found.start() + found.group().index("0") for found in words}
    return LineReading(
        tuple(
            char._replace(text="O").doubted(Doubt.NOUGHT) if place in noughts else char
            for place, char in enumerate(reading.characters)
        )
    )


def _with_strokes(reading: LineReading) -> LineReading:
    """`reading` with the missing stroke put into a date of which only one was read, like "0311/2026"."""
    day = _ONE_STROKE.search(reading.text)
    if day is None:
        return reading
    place = day.end(1) if day.end(1) == day.start(2) else day.end(2)
    after = reading.characters[place]
    stroke = inserted("/", after.x0, Doubt.STROKE_PUT_IN)
    return LineReading((*reading.characters[:place], stroke, *reading.characters[place:]))


def _with_word(reading: LineReading, start: int, end: int, word: str) -> LineReading:
    """`reading` with `word` in place of the characters `start` to `end`, its letters spread over their width."""
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
    """`reading` of a text with a misread "/s/" of a conformed (typed) signature at its beginning put right."""
    sign = _CONFORMED.match(reading.text) or _CONFORMED_ALONE.fullmatch(reading.text)
    if sign is None or (sign["sign"] == "/s/" and not sign["dirt"]):
        return reading
    first, last = reading.characters[sign.start("sign")], reading.characters[sign.end("sign") - 1]
    step = (last.x1 - first.x0) / 3
    score, doubts = min(first.score, last.score), first.doubts | last.doubts
    if len(sign["sign"]) < len("/s/"):  # some people sign "s/"
        doubts |= {Doubt.STROKE_PUT_IN}
    signs = (
        Character(text, score, first.x0 + place * step, first.x0 + (place + 1) * step, doubts=doubts)
        for place, text in enumerate("/s/")
    )
    return LineReading((*signs, *reading.characters[sign.end("sign") :]))


def _with_whole_mark(reading: LineReading) -> LineReading:
    """A number or date with round brackets for others, and a missing last bracket added: they belong to its marks."""
    characters = list(reading.characters)
    for place, char in enumerate(characters):
        if char.text in ROUND:
            characters[place] = char._replace(text=ROUND[char.text]).doubted(Doubt.BRACKET)
    if _OPEN_MARK.search("".join(char.text for char in characters)):
        last = characters[-1]
        characters.append(inserted(")", last.x1, Doubt.BRACKET_PUT_IN))
    return LineReading(tuple(characters))


def _in_brackets(reading: LineReading) -> LineReading:
    """A number as a footnote mark: nothing else of one or two figures stands in a cell for a date.

    The brackets of a mark are thinner than its figures, and a photograph may lose them.
    """
    first, last = reading.characters[0], reading.characters[-1]
    opened, closed = inserted("(", first.x0, Doubt.BRACKET_PUT_IN), inserted(")", last.x1, Doubt.BRACKET_PUT_IN)
    return LineReading((opened, *reading.characters, closed))


def _without_specks(reading: LineReading, alphabet: str) -> LineReading:
    """A number or date without spaces in it, and without stops, commas and specks at its ends."""
    characters = [char for char in reading.characters if not char.text.isspace()]
    while len(characters) > 1 and characters[0].text in SPECKS and characters[0].text not in alphabet:
        characters.pop(0)
        characters[0] = characters[0].doubted(Doubt.SPECK)  # the speck may have been a figure
    while len(characters) > 1 and characters[-1].text in STOPS:
        characters.pop()
    while len(characters) > 1 and characters[0].text == ",":
        characters.pop(0)
    return LineReading(tuple(characters))


def _with_doubted_stop(reading: LineReading) -> LineReading:
    """`reading` of a number of shares like "42.353" with the stop turned into a comma, or at least doubted.

    A comma loses its tail on a fax. Of 579 numbers of shares in 79 real filings 19 have three decimals, all behind four
    figures or more, which are left alone here.
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
    """The first letter of the reading as a code of `alphabet`, and the marks behind it.

    A code is one letter, or two with a slash (left alone). Anything else that was read is the bracket of a mark.
    """
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
