"""What stands on a page and where: the types that every reader fills and every stage reads.

All coordinates are points (1/72 inch) from the top left corner of the upright page, for a text
layer and a scan alike, so nothing after the readers knows which of the two it looks at.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import NamedTuple


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


class Word(NamedTuple):
    """A run of characters without a gap; `size` is the height of its type, in points."""

    text: str
    box: BoundingBox
    size: float
    raised: bool = False
    readings: tuple[Reading, ...] = ()


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
    shift: float = 0.0
    """Points to the right that bring the columns of a page scanned by itself in line with the page before."""


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file as its reader saw it."""

    path: str
    sha256: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """A filing's pages one below the other, as if it had been printed on one endless sheet.

    A row, a box or a section that a page break cuts in two is whole again here: nothing but white
    lies between its parts. `tops[i]` is where page i begins.
    """

    pages: tuple[Page, ...]
    tops: tuple[float, ...]
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...]
    links: tuple[Link, ...]

    def locate(self, box: BoundingBox) -> tuple[int, BoundingBox]:
        """The number of the page where `box` begins, and the part of `box` on it."""
        index = max(bisect_right(self.tops, box.top) - 1, 0)
        top, page = self.tops[index], self.pages[index]
        left, right = box.x0 - page.shift, box.x1 - page.shift
        return page.number, BoundingBox(left, box.top - top, right, min(box.bottom - top, page.height))


def stack(pages: tuple[Page, ...]) -> Strip:
    """The strip of `pages`, in the order given."""
    if len(pages) == 1:
        page = pages[0]
        return Strip(pages, (0.0,), page.words, page.rulings, page.links)
    tops = tuple(accumulate((page.height for page in pages[:-1]), initial=0.0))
    placed = tuple(zip(tops, pages, strict=True))
    return Strip(
        pages=pages,
        tops=tops,
        words=tuple(chain.from_iterable(_moved_words(page.words, page.shift, top) for top, page in placed)),
        rulings=tuple(
            Ruling(x0 + page.shift, y0 + top, x1 + page.shift, y1 + top)
            for top, page in placed
            for x0, y0, x1, y1 in page.rulings
        ),
        links=tuple(Link(link.uri, _moved(link.box, page.shift, top)) for top, page in placed for link in page.links),
    )


def _moved_words(words: tuple[Word, ...], right: float, down: float) -> Iterable[Word]:
    if not right and not down:
        return words
    return (
        Word(text, _moved(box, right, down), size, raised, readings) for text, box, size, raised, readings in words
    )


def _moved(box: BoundingBox, right: float, down: float) -> BoundingBox:
    x0, top, x1, bottom = box
    return BoundingBox(x0 + right, top + down, x1 + right, bottom + down)


@dataclass(frozen=True, slots=True)
class Cell:
    """A box bounded by lines, and the words in it in reading order."""

    box: BoundingBox
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def reading_order(words: Sequence[Word]) -> tuple[Word, ...]:
    """Words line by line from the top, each line from the left; a raised mark belongs to its line."""
    return tuple(word for line in text_lines(words) for word in line)


def text_lines(words: Sequence[Word]) -> tuple[tuple[Word, ...], ...]:
    """Words gathered into lines: those whose heights overlap by more than half stand on one line."""
    if len(words) < 2:  # noqa: PLR2004 - most cells of a table hold one word or none
        return (tuple(words),) if words else ()
    lines: list[list[Word]] = []
    line_top = line_bottom = float("-inf")
    for word in sorted(words, key=_middle):
        _, top, _, bottom = word.box
        height, line_height = bottom - top, line_bottom - line_top
        shared = min(bottom, line_bottom) - max(top, line_top)
        if lines and shared > 0.5 * min(height, line_height):
            lines[-1].append(word)
            if height <= line_height:
                continue
        else:
            lines.append([word])
        line_top, line_bottom = top, bottom
    return tuple(tuple(sorted(line, key=_left)) for line in lines)


def _middle(word: Word) -> float:
    return word.box[1] + word.box[3]


def _left(word: Word) -> float:
    return word.box[0]
