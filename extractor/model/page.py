"""What stands on a page and where: the types that every reader fills and every stage reads.

All coordinates are points (1/72 inch) from the top left corner of the upright page, for a text layer
and a scan alike, so every stage after the readers works on both. Where a word's letters are from, its `origin` says.
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
    """What one reader made of a piece of the page; `score` is its own, 0 to 1, `None` if it has none."""

    reader: str
    text: str
    score: float | None = None


class Origin(StrEnum):
    """Where a word's letters are from."""

    PRINTED = "printed"
    """The characters that a text layer holds."""
    RECOGNISED = "recognised"
    """What an engine read in a picture."""
    FORM = "form"
    """The form's own wording, put in because its place or beginning was known; nobody read it."""


DOUBTED = 0.5
"""The engine's score that a doubted word or character counts as at most: with it the scans' confidence was fitted."""

FITTED = 1.0
"""The same for doubts that say nothing new of a scan: its confidence was fitted on values that were read so."""


class Doubt(StrEnum):
    """A reason why a word or value may be wrong although its reader is sure.

    Each has a name that is stored, the `sentence` that a reviewer reads, and `most`, the score it counts as at most.
    """

    sentence: str
    most: float

    def __new__(cls, name: str, sentence: str = "", most: float = DOUBTED) -> Self:
        """The member of this name; one without a sentence is its own."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.sentence, member.most = sentence or name, most
        return member

    LENIENT = "lenient", "it was taken for what belongs there, though it is not written so", FITTED
    MAY_BE_MARK = "may_be_mark", "a number in brackets at its end was not seen to be raised", FITTED
    UNREAD_INK = "unread_ink", "ink beside it was not read"
    INK_BESIDE_MARK = "ink_beside_mark", "ink beside its footnote mark was not read, so it may be cut in two there", 0.3
    STREAK = "streak", "a streak of the scanner runs through it"
    DITTO = "ditto", "it may stand for what the row above says"
    LOOSE_ACCENT = "loose_accent", "an accent stands apart from its letter, and it is not sure from which"
    RAISED_FIGURE = "raised_figure", "a raised figure at its end may be a footnote mark"
    NUMBERING = "numbering", "another line begins with its number too, or its number stands amid a sentence"
    GOES_ON_BEHIND = "goes_on_behind", "it goes on behind the signature, and a word may be cut in two there"
    SEVERAL_SIGNERS = "several_signers", "several names are signed here and only one date"
    TURNED = "turned", "its letters stand one below the other, so it may be turned, or run upwards"
    MAY_GO_ON = "may_go_on", "its lines are as full as their cell, so a word may go on from one to the next"
    HARDLY_READ = "hardly_read", "much of it was hardly read, so that some words are likely wrong", FITTED
    FIGURE_HARDLY_READ = "figure_hardly_read", "a figure in it was hardly read", FITTED
    LINE_MISSING = (
        "line_missing",
        "a line of it may be missing: it ends in the middle, or its lines leave a gap",
        FITTED,
    )
    SPANS_ROWS = "spans_rows", "no line parts it from the row beside it, so it may hold for several rows"
    TWO_LINES = "two_lines", "it may be two numbers, one below the other"
    OVER_BORDER = "over_border", "its figures run on over the border of its cell"
    TEXT_WITHOUT_TICK = "text_without_tick", "a title is given, and neither Officer nor Other is ticked"
    CUT = "cut", "a part of it is covered or cut off"
    DRAWN = "drawn", "it is drawn there, and not typed"
    OVER_PRINT = "over_print", "it is typed over other print"
    STRUCK = "struck", "a stroke runs through it"
    UNLIKE = "unlike", "a character of it is not drawn as what the file says it is"
    BRACKET = "bracket", "a bracket was read as another stroke"
    BRACKET_PUT_IN = "bracket_put_in", "a bracket was put in that was not read"
    STROKE_PUT_IN = "stroke_put_in", "a stroke (/) was put in that was not read"
    COMMA_PUT_IN = "comma_put_in", "a second comma was put in for ink beside the first"
    STOP_PUT_IN = "stop_put_in", "a full stop was put in where an underline ends as behind one"
    STOP_LEFT_OUT = "stop_left_out", "a full stop was left out, for which there is hardly any ink"
    COMMA_OR_STOP = "comma_or_stop", "a comma may be a full stop, or a full stop a comma"
    SPECK = "speck", "a sign before it was taken for a speck"
    SIGNS_LEFT_OUT = "signs_left_out", "signs beside the code were left out, which may be a footnote mark"
    LIKE_CODE = "like_code", "a sign was read that is no code here, and taken for the code of its shape"
    SELDOM_CODE = "seldom_code", "a code that few filings have was taken for the common one of its shape"
    DOLLAR = "dollar", "a figure was taken for a dollar sign", 0.8
    NOUGHT = "nought", "a nought among letters was taken for an O"
    RESPELT = "respelt", "words read as one were spelt as the form's words are"
    NEAR_KNOWN = "near_known", "it was not read so, but is near to a word or mark that forms have"
    TICK_UNREAD = "tick_unread", "ink in the place of an X was not read, or read as another letter"
    TICK_BY_SHADE = "tick_by_shade", "an X was told by the shade of its box alone", 0.6
    TICK_BY_LITTLE_INK = "tick_by_little_ink", "an X was told by a little ink in its box", 0.6
    TICK_BY_INK = "tick_by_ink", "an X was told by the ink in its box, and not read", 0.97


INK_DOUBTS = frozenset({Doubt.CUT, Doubt.STRUCK, Doubt.DRAWN, Doubt.UNLIKE, Doubt.OVER_PRINT})
"""Doubts of what the page shows, whatever a text layer says: nobody who reads that again can clear them."""

TEXT_DOUBTS = frozenset({Doubt.HARDLY_READ, Doubt.FIGURE_HARDLY_READ, Doubt.LINE_MISSING})
"""Doubts of a running text as a whole: no word of it can say how much of it is misread or gone."""
MISREADINGS = TEXT_DOUBTS - {Doubt.LINE_MISSING}
"""Those of them that a second reader who reads the same clears; what is no print to one is none to the other."""


def sureness(score: float | None, doubts: Iterable[Doubt]) -> float | None:
    """An engine's score as far as `doubts` let it count; None if there is neither a score nor a doubt."""
    return min((*(() if score is None else (score,)), *(doubt.most for doubt in doubts)), default=None)


class Word(NamedTuple):
    """Characters printed without a space between them; `size` is the height of the type, in points.

    `readings` are its engine's untouched results, best first, and empty for a text layer. `sources` are the numbers of
    the page's printed pieces that the word was made of: every copy keeps them, and a join unites them.
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
        """The score of its first reading as far as its doubts let it count; None for a word of a text layer."""
        return sureness(self.readings[0].score, self.doubts) if self.readings else None

    def joined_to(self, rest: "Word") -> "Word":
        """The word of which this is the beginning and `rest` the end, which stands beside or on it."""
        around, size = BoundingBox.around((self.box, rest.box)), max(self.size, rest.size)
        return self._replace(text=self.text + rest.text, box=around, size=size, **Provenance.of((self, rest))._asdict())


class Provenance(NamedTuple):
    """Where the letters of several words are from, and all that is held against any of them."""

    origin: Origin
    doubts: frozenset[Doubt]
    sources: tuple[int, ...]
    """Each piece once, in the order of the words."""

    @staticmethod
    def of(words: Sequence[Word], otherwise: Origin = Origin.PRINTED) -> "Provenance":
        """That of all `words` together: the least certain of their origins, or `otherwise` if there are none."""
        origins = {word.origin for word in words} or {otherwise}
        return Provenance(
            next(origin for origin in (Origin.RECOGNISED, Origin.FORM, Origin.PRINTED) if origin in origins),
            frozenset().union(*(word.doubts for word in words)),
            tuple(dict.fromkeys(chain.from_iterable(word.sources for word in words))),
        )


def numbered(words: Iterable[Word], first: int = 0) -> tuple[Word, ...]:
    """The words of a reader, each of which is a printed piece: word n gets the source number `first` + n."""
    return tuple(word._replace(sources=(number,)) for number, word in enumerate(words, first))


class PlacedWord(NamedTuple):
    """A word of a page, as it is shown to a person: what was read, and where."""

    text: str
    box: BoundingBox


class Ruling(NamedTuple):
    """A straight line drawn along an axis, as the thin rectangle it covers."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


class Link(NamedTuple):
    """A rectangle of the page that leads to an address on the web."""

    uri: str
    box: BoundingBox


class Unseen(NamedTuple):
    """Text that a file holds and its page does not show: hidden, covered, clipped, or of the paper's colour."""

    text: str
    box: BoundingBox


class InkPatch(NamedTuple):
    """Ink of a page that is no text and no line of the form: something drawn, a picture, a bar over what is below."""

    box: BoundingBox
    is_solid: bool
    """Whether it is one dark surface."""


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
    """Where its words are from, and would be if it had any: what a place without words says is known the same way."""
    shift: float = 0.0
    """Points to the right that bring the columns of a page, widened by `scale`, in line with the page before."""
    scale: float = 1.0
    """Times as wide as printed: a page printed at 95 % goes on with columns of its own width."""
    unseen: tuple[Unseen, ...] = ()
    """Text of a PDF's text layer that cannot be seen; it is none of `words`."""
    patches: tuple[InkPatch, ...] = ()
    """What a PDF's page shows beside its text and its rulings."""
    unread: tuple[BoundingBox, ...] = ()
    """Places of a picture that show ink of which nothing was read."""
    is_drawn: bool = True
    """Whether its picture could be looked at; if not, text that cannot be seen may be among `words`."""
    geometry: Geometry | None = None
    """Where the page lies in its picture; `None` for a text layer that stands upright in its file."""


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file as its reader saw it."""

    path: str
    sha256: str
    pages: tuple[Page, ...]
