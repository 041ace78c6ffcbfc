"""Adds and removes full stops according to the ink. No other sign is so often missed or invented by an engine.

The underline of a link hides the full stop at its end. But the underline's length shows it: the underline ends where
the last character's own width ends, so it reaches further beyond the last letter if a full stop follows.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np

from extractor.model.doubts import Doubt
from extractor.readers.image.light import INK_LEVEL
from extractor.readers.recognition.engines import Character, LineReading, inserted
from extractor.readers.scan.correction.underlined_gaps import with_gaps
from extractor.readers.scan.segmentation.marks import Type, glyphs, run_type
from extractor.readers.scan.segmentation.text_runs import Print, Run

STOP = "."
_LAST_WORD = re.compile(r"(?:(?<![A-Za-z])[A-Za-z]{4,}+|\b[IVX]{2,}|\bL?L[CP]|\bGP|\))$")
"""Text before a full stop that is hardly an abbreviation: a word of four letters or more, a Roman numeral, a kind of
firm like LLC, a bracket."""
SURE = 0.9
"""Score from which a full stop that was read is kept without looking at the ink; it may touch the letter before it."""
LOW_INK, NEAR_BASELINE = 0.25, 0.1
"""Shares of the type's height: a full stop reaches at most the first above and the second below the baseline."""
BODY = 0.4
"""Share of the type's height: above this every letter has ink, and a full stop has none."""
NEAR, NEAR_END = 0.8, 0.2
"""Shares of the type's height: how far from its ink an engine places a full stop, and how far behind the end of an
underline a character that belongs to the link."""
UNDERLINED = 0.8
"""Share of the pixel columns from the run's beginning to an underline's end in which the underline must show."""
LEAST_LINK = 3.0
"""In heights of the type: a shorter underline is the foot of a letter or the line under a mark."""
BELOW = 0.35
"""Share of the type's height: an underline lies no lower under the baseline."""
APART = 0.8
"""Share of the type's height: a wider gap separates two underlines; a narrower one is a break for a descender."""
LOW = "LARK"
"""Letters whose feet reach nearly as far right as a full stop would, so the underline's length tells nothing."""
SPECK = 4
"""Pixels: a shorter stretch is no part of an underline."""
TAILED, LOW_END = "gjpqy", 0.1
"""Letters whose tails interrupt an underline; and, as a share of the type's height, how far above the baseline the rest
of the underline behind such a letter reaches at most."""
BARE_END, STOP_END = 0.2, (0.36, 0.7)
"""Shares of the type's height: an underline reaches at most the first beyond a last letter, or a length in the second
range if a full stop follows the letter."""
ABBREVIATED = frozenset(
    {
        "approx",
        "asst",
        "assoc",
        "attn",
        "atty",
        "blvd",
        "bros",
        "capt",
        "cert",
        "chas",
        "chmn",
        "comm",
        "corp",
        "dept",
        "dist",
        "exec",
        "govt",
        "hldgs",
        "incl",
        "intl",
        "invt",
        "mgmt",
        "natl",
        "pres",
        "prof",
        "resp",
        "secs",
        "secy",
        "treas",
        "univ",
    }
)
"""Abbreviations of four letters or more in names, titles and texts, which do end in a full stop."""
_GOES_ON = re.compile(r" (?:[a-z]|(?i:inc|corp|llc|ltd|l\.?p|n\.?a|plc|co)\b)")
"""What follows a comma and no full stop: a word in small letters, or the kind of a firm."""
SURELY = 0.97
"""Score from which a full stop inside a link is kept, whatever stands before it."""
FEWEST_LETTERS = 3
"""Letters of a run from which it may end in a pale full stop: an X in a check box does not."""
BEHIND = 0.5
"""Share of the type's height: a pale full stop, which is not among the run's letters, stands at most this far behind
the last letter."""


class Link(NamedTuple):
    """An underlined stretch of a run."""

    end: int
    """The pixel column of the page where the underline ends."""
    reach: float
    """How far the underline goes on beyond the body of the last letter, as a share of the type's height. A full stop
    has no body."""


class Stops(NamedTuple):
    """What the ink of a run tells of full stops."""

    feet: tuple[int, ...] = ()
    """Pixel columns with low ink behind a letter, where a full stop may be."""
    links: tuple[Link, ...] = ()


def stops_of(page: Print, run: Run, reading: LineReading) -> Stops:
    """What the ink tells of full stops; places with low ink are looked up only if `reading` has an unsure full stop."""
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
    """The column where the run ends, including a full stop behind it that is too pale or small to be among its letters.

    On a page strewn with specks, and behind an X, such ink is ignored.
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
    """The pixel row at `height` above the baseline, given as a share of the type's height."""
    return max(round(kind.baseline - height * kind.height), 0)


def links_of(page: Print, run: Run) -> tuple[Link, ...]:
    """The underlined stretches that the run begins with, if it is underlined from its beginning."""
    kind = run_type(run)
    band = slice(_row(kind, 0) - 1, _row(kind, -BELOW) + 1)
    columns = slice(run.x0, run.x1 + round(kind.height))
    dark = page.clean[band, columns] < INK_LEVEL
    # Closing fills small gaps; opening drops specks behind the underline's end. `whole` includes the letters, as a
    # letter may stand on all but the last pixels of the underline.
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
    """`reading` of pixel columns `x0` to `x1`, which show `run`, with the full stops that the ink shows."""
    kept = LineReading(tuple(_seen(reading, run, x0, x1, stops)))
    for link in stops.links:
        kept = _at_link_end(kept, run, x0, x1, link)
    if not stops.links:
        return LineReading(tuple(_with_commas(kept, 0.0)))
    kept = with_gaps(kept, run, x0, x1, stops.links[-1].end)
    underlined = (stops.links[-1].end - x0) / (x1 - x0)
    return LineReading(tuple(_with_commas(_without_underlines_end(kept, run), underlined)))


def _seen(reading: LineReading, run: Run, x0: int, x1: int, stops: Stops) -> Iterator[Character]:
    """The characters without full stops that the engine was unsure of and for which there is no low ink nearby."""
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
    """`reading` of a link without a last full stop that is only the rest of the underline behind a letter's tail."""
    *head, before, last = reading.characters if len(reading.characters) > 1 else (None, None)
    if before is None or last is None or last.text != STOP or before.text not in TAILED:
        return reading
    kind, end = run_type(run), max(run.letters, key=lambda letter: letter.x1)
    if kind.baseline - end.top > LOW_END * kind.height:
        return reading
    return LineReading((*head, before.doubted(Doubt.STOP_LEFT_OUT)))


def _with_commas(reading: LineReading, underlined: float) -> Iterator[Character]:
    """The characters, with full stops behind a word that is no abbreviation turned into commas where none can stand.

    Links and signatures hold no sentences, so inside the `underlined` share of the line a full stop between two words
    can only mark an abbreviation; the underline hides the tail of a comma. Elsewhere no sentence begins with a small
    letter, and none with the kind of a firm.
    """
    for place, char in enumerate(reading.characters):
        before, after = reading.text[:place], reading.text[place + 1 :]
        word = _LAST_WORD.search(before)
        is_inside = char.x1 <= underlined and after[:1] == " "
        can_be_comma = char.text == STOP and char.sureness < SURELY and (is_inside or _GOES_ON.match(after))
        if can_be_comma and word and word.group().lower() not in ABBREVIATED:
            yield char._replace(text=",", others=((STOP, char.score),)).doubted(Doubt.COMMA_OR_STOP)
        else:
            yield char


def _at_link_end(reading: LineReading, run: Run, x0: int, x1: int, link: Link) -> LineReading:
    """`reading` with a full stop added or removed at the end of the underline, according to the underline's length."""
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
