"""A filing's pages laid one below the other, and what later stages ask of them: words, places, cells."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain, compress

import numpy as np
import numpy.typing as npt

from extractor.model.doubts import Doubt
from extractor.model.page import BoundingBox, InkPatch, Link, Page, Ruling, Word

Corners = npt.NDArray[np.float64]
"""Rows of x0, top, x1, bottom."""


Mask = npt.NDArray[np.bool_]


Places = npt.NDArray[np.intp]
"""Indices into a sequence, from 0."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A filing's pages one below the other, as if printed on one endless sheet.

    A row, box or section that a page break cuts in two is whole again here: only white space lies between its parts.
    `tops[i]` is where page i begins, in points from the top of the first. Source numbers are counted on from page to
    page, so that no two pieces of the strip share a number.
    """

    pages: tuple[Page, ...]
    tops: tuple[float, ...]
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...]
    links: tuple[Link, ...]
    patches: tuple[InkPatch, ...]
    boxes: Corners = field(repr=False, compare=False)
    """The words' boxes as an array, to ask where all words stand at once."""

    @property
    def x_centers(self) -> npt.NDArray[np.float64]:
        return (self.boxes[:, 0] + self.boxes[:, 2]) / 2

    @property
    def y_centers(self) -> npt.NDArray[np.float64]:
        return (self.boxes[:, 1] + self.boxes[:, 3]) / 2

    def words_where(self, chosen: Mask) -> tuple[Word, ...]:
        """The words for which `chosen` is true."""
        return tuple(compress(self.words, chosen.tolist()))

    def only(self, chosen: Mask) -> "Strip":
        """The strip with the words for which `chosen` is true."""
        return replace(self, words=self.words_where(chosen), boxes=self.boxes[chosen])

    def with_words(self, words: tuple[Word, ...]) -> "Strip":
        """The strip with other words in place of its own."""
        return replace(self, words=words, boxes=corners(word.box for word in words))

    def locate(self, box: BoundingBox) -> tuple[int, BoundingBox]:
        """The number of the page on which `box` begins, and the part of `box` on that page, in the page's points."""
        index = self._index_at(box.top)
        top, page = self.tops[index], self.pages[index]
        left, right = ((x - page.shift) / page.scale for x in (box.x0, box.x1))
        return page.number, BoundingBox(left, box.top - top, right, min(box.bottom - top, page.height))

    def laid(self, number: int, box: BoundingBox) -> BoundingBox:
        """Where the `box` of page `number` lies on the strip: the inverse of `locate`."""
        index = next(index for index, page in enumerate(self.pages) if page.number == number)
        return _moved(box, self.pages[index], self.tops[index])

    def page_at(self, height: float) -> Page:
        """The page at this height of the strip."""
        return self.pages[self._index_at(height)]

    def _index_at(self, height: float) -> int:
        return max(bisect_right(self.tops, height) - 1, 0)


def stack(pages: tuple[Page, ...]) -> Strip:
    """The strip of `pages`, in the order given."""
    tops = tuple(accumulate((page.height for page in pages[:-1]), initial=0.0))
    counts = accumulate(map(_count_pieces, pages[:-1]), initial=0)
    placed = [_moved_page(page, top, before) for page, top, before in zip(pages, tops, counts, strict=True)]
    words = tuple(chain.from_iterable(page.words for page in placed))
    return Strip(
        pages=pages,
        tops=tops,
        words=words,
        rulings=tuple(chain.from_iterable(page.rulings for page in placed)),
        links=tuple(chain.from_iterable(page.links for page in placed)),
        patches=tuple(chain.from_iterable(page.patches for page in placed)),
        boxes=corners(word.box for word in words),
    )


def _count_pieces(page: Page) -> int:
    """One more than the page's highest source number; the next page's numbers are raised by this."""
    return 1 + max(chain.from_iterable(word.sources for word in page.words), default=-1)


def _moved_page(page: Page, down: float, before: int) -> Page:
    """The page's content moved to its place on the strip; `before` is the number of printed pieces on earlier pages.

    The first page is returned unchanged.
    """
    if not page.shift and not down and page.scale == 1:
        return page
    return replace(
        page,
        words=tuple(
            word._replace(box=_moved(word.box, page, down), sources=tuple(before + number for number in word.sources))
            for word in page.words
        ),
        rulings=tuple(Ruling(*_moved(ruling, page, down)) for ruling in page.rulings),
        links=tuple(Link(uri, _moved(box, page, down)) for uri, box in page.links),
        patches=tuple(patch._replace(box=_moved(patch.box, page, down)) for patch in page.patches),
    )


def _moved(box: BoundingBox | Ruling, page: Page, down: float) -> BoundingBox:
    x0, top, x1, bottom = box
    return BoundingBox(page.scale * x0 + page.shift, top + down, page.scale * x1 + page.shift, bottom + down)


def corners(boxes: Iterable[BoundingBox | Ruling]) -> Corners:
    """Boxes as the rows of one array (n×4)."""
    # Three times as fast as an array of a list of tuples.
    return np.fromiter(chain.from_iterable(boxes), dtype=np.float64).reshape(-1, 4)


def every_pair(first: Places, last: Places) -> tuple[Places, Places]:
    """All index pairs (thing, place), where thing i has the places first[i] … last[i]-1."""
    count = np.maximum(last - first, 0)
    thing = np.repeat(np.arange(len(count)), count)
    return thing, np.arange(len(thing)) - np.repeat(np.cumsum(count) - count - first, count)


@dataclass(frozen=True, slots=True)
class Cell:
    """A box bounded by lines, and its words in reading order; `doubts` are about which words belong to it."""

    box: BoundingBox
    words: tuple[Word, ...]
    doubts: frozenset[Doubt] = frozenset()

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)
