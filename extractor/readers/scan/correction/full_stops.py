"""A text as read → the same with the full stops the ink shows: no other sign is so often lost or invented.

A link's underline runs under its last full stop and hides it; but it also tells: it ends with the last character's
own space, so it reaches further beyond the last letter where a full stop stands.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np

from extractor.model.page import Doubt
from extractor.readers.image.light import INK_LEVEL
from extractor.readers.recognition.engines import Character, LineReading, inserted
from extractor.readers.scan.correction.underlined_gaps import with_gaps
from extractor.readers.scan.segmentation.marks import Type, glyphs, run_type
from extractor.readers.scan.segmentation.text_runs import Print, Run

STOP = "."
_LAST_WORD = re.compile(r"(?:(?<![A-Za-z])[A-Za-z]{4,}+|\b[IVX]{2,}|\bL?L[CP]|\bGP|\))$")
"""What hardly abbreviates a word: a word of four letters, a numeral, a firm's kind without its own stops, a bracket."""
SURE = 0.9
"""Score from which a full stop was seen: it may have grown into the letter before it."""
LOW_INK, NEAR_BASELINE = 0.25, 0.1
"""Of the type's height: a full stop stands no higher above and no deeper below the baseline."""
BODY = 0.4
"""Of the type's height: every letter has ink above, a full stop has none."""
NEAR, NEAR_END = 0.8, 0.2
"""Of the type's height: how far off an engine places a full stop, and how far one at an underline's end."""
UNDERLINED = 0.8
"""Of the columns from the run's beginning to an underline's end that show the underline."""
LEAST_LINK = 3.0
"""Times the type's height: a shorter underline is a letter's foot or the line under a mark."""
BELOW = 0.35
"""Of the type's height: an underline lies no deeper under the baseline."""
APART = 0.8
"""Of the type's height: a wider gap parts two underlines; one may be broken for a descender."""
LOW = "LARK"
"""Letters whose feet reach nearly as far as a full stop."""
SPECK = 4
"""Pixels: a shorter stretch is no part of an underline."""
TAILED, LOW_END = "gjpqy", 0.1
"""Letters whose tails interrupt an underline, and how far above the baseline what follows of it reaches at most."""
BARE_END, STOP_END = 0.2, (0.36, 0.7)
"""Of the type's height: how far an underline reaches beyond a last letter, and beyond one that a full stop follows."""
ABBREVIATED = frozenset(
    {"assoc", "atty", "bros", "capt", "chas", "corp", "hldgs", "intl", "invt", "mgmt", "pres", "prof", "secy", "univ"}
)
"""What of four letters and more a full stop abbreviates in a name or title."""
SURELY = 0.97
"""Score from which a full stop inside a link is one, whatever stands before it."""
FEWEST_LETTERS = 3
"""Letters of a run that may end in a full stop: an X in a check box does not."""
BEHIND = 0.5
"""Of the type's height: how far behind its last letter a run's full stop may stand; a pale one is no letter."""


class Link(NamedTuple):
    """An underlined stretch of a run, by where its underline ends."""

    end: int
    """Pixels from the page's left."""
    reach: float
    """How far that is from the body of the last letter, which a full stop has not; of the type's height."""


class Stops(NamedTuple):
    """What the ink of a run says of full stops: the columns where ink stands low behind a letter, and its links."""

    feet: tuple[int, ...] = ()
    links: tuple[Link, ...] = ()


def stops_of(page: Print, run: Run, reading: LineReading) -> Stops:
    """Where full stops can be on the run, as far as its `reading` leaves that open."""
    links = links_of(page, run)
    is_open = any(char.text == STOP and char.sureness < SURE for char in reading.characters)
    return Stops(_feet(page, run) if is_open else (), links)


def _feet(page: Print, run: Run) -> tuple[int, ...]:
    kind = run_type(run)
    low = slice(_row(kind, LOW_INK), _row(kind, -NEAR_BASELINE))
    body = slice(_row(kind, 1.0), _row(kind, BODY))
    feet: list[int] = []
    for glyph in glyphs(run.letters):  # a full stop may have grown into the letter before it
        above = np.flatnonzero((page.ink[body, glyph.x0 : glyph.x1] > 0).any(axis=0))
        start = glyph.x0 + (int(above[-1]) + 1 if len(above) else 0)
        feet += (start + np.flatnonzero((page.ink[low, start : glyph.x1] > 0).any(axis=0))).tolist()
    return (*feet, *range(_last_column(run), end_of(page, run)))


def end_of(page: Print, run: Run) -> int:
    """The column where the run ends, with a full stop behind its last letter that was too pale or small for one.

    On a page strewn with specks what stands there says nothing; nor does it behind an X.
    """
    kind, last = run_type(run), _last_column(run)
    if page.is_grainy or len(run.letters) < FEWEST_LETTERS:
        return last
    behind = slice(last, last + round(BEHIND * kind.height))
    foot = page.clean[_row(kind, LOW_INK) : _row(kind, -LOW_INK), behind] < INK_LEVEL
    columns = np.flatnonzero(foot.any(axis=0))
    return last + int(columns[-1]) + 1 if len(columns) else last


def _last_column(run: Run) -> int:
    """The column behind the run's last letter."""
    return max(letter.x1 for letter in run.letters)


def _row(kind: Type, height: float) -> int:
    """The row of the page at `height` above the baseline, of the type's height."""
    return max(round(kind.baseline - height * kind.height), 0)


def links_of(page: Print, run: Run) -> tuple[Link, ...]:
    """The underlined stretches that the run begins with, if it is underlined from its beginning."""
    kind = run_type(run)
    band = slice(_row(kind, 0) - 1, _row(kind, -BELOW) + 1)
    columns = slice(run.x0, run.x1 + round(kind.height))
    dark = page.clean[band, columns] < INK_LEVEL
    # A speck behind its end is no more of it; a letter may stand on all but its last pixels.
    closed = cv2.morphologyEx(np.asarray(dark.any(axis=0), np.uint8)[None], cv2.MORPH_CLOSE, np.ones((1, 3), np.uint8))
    whole = np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, SPECK), np.uint8)))[0] > 0
    line = np.asarray((dark & (page.ink[band, columns] == 0)).any(axis=0) & whole)
    drawn = np.flatnonzero(line)
    if not len(drawn) or drawn[-1] + 1 < LEAST_LINK * kind.height or line[: drawn[-1] + 1].mean() < UNDERLINED:
        return ()
    after = np.append(drawn[1:], len(line) + round(APART * kind.height))
    gaps = np.flatnonzero(np.append(~whole, True))
    ends = [int(gaps[gaps > end][0]) for end in drawn[after - drawn > APART * kind.height]]
    return tuple(link for end in ends if (link := _link(page, run, kind, run.x0 + end)))


def _link(page: Print, run: Run, kind: Type, end: int) -> Link | None:
    body = slice(_row(kind, 1.0), _row(kind, BODY))
    letters = np.flatnonzero((page.clean[body, run.x0 : end] < INK_LEVEL).any(axis=0))
    return Link(end, (end - run.x0 - int(letters[-1]) - 1) / kind.height) if len(letters) else None


def with_stops(reading: LineReading, run: Run, x0: int, x1: int, stops: Stops) -> LineReading:
    """`reading` of pixel columns `x0` to `x1`, which show `run`, with the full stops its ink shows."""
    kept = LineReading(tuple(_seen(reading, run, x0, x1, stops)))
    for link in stops.links:
        kept = _at_link_end(kept, run, x0, x1, link)
    if not stops.links:
        return kept
    kept = with_gaps(kept, run, x0, x1, stops.links[-1].end)
    underlined = (stops.links[-1].end - x0) / (x1 - x0)
    return LineReading(tuple(_with_commas(_without_underlines_end(kept, run), underlined)))


def _seen(reading: LineReading, run: Run, x0: int, x1: int, stops: Stops) -> Iterator[Character]:
    """The characters without the full stops that the engine was unsure of and no free ink accounts for."""
    height = run_type(run).height
    after = stops.links[-1].end + NEAR_END * height if stops.links else x0
    left_out = False
    for char in reading.characters:
        place = x0 + (char.x0 + char.x1) / 2 * (x1 - x0)
        is_unsure = char.text == STOP and char.sureness < SURE and place > after
        if is_unsure and not any(abs(foot - place) <= NEAR * height for foot in stops.feet):
            left_out = True
            continue
        yield char.doubted(Doubt.STOP_LEFT_OUT) if left_out else char
        left_out = False


def _without_underlines_end(reading: LineReading, run: Run) -> LineReading:
    """`reading` of a link without a full stop that is what goes on of the underline behind a letter's tail."""
    *head, before, last = reading.characters if len(reading.characters) > 1 else (None, None)
    if before is None or last is None or last.text != STOP or before.text not in TAILED:
        return reading
    kind, end = run_type(run), max(run.letters, key=lambda letter: letter.x1)
    if kind.baseline - end.top > LOW_END * kind.height:
        return reading
    return LineReading((*head, before.doubted(Doubt.STOP_LEFT_OUT)))


def _with_commas(reading: LineReading, underlined: float) -> Iterator[Character]:
    """The characters with the commas of names and signatures, of which an underline hides the tails.

    Links and signatures hold no sentences: there a full stop behind a word and before another abbreviates it.
    """
    for place, char in enumerate(reading.characters):
        before, after = reading.text[:place], reading.text[place + 1 :]
        word = _LAST_WORD.search(before)
        is_inside = char.x1 <= underlined and after[:1] == " " and char.text == STOP and char.sureness < SURELY
        if is_inside and word and word.group().lower() not in ABBREVIATED:
            yield char._replace(text=",", others=((STOP, char.score),)).doubted(Doubt.COMMA_OR_STOP)
        else:
            yield char


def _at_link_end(reading: LineReading, run: Run, x0: int, x1: int, link: Link) -> LineReading:
    """`reading` with or without a full stop at the end of the underline, as its length says."""
    reach = link.end + NEAR_END * run_type(run).height
    places = [x0 + (char.x0 + char.x1) / 2 * (x1 - x0) for char in reading.characters]
    last = max((i for i, place in enumerate(places) if place < reach and not reading.text[i].isspace()), default=None)
    if last is None or last == 0:
        return reading
    char, before = reading.characters[last], reading.characters[last - 1]
    head, tail = reading.characters[:last], reading.characters[last + 1 :]
    if char.text == STOP and link.reach <= BARE_END:
        return LineReading((*head[:-1], before.doubted(Doubt.STOP_LEFT_OUT), *tail))
    if STOP_END[0] <= link.reach <= STOP_END[1]:
        if char.text == ",":
            return LineReading((*head, char._replace(text=STOP).doubted(Doubt.COMMA_OR_STOP), *tail))
        if char.text.isalnum() and char.text not in LOW:
            return LineReading((*head, char, inserted(STOP, char.x1, Doubt.STOP_PUT_IN), *tail))
    return reading
