"""What stands on a page and where: the types that every reader fills and every later stage uses.

All coordinates are points (1/72 inch) from the top left corner of the upright page, for text layers and scans
alike, so the later stages work on both. A word's `origin` says where its letters come from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import NamedTuple, Self

from extractor.model.geometry import Geometry


class BoundingBox(NamedTuple):
    """An upright rectangle: left, top, right and bottom, in points from the page's top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def x_center(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y_center(self) -> float:
        return (self.top + self.bottom) / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside, left and top edge included."""
        return self.x0 <= x < self.x1 and self.top <= y < self.bottom

    @staticmethod
    def around(boxes: Iterable["BoundingBox"]) -> "BoundingBox":
        """The smallest rectangle around all `boxes`; there must be at least one."""
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return BoundingBox(min(lefts), min(tops), max(rights), max(bottoms))


class Reading(NamedTuple):
    """What one reader read in one place of the page; `score` is the reader's own, 0 to 1, or None if it gives none."""

    reader: str
    text: str
    score: float | None = None


class Origin(StrEnum):
    """Where a word's letters come from."""

    PRINTED = "printed"
    """From a text layer."""
    RECOGNISED = "recognised"
    """From an engine that read a picture."""
    FORM = "form"
    """The form's own wording, put in because its place or beginning was known; no engine read it."""


DOUBTED = 0.5
"""The highest score that a doubted word or character keeps. The confidence for scans was fitted with this value."""

FITTED = 1.0
"""No cap: the confidence for scans was fitted on values with these doubts, so it already takes them into account."""


class Doubt(StrEnum):
    """A reason why a word or value may be wrong although its reader is sure.

    Each has a name that is stored, a `sentence` for reviewers, and `most`, the highest score that its word keeps.
    """

    sentence: str
    most: float

    def __new__(cls, name: str, sentence: str = "", most: float = DOUBTED) -> Self:
        """The member with this name; without a `sentence`, the name serves as one."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.sentence, member.most = sentence or name, most
        return member

    LENIENT = "lenient", "it is not written as the form has it, but was taken for the value that belongs there", FITTED
    MAY_BE_MARK = (
        "may_be_mark",
        "a number in brackets at its end may not be a footnote mark, for it does not look raised",
        FITTED,
    )
    MARK_UNEXPLAINED = (
        "mark_unexplained",
        "a number in brackets at its end may be a footnote mark, but no explanation with this number was found",
    )
    UNREAD_INK = "unread_ink", "ink beside it was not read"
    HARDLY_SEEN = "hardly_seen", "its ink is so pale or broken that it was found only at a second look"
    INK_BESIDE_MARK = "ink_beside_mark", "ink beside its footnote mark was not read, so it may be cut in two there", 0.3
    STREAK = "streak", "a streak of the scanner runs through it"
    DITTO = "ditto", "it may be a ditto mark, for what the row above says"
    LOOSE_ACCENT = "loose_accent", "an accent is apart from its letter, and it is not certain which letter that is"
    RAISED_FIGURE = "raised_figure", "a raised figure at its end may be a footnote mark"
    NUMBERING = "numbering", "another line begins with the same number, or the number is in the middle of a sentence"
    NUMBER_LOST = "number_lost", "no number was read in front of it, and the next explanation is number 2"
    GOES_ON_BEHIND = "goes_on_behind", "it continues after the signature, and a word may be cut in two there"
    SEVERAL_SIGNERS = "several_signers", "several names are signed here, but only one date"
    TURNED = "turned", "its letters stand one below the other, so it may be turned, or run upwards"
    MAY_GO_ON = "may_go_on", "its lines fill their cell, so a word may continue from one line to the next"
    HARDLY_READ = "hardly_read", "much of it is hard to read, so some words are likely wrong", FITTED
    MISSPELT = "misspelt", "some of its words are nearly usual words of explanations, and were likely misread", FITTED
    FIGURE_HARDLY_READ = "figure_hardly_read", "a digit in it is hard to read", FITTED
    LINE_MISSING = (
        "line_missing",
        "a line of it may be missing: it ends in the middle, or there is a gap between its lines",
        FITTED,
    )
    SPANS_ROWS = "spans_rows", "no line separates it from the row beside it, so it may be meant for several rows"
    TWO_LINES = "two_lines", "it may be two numbers, one below the other"
    OVER_BORDER = "over_border", "its digits run over the border of its cell"
    TEXT_WITHOUT_TICK = "text_without_tick", "a title is given, but neither Officer nor Other is ticked"
    CUT = "cut", "a part of it is covered or cut off"
    DRAWN = "drawn", "it is drawn, not typed"
    OVER_PRINT = "over_print", "it is typed over other print"
    STRUCK = "struck", "a stroke runs through it"
    UNLIKE = "unlike", "a character of it looks different on the page from what the file says"
    BRACKET = "bracket", "another character was taken for a bracket"
    BRACKET_PUT_IN = "bracket_put_in", "a bracket was added that was not read"
    FIGURE_PUT_IN = "figure_put_in", "no figure was read between the brackets of its mark, and 1 was taken for it"
    STROKE_PUT_IN = "stroke_put_in", "a slash (/) was added that was not read"
    COMMA_PUT_IN = "comma_put_in", "a second comma was added, for there is ink beside the first"
    STOP_PUT_IN = "stop_put_in", "a full stop was added, for an abbreviation or an underline suggests one"
    STOP_LEFT_OUT = "stop_left_out", "a full stop was left out, for there is hardly any ink"
    COMMA_OR_STOP = "comma_or_stop", "a comma may be a full stop, or a full stop a comma"
    CAPITAL_AMID = "capital_amid", "a letter among small ones was taken for a capital because of its height"
    SPECK = "speck", "a character before it was taken for a speck of dirt"
    SIGNS_LEFT_OUT = "signs_left_out", "characters beside the code were left out, which may be a footnote mark"
    LIKE_CODE = "like_code", "a character was read that is not a code, and the code that looks like it was taken"
    SELDOM_CODE = "seldom_code", "a rare code was read, and the common code that looks like it was taken"
    DOLLAR = "dollar", "a digit was taken for a dollar sign", 0.8
    NOUGHT = "nought", "a zero among letters was taken for an O"
    RESPELT = "respelt", "letters that ran together were replaced by words that the form has"
    NEAR_KNOWN = "near_known", "it was read differently, and replaced by a similar word or mark that forms have"
    TICK_UNREAD = "tick_unread", "ink where an X would be was not read, or was read as another letter"
    TICK_BY_SHADE = "tick_by_shade", "an X was recognised only by the shade of its box", 0.6
    TICK_BY_LITTLE_INK = "tick_by_little_ink", "an X was recognised only by a little ink in its box", 0.6
    TICK_BY_INK = "tick_by_ink", "an X was recognised by the ink in its box, but not read as a letter", 0.97


INK_DOUBTS = frozenset({Doubt.CUT, Doubt.STRUCK, Doubt.DRAWN, Doubt.UNLIKE, Doubt.OVER_PRINT})
"""Doubts about what the page shows. A second reading of the text layer cannot clear them."""

TEXT_DOUBTS = frozenset({Doubt.HARDLY_READ, Doubt.FIGURE_HARDLY_READ, Doubt.MISSPELT, Doubt.LINE_MISSING})
"""Doubts about a running text as a whole: no single word tells how much of the text is misread or lost."""
MISREADINGS = TEXT_DOUBTS - {Doubt.LINE_MISSING, Doubt.MISSPELT}
"""The text doubts that a second reader with the same reading clears. It may miss the same lines, and misread alike."""


def sureness(score: float | None, doubts: Iterable[Doubt]) -> float | None:
    """`score` capped by the `doubts`; None if there is neither a score nor a doubt."""
    return min((*(() if score is None else (score,)), *(doubt.most for doubt in doubts)), default=None)


class Word(NamedTuple):
    """Characters printed without a space between them; `size` is the height of the type, in points.

    `readings` are the engine's unchanged results, best first; empty for a text layer. `sources` are the numbers of
    the printed pieces of the page that the word was made of: every copy keeps them, and a joined word has both.
    """

    text: str
    box: BoundingBox
    size: float
    raised: bool = False
    readings: tuple[Reading, ...] = ()
    origin: Origin = Origin.PRINTED
    doubts: frozenset[Doubt] = frozenset()
    sources: tuple[int, ...] = ()

    @property
    def sureness(self) -> float | None:
        """The score of the first reading, capped by the word's doubts; None for a word of a text layer."""
        return sureness(self.readings[0].score, self.doubts) if self.readings else None

    def joined_to(self, rest: "Word") -> "Word":
        """The word that consists of this one and of `rest`, which follows it or lies on it."""
        around, size = BoundingBox.around((self.box, rest.box)), max(self.size, rest.size)
        return self._replace(text=self.text + rest.text, box=around, size=size, **Provenance.of((self, rest))._asdict())


class Provenance(NamedTuple):
    """Where the letters of several words come from, and every doubt about any of them."""

    origin: Origin
    doubts: frozenset[Doubt]
    sources: tuple[int, ...]
    """Each piece once, in the order of the words."""

    @staticmethod
    def of(words: Sequence[Word], otherwise: Origin = Origin.PRINTED) -> "Provenance":
        """The provenance of all `words` together: their least certain origin, or `otherwise` if there are no words."""
        origins = {word.origin for word in words} or {otherwise}
        return Provenance(
            next(origin for origin in (Origin.RECOGNISED, Origin.FORM, Origin.PRINTED) if origin in origins),
            frozenset().union(*(word.doubts for word in words)),
            tuple(dict.fromkeys(chain.from_iterable(word.sources for word in words))),
        )


def numbered(words: Iterable[Word], first: int = 0) -> tuple[Word, ...]:
    """A reader's words, each as a printed piece of its own: word n gets the source number `first` + n."""
    return tuple(word._replace(sources=(number,)) for number, word in enumerate(words, first))


class PlacedWord(NamedTuple):
    """A word as it is shown to a person: what was read, and where on the page."""

    text: str
    box: BoundingBox


class Ruling(NamedTuple):
    """A straight horizontal or vertical line, as the thin rectangle that it covers."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


class Link(NamedTuple):
    """A rectangle of the page that links to a web address."""

    uri: str
    box: BoundingBox


class Unseen(NamedTuple):
    """Text that the file holds but the page does not show: hidden, covered, clipped, or in the paper's colour."""

    text: str
    box: BoundingBox


class InkPatch(NamedTuple):
    """Ink of a page that is neither text nor a line of the form: a drawing, a picture, or a bar that covers a place."""

    box: BoundingBox
    is_solid: bool
    """Whether it is one dark area."""


@dataclass(frozen=True, slots=True)
class Page:
    """One upright page; `words` are in reading order, `number` counts from 1."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    links: tuple[Link, ...] = ()
    read_by: str = "pdfium"
    origin: Origin = Origin.PRINTED
    """Where its words come from. Set even for a page without words, because its blank fields have an origin too."""
    shift: float = 0.0
    """Points to move the page right, after it was widened by `scale`, to line up its columns with the page before."""
    scale: float = 1.0
    """Factor that widens the page to the column widths of the page before, such as 1/0.95 if printed at 95 %."""
    edge: float = float("inf")
    """The x at which the printing program cut off what it drew; that may be left of the paper's right edge."""
    unseen: tuple[Unseen, ...] = ()
    """Text of a PDF's text layer that cannot be seen; not contained in `words`."""
    patches: tuple[InkPatch, ...] = ()
    """What a PDF's page shows beside its text and rulings."""
    unread: tuple[BoundingBox, ...] = ()
    """Places of a picture with ink that nothing was read from."""
    is_drawn: bool = True
    """Whether the page could be drawn. If not, `words` may contain text that cannot be seen."""
    geometry: Geometry | None = None
    """Where the page lies in its picture; None for a text layer that stands upright in its file."""


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file as its reader saw it; `sha256` is of the file's bytes."""

    path: str
    sha256: str
    pages: tuple[Page, ...]
