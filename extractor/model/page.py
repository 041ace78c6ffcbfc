"""What stands on a page and where: the types that every reader fills and every later stage uses.

All coordinates are points (1/72 inch) from the top left corner of the upright page, for text layers and scans
alike, so the later stages work on both. A word's `origin` says where its letters come from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from extractor.model.doubts import Doubt, sureness
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
