"""What stands on a page and where: the types that every reader fills and every stage reads.

All coordinates are points (1/72 inch) from the top left corner of the upright page, for a text
layer and a scan alike, so nothing after the readers knows which of the two it looks at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

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


class Doubt(StrEnum):
    """A reason why a word or value may be wrong although its reader is sure; the text is what a reviewer reads."""

    LENIENT = "it was taken for what belongs there, though it is not written so"
    UNREAD_INK = "ink beside it was not read"
    STREAK = "a streak of the scanner runs through it"


class Word(NamedTuple):
    """A run of characters without a gap; `size` is the height of its type, in points.

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
        """That of all `words`; their origin is the least certain of theirs, and `otherwise` if there are none."""
        origins = {word.origin for word in words} or {otherwise}
        return Provenance(
            next(origin for origin in (Origin.RECOGNISED, Origin.FORM, Origin.PRINTED) if origin in origins),
            frozenset().union(*(word.doubts for word in words)),
            tuple(dict.fromkeys(chain.from_iterable(word.sources for word in words))),
        )


def numbered(words: Iterable[Word], first: int = 0) -> tuple[Word, ...]:
    """The words of a page as its reader made them, each a printed piece by itself: they are counted from `first`."""
    return tuple(word._replace(sources=(number,)) for number, word in enumerate(words, first))


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
    """Points to the right that bring the columns of a page scanned by itself in line with the page before."""
    geometry: Geometry | None = None
    """Where the page lies in its picture; `None` for a text layer that stands upright in its file."""


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file as its reader saw it."""

    path: str
    sha256: str
    pages: tuple[Page, ...]
